import Foundation
import Tables
import Testing

/// What a cell becomes: every value of the profiled column, exactly.
@Suite struct CellConverterTests {
    @Test func numbersRoundAsTheStandardLibraryDoes() {
        var dice = Dice(seed: 0x5EED)
        for _ in 0..<5_000 {
            let digits = String(dice.below(UInt64.max >> dice.below(64) | 1))
            let decimals = Int(dice.below(19))
            let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            let sign = dice.below(2) == 0 ? "" : "-"
            let whole = padded.dropLast(decimals)
            if whole.count > 15 { continue }
            let text = sign + whole + (decimals == 0 ? "" : "." + padded.suffix(decimals))
            let profile = ColumnProfile(name: "x", header: "x", position: 0, type: .number)
            let value = Columns.withCell(text) { CellConverter(profile).double($0) }
            #expect(value?.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test(arguments: [
        ("0.1", 0.1), ("5e-324", Double.leastNonzeroMagnitude), ("1.7976931348623157e308", Double.greatestFiniteMagnitude), ("123456789012345.678", 123456789012345.678),
        ("0.30000000000000004441", 0.30000000000000004441), ("-0.000001", -0.000001), ("9007199254740992.0", 9007199254740992.0),
        ("8.988465674311582e+30", 8.988465674311582e+30),
    ])
    func knownNumbers(_ text: String, _ value: Double) {
        let profile = Columns.profile([text])
        // A format that is refused leaves text, which loses nothing either.
        guard profile.type == .number else {
            #expect(profile.type == .text)
            return
        }
        #expect(Columns.withCell(text) { CellConverter(profile).double($0) } == value)
    }

    @Test func everyValueOfATypedColumnConverts() {
        let columns: [[String]] = [
            ["1 234", "-7", "NA", ""], ["1,5", "2", " 3,25 ", "nd"], ["12 %", "7 %"], ["2024-03-01", "\\N", "1999-12-31"],
            ["01/03/24", "31/12/99"], ["2024-03-01T12:30:00+02:00", "2024-03-01T12:30:00Z"], ["oui", "NON", "-"], ["12:30", "8h05"],
            ["1.234.567", "2.000"], ["$1,234.50", "$2"],
        ]
        for values in columns {
            let profile = Columns.profile(values)
            let converter = CellConverter(profile)
            #expect(profile.type != .text, "\(values)")
            for value in values {
                Columns.withCell(value) { cell in
                    let converted: Any? =
                        switch profile.type {
                        case .boolean: converter.bool(cell)
                        case .integer: converter.int64(cell)
                        case .number: converter.double(cell)
                        case .date: converter.date(cell)
                        case .datetime: converter.timestamp(cell)
                        case .time: converter.time(cell)
                        case .text, .json: nil
                        }
                    #expect((converted == nil) == converter.isMissing(cell), "\(value)")
                }
            }
        }
    }

    @Test func valuesAreThoseTheTextSays() {
        func convert<T>(_ values: [String], _ body: (CellConverter, Cell) -> T?) -> [T?] {
            let converter = CellConverter(Columns.profile(values))
            return values.map { value in Columns.withCell(value) { body(converter, $0) } }
        }
        #expect(convert(["1 234", "-7"]) { $0.int64($1) } == [1234, -7])
        #expect(convert(["9223372036854775807"]) { $0.int64($1) } == [.max])
        #expect(convert(["1.234.567", "2.000"]) { $0.int64($1) } == [1_234_567, 2000])
        #expect(convert(["1,5", "12"]) { $0.double($1) } == [1.5, 12])
        #expect(convert(["12,5 %", "7 %"]) { $0.double($1) } == [12.5, 7])
        #expect(convert(["1970-01-02", "1969-12-31", "0001-01-01", "9999-12-31"]) { $0.date($1) } == [1, -1, -719_162, 2_932_896])
        #expect(convert(["31/12/1999", "01/01/2000"]) { $0.date($1) } == [10_956, 10_957])
        #expect(convert(["1970-01-01T01:00:00+01:00", "1970-01-01T00:00:00.000001Z"]) { $0.timestamp($1) } == [0, 1])
        #expect(convert(["1969-12-31 23:59:59"]) { $0.timestamp($1) } == [-1_000_000])
        #expect(convert(["12:30", "8h05"]) { $0.time($1) } == [45_000_000_000, 29_100_000_000])
        #expect(convert(["oui", "NON", "Oui"]) { $0.bool($1) } == [true, false, true])
    }

    @Test func daysKeepTheirPlaceThroughTheGregorianCycle() {
        // From 1800 on, by thirteens, so that every month, leap year and century comes up.
        var values: [String] = []
        var expected: [Int32] = []
        var day: Int32 = -10_957 - 36_524 * 2
        let calendar = Calendar(identifier: .gregorian)
        var utc = calendar
        utc.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        while day < 80_000 {
            let parts = utc.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            if let year = parts.year, year >= 1800, let month = parts.month, let number = parts.day {
                let pad = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
                values.append("\(year)-\(pad(month))-\(pad(number))")
                expected.append(day)
            }
            day += 13
        }
        let converter = CellConverter(Columns.profile(values))
        let days = values.map { value in Columns.withCell(value) { converter.date($0) } }
        #expect(days == expected)
    }
}
