internal import Foundation

/// Which communes may hold a point: those whose box meets its cell, a twentieth of a degree wide.
struct CommuneGrid {
    static let cellsPerDegree = 20.0
    private var cells: [UInt32: [Int32]] = [:]

    static func key(_ column: Int, _ row: Int) -> UInt32 { UInt32(row) << 16 | UInt32(column) }

    static func cell(_ point: GeoPoint) -> (column: Int, row: Int) {
        (Int(((point.longitude + 180) * cellsPerDegree).rounded(.down)), Int(((point.latitude + 90) * cellsPerDegree).rounded(.down)))
    }

    mutating func add(_ commune: Int32, _ bounds: GeoBounds) {
        let low = Self.cell(GeoPoint(longitude: bounds.west, latitude: bounds.south))
        let high = Self.cell(GeoPoint(longitude: bounds.east, latitude: bounds.north))
        for row in low.row...high.row { for column in low.column...high.column { cells[Self.key(column, row), default: []].append(commune) } }
    }

    func add(to writer: inout SnapshotWriter) {
        let sorted = cells.sorted { $0.key < $1.key }
        writer.add(.cellKeys, sorted.map(\.key))
        writer.add(.cellStarts, sorted.reduce(into: [UInt32(0)]) { $0.append($0[$0.count - 1] + UInt32($1.value.count)) })
        writer.add(.cellCommunes, sorted.flatMap(\.value))
    }
}
