import Declarations
package import Foundation
import Localization
package import Territories

/// Rows made up, always the same for the same file and vintage of the territories.
package struct DemonstrationTable: Sendable {
    private let seed: Int
    private let axes: [DemonstrationAxis]
    private let columns: [(key: String, value: DemonstrationColumn)]
    private let file: String

    /// In their order.
    var columnNames: [String] { columns.map(\.key) }

    /// More rows than this are a mistake.
    static let limit = 2_000_000

    /// - Parameter file: what mistakes name.
    /// - Throws: ``DeclarationError`` with every mistake.
    package init(contentsOf url: URL, file: String) throws {
        let reader = DeclarationReader(file: file)
        let root = try reader.compose(contentsOf: url)
        let values = DemonstrationFields.table.read(root, FieldReading(reader: reader, vocabulary: Vocabulary(service: "")))
        let columns = values?[DemonstrationFields.columns] ?? []
        let axes = values?[DemonstrationFields.each] ?? []
        Self.check(columns, axes, reader, at: values?.place(of: DemonstrationFields.columns))
        try reader.finish()
        self.file = file
        self.axes = axes
        self.columns = columns
        seed = values?[DemonstrationFields.seed] ?? 1
    }

    /// Names of axes and columns that the columns use.
    private static func check(
        _ columns: [(key: String, value: DemonstrationColumn)], _ axes: [DemonstrationAxis], _ reader: DeclarationReader, at place: DeclarationPlace?
    ) {
        let names = axes.compactMap { if case .words(let name, _) = $0 { name } else { nil } }
        var before: [String] = []
        for (name, column) in columns {
            switch column {
            case .words(let pieces):
                for piece in pieces {
                    switch piece {
                    case .key(let axis), .label(let axis):
                        if !names.contains(axis) { reader.report(.axisUnknown, at: place, reader.proposal(for: axis, among: names + ["territory", "date"], as: "name")) }
                    case .text, .territory, .date: continue
                    }
                }
            case .number(let number):
                if let of = number.of, !before.contains(of) {
                    reader.report(.axisUnknown, at: place, reader.proposal(for: of, among: before, as: "name"))
                }
                before.append(name)
            }
        }
    }

    /// Writes the rows as CSV.
    ///
    /// - Throws: ``DeclarationError`` where there would be too many rows.
    package func write(to output: URL, _ gazetteer: Gazetteer) throws {
        var steps: [[Step]] = []
        for axis in axes {
            switch axis {
            case .territories(let levels): steps.append(levels.flatMap { gazetteer.territories($0) }.map(Step.territory))
            case .dates(let dates): steps.append(dates.map(Step.date))
            case .words(let name, let words): steps.append(words.map { Step.word(axis: name, key: $0.key, label: $0.value) })
            }
        }
        let count = steps.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).partialValue }
        guard count <= Self.limit else {
            let details: [String: MessageArgument] = ["found": .integer(count), "limit": .integer(Self.limit), "what": .message("services.query.rows")]
            throw DeclarationError([DeclarationProblem(.queryTooLarge, file: file, at: .start, details)])
        }
        var text: [UInt8] = []
        CSVText.append(columns.map(\.key), for: .program, to: &text)
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        defer { try? handle.close() }
        var failure: (any Error)?
        func go(_ depth: Int, _ row: Row) {
            guard failure == nil else { return }
            if depth == steps.count {
                write(row, to: &text)
                if text.count > 1 << 20 {
                    do { try handle.write(contentsOf: text) } catch { failure = error }
                    text.removeAll(keepingCapacity: true)
                }
                return
            }
            for step in steps[depth] { go(depth + 1, row.with(step)) }
        }
        var first = Row()
        first.start = axes.compactMap { if case .dates(let dates) = $0 { dates.first } else { nil } }.first
        go(0, first)
        if let failure { throw failure }
        try handle.write(contentsOf: text)
    }

    /// One value of an axis.
    private enum Step {
        case territory(Territory)
        case date(CivilDate)
        case word(axis: String, key: String, label: String)
    }

    /// Where a row stands on the axes.
    private struct Row {
        var territory: Territory?
        var date: CivilDate?
        var start: CivilDate?
        var words: [(axis: String, key: String, label: String)] = []

        func with(_ step: Step) -> Row {
            var row = self
            switch step {
            case .territory(let territory): row.territory = territory
            case .date(let date): row.date = date
            case .word(let axis, let key, let label): row.words.append((axis, key, label))
            }
            return row
        }

        /// What tells the row's series from others: everything but its date.
        var series: String { "\(territory.map { "\($0.id)" } ?? "") \(words.map(\.key).joined(separator: " "))" }

        var years: Double {
            guard let date, let start else { return 0 }
            return Double(date.year - start.year) + Double(date.month - start.month) / 12 + Double(date.day - start.day) / 365
        }
    }

    private func write(_ row: Row, to text: inout [UInt8]) {
        var numbers: [String: Double] = [:]
        for (index, (name, column)) in columns.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            switch column {
            case .words(let pieces): CSVText.append(pieces.map { self.words($0, row) }.joined(), for: .program, to: &text)
            case .number(let number):
                guard let value = draw(number, name, row, numbers) else { continue }
                numbers[name] = value
                text.append(contentsOf: written(value, number.digits).utf8)
            }
        }
        CSVText.endRecord(for: .program, to: &text)
    }

    private func written(_ value: Double, _ digits: Int) -> String {
        digits == 0 ? "\(Int64(max(-9e15, min(9e15, value))))" : "\(value)"
    }

    private func words(_ piece: DemonstrationColumn.Piece, _ row: Row) -> String {
        switch piece {
        case .text(let text): text
        case .date: row.date.map { "\($0)" } ?? ""
        case .key(let axis): row.words.first { $0.axis == axis }?.key ?? ""
        case .label(let axis): row.words.first { $0.axis == axis }?.label ?? ""
        case .territory(let part):
            switch part {
            case .code: row.territory?.id.code ?? ""
            case .name: row.territory?.name.full ?? ""
            case .id: row.territory.map { "\($0.id)" } ?? ""
            case .zone: row.territory?.id.zone ?? ""
            case .level: row.territory?.id.level.slug ?? ""
            case .population: row.territory?.population.map { "\($0)" } ?? ""
            }
        }
    }

    /// A series has a bent of its own, and each of its cells some noise around it.
    private func draw(_ number: DemonstrationNumber, _ name: String, _ row: Row, _ before: [String: Double]) -> Double? {
        var bent = SeededRandom("\(seed) \(name) \(row.series)")
        var noise = SeededRandom("\(seed) \(name) \(row.series) \(row.date.map { "\($0)" } ?? "")")
        if number.missing > 0, noise.unit() < number.missing { return nil }
        let turn = 0.9 * bent.normal() + 0.3 * noise.normal()
        var value: Double
        switch number.law {
        case .uniform:
            let (least, most) = (number.least ?? 0, number.most ?? 1)
            value = least + (most - least) * noise.unit() + number.trend * row.years
        case .normal: value = number.mean + number.deviation * turn + number.trend * row.years
        case .lognormal:
            value = number.mean * DemonstrationTable.power(number.deviation, turn) * DemonstrationTable.power(1 + number.trend, row.years)
        case .share:
            guard let whole = number.of.flatMap({ before[$0] }) else { return nil }
            value = whole * min(1, max(0, number.mean + number.deviation * turn + number.trend * row.years))
        }
        if number.timesPopulation { value *= Double(row.territory?.population ?? 0) }
        if let least = number.least { value = max(least, value) }
        if let most = number.most { value = min(most, value) }
        let scale = DemonstrationTable.power(10, Double(number.digits))
        return (value * scale).rounded() / scale
    }

    private static func power(_ base: Double, _ exponent: Double) -> Double { pow(max(0, base), exponent) }
}

/// Numbers that look random and are always the same for the same words (SplitMix64, seeded by FNV-1a).
struct SeededRandom {
    private var state: UInt64

    init(_ words: String) {
        state = 0xCBF2_9CE4_8422_2325
        for byte in words.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 to less than 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Around 0, by 1 (Box–Muller).
    mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * Double.pi * unit())
    }
}
