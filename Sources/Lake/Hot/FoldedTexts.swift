internal import DuckDB
internal import Foundation
internal import Synchronization

/// The different texts of a column as they are compared by parts: in lower case, and folded for search.
///
/// The engine itself folds them, so that what is found in memory is what SQL finds.
struct FoldedTexts: Sendable {
    let lowercase: TextList
    let folded: TextList

    var bytes: Int { lowercase.bytes.count + folded.bytes.count + 8 * lowercase.count }

    init(_ texts: TextList, on connection: borrowing Connection, _ dialect: any SQLDialect) throws {
        var lowercase = TextList()
        var folded = TextList()
        lowercase.reserve(like: texts)
        folded.reserve(like: texts)
        let columns = [Column(name: "t", type: .varchar)]
        try connection.withTable(of: TextRows(texts), columns: columns) { relation in
            try connection.query("SELECT \(dialect.lowercase("t")), \(dialect.folded("t")) FROM \(relation)") { rows in
                try rows.forEachChunk { chunk in
                    for row in 0..<chunk.rowCount {
                        _ = unsafe chunk.withText(0, row) { unsafe lowercase.append($0.span) }
                        _ = unsafe chunk.withText(1, row) { unsafe folded.append($0.span) }
                    }
                    return true
                }
            }
        }
        self.lowercase = lowercase
        self.folded = folded
    }
}

/// What a person wrote in a search or as a part of a text, put in the same forms as the texts.
struct TextForms: Sendable {
    private var forms: [String: (lowercase: String, folded: String)] = [:]

    func lowercase(_ text: String) -> String? { forms[text]?.lowercase }
    func folded(_ text: String) -> String? { forms[text]?.folded }

    /// The forms of every text that a filter and a search need. Only those with more than ASCII trouble the engine.
    init(_ filter: Filter?, _ search: String?, pool: Pool, timeout: Duration) async throws {
        var texts = filter?.parts ?? []
        texts += try TableSource.words(search ?? "")
        var others: [String] = []
        for text in texts {
            if text.utf8.allSatisfy({ $0 < 0x80 }) {
                let lowercase = text.lowercased()
                forms[text] = (lowercase, lowercase)
            } else {
                others.append(text)
            }
        }
        if others.isEmpty { return }
        let asked = others
        let dialect = DuckDBDialect()
        let found = try await pool.run(timeout: timeout) { connection in
            try asked.map { text in
                let mark = "CAST(? AS VARCHAR)"
                return try connection.rows("SELECT \(dialect.lowercase(mark)), \(dialect.folded(mark))", [.text(text), .text(text)]).first ?? []
            }
        }
        for (text, row) in zip(others, found) {
            if row.count == 2, let lowercase = row[0].textValue, let folded = row[1].textValue { forms[text] = (lowercase, folded) }
        }
    }
}

extension Filter {
    /// The parts of texts that it looks for.
    fileprivate var parts: [String] {
        switch self {
        case .and(let filters), .or(let filters): filters.flatMap(\.parts)
        case .not(let filter): filter.parts
        case .comparison(_, let comparison, let operands): comparison == .contains || comparison == .notcontains ? operands : []
        }
    }
}

/// The texts of a list as rows of one column.
private final class TextRows: ChunkSource {
    private let texts: TextList
    private let next = Mutex(0)

    init(_ texts: TextList) { self.texts = texts }

    func next(into writer: borrowing ChunkWriter) throws -> Int {
        let first = next.withLock { $0 }
        let count = min(writer.capacity, texts.count - first)
        unsafe texts.bytes.withUnsafeBufferPointer { bytes in
            for row in 0..<count { unsafe writer.setText(0, row, UnsafeBufferPointer(rebasing: bytes[texts.place(first + row)])) }
        }
        next.withLock { $0 = first + count }
        return count
    }
}

extension TextList {
    fileprivate mutating func reserve(like other: TextList) {
        bytes.reserveCapacity(other.bytes.count)
        ends.reserveCapacity(other.count)
    }

    /// The ranges of places whose text holds `part` somewhere. One pass over all the bytes, text limits found after.
    func places(containing part: String) -> [Range<UInt32>] {
        let wanted = Array(part.utf8)
        guard let first = wanted.first else { return [0..<UInt32(count)] }
        var found: [Range<UInt32>] = []
        var text = 0
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            while position + wanted.count <= bytes.count {
                guard let start = unsafe memchr(bytes.baseAddress! + position, Int32(first), bytes.count - position) else { return }
                position = unsafe UnsafeRawPointer(start) - UnsafeRawPointer(bytes.baseAddress!)
                guard position + wanted.count <= bytes.count else { return }
                guard unsafe memcmp(start, wanted, wanted.count) == 0 else {
                    position += 1
                    continue
                }
                // Texts end in ascending order: the one that holds this place is not before the last one found.
                text += ends[text...].partition0 { $0 <= UInt32(position) }
                guard position + wanted.count <= Int(ends[text]) else {
                    position += 1
                    continue
                }
                let place = UInt32(text)
                if let last = found.last, last.upperBound == place {
                    found[found.count - 1] = last.lowerBound..<place + 1
                } else {
                    found.append(place..<place + 1)
                }
                position = Int(ends[text])
                text += 1
            }
        }
        return found
    }
}

extension ArraySlice<UInt32> {
    /// How many elements, from the first, satisfy `isBefore`.
    fileprivate func partition0(_ isBefore: (UInt32) -> Bool) -> Int { partition(isBefore) - startIndex }
}
