import Localization

/// Subjects as catalogues name them, brought to the thirteen European themes.
package enum ThemeNames {
    /// The theme of a code, an address or a name; `nil` where the subject is none of the list.
    package static func recognise(_ text: String) -> Theme? {
        let last = text.split(whereSeparator: { "/#".contains($0) }).last.map(String.init) ?? text
        let folded = Folding.words(last).joined(separator: " ")
        return names[folded] ?? names[Folding.words(text).joined(separator: " ")]
    }

    private static let names: [String: Theme] = {
        var names: [String: Theme] = [:]
        for (theme, words) in table {
            for word in words { names[word] = theme }
            names[theme.rawValue] = theme
        }
        return names
    }()

    /// European codes, labels in French and English, categories of ISO 19115 (MD_TopicCategoryCode), themes that French
    /// portals share.
    private static let table: [(Theme, [String])] = [
        (.agriculture, ["agri", "agriculture peche et alimentation", "agriculture peche sylviculture et alimentation",
            "agriculture fisheries forestry and food", "farming", "agriculture", "alimentation"]),
        (.economy, ["econ", "economie et finances", "economy and finance", "economy", "economie", "budget", "finances",
            "administration finances publiques", "economie business pme developpement economique emploi"]),
        (.education, ["educ", "education culture et sport", "education culture and sport", "education", "culture", "sport",
            "education formation recherche enseignement", "culture patrimoine"]),
        (.energy, ["ener", "energie", "energy"]),
        (.environment, ["envi", "environnement", "environment", "biota", "climatologymeteorologyatmosphere",
            "geoscientificinformation", "inlandwaters", "oceans", "elevation", "eau", "biodiversite"]),
        (.government, ["gove", "gouvernement et secteur public", "government and public sector", "administration",
            "administration gouvernement finances publiques citoyennete", "citoyennete", "elections"]),
        (.health, ["heal", "sante", "health"]),
        (.international, ["intr", "questions internationales", "international issues"]),
        (.justice, ["just", "justice systeme juridique et securite publique", "justice legal system and public safety",
            "intelligencemilitary", "securite"]),
        (.regions, ["regi", "regions et villes", "regions and cities", "boundaries", "planningcadastre", "location",
            "structure", "amenagement du territoire urbanisme batiments equipements logement", "urbanisme", "amenagement"]),
        (.society, ["soci", "population et societe", "population and society", "society", "population", "social",
            "logement", "services sociaux"]),
        (.technology, ["tech", "sciences et technologies", "science et technologie", "science and technology",
            "imagerybasemapsearthcover", "utilitiescommunication", "numerique"]),
        (.transport, ["tran", "transports", "transport", "transportation", "mobilite", "transports deplacements"]),
    ]
}
