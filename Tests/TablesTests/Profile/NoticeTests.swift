import Localization
import Tables
import Testing

/// Oddities that a person should hear of, and none where there is nothing odd.
@Suite struct NoticeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: String
        let values: [String]
        var header = "colonne"
        var line: Int64? = nil
        var testDescription: String { code }
    }

    @Test(arguments: [
        Case(code: "column.empty", values: ["", " ", "\\N"]),
        Case(code: "date.ambiguous", values: ["01/03/2024", "02/05/2024"]),
        Case(code: "date.shortYear", values: ["31/12/24"]),
        Case(code: "date.unlikely", values: ["1972-02-06", "1072-05-03"], header: "date_naissance", line: 3),
        Case(code: "number.ambiguous", values: ["1,234", "5,678"]),
        Case(code: "missing.marker", values: ["12", "NA", "7"], line: 3),
        Case(code: "type.almost", values: (1...99).map(String.init) + ["cent"], line: 101),
        Case(code: "meaning.almost", values: MeaningTests.sirets + ["73282932000075"], header: "siret", line: 8),
        Case(code: "text.padded", values: ["Paris", "Lyon "], line: 3),
        Case(code: "text.replacement", values: ["Al\u{FFFD}s"], line: 2),
        Case(code: "text.mojibake", values: ["Lyon", "Saint-Ã‰tienne", "PrivÃ©"]),
        Case(code: "text.control", values: ["a", "b\u{7}"], line: 3),
        Case(code: "text.variants", values: ["Paris", "PARIS", "Lyon"]),
        Case(code: "value.constant", values: ["2023", "2023"]),
        Case(code: "value.sentinel", values: ["2019-05-01", "1900-01-01", "2020-07-14"]),
        Case(code: "value.sentinel", values: (1...50).map { String($0 + 200) } + ["-1"]),
        Case(code: "identifier.repeated", values: (0..<200).map { "FR*\($0 == 7 ? 8 : $0)" }, header: "id"),
        Case(code: "code.shortened", values: ["01000", "69003", "1400", "75001", "13008", "33000"], header: "code_postal", line: 4),
        Case(code: "code.shortened", values: MeaningTests.sirets + ["5440312800011"], header: "siret", line: 8),
        Case(code: "personal", values: ["a@b.fr"], header: "mail"),
    ])
    func isTold(_ example: Case) throws {
        let profile = Columns.profile(example.values, header: example.header)
        let notice = try #require(profile.notices.first { $0.code == example.code }, "\(profile.notices.map(\.code)) \(profile.type)")
        #expect(notice.column == example.header)
        if let line = example.line { #expect(notice.line == line) }
        // Told in both languages, with every argument in its place.
        for language in [Language.french, .english] {
            let text = Localizer(language).text("notice." + notice.code, notice.arguments)
            #expect(!text.contains("notice."))
            #expect(!text.contains("{"))
        }
    }

    @Test func nothingOddNothingTold() {
        #expect(Columns.profile(["1", "2", "3"]).notices.isEmpty)
        #expect(Columns.profile(["Paris", "Lyon", "Nantes"]).notices.isEmpty)
        #expect(Columns.profile(["2024-03-01", "2024-12-31"]).notices.isEmpty)
        #expect(Columns.profile(["75001", "69003"], header: "code_postal").notices.isEmpty)
        #expect(Columns.profile(["1.5", "2.25"]).notices.isEmpty)
    }

    @Test func aDecimalCommaProvenByOneColumnHoldsForTheOthers() {
        var columns = [Columns.profile(["1,234", "5,678"], header: "a"), Columns.profile(["1,5", "2,25"], header: "b")]
        #expect(columns[0].notices.contains { $0.code == "number.ambiguous" })
        ColumnProfile.reconcile(&columns)
        #expect(columns[0].notices.isEmpty)
    }

    @Test func exchangedCoordinatesAreTold() {
        var columns = [Columns.profile(["2.3522", "5.3698", "-1.55"], header: "latitude"), Columns.profile(["48.85", "43.29", "47.2"], header: "longitude")]
        ColumnProfile.reconcile(&columns)
        #expect(columns.map { $0.notices.map(\.code) } == [["place.swapped"], ["place.swapped"]])
        columns = [Columns.profile(["4.92", "5.5"], header: "latitude"), Columns.profile(["-52.3", "-54.0"], header: "longitude")]
        ColumnProfile.reconcile(&columns)
        #expect(columns.map { $0.notices.map(\.code) } == [[], []])
    }

    @Test func linesAreTranslated() {
        let profile = Columns.accumulator(["1", "NA"]).profile(header: "n", name: "n", rows: 2, line: { $0 + 100 })
        #expect(profile.notices.first { $0.code == "missing.marker" }?.line == 103)
    }

    @Test(arguments: [Language.french, .english])
    func everyTypeAndMeaningHasALabelAndADefinition(_ language: Language) {
        let localizer = Localizer(language)
        for type in ColumnType.allCases { #expect(localizer.text("type." + type.rawValue) != "type." + type.rawValue) }
        for meaning in SemanticType.allCases {
            let key = "meaning." + meaning.rawValue
            #expect(localizer.text(key) != key)
            #expect(localizer.text(key + ".definition").count > 20)
        }
    }
}
