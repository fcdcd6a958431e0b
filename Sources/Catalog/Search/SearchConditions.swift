import Store
import Tables

/// A search as the `WHERE` clause of a query on `datasets d` and `organizations o`. Values are always bound.
struct SearchConditions {
    private let words: [String]
    private let filters: [(key: Facet.Key, sql: String, value: String)]

    init(_ search: DatasetSearch) {
        words = Self.prefixes(search.text)
        var filters: [(key: Facet.Key, sql: String, value: String)] = []
        if let slug = search.organization { filters.append((.organization, "o.slug = ?", slug)) }
        if let theme = search.theme {
            let sql = "EXISTS (SELECT 1 FROM dataset_themes t WHERE t.dataset_id = d.id AND t.theme = ?)"
            filters.append((.theme, sql, theme.rawValue))
        }
        if let format = search.format {
            let sql = "EXISTS (SELECT 1 FROM resources r WHERE r.dataset_id = d.id AND r.format = ?)"
            filters.append((.format, sql, format.rawValue))
        }
        if let licence = search.licence { filters.append((.licence, "d.licence = ?", licence.rawValue)) }
        if let level = search.territoryLevel {
            filters.append((.territoryLevel, "d.territory_level = ?", level.rawValue))
        }
        self.filters = filters
    }

    /// The clause and its values.
    ///
    /// - Parameter facet: the facet whose own filter is left out, so that its other choices can be counted.
    func clause(without facet: Facet.Key? = nil) -> (sql: String, values: [StoreValue]) {
        var parts: [String] = []
        var values: [StoreValue] = []
        for word in words {
            parts.append("d.search_words LIKE ?")
            values.append(.text("% \(word)%"))
        }
        for filter in filters where filter.key != facet {
            parts.append(filter.sql)
            values.append(.text(filter.value))
        }
        return (parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND "), values)
    }

    /// The expression that counts the words in the title, and its values; `nil` without words.
    var titleScore: (sql: String, values: [StoreValue])? {
        guard !words.isEmpty else { return nil }
        let sql = words.map { _ in "(CASE WHEN d.title_words LIKE ? THEN 1 ELSE 0 END)" }.joined(separator: " + ")
        return (sql, words.map { .text("% \($0)%") })
    }

    /// The beginnings of words to look for: folded, elided articles dropped, French endings brought to what their forms
    /// share (`communes` → `commune`; `municipal`, `municipale`, `municipaux` → `municipa`).
    static func prefixes(_ text: String) -> [String] {
        let words = Folding.words(text)
        let kept = words.filter { $0.count > 1 || $0.first?.isNumber == true }
        return (kept.isEmpty ? words : kept).prefix(12).map { word in
            guard word.count > 3 else { return word }
            for ending in ["aux", "ales", "ale", "al"] where word.count > ending.count + 2 && word.hasSuffix(ending) {
                return String(word.dropLast(ending.count - 1))
            }
            return word.hasSuffix("s") || word.hasSuffix("x") ? String(word.dropLast()) : word
        }
    }
}
