import Foundation
import Localization
import Tables

/// The criteria that judge what is inside the files.
extension Quality {
    static func openFormat(_ resources: [ResourceDetail]) -> Criterion? {
        // Of a file that was not read here, what its producer announces.
        let judged = resources.compactMap { detail -> (ResourceDetail, isOpen: Bool)? in
            let told = detail.resource.distribution.flatMap { $0.role == .data ? FormatNames.isOpen($0.format) : nil }
            return (detail.resource.format?.isOpen ?? told).map { (detail, $0) }
        }
        guard !judged.isEmpty else { return nil }
        let closed = judged.filter { !$0.isOpen }.map(\.0)
        let share = Double(judged.count - closed.count) / Double(judged.count)
        return criterion(
            .openFormat, share, closed.isEmpty ? "all" : "some", ["count": .integer(closed.count)],
            evidence: closed.map { detail in
                let announced = detail.resource.distribution?.format.map { MessageArgument.text($0.uppercased()) }
                return Evidence(detail, figure: detail.resource.format.map { .message($0.labelKey) } ?? announced)
            })
    }

    /// `nil` where all files are at their producer's, and none was to be read here.
    static func readable(_ resources: [ResourceDetail]) -> Criterion? {
        guard !resources.isEmpty else { return criterion(.readable, 0, "none") }
        let read = resources.filter { $0.version != nil || $0.resource.failure != nil || $0.resource.distribution == nil }
        guard !read.isEmpty else { return nil }
        let broken = read.filter { $0.version == nil || $0.resource.failure != nil }
        let share = Double(read.count - broken.count) / Double(read.count)
        return criterion(
            .readable, share, broken.isEmpty ? "all" : "some", ["count": .integer(broken.count)],
            evidence: broken.map { Evidence($0) })
    }

    static func columns(_ resources: [ResourceDetail]) -> Criterion? {
        let columns = profiles(resources)
        guard !columns.isEmpty else { return nil }
        let silent = columns.filter { ($0.resource.description(ofColumn: $0.column.name) ?? "").isEmpty }
        let described = columns.count - silent.count
        return criterion(
            .columns, Double(described) / Double(columns.count), silent.isEmpty ? "all" : "some",
            ["count": .integer(silent.count), "total": .integer(columns.count)],
            evidence: silent.map { Evidence($0.resource, column: $0.column.name) })
    }

    /// Cells that hold something, out of all. A column may well be empty by right; the evidence lets a reader judge.
    static func fill(_ resources: [ResourceDetail]) -> Criterion? {
        let columns = profiles(resources)
        let cells = columns.reduce(0) { $0 + $1.column.count }
        guard cells > 0 else { return nil }
        let missing = columns.reduce(0) { $0 + $1.column.missing }
        let share = Double(cells - missing) / Double(cells)
        let sparse = columns.filter { $0.column.fillRate < 0.5 }.sorted { $0.column.fillRate < $1.column.fillRate }
        return criterion(
            .fill, share, missing == 0 ? "full" : "partial", ["share": .percent(share), "count": .integer(sparse.count)],
            evidence: sparse.map { Evidence($0.resource, column: $0.column.name, figure: .percent($0.column.fillRate)) })
    }

    /// One row in ten set aside is already a file that nobody can trust.
    static func rejects(_ resources: [ResourceDetail]) -> Criterion? {
        let read = resources.filter { $0.version != nil }
        guard !read.isEmpty else { return nil }
        let rows = read.reduce(0) { $0 + ($1.version?.rows ?? 0) }
        let rejected = read.reduce(0) { $0 + ($1.version?.inspection.rejectedRows ?? 0) }
        let ratio = rejected == 0 ? 0 : Double(rejected) / Double(rows + rejected)
        return criterion(
            .rejects, 1 - 10 * ratio, rejected == 0 ? "none" : "some", ["count": .integer(Int(rejected))],
            evidence: read.filter { ($0.version?.inspection.rejectedRows ?? 0) > 0 }
                .map { Evidence($0, figure: .integer(Int($0.version?.inspection.rejectedRows ?? 0))) })
    }

    /// Values repeated in columns that look made to tell rows apart; `nil` where there is no such column.
    static func duplicates(_ resources: [ResourceDetail]) -> Criterion? {
        let identifiers = profiles(resources).filter { $0.column.isRowIdentifier }
        guard !identifiers.isEmpty else { return nil }
        let present = identifiers.reduce(0) { $0 + $1.column.count - $1.column.missing }
        let repeated = identifiers.reduce(0) { $0 + $1.column.repeatedValues }
        guard present > 0 else { return nil }
        return criterion(
            .duplicates, 1 - Double(repeated) / Double(present), repeated == 0 ? "none" : "some",
            ["count": .integer(Int(repeated))],
            evidence: identifiers.filter { repeated == 0 || $0.column.repeatedValues > 0 }
                .map { Evidence($0.resource, column: $0.column.name, figure: .integer(Int($0.column.repeatedValues))) })
    }

    static func personalData(_ dataset: Dataset, _ resources: [ResourceDetail]) -> Criterion? {
        let columns = profiles(resources)
        guard !columns.isEmpty else { return nil }
        let personal = columns.filter { $0.column.meaning?.isPersonal == true }
        let evidence = personal.map {
            Evidence($0.resource, column: $0.column.name, figure: $0.column.meaning.map { .message("meaning.\($0.rawValue)") })
        }
        guard !personal.isEmpty else { return criterion(.personalData, 1, "none") }
        let arguments: [String: MessageArgument] = ["count": .integer(personal.count)]
        guard let basis = dataset.metadata.personalDataBasis, !basis.isEmpty else {
            return criterion(.personalData, 0, "unexplained", arguments, evidence: evidence)
        }
        return criterion(
            .personalData, 1, "explained", arguments.merging(["basis": .text(basis)]) { $1 }, evidence: evidence)
    }

    static func profiles(_ resources: [ResourceDetail]) -> [JudgedColumn] {
        resources.flatMap { resource in
            (resource.version?.inspection.columns ?? []).map { JudgedColumn(resource: resource, column: $0) }
        }
    }
}

/// A column and where it is.
struct JudgedColumn {
    let resource: ResourceDetail
    let column: ColumnProfile
}

extension Quality.Evidence {
    init(_ detail: ResourceDetail, column: String? = nil, figure: MessageArgument? = nil, since: Date? = nil) {
        self.init(
            resourceID: detail.resource.id, resourceSlug: detail.resource.slug, resourceTitle: detail.resource.title,
            column: column, figure: figure, since: since)
    }
}

extension ColumnProfile {
    /// Whether the column seems made to tell rows apart: an identifier by its meaning, nearly always different. An
    /// estimated count of different values cannot tell a duplicate from an error of the estimate.
    fileprivate var isRowIdentifier: Bool {
        switch meaning {
        case .identifier, .uuid, .siret, .siren, .rna, .uai, .finess: break
        default: return false
        }
        let present = count - missing
        return distinctIsExact && present > 1 && Double(distinct) >= 0.9 * Double(present)
    }

    fileprivate var repeatedValues: Int64 { Swift.max(0, count - missing - distinct) }
}

extension FileFormat {
    /// Whether the format's specification is open and free programs read it, in the sense of article 4 of the law of
    /// 21 June 2004 (*standard ouvert*).
    package var isOpen: Bool {
        switch self {
        case .delimited, .parquet, .json, .jsonLines, .geoJSON, .geoPackage, .ods: true
        case .xlsx, .xls, .shapefile: false
        }
    }
}
