package import Foundation

extension Movement {
    /// Reads INSEE's “Événements survenus aux communes depuis 1943” (`v_mvt_commune`).
    ///
    /// - Parameter name: the file's name, for messages.
    /// - Returns: the movements by date, those of a day in the file's order.
    /// - Throws: `TerritoriesError` that names the line and the column.
    package static func read(_ data: Data, name: String) throws -> [Movement] {
        try read(OfficialTable(data, name: name))
    }

    static func read(_ table: OfficialTable) throws -> [Movement] {
        let kind = try table.place("MOD"), date = try table.place("DATE_EFF")
        let before = try SideColumns(table, "AV"), after = try SideColumns(table, "AP")
        let read = try table.rows.map { row in
            guard let number = UInt8(row.cells[kind]), let event = MovementKind(rawValue: number) else {
                throw table.error(row, kind, expected: "movement")
            }
            guard let day = CivilDate(row.cells[date]) else { throw table.error(row, date, expected: "date") }
            return Movement(event, on: day, before: try before.side(row, table), after: try after.side(row, table))
        }
        return read.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
    }

    private struct SideColumns {
        let type, code, article, label: Int

        init(_ table: OfficialTable, _ suffix: String) throws {
            type = try table.place("TYPECOM_\(suffix)")
            code = try table.place("COM_\(suffix)")
            article = try table.place("TNCC_\(suffix)")
            label = try table.place("LIBELLE_\(suffix)")
        }

        func side(_ row: OfficialTable.Row, _ table: OfficialTable) throws -> Side? {
            if row.cells[type].isEmpty { return nil }
            guard let level = TerritoryLevel(communeType: row.cells[type]) else { throw table.error(row, type, expected: "communeType") }
            guard let id = TerritoryID(level, row.cells[code]) else { throw table.error(row, code, expected: "communeCode") }
            return Side(id: id, name: TerritoryName(row.cells[label], tncc: row.cells[article]))
        }
    }
}

extension TerritoryLevel {
    /// INSEE's `TYPECOM`, and the words of `decoupage-administratif`.
    init?(communeType: String) {
        switch communeType {
        case "COM", "commune-actuelle": self = .commune
        case "COMD", "commune-deleguee": self = .delegatedCommune
        case "COMA", "commune-associee": self = .associatedCommune
        case "ARM", "arrondissement-municipal": self = .municipalArrondissement
        default: return nil
        }
    }
}

extension TerritoryName {
    /// - Parameter tncc: INSEE's code of the article, read off the name where it is none.
    init(_ full: String, tncc: String) {
        if let number = UInt8(tncc), let article = Article(rawValue: number) {
            self.init(full, article: article)
        } else {
            self.init(full)
        }
    }
}
