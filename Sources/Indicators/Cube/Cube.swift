internal import Foundation
internal import Localization
internal import Territories

/// The figures of one indicator, ready to be read: bytes that never change, in memory or mapped from a file.
///
/// Layout, version 1, little-endian: eight bytes `PTLNIND1`; the length of the head as eight bytes; the head in JSON;
/// then, from the next multiple of eight, the columns that the head places. A sheet has a row for each territory that
/// has anything; rows lie one after the other, a cell a date.
struct Cube: Sendable {
    static let magic = Array("PTLNIND1".utf8)
    let head: Head
    let codes: [UInt8: [String]]
    private let bytes: Data
    private let start: Int

    struct Head: Codable, Sendable {
        /// Where the codes of each level are, by the level's number: a text, a code a line, in order.
        var codes: [UInt8: Block]
        var sheets: [SheetHead]
        /// By breakdown: category and name, in the order in which they are shown.
        var labels: [String: [[String]]]
        /// The vintage of the levels.
        var geography: CivilDate
    }

    /// A piece of the columns, in bytes from the first.
    struct Block: Codable, Sendable {
        var offset: Int
        var length: Int
    }

    struct SheetHead: Codable, Sendable {
        var kind: ObservationKind
        var slice: Slice?
        var level: TerritoryLevel
        /// Whether these are the values as they were observed, which are never shown: secrecy has not been seen to.
        var isRaw: Bool
        /// Whether these are both: observed as they are, and shown.
        var isObserved: Bool
        /// As ``CivilDate/number``.
        var dates: [CivilDate]
        var rows: Int
        /// Offsets from the first column, in bytes.
        var places: Int
        var values: Int
        var states: Int
        var numerators: Int?
        var denominators: Int?
        var coverage: Int?
    }

    /// - Throws: `indicators.cube.damaged`.
    init(_ bytes: Data, name: String) throws {
        func damaged() -> IndicatorsError { IndicatorsError("cube.damaged", ["file": .text(name)]) }
        guard bytes.count >= 16, bytes.prefix(8).elementsEqual(Self.magic) else { throw damaged() }
        let length = Int(truncatingIfNeeded: Self.load(bytes, 8, as: UInt64.self))
        guard length > 0, length <= bytes.count - 16 else { throw damaged() }
        let first = bytes.startIndex + 16
        guard let head = try? JSONDecoder().decode(Head.self, from: bytes[first..<first + length]) else { throw damaged() }
        let start = (16 + length + 7) / 8 * 8
        for sheet in head.sheets {
            let offsets = [sheet.places, sheet.values, sheet.states, sheet.numerators ?? 0, sheet.denominators ?? 0, sheet.coverage ?? 0]
            // Nothing within the file is as large as the file: sums and products of what is smaller do not overflow.
            guard (offsets + [sheet.rows]).allSatisfy({ (0...bytes.count).contains($0) }), head.codes[sheet.level.rawValue] != nil
            else { throw damaged() }
            let cells = sheet.rows * sheet.dates.count
            let ends = [sheet.places + 4 * sheet.rows, sheet.values + 8 * cells, sheet.states + cells]
                + [sheet.numerators, sheet.denominators].compactMap { $0.map { $0 + 8 * cells } }
                + [sheet.coverage.map { $0 + 4 * cells }].compactMap { $0 }
            guard ends.allSatisfy({ start + $0 <= bytes.count }) else { throw damaged() }
        }
        guard head.labels.values.allSatisfy({ $0.allSatisfy { !$0.isEmpty } }) else { throw damaged() }
        var codes: [UInt8: [String]] = [:]
        for (level, block) in head.codes {
            guard (0...bytes.count).contains(block.offset), (0...bytes.count).contains(block.length),
                start + block.offset + block.length <= bytes.count
            else { throw damaged() }
            let from = bytes.startIndex + start + block.offset
            codes[level] = bytes[from..<from + block.length].split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        }
        self.codes = codes
        self.head = head
        self.bytes = bytes
        self.start = start
    }

    /// One sheet, for reading.
    func sheet(_ kind: ObservationKind, _ slice: Slice?, _ level: TerritoryLevel, isRaw: Bool = false) -> Sheet? {
        head.sheets.first { $0.kind == kind && $0.slice == slice && $0.level == level && $0.isRaw == isRaw }.map { Sheet(self, $0) }
    }

    var sheets: [Sheet] { head.sheets.map { Sheet(self, $0) } }

    func double(_ offset: Int) -> Double { Self.load(bytes, start + offset, as: Double.self) }
    func float(_ offset: Int) -> Float { Self.load(bytes, start + offset, as: Float.self) }
    func byte(_ offset: Int) -> UInt8 { Self.load(bytes, start + offset, as: UInt8.self) }
    func word(_ offset: Int) -> UInt32 { Self.load(bytes, start + offset, as: UInt32.self) }

    private static func load<T: BitwiseCopyable>(_ bytes: Data, _ offset: Int, as type: T.Type) -> T {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }
}

/// One level of one kind of values, of the whole or of a slice, within a cube.
struct Sheet: Sendable {
    let head: Cube.SheetHead
    private let cube: Cube

    init(_ cube: Cube, _ head: Cube.SheetHead) {
        self.cube = cube
        self.head = head
    }

    var dates: [CivilDate] { head.dates }
    var level: TerritoryLevel { head.level }
    var isDivided: Bool { head.numerators != nil }

    /// The code of a row.
    func code(_ row: Int) -> String {
        let place = Int(cube.word(head.places + 4 * row))
        let codes = cube.codes[head.level.rawValue] ?? []
        return place < codes.count ? codes[place] : ""
    }

    /// The row of a code; nil where nothing is said of it.
    func row(_ code: String) -> Int? {
        guard let place = cube.codes[head.level.rawValue]?.place(of: code) else { return nil }
        var low = 0, high = head.rows
        while low < high {
            let middle = (low + high) / 2
            if Int(cube.word(head.places + 4 * middle)) < place { low = middle + 1 } else { high = middle }
        }
        return low < head.rows && Int(cube.word(head.places + 4 * low)) == place ? low : nil
    }

    /// The last of some dates on which any row has a value; the last of all where none has.
    func latest(among dates: [CivilDate]) -> CivilDate? {
        dates.last { date in
            guard let column = head.dates.firstIndex(of: date) else { return false }
            return (0..<head.rows).contains { cube.byte(head.states + $0 * head.dates.count + column) == 0 }
        } ?? dates.last
    }

    /// What is said of a row on a date; nil for nothing.
    func point(_ row: Int, _ date: Int) -> Point? {
        let cell = row * head.dates.count + date
        let state = cube.byte(head.states + cell)
        if state == Point.Absence.missing.rawValue { return nil }
        var point = Point(date: head.dates[date], value: nil)
        if let coverage = head.coverage { point.coverage = Double(cube.float(coverage + 4 * cell)) }
        if state != 0 {
            point.absence = Point.Absence(rawValue: state) ?? .missing
            if point.withheld || point.absence == .erased { return point }
        } else {
            point.value = cube.double(head.values + 8 * cell)
        }
        func part(_ offset: Int?) -> Double? {
            guard let offset else { return nil }
            let part = cube.double(offset + 8 * cell)
            return part.isNaN ? nil : part
        }
        point.numerator = part(head.numerators) ?? (head.numerators == nil ? point.value : nil)
        point.denominator = part(head.denominators)
        return point
    }
}
