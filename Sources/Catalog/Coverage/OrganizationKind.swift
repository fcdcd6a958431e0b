import Localization
import Territories

/// What sort of body publishes data, as far as its SIREN number and its name tell.
package enum OrganizationKind: String, LabelledCode {
    /// Ministries, their services, independent authorities, assemblies.
    case state
    case region, departement, epci, commune
    /// Établissements publics, syndicats, chambers, hospitals, universities.
    case publicBody = "public"
    case association, company
    case other

    package static let labelTopic = "organization.kind"

    /// The local authorities whose history the observatory draws, the widest first.
    package static let authorities: [OrganizationKind] = [.region, .departement, .epci, .commune]

    /// The kind of an organisation.
    package static func of(_ name: String, siren: String?) -> OrganizationKind { judge(name, siren).kind }

    /// The territory that it administers: of local authorities where the official code knows them, France for the State.
    static func territory(of name: String, siren: String?, _ places: PlaceNames?) -> TerritoryID? {
        let (kind, rest) = judge(name, siren)
        if kind == .state { return .france }
        guard let level = kind.level else { return nil }
        if let id = siren.flatMap({ territory(ofSIREN: $0, kind) }), places == nil || places?.gazetteer.territory(id) != nil { return id }
        return places?.territory(named: rest, level) ?? places?.territory(named: name, level)
    }

    private var level: TerritoryLevel? {
        switch self {
        case .region: .region
        case .departement: .departement
        case .epci: .epci
        case .commune: .commune
        case .state, .publicBody, .association, .company, .other: nil
        }
    }

    /// The kind, and what is left of the name for the territory's.
    private static func judge(_ name: String, _ siren: String?) -> (kind: OrganizationKind, name: String) {
        let text = PlaceNames.folded(name)
        for (kind, starts) in starts {
            for start in starts where text.hasPrefix(start + " ") {
                // The number knows better what a name that begins so stands for.
                return (bySIREN(siren) ?? kind, withoutArticles(String(text.dropFirst(start.count + 1))))
            }
        }
        if let kind = bySIREN(siren) { return (kind, text) }
        for (kind, marks) in marks where marks.contains(where: { (" " + text + " ").contains(" \($0) ") }) { return (kind, text) }
        return (.other, text)
    }

    /// The first digits of the numbers of public bodies name their sort; those of others do not.
    ///
    /// Source: INSEE, *Définition du numéro SIREN*, <https://www.insee.fr/fr/metadonnees/definition/c2047>.
    private static func bySIREN(_ siren: String?) -> OrganizationKind? {
        guard let siren, siren.count >= 9 else { return nil }
        switch siren.prefix(2) {
        case "11", "12", "13", "15", "16", "17": return .state
        case "18", "19", "25", "26", "27", "28", "29": return .publicBody
        // Those that begin with 20 are of all sorts of groups: their names tell.
        case "24": return .epci
        case "21": return .commune
        case "22": return .departement
        case "23": return .region
        default: return nil
        }
    }

    /// The territory that the number itself tells: an EPCI has its own as code, those of communes and départements hold theirs.
    private static func territory(ofSIREN siren: String, _ kind: OrganizationKind) -> TerritoryID? {
        let digits = siren.prefix(9)
        switch kind {
        case .epci: return TerritoryID(.epci, digits)
        case .commune where siren.hasPrefix("21") && digits.count == 9 && !siren.hasPrefix("2197") && !siren.hasPrefix("2120"):
            let code = digits.dropFirst(2).prefix(2) + digits.dropFirst(5).prefix(3)
            return TerritoryID(.commune, code)
        case .departement where siren.hasPrefix("22") && digits.count == 9: return TerritoryID(.departement, digits.dropFirst(2).prefix(2))
        default: return nil
        }
    }

    private static let starts: [(OrganizationKind, [String])] = [
        (.region, ["conseil regional", "region"]), (.departement, ["conseil departemental", "conseil general", "departement"]),
        (.commune, ["commune", "ville", "mairie", "municipalite"]),
    ]

    private static let marks: [(OrganizationKind, [String])] = [
        (.epci, ["communaute", "metropole", "agglomeration", "intercommunalite", "agglo", "eurometropole"]),
        (.state, [
            "ministere", "prefecture", "dreal", "ddt", "ddtm", "draaf", "direction departementale", "direction regionale",
            "direction generale", "direction interministerielle", "premier ministre", "insee", "ign", "etalab", "senat",
            "assemblee nationale", "cour des comptes", "autorite", "commission nationale", "secretariat general",
        ]),
        (.publicBody, [
            "syndicat", "universite", "etablissement public", "agence", "chambre", "hopital", "sdis", "office", "caisse", "parc naturel",
            "centre national", "institut national", "observatoire",
        ]),
        (.association, ["association", "federation", "fondation"]), (.company, ["sas", "sa", "sarl", "groupe", "societe"]),
    ]

    private static func withoutArticles(_ name: String) -> String {
        var words = name.split(separator: " ")
        while let first = words.first, words.count > 1, ["de", "du", "des", "d", "la", "le", "les", "l"].contains(first) { words.removeFirst() }
        return words.joined(separator: " ")
    }
}
