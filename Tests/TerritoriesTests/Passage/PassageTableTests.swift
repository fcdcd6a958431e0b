import Foundation
import Localization
import Territories
import Testing

@Suite("Passage of a table")
struct PassageTableTests {
    private func passage() throws -> Passage {
        let before = { (code: String) in Movement.Side(id: TerritoryID(.commune, code)!, name: TerritoryName(code)) }
        let date = CivilDate("2020-01-01")!
        let movements = [
            Movement(.newCommune, on: date, before: before("01001"), after: before("01001")),
            Movement(.newCommune, on: date, before: before("01002"), after: before("01001")),
            Movement(.reestablishment, on: date, before: before("01003"), after: before("01003")),
            Movement(.reestablishment, on: date, before: before("01003"), after: before("01004")),
        ]
        let history = GeographyHistory(movements: movements, communes: ["01001", "01003", "01004"], on: CivilDate("2026")!)
        return history.passage(from: CivilDate("2019")!, to: CivilDate("2026")!, key: .equal)
    }

    @Test("Columns that add up are whole where they were; rates are weighted; names are quoted where they must be")
    func columns() throws {
        let text = "insee;pop;surface;taux\n01001;10;1,5;50\n01002;20;2;20\n01003;7;3;\n"
        let table = try PassageTable(Data(text.utf8), name: "a.csv", code: nil)
        let result = try table.passed(by: passage(), columns: [.sum("pop"), .sum("surface"), .rate("taux", by: "pop"), .rate("taux", by: nil)]) {
            $0 == "01001" ? "A, \"la grande\"" : nil
        }
        #expect(result.csv.replacing("\r\n", with: "\n") == #"""
            code,nom,pop,surface,taux,taux
            01001,"A, ""la grande""",30,3.5,30.0,
            01003,,4,1.5,,
            01004,,3,1.5,,

            """#)
        #expect(result.totals.map(\.before) == [37, 6.5])
        #expect(result.totals.map(\.after) == [37, 6.5])
    }

    @Test("What is wrong is told with its line", arguments: [
        ("insee;pop\n01001;1\n01001;2\n", "territories.passage.duplicate", 3), ("insee;pop\n01001;x\n", "territories.file.cell", 2),
        ("insee;pop\n01001;1;2\n", "territories.file.cells", 2), ("insee;pop\n01001;\"1\n", "territories.file.quote", 2),
        ("insee;autre\n01001;1\n", "territories.file.column", nil), ("ville;pop\nx;1\n", "territories.passage.code", nil), ("", "territories.file.empty", nil),
    ] as [(String, String, Int?)])
    func problems(text: String, code: String, line: Int?) throws {
        let error = #expect(throws: TerritoriesError.self) {
            let table = try PassageTable(Data(text.utf8), name: "a.csv", code: nil)
            _ = try table.passed(by: passage(), columns: [.sum("pop")]) { _ in nil }
        }
        #expect(error?.code == code)
        if let line { #expect(error?.arguments["line"] == .integer(line)) }
        for language in Language.allCases {
            let message = error.map { Localizer(language).message(for: $0) }
            #expect(message?.text.contains("{") == false && message?.hint != nil)
        }
    }
}
