import Store
import Tables

extension ReadSession {
    /// Counts each facet with the filters of the others, so that a reader sees what each choice would give.
    func facets(_ search: DatasetSearch, _ conditions: SearchConditions) throws -> [Facet] {
        try Facet.Key.allCases.map { key in
            let counted = Counted(key)
            let (clause, values) = conditions.clause(without: key)
            let glue = clause.isEmpty ? "WHERE" : "AND"
            let found = try rows(
                """
                SELECT \(counted.code) AS code, \(counted.name) AS name, count(DISTINCT d.id) AS n
                FROM datasets d LEFT JOIN organizations o ON o.id = d.organization_id \(counted.join)
                \(clause) \(glue) \(counted.code) IS NOT NULL
                GROUP BY \(counted.grouping) ORDER BY n DESC, code
                """,
                values
            )
            let selected = search.selection(of: key)
            var choices = try found.map { row in
                let code = try row.string("code")
                return FacetValue(
                    code: code, name: try row.optionalString("name"), labelKey: key.labelKey(of: code),
                    count: Int(try row.int64("n")), isSelected: code == selected
                )
            }
            // A choice that the other filters leave without datasets stays, so that it can be undone.
            if let selected, !choices.contains(where: \.isSelected) {
                choices.append(FacetValue(
                    code: selected, name: key == .organization ? try organizationName(selected) ?? selected : nil,
                    labelKey: key.labelKey(of: selected), count: 0, isSelected: true
                ))
            }
            return Facet(key: key, values: choices)
        }
    }

    private func organizationName(_ slug: String) throws -> String? {
        try rows("SELECT name FROM organizations WHERE slug = ?", [.text(slug)]).first?.string("name")
    }
}

/// What a facet counts, in SQL.
private struct Counted {
    let code: String
    let name: String
    let join: String

    /// A constant cannot stand in PostgreSQL's GROUP BY.
    var grouping: String { name == "NULL" ? code : "\(code), \(name)" }

    init(_ key: Facet.Key) {
        switch key {
        case .organization: (code, name, join) = ("o.slug", "o.name", "")
        case .theme:
            (code, name, join) = ("ft.theme", "NULL", "JOIN dataset_themes ft ON ft.dataset_id = d.id")
        case .format: (code, name, join) = ("fr.format", "NULL", "JOIN resources fr ON fr.dataset_id = d.id")
        case .licence: (code, name, join) = ("d.licence", "NULL", "")
        case .territoryLevel: (code, name, join) = ("d.territory_level", "NULL", "")
        }
    }
}

extension DatasetSearch {
    /// The choice made in a facet.
    package func selection(of key: Facet.Key) -> String? {
        switch key {
        case .organization: organization
        case .theme: theme?.rawValue
        case .format: format?.rawValue
        case .licence: licence?.rawValue
        case .territoryLevel: territoryLevel?.rawValue
        }
    }
}

extension Facet.Key {
    fileprivate func labelKey(of code: String) -> String? {
        switch self {
        case .organization: nil
        case .theme: Theme(rawValue: code)?.labelKey
        case .format: FileFormat(rawValue: code)?.labelKey
        case .licence: Licence(rawValue: code)?.labelKey
        case .territoryLevel: TerritoryLevel(rawValue: code)?.labelKey
        }
    }
}
