import Catalog
import Hummingbird
import Lake
import Localization
import Tables

extension SiteRoutes {
    /// Columns shown where the reader chose none: a screen holds no more.
    static let shownColumns = 40
    /// Columns that can be chosen by their boxes.
    static let offeredColumns = 400

    /// `/resources/{id}` and its views: the rows of a resource, narrowed, sorted and paged by the address alone.
    func explorer(_ visit: Visit) async throws -> Response {
        let identifier = try visit.identifier
        guard let detail = try await catalog.resource(identifier) else {
            throw CatalogError(.resourceUnknown, ["resource": .text(identifier)])
        }
        let slug = detail.resource.slug
        let raw = try visit.request.queryItems
        let state = ExplorerState(raw)
        let path = SiteAddress.resource(slug) + (visit.request.uri.path.hasSuffix("/carte") ? "/carte" : visit.request.uri.path.hasSuffix("/colonnes") ? "/colonnes" : "")
        if identifier != slug || state.items != raw.withoutLanguage { return .redirecting(to: state.address(path)) }
        guard let version = detail.version, let table = version.table else {
            return .redirecting(to: SiteAddress.dataset(detail.dataset.slug) + "?fichier=" + RequestTarget.encode(slug))
        }
        var tabular = try TabularQuery(state.items)
        let all = Set(table.columns.map(\.name))
        if let wanted = tabular.query.columns {
            // A column of an earlier version is not worth refusing the page.
            let known = wanted.filter(all.contains)
            tabular.query.columns = known.isEmpty ? nil : known
        }
        let explorer = Explorer(detail: detail, version: version, table: table, state: state, tabular: tabular, visit: visit)
        let columns = explorer.shown.map(\.name)
        tabular.query.columns = columns
        let page = try await catalog.lake.rows(table, tabular.query)
        let lastPage = max(1, (page.total + tabular.pageSize - 1) / tabular.pageSize)
        if tabular.page > lastPage { return .redirecting(to: state.page(lastPage).address(path)) }

        var view = explorer.view(path: path, page: page, lastPage: lastPage)
        view.personalNotice = personalNotice(detail, visit)
        switch visit.address {
        case .explorerMap:
            view.map = try await map(explorer, total: page.total)
            if view.map == nil { view.alert = Alert(.info, text: visit.text("site.map.empty")) }
        case .explorerColumns:
            view.columns = try await statistics(explorer)
            view.columnsNote = explorer.isFiltered
                ? visit.text("site.explorer.columnsNoteFiltered", ["count": .integer(page.total)])
                : visit.text("site.explorer.columnsNote")
        default:
            if page.total > 0 { view.table = explorer.rows(page) }
        }
        let title = visit.text("site.explorer.title", ["title": .text(detail.resource.title.typeset)])
        let trail = [
            SiteAddress.datasets.link(visit.localizer),
            Link(label: detail.dataset.title.typeset, href: SiteAddress.dataset(detail.dataset.slug)),
        ]
        var frame = frame(visit, title: title, trail: trail, isIndexed: state.items.items.isEmpty)
        frame.breadcrumb[frame.breadcrumb.count - 1].label = visit.text("site.explorer.crumb")
        return try self.page("explorer", view, frame: frame, visit)
    }

    /// The cards of the columns shown: of the whole file from its profile, of the rows kept from the lake.
    private func statistics(_ explorer: Explorer) async throws -> [ColumnView] {
        let names = Set(explorer.shown.map(\.name))
        let profiles = explorer.version.inspection.columns.filter { names.contains($0.name) }
        let filtered = explorer.isFiltered
            ? try await FilteredStatistics(lake: catalog.lake, explorer: explorer).profiles(profiles) : profiles
        let personal = personalColumns(explorer.detail)
        return filtered.map { profile in
            ColumnPresentation(
                profile: profile, description: explorer.detail.description(ofColumn: profile.name),
                isPersonal: personal.contains(profile.name), localizer: explorer.visit.localizer, explorer: nil
            ).view
        }
    }
}

extension QueryItems {
    /// `lang` chooses the language of one answer and stays out of the explorer's state.
    fileprivate var withoutLanguage: QueryItems { QueryItems(items.filter { $0.name != "lang" }) }
}
