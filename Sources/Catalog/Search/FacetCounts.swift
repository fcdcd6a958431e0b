import Localization
import Store
import Tables
import Texts

extension ReadSession {
    /// The facets of a list with their labels, from the counts of the index.
    func facets(_ search: DatasetSearch, _ counts: [String: [FacetCount]]) throws -> [Facet] {
        let slugs = counts[Facet.Key.organization.rawValue]?.map(\.value) ?? []
        let names = try organizationNames(slugs)
        return Facet.Key.allCases.map { key in
            let selected = search.selection(of: key)
            let values = (counts[key.rawValue] ?? []).map { count in
                FacetValue(
                    code: count.value, name: key == .organization ? names[count.value] ?? count.value : nil,
                    labelKey: key.labelKey(of: count.value), count: count.count, isSelected: count.value == selected)
            }
            return Facet(key: key, values: values)
        }
    }

    private func organizationNames(_ slugs: [String]) throws -> [String: String] {
        if slugs.isEmpty { return [:] }
        let marks = slugs.map { _ in "?" }.joined(separator: ", ")
        let found = try rows("SELECT slug, name FROM organizations WHERE slug IN (\(marks))", slugs.map { .text($0) })
        return try Dictionary(uniqueKeysWithValues: found.map { (try $0.string("slug"), try $0.string("name")) })
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
        case .territoryLevel: Granularity(rawValue: code)?.labelKey
        }
    }
}
