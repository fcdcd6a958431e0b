import Tables
import Testing

/// What a faulty cell should hold: certain where one reading is left, likely where a person must decide, nothing
/// where nothing tells.
@Suite("Corrections of one cell")
struct FieldCorrectorTests {
    /// A kind of column, the texts it accepts, and what is expected of one cell.
    struct Case: Sendable, CustomTestStringConvertible {
        let field: SchemaField
        let accepts: @Sendable (String) -> Bool
        let cell: String
        let expected: Correction?
        var others: [String] = []

        var testDescription: String { "\(field.type) « \(cell) »" }
    }

    private static func fits(_ pattern: Regex<Substring>) -> @Sendable (String) -> Bool {
        // A regular expression is a value here, used by one test at a time.
        nonisolated(unsafe) let pattern = pattern
        return { unsafe $0.wholeMatch(of: pattern) != nil }
    }

    private static func field(_ type: SchemaType, format: String = "default", list: [String]? = nil, required: Bool = true) -> SchemaField {
        var field = SchemaField(name: "champ", type: type, format: format)
        field.constraints.enumeration = list
        field.constraints.isRequired = required
        return field
    }

    private static func number(_ cell: String, _ after: String?, _ reason: Correction.Reason = .decimalComma,
        _ confidence: Correction.Confidence = .certain, type: SchemaType = .number, others: [String] = []
    ) -> Case {
        Case(
            field: field(type),
            accepts: type == .integer ? fits(/[-+]?[0-9]+/) : fits(/[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/),
            cell: cell, expected: after.map { Correction($0, reason, confidence) }, others: others)
    }

    static let numbers = [
        number("48,85", "48.85"), number("-0,5", "-0.5"), number(" 48.85 ", "48.85", .surroundingSpaces),
        number("\u{A0}12", "12", .surroundingSpaces),
        number("1 234,5", "1234.5"), number("1 234", "1234", .groupingMarks), number("1.234,56", "1234.56"),
        number("1\u{202F}234\u{202F}567", "1234567", .groupingMarks), number("1,234.56", "1234.56", .groupingMarks),
        number("1,234", "1.234", .decimalComma, .likely), number("0,123", "0.123"), number("1234,567", "1234.567", .decimalComma, .likely),
        number("1,234", "1.234", others: ["12,5"]), number("1,234", "1.234", .decimalComma, .likely, others: ["1,234,567"]),
        number("12 €", "12", .unit), number("12,50 €", "12.50", .unit), number("12 %", "12", .unit, .likely),
        number("12,0", "12", .wholeNumber, type: .integer), number("12.0", "12", .wholeNumber, type: .integer),
        number("12,5", nil, type: .integer), number("1 200", "1200", .groupingMarks, type: .integer),
        number("douze", nil), number("12-13", nil), number("", nil), number("   ", nil),
    ]

    private static func date(_ cell: String, _ after: String?, _ confidence: Correction.Confidence = .certain,
        format: String = "%Y-%m-%d", others: [String] = []
    ) -> Case {
        Case(
            field: field(.date, format: format), accepts: format == "%d/%m/%Y" ? fits(/\d\d\/\d\d\/\d{4}/) : fits(/\d{4}-\d\d-\d\d/),
            cell: cell, expected: after.map { Correction($0, .dateSpelling, confidence) }, others: others)
    }

    static let dates = [
        date("25/12/2023", "2023-12-25"), date("12/25/2023", "2023-12-25"), date("03/04/2023", "2023-04-03", .likely),
        date("03/04/2023", "2023-04-03", others: ["25/12/2023"]), date("03/04/2023", "2023-03-04", others: ["12/25/2023"]),
        date("03/04/2023", "2023-04-03", .likely, others: ["12/25/2023", "25/12/2023"]),
        date("3 avril 2023", "2023-04-03"), date("1er janvier 2020", "2020-01-01"), date("2023/04/30", "2023-04-30"),
        date("20230430", "2023-04-30"), date("25-12-2023", "2023-12-25"), date("25.12.2023", "2023-12-25"), date("05/05/2023", "2023-05-05"),
        date("25/12/23", "2023-12-25", .likely), date("2023-04-30T00:00:00", "2023-04-30"), date("2023-04-30 14:30", nil),
        date("2023-04-30", "30/04/2023", format: "%d/%m/%Y"), date("30/02/2023", nil), date("bientôt", nil), date("2023", nil),
    ]

    private static func code(_ cell: String, _ after: String?, _ reason: Correction.Reason, _ pattern: Regex<Substring>,
        _ confidence: Correction.Confidence = .certain
    ) -> Case {
        Case(field: field(.string), accepts: fits(pattern), cell: cell, expected: after.map { Correction($0, reason, confidence) })
    }

    static let codes = [
        code("1234", "01234", .leadingZero, /(?:[013-9]\d|2[AB1-9])\d{3}/), code("2a004", "2A004", .codeCase, /(?:[013-9]\d|2[AB1-9])\d{3}/),
        code("75056.0", "75056", .numberForCode, /\d{5}/), code("1234.0", "01234", .leadingZero, /\d{5}/),
        code("123", "00123", .leadingZero, /\d{5}/, .likely), code("12", nil, .leadingZero, /\d{5}/),
        code("130 025 265 00013", "13002526500013", .innerSpaces, /\d{14}/),
        code("130\u{A0}025\u{A0}265\u{A0}00013", "13002526500013", .innerSpaces, /\d{14}/),
        code("1300252650001", "01300252650001", .leadingZero, /\d{14}/), code("Non communiqué", nil, .innerSpaces, /\d{14}/),
        code("www.exemple.fr", "https://www.exemple.fr", .protocolMissing, /https?:\/\/.*/, .likely),
    ]

    private static func word(_ cell: String, _ after: String?, _ reason: Correction.Reason, _ confidence: Correction.Confidence = .certain) -> Case {
        let list = ["Accès libre", "Accès réservé", "Station dédiée à l'autopartage", "Non"]
        return Case(field: field(.string, list: list), accepts: { list.contains($0) }, cell: cell, expected: after.map { Correction($0, reason, confidence) })
    }

    static let words = [
        word("accès libre", "Accès libre", .listSpelling), word("ACCES LIBRE", "Accès libre", .listSpelling),
        word("Accès-libre ", "Accès libre", .listSpelling), word("Station dediée à l’autopartage", "Station dédiée à l'autopartage", .listSpelling),
        word("Accès libr", "Accès libre", .listSlip, .likely), word("Accès rapide", nil, .listSlip), word("Nom", nil, .listSlip),
    ]

    static let others: [Case] = [
        ("Oui", "true"), ("FAUX", "false"), ("1", "true"), ("vrai ", "true"),
    ].map { cell, after in
        Case(
            field: field(.boolean), accepts: { ["true", "false"].contains($0) }, cell: cell,
            expected: Correction(after, .booleanWord, .certain))
    } + [
        Case(field: field(.boolean), accepts: { ["true", "false"].contains($0) }, cell: "peut-être", expected: nil),
        Case(field: field(.boolean), accepts: { ["true", "false"].contains($0) }, cell: "x", expected: Correction("true", .booleanWord, .likely)),
        Case(
            field: field(.date, required: false), accepts: { $0.isEmpty }, cell: "N/A", expected: Correction("", .missingWord, .certain)),
        Case(field: field(.date, required: true), accepts: { $0.isEmpty }, cell: "N/A", expected: nil),
        Case(
            field: field(.time), accepts: fits(/\d\d:\d\d:\d\d/), cell: "9h30", expected: Correction("09:30:00", .dateSpelling, .certain)),
        Case(field: field(.time), accepts: fits(/\d\d:\d\d:\d\d/), cell: "25h", expected: nil),
        Case(
            field: field(.geopoint, format: "array"), accepts: fits(/\[-?\d+\.\d+, ?-?\d+\.\d+\]/), cell: "[48.85, 2.35]",
            expected: Correction("[2.35,48.85]", .swappedCoordinates, .certain)),
        Case(
            field: field(.geopoint, format: "array"), accepts: fits(/\[-?\d+\.\d+, ?-?\d+\.\d+\]/), cell: "48,85 ; 2,35",
            expected: Correction("[2.35,48.85]", .swappedCoordinates, .certain)),
        Case(field: field(.geopoint, format: "array"), accepts: fits(/\[-?\d+\.\d+, ?-?\d+\.\d+\]/), cell: "[8.85, 2.35", expected: nil),
    ]

    @Test("Corrections", arguments: numbers + dates + codes + words + others)
    func correction(example: Case) {
        var evidence = ColumnEvidence()
        for cell in example.others { evidence.add(cell) }
        let corrector = FieldCorrector(example.field, missingValues: [""], evidence: evidence, accepts: example.accepts)
        // The list says that two readings of two spellings are one word: the assertion shows all three parts.
        #expect(corrector.correction(of: example.cell) == example.expected)
    }
}
