/// The physical type that the values of a column prove, and how close the others came.
struct TypeDecision {
    private(set) var type = ColumnType.text
    private(set) var numberFormat: NumberFormat?
    private(set) var dateFormat: DateFormat?
    private(set) var isZoned: Bool?
    /// Days and months could be exchanged in every value.
    private(set) var isAmbiguousDay = false
    /// A mark could be decimals or thousands in every value.
    private(set) var isAmbiguousMark = false
    /// Types with their best form and the share of values that fit it, best first, `text` left out.
    private(set) var shares: [(type: ColumnType, form: TypeTraits, share: Double)] = []

    /// - Parameters:
    ///   - booleanSides: whether a yes and a no were seen.
    ///   - acceptsCompactDates: whether the header or the variety of values allows eight digits to be a date.
    init(_ tally: TraitTally, present: Int64, booleanSides: (yes: Bool, no: Bool), acceptsCompactDates: Bool) {
        if present == 0 { return }
        var all = TypeTraits.forms
        var any = TypeTraits()
        for entry in tally.entries {
            all.formIntersection(entry.types)
            any.formUnion(entry.types)
        }
        rank(tally, present)
        decide(all, any, booleanSides, acceptsCompactDates)
    }

    private mutating func decide(_ all: TypeTraits, _ any: TypeTraits, _ sides: (yes: Bool, no: Bool), _ acceptsCompactDates: Bool) {
        let pairs = all.intersection(.booleans)
        if !pairs.isEmpty && (sides.yes && sides.no || !pairs.subtracting(BooleanWords.letterPairs).isEmpty) {
            type = .boolean
            return
        }
        let compact: TypeTraits = [.date(DateSyntax.yearFirstCompact), .date(DateSyntax.dayFirstCompact)]
        var dates = all.intersection(.dates)
        if all.contains(.dayOnly) && !acceptsCompactDates { dates.subtract(compact) }
        if !dates.isEmpty && (all.contains(.dayOnly) || all.contains(.withTime) && (all.contains(.zoned) || all.contains(.unzoned))) {
            type = all.contains(.dayOnly) ? .date : .datetime
            // The cases stand in the order of preference: year first, then the French order.
            let index = DateFormat.allCases.indices.first { dates.contains(.date($0)) } ?? 0
            dateFormat = DateFormat.allCases[index]
            if type == .datetime { isZoned = all.contains(.zoned) }
            let isExchangeable = !dates.isDisjoint(with: .monthFirst)
                && !dates.subtracting(.monthFirst).subtracting(.shortYearFirst).isEmpty
            isAmbiguousDay = isExchangeable && any.contains(.exchangeableDay)
            return
        }
        if all.contains(.timeOnly) {
            type = .time
            return
        }
        decideNumber(all)
        if type == .text && all.contains(.json) { type = .json }
    }

    private mutating func decideNumber(_ all: TypeTraits) {
        guard let unit = NumberFormat.Unit.allCases.indices.first(where: { all.contains(.unit($0)) }) else { return }
        for marks in NumberFormat.Marks.allCases.indices where all.contains(.number(marks)) {
            if all.contains(.whole(marks)) {
                type = .integer
            } else if all.contains(.exactInDouble) {
                type = .number
                isAmbiguousMark = all.contains(.thousandsLike)
            } else {
                continue
            }
            numberFormat = NumberFormat(marks: NumberFormat.Marks.allCases[marks], unit: NumberFormat.Unit.allCases[unit])
            return
        }
    }

    /// The forms of each type, of which the best counts.
    private static let forms: [(ColumnType, [TypeTraits])] = [
        (.boolean, (0..<8).map { TypeTraits(rawValue: 1 << UInt64($0)) }),
        (.integer, (0..<4).flatMap { marks in (0..<4).map { [.number(marks), .whole(marks), .unit($0)] } }),
        (.number, (0..<4).flatMap { marks in (0..<4).map { [.number(marks), .unit($0), .exactInDouble] } }),
        (.date, DateFormat.allCases.indices.filter { $0 != DateSyntax.yearFirstCompact && $0 != DateSyntax.dayFirstCompact }
            .map { [.date($0), .dayOnly] }),
        (.datetime, DateFormat.allCases.indices.flatMap { [[.date($0), .withTime, .zoned], [.date($0), .withTime, .unzoned]] }),
        (.time, [.timeOnly]),
        (.json, [.json]),
    ]

    private mutating func rank(_ tally: TraitTally, _ present: Int64) {
        for (type, forms) in Self.forms {
            var best: (form: TypeTraits, count: Int64) = ([], 0)
            for form in forms {
                let count = tally.count { $0.types.isSuperset(of: form) }
                if count > best.count { best = (form, count) }
            }
            if best.count > 0 { shares.append((type, best.form, Double(best.count) / Double(present))) }
        }
        shares.sort { $0.share > $1.share }
    }

    /// The type that the file imposes, such as a Parquet column's.
    mutating func impose(_ imposed: ColumnType) {
        if type == imposed { return }
        type = imposed
        numberFormat = imposed.isNumeric ? numberFormat ?? NumberFormat() : nil
        if imposed.isTemporal {
            dateFormat = dateFormat ?? .yearMonthDayDash
            if imposed == .datetime { isZoned = isZoned ?? false }
        } else {
            dateFormat = nil
            isZoned = nil
            isAmbiguousDay = false
        }
    }

    /// Codes keep their digits as text.
    mutating func makeText() {
        type = .text
        numberFormat = nil
        dateFormat = nil
        isZoned = nil
        isAmbiguousDay = false
        isAmbiguousMark = false
    }
}
