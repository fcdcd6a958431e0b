import Foundation
import Indicators
import Territories
import Testing

/// Baromètre des résultats de l'action publique, as etalab/barometre-resultats publishes it: absent, the suite skips.
enum BarometreData {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/data/barometre").standardizedFileURL
    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.appending(path: "structure/structure-cible.json").path) }

    /// What a file says of one indicator in one territory.
    struct Entry {
        let id: IndicatorID
        let territory: TerritoryID
        /// Dates as they are written.
        let series: [(date: String, value: Double)]
        /// How many points of the series have no value.
        let empty: Int
        let value: Double?
        let valueDate: String?
        let target: Double?
        let targetDate: String?
    }

    static func json(_ path: URL) throws -> [[String: Any]] {
        try JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [[String: Any]] ?? []
    }

    /// Every indicator × territory of `par_thematique`; an indicator that is in two policies is there twice.
    static func entries() throws -> [Entry] {
        var entries: [Entry] = []
        let files = FileManager.default.enumerator(at: folder.appending(path: "par_thematique"), includingPropertiesForKeys: nil)
        for case let file as URL in files ?? .init() where file.pathExtension == "json" {
            let policy = file.deletingLastPathComponent().lastPathComponent
            for row in try json(file) {
                let zone = (row["dep"] as? String).map { "D\($0)" } ?? (row["reg"] as? String).map { "R\($0)" } ?? "FRANCE"
                let values = row["values"] as? [String: Any] ?? [:], targets = row["targets"] as? [String: Any] ?? [:]
                let series = row.filter { $0.value is [Any] }
                for slug in Set(values.keys).union(targets.keys).union(series.keys) {
                    guard let territory = TerritoryID(zone) else { Issue.record("no territory: \(zone)"); continue }
                    let points = series[slug] as? [[String: Any]] ?? []
                    let value = values[slug] as? [String: Any] ?? [:], target = targets[slug] as? [String: Any] ?? [:]
                    let known = points.compactMap { point -> (date: String, value: Double)? in
                        guard let date = point["date"] as? String, let value = point["value"] as? Double else { return nil }
                        return (date, value)
                    }
                    entries.append(Entry(
                        id: IndicatorID(service: policy, slug: slug), territory: territory, series: known, empty: points.count - known.count,
                        value: value["value"] as? Double, valueDate: value["value_date"] as? String, target: target["target"] as? Double,
                        targetDate: target["target_date"] as? String))
                }
            }
        }
        return entries
    }

    /// The definitions of the structure file: which way is good, from which value one starts, how figures are rounded.
    static func definitions(_ ids: Set<IndicatorID>) throws -> [IndicatorDefinition] {
        var bySlug: [String: [String: Any]] = [:]
        for policy in try json(folder.appending(path: "structure/structure-cible.json")) {
            for indicator in policy["indicateurs"] as? [[String: Any]] ?? [] { bySlug[indicator["id_indicateur_fr"] as? String ?? ""] = indicator }
        }
        return try ids.map { id in
            let entry = try #require(bySlug[id.slug], "\(id) is not in the structure")
            var definition = IndicatorDefinition(
                id: id, name: entry["nom_indicateur"] as? String ?? id.slug, source: .values, nature: .published, level: .departement)
            definition.direction = entry["trendType"] as? String == "decreasing" ? .down : .up
            definition.digits = entry["toRound"] as? Int ?? 0
            let periods: [String: ObservationFrequency] = ["year": .annual, "month": .monthly, "quarter": .quarterly, "semi": .semiannual]
            definition.frequency = periods[entry["dataPeriod"] as? String ?? ""] ?? .irregular
            definition.from = (entry["minDateValue"] as? String).flatMap { CivilDate($0) }
            if entry["initialValueZero"] as? Bool == true {
                definition.initial = .zero
            } else if let date = (entry["initialValueDate"] as? String).flatMap({ CivilDate($0) }) {
                definition.initial = .on(date)
            }
            return definition
        }
    }

    /// The régions and départements of the files.
    static func tree(_ territories: Set<TerritoryID>) -> TerritoryTree {
        TerritoryTree(date: day("2026-01-01"), territories: territories.map { Territory(id: $0, name: TerritoryName($0.code)) })
    }
}

