/// What the files of the official geographic code are, told by their columns.
///
/// INSEE's names of columns since 2019, the shapes of `decoupage-administratif` (JSON), the EPCI lists of the DGCL.
package enum OfficialFile: String, Sendable, CaseIterable {
    case communes, movements, departements, regions, arrondissements, cantons, overseasCollectivities, overseasCommunes
    case epciCommunes, postalCodes, populations, zones

    /// - Returns: nil for columns that are none of them.
    static func recognized(_ table: OfficialTable) -> OfficialFile? {
        func has(_ columns: String...) -> Bool { columns.allSatisfy(table.has) }
        if has("MOD", "DATE_EFF", "COM_AV", "COM_AP") { return .movements }
        if has("TYPECOM", "COM", "LIBELLE") || has("code", "nom", "type", "departement", "zone") { return .communes }
        if has("CAN", "DEP", "LIBELLE") { return .cantons }
        if has("ARR", "DEP", "LIBELLE") { return .arrondissements }
        if has("DEP", "REG", "LIBELLE") { return .departements }
        if has("REG", "CHEFLIEU", "LIBELLE") { return .regions }
        if has("code_commune", "code_collectivite") { return .overseasCommunes }
        if has("COMER", "LIBELLE") { return .overseasCollectivities }
        if has("insee", "siren_epci") || has("membres.code", "code", "nom") { return .epciCommunes }
        if table.place(anyOf: Self.postalColumns) != nil, table.place(anyOf: Self.communeColumns) != nil { return .postalCodes }
        if table.place(anyOf: ["BV2022", "BV"]) != nil, table.place(anyOf: Self.communeColumns) != nil { return .zones }
        if table.place(anyOf: Self.populationColumns) != nil, table.place(anyOf: Self.communeColumns) != nil { return .populations }
        return nil
    }

    static let communeColumns = ["code_commune_insee", "code_commune", "insee", "CODGEO", "DEPCOM", "COM"]
    static let postalColumns = ["code_postal", "Code_postal"]
    static let populationColumns = ["PMUN", "population_municipale", "pmun", "population"]
}
