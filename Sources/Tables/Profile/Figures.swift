import Foundation
import Localization

/// The figures of a column: from its values one by one where they are known, else from the sketches.
struct Figures {
    private let decision: TypeDecision
    private let analysis: ColumnAnalysis
    private let dictionary: ValueDictionary?
    private let converter: CellConverter

    init(_ decision: TypeDecision, _ analysis: ColumnAnalysis, _ dictionary: ValueDictionary?, _ converter: CellConverter) {
        self.decision = decision
        self.analysis = analysis
        self.dictionary = dictionary
        self.converter = converter
    }

    /// Bars of a histogram.
    private static var bars: Int { 32 }
    /// Values in `topValues`.
    private static var tops: Int { 20 }

    func fill(_ profile: inout ColumnProfile) {
        setTopValues(&profile)
        switch profile.type {
        case .boolean: setBooleans(&profile)
        case .integer, .number: setNumbers(&profile)
        case .date, .datetime, .time: setTimes(&profile)
        case .text, .json:
            profile.min = analysis.least.withView { $0.text(limit: 100) }
            profile.max = analysis.greatest.withView { $0.text(limit: 100) }
        }
    }

    private func setTopValues(_ profile: inout ColumnProfile) {
        guard let dictionary else {
            profile.topValuesAreExact = false
            profile.topValues = analysis.sketches?.heavy.top(Self.tops) ?? []
            return
        }
        var best: [(index: Int, count: Int64)] = []
        var least: Int64 = 0
        for (index, entry) in dictionary.entries.enumerated() where entry.count > least || best.count < Self.tops {
            let isMissing = dictionary.withBytes(of: index) { unsafe converter.isMissing(Cell(start: $0.start, count: UInt32($0.count))) }
            if isMissing { continue }
            best.append((index, entry.count))
            if best.count >= Self.tops * 8 { least = cut(&best, dictionary) }
        }
        _ = cut(&best, dictionary)
        profile.topValues = best.map { item in
            .init(value: dictionary.withBytes(of: item.index) { $0.text(limit: 200) }, count: item.count)
        }
    }

    /// Keeps the most frequent; equals in byte order, so that the list does not depend on the order of the cells.
    private func cut(_ best: inout [(index: Int, count: Int64)], _ dictionary: ValueDictionary) -> Int64 {
        best.sort { a, b in
            if a.count != b.count { return a.count > b.count }
            return dictionary.withBytes(of: a.index) { first in dictionary.withBytes(of: b.index) { first.precedes($0) } }
        }
        if best.count > Self.tops { best.removeSubrange(Self.tops...) }
        // One less, so that an equal count still gets its chance by byte order.
        return best.count == Self.tops ? best[Self.tops - 1].count - 1 : 0
    }

    private func setBooleans(_ profile: inout ColumnProfile) {
        var yes: Int64 = 0
        var no: Int64 = 0
        forEachCell { cell, count in
            switch converter.bool(cell) {
            case true?: yes += count
            case false?: no += count
            case nil: break
            }
        }
        profile.trueCount = yes
        profile.falseCount = no
        profile.min = no > 0 ? "false" : "true"
        profile.max = yes > 0 ? "true" : "false"
    }

    private func setNumbers(_ profile: inout ColumnProfile) {
        var integers = (min: Int64.max, max: Int64.min)
        if let sketches = analysis.sketches {
            let numbers = sketches.numbers(decision.numberFormat ?? NumberFormat())
            integers = (sketches.minInteger, sketches.maxInteger)
            set(numbers, &profile)
            profile.min = Self.text(numbers.min)
            profile.max = Self.text(numbers.max)
        } else {
            var values: [(Double, Int64)] = []
            forEachCell { cell, count in
                if profile.type == .integer, let integer = converter.int64(cell) {
                    integers = (Swift.min(integers.min, integer), Swift.max(integers.max, integer))
                    values.append((Double(integer), count))
                } else if let value = converter.double(cell) {
                    values.append((value, count))
                }
            }
            set(values, &profile)
            if let summary = ExactSummary(values) {
                profile.min = Self.text(summary.min)
                profile.max = Self.text(summary.max)
            }
        }
        if profile.type == .integer, integers.min <= integers.max {
            profile.min = String(integers.min)
            profile.max = String(integers.max)
        }
    }