@Suite("Baromètre: what the official files publish, recomputed from their series", .enabled(if: BarometreData.isThere, "needs ../shared/data/barometre"))
struct BarometreTests {
    /// Why a recomputed figure is not what the files publish, or is not there.
    enum Difference: String, CaseIterable, Comparable {
        /// The files publish neither a value nor a series.
        case nothingPublished
        /// The current value or its date is another.
        case currentValue, currentDate
        /// The files have a series and publish no current value: Mayotte's are zeros all along, which stand for no data.
        case seriesOfZeros
        /// The same for the training places of the five overseas départements, which have values: the site does not show them.
        case seriesOnly
        /// The target or its date is another.
        case targetValue, targetDate
        /// No target is published: no rate can be.
        case noTarget
        /// The structure's `initialValueDate` comes before the first value of the series.
        case noInitialValue
        /// All values are before the structure's `minDateValue`.
        case beforeWindow
        /// The value is published with more decimals than the structure's `toRound`.
        case notRounded

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    @Test("Current values and targets are those of the files; what has no rate is explained", .timeLimit(.minutes(10)))
    func recomputed() async throws {
        let entries = try BarometreData.entries()
        let definitions = try BarometreData.definitions(Set(entries.map(\.id)))
        let tree = BarometreData.tree(Set(entries.map(\.territory)))
        let room = try await Room(definitions, tree: tree)
        var changes: [CellChange] = []
        for entry in entries {
            for point in entry.series { changes.append(CellChange(entry.id, entry.territory, day(point.date), .value, value: point.value)) }
            if let target = entry.target, let date = entry.targetDate { changes.append(CellChange(entry.id, entry.territory, day(date), .target, value: target)) }
        }
        try await room.indicators.give(changes, kind: .imported, author: "barometre")
        let now = try await room.indicators.current()

        var found: [Difference: [String]] = [:]
        var rates = 0, percentages = 0, compared = 0
        for entry in entries {
            func differs(_ difference: Difference, _ detail: String = "") { found[difference, default: []].append("\(entry.id) \(entry.territory) \(detail)") }
            let progress = try #require(now.progress(entry.id, entry.territory))
            let definition = try #require(now.definition(entry.id))
            if entry.value == nil, entry.series.isEmpty { differs(.nothingPublished); #expect(progress.rate == nil); continue }
            compared += 1
            if progress.current == nil, !entry.series.isEmpty { differs(.beforeWindow) }
            else if entry.value == nil { differs(entry.series.allSatisfy { $0.value == 0 } ? .seriesOfZeros : .seriesOnly, entry.id.slug) }
            else if progress.current?.value != entry.value { differs(.currentValue, "\(progress.current?.value ?? .nan) ≠ \(entry.value ?? .nan)") }
            else if progress.current.map({ "\($0.date)" }) != entry.valueDate { differs(.currentDate) }
            if let value = entry.value {
                let scale = [1.0, 10, 100][min(2, definition.digits)]
                if abs((value * scale).rounded() / scale - value) > 1e-9 { differs(.notRounded, "\(value)") }
            }
            if entry.target == nil { differs(.noTarget); #expect(progress.absence == .targetMissing); continue }
            if progress.target?.value != entry.target { differs(.targetValue) }
            if progress.target.map({ "\($0.date)" }) != entry.targetDate { differs(.targetDate) }
            if progress.initial == nil { differs(.noInitialValue); #expect(progress.absence == .initialMissing); continue }
            // Recomputed apart, in decimals, from the file alone.
            if let initial = progress.initial, let current = entry.value, let target = entry.target {
                let expected = Self.rate(initial.value, current, target, isDown: definition.direction == .down)
                #expect(progress.rate == expected, "\(entry.id) \(entry.territory)")
                rates += 1
                if target == 0 { #expect(progress.targetPercentage == nil); continue }
                #expect(progress.targetPercentage == Self.rounded(100 * Self.decimal(current) / Self.decimal(target)), "\(entry.id) \(entry.territory)")
                percentages += 1
            }
        }
        let counts = found.mapValues(\.count)
        print("barometre: \(entries.count) indicators × territories, \(changes.count) points, \(compared) with values, \(rates) rates, \(percentages) percentages of the target")
        for (kind, list) in found.sorted(by: { $0.key < $1.key }) { print("  \(kind.rawValue): \(list.count), such as \(list.sorted().prefix(3))") }
        // Everything published is found again, to the last decimal and to the day.
        #expect(counts[.currentValue] == nil)
        #expect(counts[.currentDate] == nil)
        #expect(counts[.targetValue] == nil)
        #expect(counts[.targetDate] == nil)
        #expect(entries.count == 7320)
        #expect(rates == 4418)
        #expect(counts == [.nothingPublished: 693, .noTarget: 2180, .noInitialValue: 29, .seriesOfZeros: 2, .seriesOnly: 5])
    }

    private static func decimal(_ value: Double) -> Decimal { Decimal(string: "\(value)") ?? .nan }

    /// Two decimals, halves away from zero.
    private static func rounded(_ value: Decimal) -> Double {
        var exact = value, result = Decimal()
        unsafe NSDecimalRound(&result, &exact, 2, .plain)
        return Double("\(result)") ?? .nan
    }

    private static func rate(_ initial: Double, _ current: Double, _ target: Double, isDown: Bool) -> Double {
        let sign: Decimal = isDown ? -1 : 1
        let (from, now, to) = (sign * decimal(initial), sign * decimal(current), sign * decimal(target))
        if from >= to { return now >= to ? 100 : 0 }
        return min(100, max(0, rounded(100 * (now - from) / (to - from))))
    }
}
