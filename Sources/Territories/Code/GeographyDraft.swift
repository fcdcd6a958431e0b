import Localization

/// A vintage in the making: files of the official code are added to it one by one, each completing what is there.
///
/// A file of communes replaces all communes, so that those that are no more go; the other files replace their level.
struct GeographyDraft {
    var territories: [TerritoryID: Territory] = [:]
    var postalCodes: Set<Geography.PostalCode> = []
    var movements: [Movement] = []
    var sources: [String] = []
    /// A day on which the vintage is said to be valid; found out from the movements where none is said.
    var date: CivilDate?

    /// - Throws: `territories.file.kind` for columns that are of no file of the official code; what reading throws.
    mutating func add(_ table: OfficialTable) throws {
        guard let kind = OfficialFile.recognized(table) else {
            throw TerritoriesError(
                "file.kind", ["file": .text(table.name), "columns": .text(table.columns.prefix(20).joined(separator: ", "))])
        }
        switch kind {
        case .movements: movements = try Movement.read(table)
        case .communes: try addCommunes(table)
        case .departements:
            try addDivisions(table, .departement, code: "DEP", parents: [("REG", .region)])
        case .regions: try addDivisions(table, .region, code: "REG", parents: [])
        case .arrondissements:
            try addDivisions(table, .arrondissement, code: "ARR", parents: [("REG", .region), ("DEP", .departement)])
        case .cantons: try addDivisions(table, .canton, code: "CAN", parents: [("REG", .region), ("DEP", .departement)])
        case .overseasCollectivities: try addDivisions(table, .overseasCollectivity, code: "COMER", parents: [])
        case .overseasCommunes: try addOverseasCommunes(table)
        case .epciCommunes: try addEPCI(table)
        case .postalCodes: try addPostalCodes(table)
        case .populations: try addPopulations(table)
        case .zones: try addLivingAreas(table)
        }
        sources.append(table.name)
    }

    /// Gives `parent` to a territory in place of the one of the same level that it has.
    mutating func attach(_ id: TerritoryID, to parent: TerritoryID?) {
        guard let parent, parent != id else { return }
        territories[id]?.parents.removeAll { $0.level == parent.level }
        territories[id]?.parents.append(parent)
        territories[id]?.parents.sort()
    }

    mutating func remove(_ levels: Set<TerritoryLevel>) {
        territories = territories.filter { !levels.contains($0.key.level) }
    }

    private mutating func addDivisions(
        _ table: OfficialTable, _ level: TerritoryLevel, code: String, parents: [(column: String, level: TerritoryLevel)]
    ) throws {
        let code = try table.place(code), label = try table.place("LIBELLE")
        let article = table.place(anyOf: ["TNCC"]), seat = table.place(anyOf: ["CHEFLIEU", "BURCENTRAL"])
        let kind = table.place(anyOf: ["TYPECT"])
        let above = parents.compactMap { parent in table.place(anyOf: [parent.column]).map { ($0, parent.level) } }
        let known = territories.filter { $0.key.level == level }
        remove([level])
        for row in table.rows {
            guard let id = TerritoryID(level, row.cells[code]) else { throw table.error(row, code, expected: "code") }
            var territory = known[id] ?? Territory(id: id, name: TerritoryName(row.cells[label]))
            territory.name = TerritoryName(row.cells[label], tncc: article.map { row.cells[$0] } ?? "")
            if let seat { territory.seat = TerritoryID(.commune, row.cells[seat]) ?? territory.seat }
            if let kind { territory.kind = row.cells[kind] }
            territories[id] = territory
            for (column, level) in above { attach(id, to: TerritoryID(level, row.cells[column])) }
        }
    }

    private mutating func addCommunes(_ table: OfficialTable) throws {
        let isINSEE = table.has("TYPECOM")
        let type = try table.place(isINSEE ? "TYPECOM" : "type"), code = try table.place(isINSEE ? "COM" : "code")
        let label = try table.place(isINSEE ? "LIBELLE" : "nom")
        let article = table.place(anyOf: ["TNCC", "typeLiaison"])
        let parent = table.place(anyOf: ["COMPARENT", "chefLieu"]), population = table.place(anyOf: ["population"])
        let above: [(Int, TerritoryLevel)] = [
            (["REG", "region"], TerritoryLevel.region), (["DEP", "departement"], .departement),
            (["ARR", "arrondissement"], .arrondissement), (["CAN"], .canton),
        ].compactMap { names, level in table.place(anyOf: names).map { ($0, level) } }
        let before = territories
        remove([.commune, .delegatedCommune, .associatedCommune, .municipalArrondissement])
        for row in table.rows {
            guard let level = TerritoryLevel(communeType: row.cells[type]) else { throw table.error(row, type, expected: "communeType") }
            guard let id = TerritoryID(level, row.cells[code]) else { throw table.error(row, code, expected: "communeCode") }
            var territory = before[id] ?? Territory(id: id, name: TerritoryName(row.cells[label]))
            territory.name = TerritoryName(row.cells[label], tncc: article.map { row.cells[$0] } ?? "")
            if let population, let count = Int(row.cells[population]) { territory.population = count }
            territories[id] = territory
            for (column, level) in above where !row.cells[column].isEmpty {
                guard let place = TerritoryID(level, row.cells[column]) else {
                    // Overseas collectivities stand where communes have their département; pseudo-cantons are no cantons.
                    attach(id, to: TerritoryID(.overseasCollectivity, row.cells[column]))
                    continue
                }
                attach(id, to: place)
            }
            if level != .commune, let parent { attach(id, to: TerritoryID(.commune, row.cells[parent])) }
        }
        // The parts of a commune leave these columns empty: they are where the commune is.
        for id in territories.keys where id.level > .commune {
            guard let whole = territories[id]?.parent(.commune).flatMap({ territories[$0] }) else { continue }
            for place in whole.parents where place.level != .canton { attach(id, to: place) }
        }
    }

