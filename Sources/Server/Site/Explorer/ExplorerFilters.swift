import Catalog
import Lake
import Localization
import Tables

/// The filters of the explorer: one for each column shown, in the form that its type and its values call for.
struct ExplorerFilters {
    /// Up to that many different values are offered as boxes.
    private static let boxes = 25

    let explorer: Explorer
    private let profiles: [String: ColumnProfile]

    init(explorer: Explorer) {
        self.explorer = explorer
        profiles = Dictionary(
            explorer.version.inspection.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private var state: ExplorerState { explorer.state }
    private var visit: Visit { explorer.visit }

    /// Columns shown, and those that are filtered without being shown.
    private var columns: [LakeColumn] {
        let shown = explorer.shown
        let names = Set(shown.map(\.name))
        let filtered = Set(state.filters.compactMap { TabularQuery.split($0.name)?.column }).subtracting(names)
        return shown + explorer.table.columns.filter { filtered.contains($0.name) }
    }

    /// Those in force first.
    var views: [FilterView] {
        let all = columns.enumerated().map { view($1, number: $0 + 1) }
        return all.filter(\.isActive) + all.filter { !$0.isActive }
    }

    private func view(_ column: LakeColumn, number: Int) -> FilterView {
        let profile = profiles[column.name]
        let isActive = state.filters.contains { TabularQuery.split($0.name)?.column == column.name }
        var view = FilterView(
            id: "filtre-\(number)", column: column.name, kind: visit.text("type.\(column.type.rawValue)"),
            isOpen: isActive, isActive: isActive)
        switch part(of: column, profile) {
        case .values: view.values = profile.map { values(column, $0, number: number) }
        case .range: view.range = range(column, profile)
        case .contains: view.contains = contains(column, profile)
        case .nothing: break
        }
        if let missing = profile?.missing, missing > 0 || state.has(column.name, .isnull) || state.has(column.name, .isnotnull) {
            view.missing = FilterView.Missing(
                nullName: "\(column.name)__isnull", notNullName: "\(column.name)__isnotnull",
                isNull: state.has(column.name, .isnull), isNotNull: state.has(column.name, .isnotnull),
                count: explorer.localizer.number(missing))
        }
        return view
    }

    private enum Part { case values, range, contains, nothing }

    private func part(of column: LakeColumn, _ profile: ColumnProfile?) -> Part {
        switch column.type {
        case .integer, .number, .date, .datetime:
            guard column.type == .integer, let profile, profile.distinct <= 12, profile.topValuesAreExact else { return .range }
            return .values
        case .boolean: return .values
        case .text, .time:
            if let meaning = column.meaning, [.wkb, .wkt, .geojson].contains(meaning) { return .nothing }
            guard let profile, profile.meaning?.isPersonal != true, profile.topValuesAreExact,
                profile.distinct <= Self.boxes * 8, profile.distinct * 2 <= max(profile.count, 4)
            else { return .contains }
            return .values
        case .json: return .contains
        }
    }

    // MARK: Parts

    private func values(_ column: LakeColumn, _ profile: ColumnProfile, number: Int) -> FilterView.Values {
        let chosen = Set(
            state.operands(column.name, .in).flatMap { ValueList.split($0) } + state.operands(column.name, .exact))
        let writing = CellWriting(localizer: explorer.localizer, type: column.type, meaning: column.meaning)
        var offered: [(value: String, label: String, count: Int64?)] = if column.type == .boolean {
            [("true", visit.text("site.column.true"), profile.trueCount), ("false", visit.text("site.column.false"), profile.falseCount)]
        } else {
            profile.topValues.prefix(Self.boxes).map { ($0.value, writing.stored($0.value), $0.count) }
        }
        // A value asked for that is not among the most frequent has its box all the same.
        for value in chosen.sorted() where !offered.contains(where: { $0.value == value }) {
            offered.append((value, writing.stored(value), nil))
        }
        let first = offered.filter { chosen.contains($0.value) }
        offered = first + offered.filter { !chosen.contains($0.value) }
        let isWhole = Int(profile.distinct) <= offered.count
        return FilterView.Values(
            name: "\(column.name)__in",
            options: offered.enumerated().map { index, item in
                Tick(
                    id: "filtre-\(number)-\(index + 1)", value: ValueList.joined([item.value]), label: item.label,
                    count: item.count.map { explorer.localizer.number($0) }, isChecked: chosen.contains(item.value))
            },
            note: visit.text(
                isWhole ? "site.explorer.allNote" : "site.explorer.topNote", ["count": .integer(offered.count)]))
    }

    private func range(_ column: LakeColumn, _ profile: ColumnProfile?) -> FilterView.Range {
        let writing = CellWriting(localizer: explorer.localizer, type: column.type, meaning: column.meaning)
        func hint(_ key: String, _ value: String?) -> String {
            value.map { visit.text("site.explorer.\(key)", ["value": .text(writing.stored($0))]) } ?? ""
        }
        let type = switch column.type {
        case .date: "date"
        case .datetime: "datetime-local"
        default: "number"
        }
        return FilterView.Range(
            inputType: type, step: type == "number" ? "any" : nil,
            lowerName: "\(column.name)__greater", lowerValue: state.operands(column.name, .greater).first,
            upperName: "\(column.name)__less", upperValue: state.operands(column.name, .less).first,
            lowerHint: hint("minHint", profile?.min), upperHint: hint("maxHint", profile?.max))
    }

    private func contains(_ column: LakeColumn, _ profile: ColumnProfile?) -> FilterView.Contains {
        let example = profile?.meaning?.isPersonal == true ? nil : profile?.examples.first
        return FilterView.Contains(
            name: "\(column.name)__contains", value: state.operands(column.name, .contains).first,
            examples: example.map {
                visit.text("site.explorer.example", ["value": .text($0.shortened(to: 40))])
            })
    }

    // MARK: In force

    /// A tag for each filter, which lifts it.
    func active(_ path: String) -> [ActiveFilter] {
        state.filters.map { item in
            let label = label(item)
            return ActiveFilter(
                label: label, action: visit.text("site.active.removeNamed", ["filter": .text(label)]),
                href: state.without(item).address(path))
        }
    }

    private func label(_ item: QueryItems.Item) -> String {
        let value = item.value ?? ""
        if item.name == "q" { return visit.text("site.active.search", ["text": .text(value)]) }
        guard let (name, word) = TabularQuery.split(item.name) else { return "\(item.name)=\(value)" }
        let column = explorer.table.columns.first { $0.name == name }
        let writing = CellWriting(localizer: explorer.localizer, type: column?.type ?? .text, meaning: column?.meaning)
        let values = word == "in" || word == "notin" ? ValueList.split(value) : [value]
        let shown = explorer.localizer.list(values.map(writing.stored))
        return visit.text("site.filter.\(word)", ["column": .text(name), "value": .text(shown.shortened(to: 60))])
    }

    /// Filters that have no field in the form, so that sending it does not lift them.
    var carried: [Choice] {
        let owned = Set(views.flatMap { view -> [String] in
            var names: [String] = []
            if let range = view.range { names += [range.lowerName, range.upperName] }
            if let values = view.values { names += [values.name, "\(view.column)__exact"] }
            if let contains = view.contains { names.append(contains.name) }
            if let missing = view.missing { names += [missing.nullName, missing.notNullName] }
            return names
        })
        var carried = state.filters.filter { $0.name != "q" && !owned.contains($0.name) }
        // Boxes of columns stop at some number; those chosen beyond it are carried.
        let offered = Set(explorer.table.columns.prefix(SiteRoutes.offeredColumns).map(\.name))
        let beyond = (explorer.tabular.query.columns ?? []).filter { !offered.contains($0) }
        if !beyond.isEmpty, state.items["columns"] != nil {
            carried.append(.init(name: "columns", value: ValueList.joined(beyond)))
        }
        return carried.map { Choice(value: $0.value ?? "", label: $0.name) }
    }
}
