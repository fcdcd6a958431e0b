import Catalog
import Foundation
import Lake
import Localization
import Tables

/// The explorer's page, put together from the state of the address and one page of rows.
struct Explorer {
    let detail: ResourceDetail
    let version: Version
    let table: StoredTable
    let state: ExplorerState
    let tabular: TabularQuery
    let visit: Visit

    var localizer: Localizer { visit.localizer }
    var base: String { SiteAddress.resource(detail.resource.slug) }
    var isFiltered: Bool { tabular.query.filter != nil || tabular.query.search != nil }

    /// The columns on the page, in the order asked.
    var shown: [LakeColumn] {
        guard let names = tabular.query.columns else { return Array(table.columns.prefix(SiteRoutes.shownColumns)) }
        return names.compactMap { name in table.columns.first { $0.name == name } }
    }

    func view(path: String, page: RowPage, lastPage: Int) -> ExplorerView {
        let filters = ExplorerFilters(explorer: self)
        let count: [String: MessageArgument] = ["count": .integer(page.total), "total": .integer(Int(table.rows))]
        let isTable = visit.address == .explorer
        let export = state.forExport
        let apiPath = Downloads.api(detail.resource.slug) + "data/"
        return ExplorerView(
            title: detail.resource.title.typeset, datasetTitle: detail.dataset.title.typeset,
            datasetHref: SiteAddress.dataset(detail.dataset.slug) + "?fichier=" + RequestTarget.encode(detail.resource.slug),
            path: path, search: tabular.query.search, facts: facts, tabs: tabs, filters: filters.views,
            active: filters.active(path), clearHref: state.withoutFilters.address(path),
            countText: visit.text(page.total == Int(table.rows) ? "site.explorer.count" : "site.explorer.countOf", count),
            columnChoices: columnChoices,
            columnsLabel: visit.text("site.explorer.columns", [
                "count": .integer(shown.count), "total": .integer(table.columns.count),
            ]),
            sortChoices: sortChoices,
            sizeChoices: ExplorerState.pageSizes.map {
                Choice(value: "\($0)", label: localizer.number($0), isSelected: $0 == tabular.pageSize)
            },
            carried: filters.carried, table: nil, isEmpty: page.total == 0,
            pagination: !isTable ? nil : PaginationView(current: tabular.page, count: lastPage, localizer: localizer) {
                state.page($0).address(path)
            },
            columns: [], columnsNote: nil, map: nil,
            exports: Downloads(resource: detail.resource, version: version, table: table, localizer: localizer)
                .exports(export.encoded, detail: visit.text("site.explorer.count", count)),
            apiURL: visit.context.origin + state.address(apiPath), apiHref: state.address(apiPath), alert: nil)
    }

    /// One page of rows as a table, its headers ways to sort.
    func rows(_ page: RowPage) -> TableView {
        let columns = shown
        let writing = columns.map { CellWriting(localizer: localizer, type: $0.type, meaning: $0.meaning) }
        let first = (tabular.page - 1) * tabular.pageSize + 1
        return TableView(
            caption: visit.text("site.explorer.caption", [
                "first": .integer(first), "last": .integer(first + page.rows.count - 1),
                "title": .text(detail.resource.title),
            ]),
            headers: zip(columns, writing).map { header($0, isNumber: $1.isNumber) },
            rows: page.rows.map { row in TableRow(cells: zip(row, writing).map { $1.cell($0) }) })
    }

    /// Once ascending, twice descending, thrice the order of the file.
    private func header(_ column: LakeColumn, isNumber: Bool) -> TableHeader {
        let key = tabular.query.sort.first { $0.column == column.name }
        let next: Bool? = key.map { $0.descending ? nil : true } ?? false
        let action = next.map { $0 ? "Descending" : "Ascending" } ?? "None"
        return TableHeader(
            name: column.name, kind: visit.text("type.\(column.type.rawValue)"), isNumber: isNumber,
            sort: key.map { $0.descending ? "descending" : "ascending" },
            sortHref: state.sorted(by: column.name, descending: next).address(base),
            sortAction: visit.text("site.explorer.sortAction\(action)"),
            sortMark: key.map { $0.descending ? "▼" : "▲" } ?? "↕")
    }

    private var facts: [Fact] {
        [
            Fact(label: visit.text("site.explorer.version", ["number": .integer(version.number)]) + ", " + visit.text("site.explorer.publishedOn"),
                value: localizer.date(version.publishedAt), datetime: version.publishedAt.ISO8601Format()),
            Fact(label: "", value: visit.text("site.explorer.count", ["count": .integer(Int(table.rows))])),
            Fact(label: "", value: detail.dataset.licence.label(localizer)),
        ]
    }

    private var tabs: [Link] {
        let query = state.without(["page"])
        var tabs = [
            Link(label: visit.text("site.explorer.view.table"), href: query.address(base), isCurrent: visit.address == .explorer)
        ]
        if GeoColumns(table) != nil {
            tabs.append(Link(
                label: visit.text("site.explorer.view.map"), href: query.address(base + "/carte"),
                isCurrent: visit.address == .explorerMap))
        }
        tabs.append(Link(
            label: visit.text("site.explorer.view.columns"), href: query.address(base + "/colonnes"),
            isCurrent: visit.address == .explorerColumns))
        return tabs
    }

    private var columnChoices: [Tick] {
        let chosen = Set(tabular.query.columns ?? [])
        return table.columns.prefix(SiteRoutes.offeredColumns).enumerated().map { index, column in
            Tick(
                id: "choix-\(index + 1)", value: ValueList.joined([column.name]), label: column.name,
                isChecked: chosen.contains(column.name))
        }
    }

    private var sortChoices: [Choice] {
        let key = tabular.query.sort.first
        var choices = [Choice(value: "", label: visit.text("site.explorer.sortNone"), isSelected: key == nil)]
        for column in shown {
            for descending in [false, true] {
                let name: [String: MessageArgument] = ["column": .text(column.name)]
                choices.append(Choice(
                    value: (descending ? "desc." : "asc.") + column.name,
                    label: visit.text(descending ? "site.explorer.sortDescending" : "site.explorer.sortAscending", name),
                    isSelected: key == SortKey(column: column.name, descending: descending)))
            }
        }
        // An order by a column that is not shown stays chosen.
        if let key, !choices.contains(where: \.isSelected) {
            choices.append(Choice(
                value: (key.descending ? "desc." : "asc.") + key.column,
                label: visit.text(
                    key.descending ? "site.explorer.sortDescending" : "site.explorer.sortAscending",
                    ["column": .text(key.column)]),
                isSelected: true))
        }
        return choices
    }
}