    private func setTimes(_ profile: inout ColumnProfile) {
        var bounds: (Double, Double)?
        if let sketches = analysis.sketches {
            let scale = profile.type == .time ? sketches.times : sketches.dates(decision.dateFormat ?? .yearMonthDayDash)
            set(scale, &profile)
            if scale.count > 0 { bounds = (scale.min, scale.max) }
        } else {
            var values: [(Double, Int64)] = []
            forEachCell { cell, count in
                switch profile.type {
                case .date: if let days = converter.date(cell) { values.append((Double(days), count)) }
                case .datetime: if let micros = converter.timestamp(cell) { values.append((Double(micros) / 1e6, count)) }
                default: if let micros = converter.time(cell) { values.append((Double(micros) / 1e6, count)) }
                }
            }
            set(values, &profile)
            if let summary = ExactSummary(values) { bounds = (summary.min, summary.max) }
        }
        profile.mean = nil
        profile.standardDeviation = nil
        guard let (low, high) = bounds else { return }
        func text(_ value: Double) -> String {
            switch profile.type {
            case .date: ISO8601.text(day: Int(value))
            case .datetime: ISO8601.text(timestamp: Int64((value * 1e6).rounded()), isZoned: decision.isZoned ?? false)
            default: ISO8601.text(timeOfDay: Int64((value * 1e6).rounded()))
            }
        }
        profile.min = text(low)
        profile.max = text(high)
    }

    private func set(_ sketch: NumberSketch, _ profile: inout ColumnProfile) {
        if sketch.count == 0 { return }
        profile.mean = sketch.mean
        profile.standardDeviation = sketch.standardDeviation
        profile.quantiles = ColumnProfile.quantileLevels.map { sketch.quantile($0) }
        profile.histogram = sketch.histogram(bars: Self.bars)
    }

    private func set(_ values: [(Double, Int64)], _ profile: inout ColumnProfile) {
        guard let summary = ExactSummary(values) else { return }
        profile.mean = summary.mean
        profile.standardDeviation = summary.standardDeviation
        profile.quantiles = ColumnProfile.quantileLevels.map { summary.quantile($0) }
        profile.histogram = summary.histogram(bars: Self.bars, isWhole: profile.type == .integer || profile.type == .date)
    }

    private func forEachCell(_ body: (Cell, Int64) -> Void) {
        dictionary?.forEach { value, _, count, _ in
            unsafe body(Cell(start: value.start, count: UInt32(value.count)), count)
        }
    }

    /// As JSON and SQL write it: 12 rather than 12.0.
    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}

/// Figures from every value with its weight.
struct ExactSummary {
    private let values: [(value: Double, weight: Int64)]
    private let count: Int64
    let mean: Double
    let standardDeviation: Double

    var min: Double { values[0].value }
    var max: Double { values[values.count - 1].value }

    /// `nil` without a value.
    init?(_ values: [(Double, Int64)]) {
        if values.isEmpty { return nil }
        self.values = values.map { (value: $0.0, weight: $0.1) }.sorted { $0.value < $1.value }
        count = values.reduce(0) { $0 + $1.1 }
        var sum = LongDouble()
        for (value, weight) in self.values { sum.add(product: value, Double(weight)) }
        let mean = sum.value / Double(count)
        var squares = LongDouble()
        for (value, weight) in self.values { squares.addSquare(value - mean, times: Double(weight)) }
        self.mean = LongDouble.rounded(mean)
        standardDeviation = LongDouble.rounded((squares.value / Double(count)).squareRoot())
    }

    /// The value at that rank, without interpolation: one that the column holds.
    func quantile(_ probability: Double) -> Double {
        let rank = Int64((probability * Double(count - 1)).rounded())
        var before: Int64 = 0
        for (value, weight) in values {
            before += weight
            if before > rank { return value }
        }
        return max
    }

    /// Bars of equal, round width.
    func histogram(bars: Int, isWhole: Bool) -> [ColumnProfile.Bin] {
        let range = max - min
        if range == 0 { return [.init(lower: min, upper: max, count: count)] }
        var width = Self.roundWidth(atLeast: range / Double(bars))
        if isWhole { width = Swift.max(1, width.rounded(.up)) }
        let start = (min / width).rounded(.down) * width
        var result: [ColumnProfile.Bin] = []
        var index = 0
        while start + Double(index) * width <= max && index <= bars + 1 {
            result.append(.init(lower: start + Double(index) * width, upper: start + Double(index + 1) * width, count: 0))
            index += 1
        }
        for (value, weight) in values {
            result[Swift.min(result.count - 1, Swift.max(0, Int((value - start) / width)))].count += weight
        }
        return result
    }

    /// 1, 2 or 5 times a power of ten.
    private static func roundWidth(atLeast width: Double) -> Double {
        let power = pow(10, floor(log10(width)))
        for factor in [1.0, 2, 5] where factor * power >= width { return factor * power }
        return 10 * power
    }
}
