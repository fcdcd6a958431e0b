import DuckDB
import Lake
import Tables

/// The profiles of columns over the rows that filters keep, computed by the lake on demand.
struct FilteredStatistics {
    let lake: Lake
    let explorer: Explorer

    /// - Parameter profiles: of the whole file, for what the rows kept cannot change: names, types, meanings.
    func profiles(_ profiles: [ColumnProfile]) async throws -> [ColumnProfile] {
        var result: [ColumnProfile] = []
        // Shapes have neither range nor frequent values, and comparing thousands of outlines is slow.
        for profile in profiles where ![.wkb, .wkt, .geojson].contains(profile.meaning) {
            result.append(try await self.profile(profile))
        }
        return result
    }

    private func profile(_ whole: ColumnProfile) async throws -> ColumnProfile {
        let query = explorer.tabular.query
        let summary = try await lake.summary(
            explorer.table, column: whole.name, filter: query.filter, search: query.search)
        var profile = ColumnProfile(
            name: whole.name, header: whole.header, position: whole.position, type: whole.type,
            count: Int64(summary.count), missing: Int64(summary.missing))
        profile.meaning = whole.meaning
        // Where every value is among the most frequent, they have been counted rather than estimated.
        let listed = summary.topValues.reduce(0) { $0 + $1.count }
        profile.distinctIsExact = listed == summary.count - summary.missing
        profile.distinct = Int64(profile.distinctIsExact ? summary.topValues.count : summary.distinct)
        profile.min = Self.stored(summary.min)
        profile.max = Self.stored(summary.max)
        profile.mean = summary.mean
        profile.quantiles = summary.quantiles
        profile.histogram = summary.histogram
        profile.topValuesAreExact = true
        profile.topValues = summary.topValues.compactMap { item in
            Self.stored(item.value).map { ColumnProfile.ValueCount(value: $0, count: Int64(item.count)) }
        }
        return profile
    }

    /// A value in the form in which profiles store it.
    private static func stored(_ value: Value) -> String? {
        switch value {
        case .null, .blob, .list: return nil
        default: return CellWriting.standard(value)
        }
    }
}
