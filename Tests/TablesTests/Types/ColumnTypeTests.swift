import Tables
import Testing

/// The physical type of a column, from all its values.
@Suite struct ColumnTypeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let values: [String]
        let type: ColumnType
        var header = "colonne"
        var testDescription: String { values.prefix(3).joined(separator: " ¦ ") }
    }

    @Test(arguments: [
        Case(values: ["1", "2", "-3", "0"], type: .integer),
        Case(values: ["0", "1", "1"], type: .integer),
        Case(values: ["9223372036854775807", "-9223372036854775807"], type: .integer),
        // Beyond 64 bits nothing may be lost.
        Case(values: ["9223372036854775808", "1"], type: .text),
        // A leading zero makes a code.
        Case(values: ["01", "02", "13"], type: .text),
        Case(values: ["0", "00"], type: .text),
        Case(values: ["1 234", "12 345 678", "7"], type: .integer),
        Case(values: ["1\u{202F}234", "7"], type: .integer),
        Case(values: ["1\u{A0}234,5", "7,25"], type: .number),
        Case(values: ["12 34", "1"], type: .text),
        Case(values: ["1.5", "2", ".5", "-0.25"], type: .number),
        Case(values: ["1,5", "2", "0,25"], type: .number),
        Case(values: ["1.5", "1,5"], type: .text),
        Case(values: ["1.234,5", "2.000"], type: .number),
        Case(values: ["1,234.5", "2,000"], type: .number),
        Case(values: ["1,234,567", "2,000"], type: .integer),
        Case(values: ["1.5e-3", "2.5E+06"], type: .number),
        // `1E5` may be a code.
        Case(values: ["1E5", "2E3"], type: .text),
        Case(values: ["12 %", "7,5 %"], type: .number),
        Case(values: ["12 €", "1 250 €"], type: .integer),
        // With and without the sign are two different things.
        Case(values: ["12 %", "0,12"], type: .text),
        // Whole numbers that a binary64 would round.
        Case(values: ["9007199254740993", "0.5"], type: .text),
        Case(values: ["2.3522219000000177", "48.85661400000001"], type: .number),
        Case(values: ["+33612345678", "+33712345678"], type: .text),
        Case(values: ["vrai", "faux"], type: .boolean),
        Case(values: ["VRAI", "vrai"], type: .boolean),
        Case(values: ["Oui", "NON", "oui"], type: .boolean),
        Case(values: ["true", "False"], type: .boolean),
        Case(values: ["O", "N", "O"], type: .boolean),
        // One letter alone says nothing.
        Case(values: ["N", "N"], type: .text),
        Case(values: ["oui", "faux"], type: .text),
        Case(values: ["oui", "non", "peut-être"], type: .text),
        Case(values: ["12:30", "08:05:59", "23:59:59.5"], type: .time),
        Case(values: ["12h30", "8h05"], type: .time),
        Case(values: ["25:00", "12:00"], type: .text),
        Case(values: ["{\"a\": 1}", "[1, 2]"], type: .json),
        Case(values: ["{\"a\": 1", "[1, 2]"], type: .text),
        Case(values: ["[1, 2,]", "[]"], type: .text),
        Case(values: [], type: .text),
        Case(values: ["", "  ", "\\N"], type: .text),
    ])
    func decides(_ example: Case) {
        #expect(Columns.profile(example.values, header: example.header).type == example.type)
    }

    @Test func markersOfMissingValuesDoNotSpoilAType() {
        let profile = Columns.profile(["12", "NA", "7", "nd", "", "-"])
        #expect(profile.type == .integer)
        #expect(profile.missing == 4)
        #expect(profile.distinct == 2)
        #expect(Set(profile.missingMarkers) == ["NA", "nd", "-"])
    }

    @Test func inTextAMarkerIsAValue() {
        let profile = Columns.profile(["Windhoek", "NA", "Paris"])
        #expect(profile.type == .text)
        #expect(profile.missing == 0)
        #expect(profile.distinct == 3)
        #expect(profile.missingMarkers.isEmpty)
    }

    @Test func declaredMissingValuesHoldInText() {
        let profile = Columns.profile(["a", "inconnu", "b"], missingValues: ["inconnu"])
        #expect(profile.missing == 1)
        #expect(profile.distinct == 2)
    }

    @Test func oneValueIsEnoughToRefuteAmongMany() {
        var values = (1...5_000).map(String.init)
        #expect(Columns.profile(values, distinctLimit: 1_000).type == .integer)
        values[4_999] = "cinquante mille"
        let profile = Columns.profile(values, distinctLimit: 1_000)
        #expect(profile.type == .text)
        let notice = profile.notices.first { $0.code == "type.almost" }
        #expect(notice?.line == 5_001)
    }

    @Test func numberFormatSaysHowNumbersAreWritten() {
        #expect(Columns.profile(["1,5", "2"]).numberFormat == NumberFormat(marks: .commaDecimal))
        #expect(Columns.profile(["12,5 %"]).numberFormat == NumberFormat(marks: .commaDecimal, unit: .percent))
        #expect(Columns.profile(["$1,234.50"]).numberFormat == NumberFormat(marks: .dotDecimalCommaGrouping, unit: .otherCurrency))
        #expect(Columns.profile(["texte"]).numberFormat == nil)
    }

    @Test func anImposedTypeHolds() {
        let profile = Columns.accumulator(["1", "2"]).profile(header: "x", name: "x", rows: 2, type: .number)
        #expect(profile.type == .number)
        #expect(profile.mean == 1.5)
    }
}
