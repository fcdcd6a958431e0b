/// How the codes of a column stand on the official list of their kind. Codes are counted once each, however many cells
/// hold them.
package struct ReferenceCheck: Codable, Hashable, Sendable {
    /// The list.
    package var meaning: SemanticType
    /// The ISO date at which the list holds; `nil` for a nomenclature that does not move.
    package var vintage: String?
    /// Different codes in the column.
    package var distinct: Int
    /// Of these, on the list and in force.
    package var current: Int
    /// Of these, no longer in force; with up to five, each with the cells that hold it, the most frequent first.
    package var former: Int
    package var formerValues: [ColumnProfile.ValueCount]
    /// The latest ISO date up to which one of the former codes was in force, where dates are known.
    package var formerUntil: String?
    /// Of these, on no list; with up to five, the most frequent first.
    package var unknown: Int
    package var unknownValues: [ColumnProfile.ValueCount]
    /// The first lines that hold a former code and an unknown one.
    package var formerLine: Int64?
    package var unknownLine: Int64?

    /// - Parameter isMissing: whether a value stands for none.
    init?(_ dictionary: ValueDictionary, _ meaning: SemanticType, _ reference: ReferenceCodes, isMissing: (ByteView) -> Bool) {
        guard let list = reference.list(meaning) else { return nil }
        var standings: [(value: String, count: Int64, line: Int64, standing: ReferenceCodes.Standing)] = []
        var current = 0
        dictionary.forEach { raw, _, count, line in
            let value = raw.trimmed
            if isMissing(raw) { return }
            let standing = Self.standing(value, meaning, list)
            if standing == .current { current += 1 } else { standings.append((value.text(limit: 80), count, line, standing)) }
        }
        standings.sort { ($0.count, $1.value) > ($1.count, $0.value) }
        let unknown = standings.filter { $0.standing == .unknown }
        let former = standings.filter { $0.standing != .unknown }
        self.meaning = meaning
        vintage = list.vintage
        distinct = current + standings.count
        self.current = current
        self.former = former.count
        formerValues = former.prefix(5).map { .init(value: $0.value, count: $0.count) }
        formerUntil = former.compactMap { if case .former(let until) = $0.standing { until } else { nil } }.max()
        self.unknown = unknown.count
        unknownValues = unknown.prefix(5).map { .init(value: $0.value, count: $0.count) }
        formerLine = former.map(\.line).min()
        unknownLine = unknown.map(\.line).min()
    }

    /// As the list writes it: capitals, no dot in an APE code, the zero before a département of one digit.
    private static func standing(_ value: ByteView, _ meaning: SemanticType, _ list: ReferenceCodes.List) -> ReferenceCodes.Standing {
        let found = list.standing(value)
        if found != .unknown || value.count > 16 { return found }
        var bytes = value.array.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }
        switch meaning {
        case .apeNAF: bytes.removeAll { $0 == UInt8(ascii: ".") }
        case .codeDepartement, .codeRegion: if bytes.count == 1 { bytes.insert(UInt8(ascii: "0"), at: 0) }
        // Levels 3 and 4 refine a category: they are known by it.
        case .csp: if bytes.count > 2 { bytes.removeSubrange(2...) }
        default: break
        }
        return bytes.withView { list.standing($0) }
    }
}
