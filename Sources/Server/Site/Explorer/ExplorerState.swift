import Lake
import Tables

/// What the address of the explorer asks for: the API's own words, so that the same query goes to both.
///
/// A form without script sends every field, empty ones too, and a ticked box a parameter of its own; ``init(_:)``
/// brings that to the one address that says the same.
package struct ExplorerState: Sendable {
    static let pageSizes = [20, 50, 100]
    /// Fields of the form that are no parameter of the API: `sort=asc.NAME`.
    private static let sortField = "sort"

    /// In the API's grammar, without what is at its default.
    package let items: QueryItems

    private init(items: [QueryItems.Item]) { self.items = QueryItems(items) }

    /// - Parameter raw: as the browser sent it.
    package init(_ raw: QueryItems) {
        var merged: [QueryItems.Item] = []
        var sort: (column: String, direction: String)?
        for item in raw.items {
            let value = item.value ?? ""
            guard !value.isEmpty || Self.isPresence(item.name) else { continue }
            switch item.name {
            case Self.sortField:
                sort = Self.sort(value)
                // `sort` comes from the form, which holds at most one key.
                merged.removeAll { TabularQuery.split($0.name)?.word == "sort" }
            case "page" where value == "1", "page_size" where value == "\(TabularQuery.defaultPageSize)", "cursor", "lang": continue
            case "columns": Self.append(item, to: &merged)
            default:
                guard let (_, word) = TabularQuery.split(item.name) else {
                    merged.append(item)
                    continue
                }
                // Aggregates have no rows to show here.
                if word == "groupby" || TabularQuery.aggregates.contains(word) { continue }
                if word == "in" || word == "notin" { Self.append(item, to: &merged) } else { merged.append(item) }
            }
        }
        if let sort { merged.append(.init(name: "\(sort.column)__sort", value: sort.direction)) }
        items = QueryItems(merged)
    }

    /// One parameter for all the boxes of one name.
    private static func append(_ item: QueryItems.Item, to items: inout [QueryItems.Item]) {
        guard let place = items.firstIndex(where: { $0.name == item.name }) else {
            items.append(item)
            return
        }
        items[place] = .init(name: item.name, value: "\(items[place].value ?? ""),\(item.value ?? "")")
    }

    private static func isPresence(_ name: String) -> Bool {
        guard let word = TabularQuery.split(name)?.word else { return false }
        return word == "isnull" || word == "isnotnull" || word == "exact" || word == "differs"
    }

    private static func sort(_ value: String) -> (column: String, direction: String)? {
        for direction in ["asc", "desc"] where value.hasPrefix(direction + ".") {
            return (String(value.dropFirst(direction.count + 1)), direction)
        }
        return nil
    }

    // MARK: Other states

    package var encoded: String { items.encoded }

    /// What chooses rows, without their order, their page or the columns shown.
    var filters: [QueryItems.Item] {
        items.items.filter { item in
            if item.name == "q" || item.name == "or" || item.name == "and" { return true }
            guard let word = TabularQuery.split(item.name)?.word else { return false }
            return Operator(rawValue: word) != nil
        }
    }

    func without(_ names: Set<String>) -> ExplorerState {
        ExplorerState(items: items.items.filter { !names.contains($0.name) })
    }

    package func without(_ item: QueryItems.Item) -> ExplorerState {
        ExplorerState(items: items.items.filter { $0 != item && $0.name != "page" })
    }

    /// Order, columns and page size kept.
    package var withoutFilters: ExplorerState {
        let filters = filters
        return ExplorerState(items: items.items.filter { !filters.contains($0) && $0.name != "page" })
    }

    package func page(_ number: Int) -> ExplorerState {
        let kept = items.items.filter { $0.name != "page" }
        return ExplorerState(items: number == 1 ? kept : kept + [.init(name: "page", value: String(number))])
    }

    /// - Parameter descending: nil for the order of the file.
    package func sorted(by column: String, descending: Bool?) -> ExplorerState {
        var kept = items.items.filter { $0.name != "page" && TabularQuery.split($0.name)?.word != "sort" }
        if let descending { kept.append(.init(name: "\(column)__sort", value: descending ? "desc" : "asc")) }
        return ExplorerState(items: kept)
    }

    /// For the downloads and the other views: which rows and columns, whatever the page.
    var forExport: ExplorerState { without(["page", "page_size"]) }

    func address(_ path: String) -> String { items.items.isEmpty ? path : path + "?" + encoded }

    /// The operands of a filter, none where it is not in force.
    func operands(_ column: String, _ comparison: Operator) -> [String] {
        items.items.filter { $0.name == "\(column)__\(comparison.rawValue)" }.compactMap(\.value)
    }

    func has(_ column: String, _ comparison: Operator) -> Bool {
        items.items.contains { $0.name == "\(column)__\(comparison.rawValue)" }
    }
}