    private mutating func addOverseasCommunes(_ table: OfficialTable) throws {
        let code = try table.place("code_commune"), label = try table.place("nom_commune")
        let owner = try table.place("code_collectivite"), population = table.place(anyOf: ["population"])
        let postal = table.place(anyOf: OfficialFile.postalColumns)
        for row in table.rows {
            guard let id = TerritoryID(.commune, row.cells[code]) else { throw table.error(row, code, expected: "communeCode") }
            // Files call the two islands 977, from the prefix of their codes; each has a collectivity of its own.
            let collectivity = id.code.hasPrefix("978") ? "978" : row.cells[owner]
            guard let place = TerritoryID(.overseasCollectivity, collectivity) else { throw table.error(row, owner, expected: "code") }
            var territory = territories[id] ?? Territory(id: id, name: TerritoryName(row.cells[label]))
            territory.name = TerritoryName(row.cells[label])
            if let population { territory.population = Int(row.cells[population]) ?? territory.population }
            territories[id] = territory
            attach(id, to: place)
            for part in postal.map({ row.cells[$0].split(separator: "|") }) ?? [] {
                postalCodes.insert(.init(code: String(part), commune: id))
            }
        }
    }

    private mutating func addEPCI(_ table: OfficialTable) throws {
        let isJSON = table.has("membres.code")
        let member = try table.place(isJSON ? "membres.code" : "insee"), code = try table.place(isJSON ? "code" : "siren_epci")
        let label = table.place(anyOf: ["nom_complet", "raison_sociale", "nom", "nom_epci"])
        let kind = table.place(anyOf: ["nj_epci2015", "nature_juridique", "type", "nj"])
        remove([.epci])
        for id in territories.keys where id.level >= .commune { territories[id]?.parents.removeAll { $0.level == .epci } }
        for row in table.rows {
            guard let id = TerritoryID(.epci, row.cells[code]) else { throw table.error(row, code, expected: "siren") }
            guard let commune = TerritoryID(.commune, row.cells[member]) else { throw table.error(row, member, expected: "communeCode") }
            if territories[id] == nil {
                territories[id] = Territory(id: id, name: TerritoryName(label.map { row.cells[$0] } ?? id.code, article: .la))
                // Whatever the year, `METRO`, `MET69`… are métropoles.
                territories[id]?.kind = kind.map { row.cells[$0].hasPrefix("ME") ? "ME" : row.cells[$0] }
            }
            attach(commune, to: id)
        }
    }

    private mutating func addPostalCodes(_ table: OfficialTable) throws {
        guard let postal = table.place(anyOf: OfficialFile.postalColumns), let code = table.place(anyOf: OfficialFile.communeColumns)
        else { return }
        postalCodes = []
        for row in table.rows {
            guard row.cells[postal].utf8.count == 5, row.cells[postal].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw table.error(row, postal, expected: "postalCode")
            }
            guard let commune = TerritoryID(.commune, row.cells[code]) else { throw table.error(row, code, expected: "communeCode") }
            postalCodes.insert(.init(code: row.cells[postal], commune: commune))
        }
    }

    private mutating func addPopulations(_ table: OfficialTable) throws {
        guard let count = table.place(anyOf: OfficialFile.populationColumns), let code = table.place(anyOf: OfficialFile.communeColumns)
        else { return }
        for row in table.rows where !row.cells[count].isEmpty {
            guard let id = TerritoryID(.commune, row.cells[code]) else { throw table.error(row, code, expected: "communeCode") }
            guard let inhabitants = Int(row.cells[count].filter { !$0.isWhitespace }) else { throw table.error(row, count, expected: "wholeNumber") }
            territories[id]?.population = inhabitants
        }
    }

    private mutating func addLivingAreas(_ table: OfficialTable) throws {
        guard let area = table.place(anyOf: ["BV2022", "BV"]), let code = table.place(anyOf: OfficialFile.communeColumns) else { return }
        let label = table.place(anyOf: ["LIBBV2022", "LIB_BV2022", "LIBBV"])
        remove([.livingArea])
        for row in table.rows where !row.cells[area].isEmpty {
            guard let id = TerritoryID(.livingArea, row.cells[area]) else { throw table.error(row, area, expected: "code") }
            guard let commune = TerritoryID(.commune, row.cells[code]) else { throw table.error(row, code, expected: "communeCode") }
            if territories[id] == nil {
                // A living area is called after the commune whose code it has.
                let central = TerritoryID(.commune, row.cells[area])
                let name = label.map { TerritoryName(row.cells[$0]) } ?? central.flatMap { territories[$0]?.name }
                territories[id] = Territory(id: id, name: name ?? TerritoryName(id.code))
                territories[id]?.seat = central
            }
            attach(commune, to: id)
        }
    }
}
