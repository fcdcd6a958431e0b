/// From the communes of one day to those of another: for each commune of the first, the communes that its territory
/// belongs to on the second, with the share that goes to each.
///
/// Mergers, renamings and changes of code move everything; only splits share, by a stated key.
package struct Passage: Sendable {
    package let from: CivilDate
    package let to: CivilDate
    package let key: PassageKey
    /// By code of the first day. Shares make one, and are none for a commune that left the official code.
    package let rows: [String: Row]
    /// Codes of the second day that nothing of the first became.
    package let created: Set<String>
    let history: GeographyHistory

    /// What one commune became.
    package struct Row: Sendable, Hashable {
        /// By code.
        package let parts: [Part]
        /// What happened on the way.
        package let kinds: Set<MovementKind>
        /// Splits for which the key had no weights, and which were shared in equal parts.
        package let unweighted: [String]
    }

    /// A commune of the second day, and its share of one of the first.
    package struct Part: Sendable, Hashable {
        package let code: String
        /// Over 0, up to 1.
        package let share: Double
    }

    /// The parts that each commune of the second day is made of.
    package func sources() -> [String: [Part]] {
        var result: [String: [Part]] = [:]
        for (code, row) in rows.sorted(by: { $0.key < $1.key }) {
            for part in row.parts { result[part.code, default: []].append(Part(code: code, share: part.share)) }
        }
        return result
    }

    /// The passage that goes this way and then the other's.
    ///
    /// - Returns: nil where the other does not begin on the day on which this one ends.
    package func followed(by next: Passage) -> Passage? {
        guard next.from == to else { return nil }
        let rows = rows.mapValues { row in
            var shares: [String: Double] = [:]
            var kinds = row.kinds
            var unweighted = row.unweighted
            for part in row.parts {
                guard let onwards = next.rows[part.code] else { continue }
                for further in onwards.parts { shares[further.code, default: 0] += part.share * further.share }
                kinds.formUnion(onwards.kinds)
                unweighted += onwards.unweighted
            }
            return Row(shares, kinds: kinds, unweighted: unweighted)
        }
        let reached = Set(rows.values.flatMap { $0.parts.map(\.code) })
        let all = next.created.union(next.rows.values.flatMap { $0.parts.map(\.code) })
        return Passage(from: from, to: next.to, key: key, rows: rows, created: all.subtracting(reached), history: history)
    }
}

extension Passage.Row {
    init(_ shares: [String: Double], kinds: Set<MovementKind>, unweighted: [String]) {
        parts = shares.sorted { $0.key < $1.key }.map { Passage.Part(code: $0.key, share: $0.value) }
        self.kinds = kinds
        self.unweighted = unweighted
    }
}

extension GeographyHistory {
    /// The passage from the communes of a day to those of another, later or earlier.
    ///
    /// Backwards, mergers become splits and are shared by the key.
    package func passage(from: CivilDate, to: CivilDate, key: PassageKey) -> Passage {
        let tracing = Tracing(self, isBackwards: to < from, key: key)
        var rows: [String: Passage.Row] = [:]
        for code in communes(on: from) { rows[code] = tracing.row(code, from: from, to: to) }
        let reached = Set(rows.values.flatMap { $0.parts.map(\.code) })
        return Passage(
            from: from, to: to, key: key, rows: rows, created: communes(on: to).subtracting(reached), history: self)
    }
}

/// Follows communes through the steps of their history.
struct Tracing {
    private let steps: [String: [GeographyHistory.Step]]
    private let isBackwards: Bool
    private let key: PassageKey

    init(_ history: GeographyHistory, isBackwards: Bool, key: PassageKey) {
        self.isBackwards = isBackwards
        self.key = key
        steps = isBackwards ? Self.reversed(history) : history.steps
    }

    func row(_ code: String, from: CivilDate, to: CivilDate) -> Passage.Row {
        var shares: [String: Double] = [:]
        var kinds: Set<MovementKind> = []
        var unweighted: [String] = []
        follow(code, 1, from, to, &shares, &kinds, &unweighted)
        return Passage.Row(shares, kinds: kinds, unweighted: unweighted)
    }

    private func follow(
        _ code: String, _ share: Double, _ from: CivilDate, _ to: CivilDate,
        _ shares: inout [String: Double], _ kinds: inout Set<MovementKind>, _ unweighted: inout [String]
    ) {
        let own = steps[code] ?? []
        let next = isBackwards
            ? own.last { $0.date <= from && $0.date > to } : own.first { $0.date > from && $0.date <= to }
        guard let next else { shares[code, default: 0] += share; return }
        kinds.formUnion(next.kinds)
        // Backwards, what comes next must be before this day: the day before is as good as any between two events.
        let date = isBackwards ? next.date.adding(days: -1) : next.date
        if next.after.count == 1 { return follow(next.after[0], share, date, to, &shares, &kinds, &unweighted) }
        let (parts, isFallback) = key.shares(of: next.after)
        if isFallback, next.after.count > 1 { unweighted.append(code) }
        for (after, part) in zip(next.after, parts) where part > 0 {
            follow(after, share * part, date, to, &shares, &kinds, &unweighted)
        }
    }

    private static func reversed(_ history: GeographyHistory) -> [String: [GeographyHistory.Step]] {
        var before: [CivilDate: [String: (codes: Set<String>, kinds: Set<MovementKind>)]] = [:]
        for (code, dates) in history.births {
            for date in dates { before[date, default: [:]][code] = ([], [.creation]) }
        }
        for (code, own) in history.steps {
            for step in own {
                for after in step.after {
                    var entry = before[step.date]?[after] ?? ([], [])
                    entry.codes.insert(code)
                    entry.kinds.formUnion(step.kinds)
                    before[step.date, default: [:]][after] = entry
                }
            }
        }
        var result: [String: [GeographyHistory.Step]] = [:]
        for (date, links) in before.sorted(by: { $0.key < $1.key }) {
            for (code, entry) in links {
                result[code, default: []].append(.init(date: date, after: entry.codes.sorted(), kinds: entry.kinds))
            }
        }
        return result
    }
}
