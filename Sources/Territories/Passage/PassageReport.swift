/// What became of every code that was given, and why: nothing is dropped without a line here.
package struct PassageReport: Sendable {
    package enum Outcome: String, Sendable, Codable, CaseIterable {
        /// Same code, same territory, same name.
        case kept
        /// Same code and territory under another name.
        case renamed
        /// Same territory under another code.
        case recoded
        /// Joined with others.
        case merged
        /// Shared between several.
        case split
        /// Not in the official code any more: an overseas collectivity apart, a commune never replaced.
        case left
        /// No commune ever had this code.
        case unknown

        /// The message that says it.
        package var nameKey: String { "territories.passage.outcome.\(rawValue)" }
    }

    /// One code that was given.
    package struct Entry: Sendable, Hashable {
        package let code: String
        package let outcome: Outcome
        /// Where it went.
        package let parts: [Passage.Part]
        /// What happened on the way.
        package let kinds: Set<MovementKind>
        /// For a code that is not one of the first day: the day, near to it, from which it was followed.
        package let followedFrom: CivilDate?
        /// Splits for which the key had no weights, and which were shared in equal parts.
        package let unweighted: [String]
    }

    package let from: CivilDate
    package let to: CivilDate
    /// The rule by which splits are shared.
    package let key: PassageKey
    /// By code.
    package let entries: [Entry]
    /// Codes of the first day for which no value was given, as far as they are part of a commune that has one.
    package let missing: [String]
    /// Codes of the second day whose value lacks one of its parts, and which ones.
    package let incomplete: [String: [String]]

    /// How many codes had each outcome.
    package var counts: [Outcome: Int] {
        entries.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
    }
}

extension Passage {
    /// Where each of the codes goes. A code that is not one of the first day is followed from the nearest day on
    /// which it was one: files are often a year older or newer than they say.
    func report(on codes: some Sequence<String>) -> PassageReport {
        let tracing = Tracing(history, isBackwards: to < from, key: key)
        var entries: [(entry: PassageReport.Entry, row: Row)] = []
        let given = Set(codes)
        for code in given.sorted() {
            let canonical = TerritoryID(.commune, code)?.code ?? code
            let near = rows[canonical] == nil ? nearestDay(of: canonical) : nil
            let row = rows[canonical] ?? near.map { tracing.row(canonical, from: $0, to: to) }
                ?? Row([:], kinds: [], unweighted: [])
            let isKnown = rows[canonical] != nil || near != nil
            entries.append((PassageReport.Entry(
                code: code, outcome: isKnown ? .kept : .unknown, parts: row.parts, kinds: row.kinds,
                followedFrom: near, unweighted: row.unweighted), row))
        }
        // A target is merged where more than one commune of the first day goes into it, given or not.
        var origins: [String: Set<String>] = [:]
        for (code, row) in rows { for part in row.parts { origins[part.code, default: []].insert(code) } }
        for (entry, row) in entries where entry.outcome != .unknown {
            for part in row.parts where rows[entry.code] == nil { origins[part.code, default: []].insert(entry.code) }
        }
        let settled = entries.map { entry, row in
            PassageReport.Entry(
                code: entry.code, outcome: entry.outcome == .unknown ? .unknown : outcome(entry.code, row, origins),
                parts: entry.parts, kinds: entry.kinds, followedFrom: entry.followedFrom, unweighted: entry.unweighted)
        }
        let reached = Set(settled.flatMap { $0.parts.map(\.code) })
        var incomplete: [String: [String]] = [:]
        for target in reached {
            let absent = (origins[target] ?? []).subtracting(given).filter { rows[$0] != nil }
            if !absent.isEmpty { incomplete[target] = absent.sorted() }
        }
        return PassageReport(
            from: from, to: to, key: key, entries: settled, missing: Set(incomplete.values.joined()).sorted(),
            incomplete: incomplete)
    }

    private func outcome(_ code: String, _ row: Row, _ origins: [String: Set<String>]) -> PassageReport.Outcome {
        guard let first = row.parts.first else { return .left }
        if row.parts.count > 1 { return .split }
        if (origins[first.code]?.count ?? 0) > 1 { return .merged }
        if first.code != code { return .recoded }
        return row.kinds.contains(.nameChange) ? .renamed : .kept
    }

    private func nearestDay(of code: String) -> CivilDate? {
        let lifetimes = history.lifetimes[code] ?? []
        let before = lifetimes.last { $0.until.map { $0 <= from } ?? false }
        if let until = before?.until { return until.adding(days: -1) }
        return lifetimes.compactMap(\.from).first { $0 > from }
    }
}
