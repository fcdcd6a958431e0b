import Foundation
import Localization

/// How a file's columns and a schema's fields go together.
package struct HeaderMatch: Codable, Sendable, Hashable {
    /// What a column of the file is to the schema.
    package enum Role: String, Codable, Sendable, Hashable {
        /// It has a field's very name.
        case matched
        /// Its name is a field's but for case, accents, spaces or punctuation. Its cells are checked as that field's,
        /// and the name is a finding: others who read the file by name would miss the column.
        case nearMiss
        /// Another column to the left has the same name.
        case duplicate
        /// No field has that name.
        case extra
    }

    package struct Column: Codable, Sendable, Hashable {
        /// As the file writes it.
        package var header: String
        package var role: Role
        /// The field that its cells are checked as, from 0.
        package var field: Int?
    }

    /// A column that may have been meant for a field which no column matches: nothing more than a proposal.
    package struct Proposal: Codable, Sendable, Hashable {
        package var column: Int
        package var field: Int
    }

    /// The columns of the file, in its order.
    package var columns: [Column]
    /// Fields that no column matches nor nearly matches, required ones and others.
    package var missing: [Int]
    package var proposals: [Proposal]
    /// Whether the columns that match stand in the order of the fields.
    package var isOrdered: Bool

    /// Of all fields, those that have their column under their very name: 0…1.
    package var share: Double {
        let fields = columns.count { $0.field != nil } + missing.count
        return fields == 0 ? 0 : Double(columns.count { $0.role == .matched }) / Double(fields)
    }

    package init(headers: [String], schema: TableSchema) {
        let fields = schema.fields
        var columns = headers.map { Column(header: $0, role: .extra, field: nil) }
        var taken = Set<Int>()
        var seen: [String: Int] = [:]
        let byName = Dictionary(fields.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
        for (index, header) in headers.enumerated() {
            if !header.isEmpty, seen[header] != nil {
                columns[index].role = .duplicate
            } else if let field = byName[header] {
                columns[index] = Column(header: header, role: .matched, field: field)
                taken.insert(field)
            }
            seen[header] = seen[header] ?? index
        }
        // Folded names must point to one field and one column: two candidates are no proposal.
        var byFold: [String: [Int]] = [:]
        for (index, field) in fields.enumerated() where !taken.contains(index) { byFold[Self.folded(field.name), default: []].append(index) }
        for index in headers.indices where columns[index].role == .extra {
            let folded = Self.folded(headers[index])
            guard !folded.isEmpty, let candidates = byFold[folded], candidates.count == 1, !taken.contains(candidates[0]) else { continue }
            columns[index] = Column(header: headers[index], role: .nearMiss, field: candidates[0])
            taken.insert(candidates[0])
        }
        self.columns = columns
        missing = fields.indices.filter { !taken.contains($0) }
        var proposals: [Proposal] = []
        // Each name is compared with each: what matters is bounded by what a person would read.
        let extra = headers.indices.filter { columns[$0].role == .extra && headers[$0].utf8.count < 200 }
        for index in extra.prefix(200) where missing.count < 200 {
            guard let name = missing.map({ fields[$0].name }).nearest(to: headers[index]), let field = byName[name] else { continue }
            if !proposals.contains(where: { $0.field == field }) { proposals.append(Proposal(column: index, field: field)) }
        }
        self.proposals = proposals
        let order = columns.compactMap(\.field)
        isOrdered = zip(order, order.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Letters and digits alone, lower case, without accents.
    static func folded(_ name: String) -> String {
        FoldedText.of(name).replacing(" ", with: "")
    }
}
