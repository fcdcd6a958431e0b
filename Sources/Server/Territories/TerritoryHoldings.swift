import Catalog
import Lake
import Localization
import Territories

extension TerritoryRoutes {
    /// Tables in which rows of one territory are counted, at most: each costs a look.
    private static let mostTables = 40

    /// What the catalogue has on a territory.
    struct Holdings {
        var tables: [TerritoryView.Table] = []
        var covering: [Link] = []
        var bouquets: [Link] = []
    }

    func holdings(_ territory: Territory, _ visit: Visit) async throws -> Holdings {
        var holdings = Holdings()
        let found = try await catalog.bouquets(BouquetSearch(territory: territory.id.description, pageSize: 50))
        holdings.bouquets = found.items.map { Link(label: $0.bouquet.title.typeset, href: BouquetAddress.bouquet.of($0.bouquet.slug)) }
        guard let level = Granularity(territory.id.level) else { return holdings }
        holdings.covering = try await catalog.datasets(covering: level, territory.id.code).prefix(100).map {
            Link(label: $0.title.typeset, href: SiteAddress.dataset($0.slug))
        }
        let columns = try await catalog.territoryColumns(level).prefix(Self.mostTables)
        let counts = await counts(Array(columns), territory.id.code)
        for (column, count) in zip(columns, counts) where count != 0 {
            let query = QueryItems([.init(name: "\(column.column)__exact", value: territory.id.code)]).encoded
            holdings.tables.append(TerritoryView.Table(
                title: column.dataset.title.typeset, href: SiteAddress.dataset(column.dataset.slug), resource: column.resourceTitle.typeset,
                explorerHref: SiteAddress.resource(column.resourceSlug) + "?" + query,
                rows: count.map { visit.text("site.territory.data.rows", ["count": .integer($0)]) }))
        }
        return holdings
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

extension Granularity {
    /// The catalogue's word for a level whose codes tables may hold; nil where it has none.
    init?(_ level: TerritoryLevel) {
        switch level {
        case .commune, .delegatedCommune, .associatedCommune, .municipalArrondissement: self = .commune
        case .canton: self = .canton
        case .epci: self = .epci
        case .departement: self = .departement
        case .region: self = .region
        case .france, .overseasCollectivity, .arrondissement, .livingArea: return nil
        }
    }
}
