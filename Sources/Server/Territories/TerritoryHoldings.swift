import Catalog
import Lake
import Localization
import Territories

extension TerritoryRoutes {
    /// Tables in which rows of one territory are counted, at most: each costs a look.
    private static let mostTables = 40
    private static let mostCovering = 30

    /// What the catalogue has on a territory.
    struct Holdings {
        var tables: [TerritoryView.Table] = []
        /// The datasets that tell of it and of nothing wider.
        var covering: [Link] = []
        /// The list of all that cover it, with those of the territories that hold it.
        var allCovering: Link?
        var bouquets: [Link] = []

        var hasData: Bool { !tables.isEmpty || !covering.isEmpty || allCovering != nil }
    }

    func holdings(_ territory: Territory, _ visit: Visit) async throws -> Holdings {
        var holdings = Holdings()
        let found = try await catalog.bouquets(BouquetSearch(territory: territory.id.description, pageSize: 50))
        holdings.bouquets = found.items.map { Link(label: $0.bouquet.title.typeset, href: BouquetAddress.bouquet.of($0.bouquet.slug)) }
        try await addDatasets(territory, visit, to: &holdings)
        try await addTables(territory, visit, to: &holdings)
        return holdings
    }

    private func addDatasets(_ territory: Territory, _ visit: Visit, to holdings: inout Holdings) async throws {
        var search = DatasetSearch(pageSize: Self.mostCovering)
        search.territory = territory.id
        let found = try await catalog.datasets(search)
        // The nearest come first.
        holdings.covering = found.items.prefix(found.coverage.first?.count ?? 0).map {
            Link(label: $0.dataset.title.typeset, href: SiteAddress.dataset($0.dataset.slug))
        }
        guard found.total > holdings.covering.count else { return }
        holdings.allCovering = Link(
            label: visit.text("site.territory.data.all", ["count": .integer(found.total)]),
            href: SiteAddress.datasets.path + "?" + QueryItems([.init(name: "territoire", value: territory.id.description)]).encoded)
    }

    private func addTables(_ territory: Territory, _ visit: Visit, to holdings: inout Holdings) async throws {
        let columns = try await catalog.territoryColumns(territory.id.level.ofCodes).prefix(Self.mostTables)
        let counts = await counts(Array(columns), territory.id.code)
        for (column, count) in zip(columns, counts) where count != 0 {
            let query = QueryItems([.init(name: "\(column.column)__exact", value: territory.id.code)]).encoded
            holdings.tables.append(TerritoryView.Table(
                title: column.dataset.title.typeset, href: SiteAddress.dataset(column.dataset.slug), resource: column.resourceTitle.typeset,
                explorerHref: SiteAddress.resource(column.resourceSlug) + "?" + query,
                rows: count.map { visit.text("site.territory.data.rows", ["count": .integer($0)]) }))
        }
    }

    /// How many rows of each table are of the territory; nil where the table could not be asked.
    private func counts(_ columns: [TerritoryColumn], _ code: String) async -> [Int?] {
        await withTaskGroup(of: (Int, Int?).self) { group in
            for (index, column) in columns.enumerated() {
                group.addTask {
                    let query = TableQuery(
                        columns: [column.column], filter: .comparison(column: column.column, .exact, operands: [code]),
                        page: .offset(0, size: 1))
                    return (index, try? await catalog.lake.rows(column.table, query).total)
                }
            }
            var counts = [Int?](repeating: nil, count: columns.count)
            for await (index, count) in group { counts[index] = count }
            return counts
        }
    }
}

extension TerritoryLevel {
    /// The level as columns of codes tell it: parts of communes have codes among those of communes.
    fileprivate var ofCodes: TerritoryLevel {
        switch self {
        case .delegatedCommune, .associatedCommune, .municipalArrondissement: .commune
        default: self
        }
    }
}
