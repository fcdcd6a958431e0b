import Declarations
import Localization
import Territories

/// The keys of a file of `demo`: rows made up to stand in for data that is out of reach.
package enum DemonstrationFields {
    static let seed = Field("seed", .count, required: true)
    static let each = Field("each", .axes, required: true)
    static let columns = Field("columns", .columns, required: true)

    package static let table = FieldTable("demo", [seed, each, columns])
}

/// What the rows run through: one row for each combination.
enum DemonstrationAxis: Sendable {
    case territories([TerritoryLevel])
    case dates([CivilDate])
    case words(name: String, [(key: String, value: String)])
}

/// What a column holds.
enum DemonstrationColumn: Sendable {
    /// `$territory.code`, `$date`, `$section.label`, in words.
    case words([Piece])
    case number(DemonstrationNumber)

    enum Piece: Sendable, Hashable {
        case text(String)
        case territory(TerritoryPart)
        case date
        case key(axis: String)
        case label(axis: String)
    }

    enum TerritoryPart: String, Sendable, CaseIterable { case code, name, id, zone, level, population }
}

/// How a number is drawn.
struct DemonstrationNumber: Sendable {
    enum Law: String, Sendable, CaseIterable {
        /// Any number from `min` to `max`.
        case uniform
        /// Around `mean`, by `sd`.
        case normal
        /// Around `median`, and `spread` times as much or as little (1.5).
        case lognormal
        /// A part, about `mean`, of another column.
        case share
    }

    let law: Law
    let mean: Double
    let deviation: Double
    let least: Double?
    let most: Double?
    let digits: Int
    /// Added for each year since the first date; for `lognormal`, the share by which it grows.
    let trend: Double
    let timesPopulation: Bool
    let of: String?
    /// The share of the cells that are empty.
    let missing: Double
}

private enum DateFields {
    static let from = Field("from", .day, required: true)
    static let until = Field("until", .day, required: true)
    static let every = Field("every", .code(Period.self), required: true)
    static let table = FieldTable("dates", [from, until, every])

    enum Period: String, CaseIterable { case day, week, month, quarter, year }
}

private enum NumberFields {
    static let law = Field("law", .code(DemonstrationNumber.Law.self), required: true)
    static let mean = Field("mean", .number)
    static let median = Field("median", .number)
    static let deviation = Field("sd", .number)
    static let spread = Field("spread", .number)
    static let least = Field("min", .number)
    static let most = Field("max", .number)
    static let digits = Field("digits", .text)
    static let trend = Field("trend", .number)
    static let times = Field("times", .code(Times.self))
    static let of = Field("of", .words)
    static let missing = Field("missing", .number)
    static let table = FieldTable("column", [law, mean, median, deviation, spread, least, most, digits, trend, times, of, missing])

    enum Times: String, CaseIterable { case population }
}

extension Notation<[DemonstrationAxis]> {
    fileprivate static let axes = Notation(.mapping(.either([.words(TerritoryLevel.slugs), .list(.text), .mapping(.text), .table(DateFields.table)]))) { node, key, reading in
        reading.reader.entries(node, named: key)?.compactMap { entry in
            switch entry.key {
            case "territory":
                let levels = Notation<[TerritoryLevel]>.oneOrMore(.level).read(entry.value, entry.key, reading)
                return levels.map { .territories($0) }
            case "date": return dates(entry.value, reading).map { .dates($0) }
            default:
                return Notation<[(key: String, value: String)]>.labels.read(entry.value, entry.key, reading).map { .words(name: entry.key, $0) }
            }
        }
    }

    private static func dates(_ node: DeclarationNode, _ reading: FieldReading) -> [CivilDate]? {
        guard let values = DateFields.table.read(node, reading), let from = values[DateFields.from], let until = values[DateFields.until],
            let every = values[DateFields.every]
        else { return nil }
        var dates: [CivilDate] = []
        var date = from
        while date <= until, dates.count < 5_000 {
            dates.append(date)
            let next: CivilDate = switch every {
            case .day: date.adding(days: 1)
            case .week: date.adding(days: 7)
            case .month: from.adding(months: dates.count)
            case .quarter: from.adding(months: 3 * dates.count)
            case .year: from.adding(months: 12 * dates.count)
            }
            guard next > date else { break }
            date = next
        }
        return dates
    }
}

extension Notation<[(key: String, value: DemonstrationColumn)]> {
    fileprivate static let columns = Notation(.mapping(.either([.text, .table(NumberFields.table)]))) { node, key, reading in
        reading.reader.entries(node, named: key)?.compactMap { entry in
            if case .text(let text) = entry.value.content { return (entry.key, .words(pieces(text, at: entry.value.place, reading))) }
            return number(entry.value, reading).map { (entry.key, .number($0)) }
        }
    }

    private static func pieces(_ text: String, at place: DeclarationPlace, _ reading: FieldReading) -> [DemonstrationColumn.Piece] {
        var pieces: [DemonstrationColumn.Piece] = []
        for (index, part) in text.split(separator: "$", omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                if !part.isEmpty { pieces.append(.text(String(part))) }
                continue
            }
            let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "-" }
            let words = name.split(separator: ".", maxSplits: 1).map(String.init)
            switch words.first {
            case "territory":
                if let found = DemonstrationColumn.TerritoryPart(rawValue: words.count > 1 ? words[1] : "id") {
                    pieces.append(.territory(found))
                } else {
                    let valid = DemonstrationColumn.TerritoryPart.allCases.map(\.rawValue)
                    reading.reader.report(.valueUnknown, at: place, reading.reader.proposal(for: words[1], among: valid, as: "value").merging(["key": "territory"]) { $1 })
                }
            case "date": pieces.append(.date)
            case let axis?: pieces.append(words.count > 1 && words[1] == "label" ? .label(axis: axis) : .key(axis: axis))
            case nil: pieces.append(.text("$"))
            }
            let rest = part.dropFirst(name.count)
            if !rest.isEmpty { pieces.append(.text(String(rest))) }
        }
        return pieces
    }

    private static func number(_ node: DeclarationNode, _ reading: FieldReading) -> DemonstrationNumber? {
        typealias Fields = NumberFields
        guard let values = Fields.table.read(node, reading), let law = values[Fields.law] else { return nil }
        let needed: [(Field<Double>, DemonstrationNumber.Law)] = [
            (Fields.least, .uniform), (Fields.most, .uniform), (Fields.mean, .normal), (Fields.median, .lognormal), (Fields.mean, .share),
        ]
        for (field, ofLaw) in needed where ofLaw == law && !values.has(field) {
            reading.incomplete(values, field.name, for: law.rawValue)
            return nil
        }
        if law == .share, !values.has(Fields.of) {
            reading.incomplete(values, "of", for: law.rawValue)
            return nil
        }
        let mean = values[Fields.mean] ?? values[Fields.median] ?? 0
        return DemonstrationNumber(
            law: law, mean: mean, deviation: law == .lognormal ? max(1, values[Fields.spread] ?? 1.5) : values[Fields.deviation] ?? abs(mean) / 5,
            least: values[Fields.least], most: values[Fields.most], digits: min(9, max(0, values[Fields.digits].flatMap { Int($0) } ?? 0)),
            trend: values[Fields.trend] ?? 0, timesPopulation: values[Fields.times] != nil, of: values[Fields.of],
            missing: min(1, max(0, values[Fields.missing] ?? 0)))
    }
}
