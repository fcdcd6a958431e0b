import Foundation
import Localization
import Tables

/// The criteria that compare the files with the world: official lists, and what they were before.
extension Quality {
    /// Codes that exist, out of the different ones in columns that have an official list; a code no longer in force
    /// counts for half. `nil` where there is no such column.
    static func codes(_ resources: [ResourceDetail]) -> Criterion? {
        let checked = profiles(resources).compactMap { column in column.column.reference.map { (column, $0) } }
        let distinct = checked.reduce(0) { $0 + $1.1.distinct }
        guard distinct > 0 else { return nil }
        let former = checked.reduce(0) { $0 + $1.1.former }
        let unknown = checked.reduce(0) { $0 + $1.1.unknown }
        let wrong = checked.filter { $0.1.former + $0.1.unknown > 0 }
        return criterion(
            .codes, 1 - (Double(unknown) + 0.5 * Double(former)) / Double(distinct),
            unknown > 0 ? "unknown" : former > 0 ? "former" : "all",
            ["count": .integer(unknown), "former": .integer(former), "total": .integer(distinct)],
            evidence: (wrong.isEmpty ? checked : wrong).map { column, check in
                let example = check.unknownValues.first ?? check.formerValues.first
                return Evidence(column.resource, column: column.column.name, figure: example.map { .text($0.value) })
            })
    }

    /// Whether the last version of each resource can be read as the one before was; `nil` where none has two.
    static func drift(_ resources: [ResourceDetail]) -> Criterion? {
        let drifts = resources.compactMap { resource in resource.version?.drift.map { (resource, $0) } }
        guard !drifts.isEmpty else { return nil }
        let broken = drifts.filter { $0.1.breaksReaders }
        let shrunk = drifts.filter { !$0.1.breaksReaders && $0.1.lostRows > 0.5 }
        let share = 1 - (Double(broken.count) + 0.5 * Double(shrunk.count)) / Double(drifts.count)
        let evidence = broken.flatMap { resource, drift in
            (drift.removedColumns + drift.retypedColumns.map(\.name)).map { Evidence(resource, column: $0) }
        }
        return criterion(
            .drift, share, !broken.isEmpty ? "broken" : !shrunk.isEmpty ? "shrunk" : "none",
            ["count": .integer(broken.isEmpty ? shrunk.count : broken.count)],
            evidence: evidence + shrunk.map { resource, drift in
                Evidence(resource, figure: .percent(-drift.lostRows))
            })
    }
}
