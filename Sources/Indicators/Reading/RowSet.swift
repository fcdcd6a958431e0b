internal import Territories

/// What a query gave, column by column; the codes of territories and the slices each once.
struct RowSet: Sendable {
    static let noDay = Int32.min

    let measures: [IndicatorQuery.Measure]
    private(set) var codes: [String] = []
    /// A territory's number, −1 for none.
    private(set) var territories: [Int32] = []
    /// Days since 1970; ``noDay`` for none.
    private(set) var days: [Int32] = []
    /// A slice's number; 0 is the whole.
    private(set) var slices: [Int32] = []
    /// One after the other, as many a row as there are measures; NaN for none.
    private(set) var values: [Double] = []
    private(set) var divisions: [Bool] = []
    /// How many rows of the table each row here stands for.
    private(set) var sizes: [Int32] = []
    private var codeNumbers: [String: Int32] = [:]
    private var knownSlices: [Slice?] = [nil]
    private var sliceNumbers: [Slice: Int32] = [:]
    /// The code of the last row: tables are often sorted by it.
    private var lastCode: [UInt8] = []
    private var lastNumber: Int32 = -1

    init(measures: [IndicatorQuery.Measure]) { self.measures = measures }

    /// Adds a row; its measures follow by ``add(_:)``.
    mutating func add(territory: Int32, day: Int32, slice: Int32, isDivision: Bool, size: Int32) {
        territories.append(territory)
        days.append(day)
        slices.append(slice)
        divisions.append(isDivision)
        sizes.append(size)
    }

    /// Adds a measure to the last row.
    mutating func add(_ value: Double) { values.append(value) }

    /// The number of a code.
    mutating func number(_ code: UnsafeBufferPointer<UInt8>) -> Int32 {
        if code.count == lastCode.count, unsafe lastCode.elementsEqual(code) { return lastNumber }
        let text = unsafe String(decoding: code, as: UTF8.self)
        if text.isEmpty { return -1 }
        let number: Int32
        if let known = codeNumbers[text] {
            number = known
        } else {
            number = Int32(codes.count)
            codeNumbers[text] = number
            codes.append(text)
        }
        lastCode = Array(text.utf8)
        lastNumber = number
        return number
    }

    /// The number of a slice.
    mutating func number(_ slice: Slice) -> Int32 {
        if let known = sliceNumbers[slice] { return known }
        let number = Int32(knownSlices.count)
        knownSlices.append(slice)
        sliceNumbers[slice] = number
        return number
    }

    func slice(_ number: Int32) -> Slice? { knownSlices[Int(number)] }

    /// What a row measures of the value.
    func parts(_ row: Int, _ nature: IndicatorNature) -> CellParts {
        var parts = CellParts()
        var weight = Double.nan
        let start = row * measures.count
        for (index, measure) in measures.enumerated() {
            let value = values[start + index]
            switch measure {
            case .value: parts.value = value
            case .numerator: parts.numerator = value
            case .denominator: parts.denominator = value
            case .weight: weight = value
            case .units: parts.units = value
            case .initial, .target: break
            }
        }
        parts.isDivision = divisions[row]
        if case .mean = nature {
            // A territory that weighs nothing has no mean, and none is needed of it.
            parts.numerator = weight == 0 ? 0 : parts.value * weight
            parts.denominator = parts.value.isNaN && weight != 0 ? .nan : weight
        }
        return parts
    }

    /// The initial and target values of a row.
    func others(_ row: Int) -> [(ObservationKind, Double)] {
        let start = row * measures.count
        return measures.enumerated().compactMap { index, measure in
            let value = values[start + index]
            guard !value.isNaN else { return nil }
            return switch measure {
            case .initial: (.initial, value)
            case .target: (.target, value)
            default: nil
            }
        }
    }
}
