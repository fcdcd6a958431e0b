import DuckDB
import Lake
import Tables

/// The profiles of columns over the rows that filters keep, computed by the lake on demand.
struct FilteredStatistics {
    /// One query for each column: beyond that many, the whole file's profile has to do.
    private static let mostColumns = 40
    private static let mostValues = 25

    let lake: Lake
    let explorer: Explorer
    /// Rows kept.
    let total: Int

    func profiles(_ profiles: [ColumnProfile]) async throws -> [ColumnProfile] {
        var result: [ColumnProfile] = []
        for profile in profiles.prefix(Self.mostColumns) { result.append(try await self.profile(profile)) }
        return result
    }

    private func profile(_ whole: ColumnProfile) async throws -> ColumnProfile {
        var profile = ColumnProfile(
            name: whole.name, header: whole.header, position: whole.position, type: whole.type, count: Int64(total))
        profile.meaning = whole.meaning
        guard total > 0 else { return profile }
        let isShape = [.wkb, .wkt, .geojson].contains(whole.meaning)
        let figures = try await figures(whole)
        profile.missing = Int64(total) - (figures["count"]?.intValue ?? Int64(total))
        profile.min = figures["min"].flatMap(Self.stored)
        profile.max = figures["max"].flatMap(Self.stored)
        profile.mean = figures["avg"]?.doubleValue
        guard !isShape, whole.distinct > 0 else { return profile }
        try await addValues(to: &profile)
        return profile
    }

    /// What the lake can say of the column as a whole, by the name of the function.
    private func figures(_ whole: ColumnProfile) async throws -> [String: Value] {
        var functions: [Aggregate.Function] = [.count]
        if whole.type.isNumeric || whole.type.isTemporal { functions += [.min, .max] }
        if whole.type.isNumeric { functions.append(.avg) }
        var query = self.query
        query.aggregates = functions.map { Aggregate(function: $0, column: whole.name) }
        let page = try await lake.rows(explorer.table, query)
        guard let row = page.rows.first else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(functions.map(\.rawValue), row))
    }

    /// The most frequent values, with how many there are.
    private func addValues(to profile: inout ColumnProfile) async throws {
        var query = self.query
        let count = Aggregate(function: .count, column: profile.name)
        query.groupBy = [profile.name]
        query.aggregates = [count]
        query.sort = [SortKey(column: count.name, descending: true)]
        query.page = .offset(0, size: Self.mostValues)
        let page = try await lake.rows(explorer.table, query)
        let hasMissing = profile.missing > 0
        profile.distinct = Int64(max(0, page.total - (hasMissing ? 1 : 0)))
        profile.topValuesAreExact = true
        profile.topValues = page.rows.compactMap { row in
            guard row.count == 2, row[0] != .null, let text = Self.stored(row[0]), let count = row[1].intValue, count > 0 else { return nil }
            return ColumnProfile.ValueCount(value: text, count: count)
        }
    }

    private var query: TableQuery {
        var query = TableQuery()
        query.filter = explorer.tabular.query.filter
        query.search = explorer.tabular.query.search
        return query
    }

    /// A value in the form in which profiles store it.
    private static func stored(_ value: Value) -> String? {
        switch value {
        case .null, .blob, .list: return nil
        default: return CellWriting.standard(value)
        }
    }
}
