internal import DuckDB
internal import Tables

/// The different values of a column, in ascending order: a value's place among them is its rank.
enum DistinctValues: Sendable {
    /// Also days, microseconds, and 0 and 1 for booleans.
    case integers([Int64], ColumnType)
    /// NaN after every number, as DuckDB sorts.
    case doubles([Double])
    /// In the order of their bytes, as DuckDB sorts.
    case texts(TextList)

    var count: Int {
        switch self {
        case .integers(let values, _): values.count
        case .doubles(let values): values.count
        case .texts(let values): values.count
        }
    }

    /// What it takes in memory.
    var bytes: Int {
        switch self {
        case .integers(let values, _): values.count * 8
        case .doubles(let values): values.count * 8
        case .texts(let values): values.bytes.count + values.ends.count * 4
        }
    }

    subscript(rank: Int) -> Value {
        switch self {
        case .integers(let values, let type):
            switch type {
            case .boolean: .bool(values[rank] != 0)
            case .date: .date(days: Int32(truncatingIfNeeded: values[rank]))
            case .datetime: .timestamp(microseconds: values[rank])
            case .time: .time(microseconds: values[rank])
            default: .int(values[rank])
            }
        case .doubles(let values): .double(values[rank])
        case .texts(let values): .text(values[rank])
        }
    }

    /// The ranks of the values equal to `value`: one or none. Below it are those of smaller values.
    func ranks(of value: Value) -> Range<Int>? {
        switch (self, value) {
        case (.integers(let values, _), .int(let value)): values.ranks { $0 < value } orEqual: { $0 <= value }
        case (.integers(let values, _), .bool(let value)): values.ranks { $0 < (value ? 1 : 0) } orEqual: { $0 <= (value ? 1 : 0) }
        case (.integers(let values, _), .date(let value)): values.ranks { $0 < Int64(value) } orEqual: { $0 <= Int64(value) }
        case (.integers(let values, _), .timestamp(let value)), (.integers(let values, _), .time(let value)):
            values.ranks { $0 < value } orEqual: { $0 <= value }
        case (.integers(let values, .integer), .double(let value)): values.ranks { Double($0) < value } orEqual: { Double($0) <= value }
        case (.doubles(let values), .int(let value)): values.ranks { $0 < Double(value) } orEqual: { $0 <= Double(value) }
        case (.doubles(let values), .double(let value)): values.ranks { $0 < value } orEqual: { $0 <= value }
        case (.texts(let values), .text(let value)): values.ranks(of: value)
        default: nil
        }
    }
}

extension RandomAccessCollection where Index == Int {
    /// How many elements, from the first, satisfy `isBefore`, which must hold for none after one that it does not.
    func partition(_ isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    fileprivate func ranks(_ isLess: (Element) -> Bool, orEqual isLessOrEqual: (Element) -> Bool) -> Range<Int> {
        partition(isLess)..<partition(isLessOrEqual)
    }
}

/// Many texts, one after the other.
struct TextList: Sendable {
    var bytes: [UInt8] = []
    /// Where each ends.
    var ends: [UInt32] = []

    var count: Int { ends.count }

    func place(_ index: Int) -> Range<Int> { (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]) }

    subscript(index: Int) -> String { String(decoding: bytes[place(index)], as: UTF8.self) }

    mutating func append(_ text: Span<UInt8>) {
        for index in text.indices { bytes.append(text[index]) }
        ends.append(UInt32(bytes.count))
    }

    func ranks(of text: String) -> Range<Int> {
        let wanted = Array(text.utf8)
        let lower = (0..<count).partition { compare($0, wanted) < 0 }
        return lower..<(lower < count && compare(lower, wanted) == 0 ? lower + 1 : lower)
    }

    /// Negative where the text at `index` comes before `other`, byte by byte.
    private func compare(_ index: Int, _ other: [UInt8]) -> Int {
        let place = place(index)
        for (offset, byte) in zip(place, other) where bytes[offset] != byte { return bytes[offset] < byte ? -1 : 1 }
        return place.count - other.count
    }

    /// Whether the text at `a` comes before that at `b`, byte by byte.
    func isOrdered(_ a: Int, _ b: Int) -> Bool {
        let (left, right) = (place(a), place(b))
        let length = min(left.count, right.count)
        for offset in 0..<length {
            let (x, y) = (bytes[left.lowerBound + offset], bytes[right.lowerBound + offset])
            if x != y { return x < y }
        }
        return left.count < right.count
    }
}
