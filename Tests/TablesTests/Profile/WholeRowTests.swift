import Foundation
import Localization
import Tables
import Testing

/// Rows as wholes: which repeat, what identifies them, which columns are empty together.
@Suite struct WholeRowTests {
    private static func inspect(_ text: String) throws -> Inspection {
        let reading = try FileReading()
        var options = ReadOptions()
        options.hasHeader = true
        return try reading.inspect(text, options)
    }

    @Test func repeatedRowsAreFoundWithTheirLines() throws {
        // Two lines in the second row, so that lines and rows part ways.
        let inspection = try Self.inspect("nom,note\nAnne,1\n\"Bé\natrice\",2\nAnne,1\nClaire,1\n\"Bé\natrice\",2\nAnne,1\nAnne ,1\n")
        let rows = try #require(inspection.rowProfile)
        #expect(rows.repeated == 3 && rows.repeatedIsExact)
        #expect(rows.repetitions.map(\.line) == [5, 7, 9])
        #expect(rows.repetitions.map(\.firstLine) == [2, 3, 2])
        #expect(rows.keys.isEmpty)
        let notice = try #require(inspection.notices.first { $0.code == "rows.repeated" })
        #expect(notice.line == 5)
        #expect(Localizer(.french).text("notice.rows.repeated", notice.arguments).contains("3 lignes"))
    }

    @Test func cellsThatChangePlacesMakeAnotherRow() throws {
        let rows = try #require(try Self.inspect("a,b\nx,y\ny,x\nxy,\n,xy\nz,z\n").rowProfile)
        #expect(rows.repeated == 0)
    }

    struct KeyCase: Sendable, CustomTestStringConvertible {
        let name: String
        let header: String
        let rows: Int
        let row: @Sendable (Int) -> String
        let keys: [[String]]
        var testDescription: String { name }
    }

    static let keyCases: [KeyCase] = [
        KeyCase(name: "one column", header: "id,v", rows: 60, row: { "\($0),\($0 % 3)" }, keys: [["id"]]),
        KeyCase(name: "a pair", header: "rue,numero,v", rows: 60, row: { "R\($0 / 6),\($0 % 6),x" }, keys: [["rue", "numero"]]),
        KeyCase(name: "an empty cell", header: "id,v", rows: 60, row: { $0 == 59 ? ",2" : "\($0),\($0 % 3)" }, keys: []),
        KeyCase(name: "a repetition far down", header: "id,v", rows: 3_000, row: { $0 == 2_999 ? "1,7" : "\($0),\($0 % 7)" }, keys: []),
        KeyCase(name: "an empty cell far down", header: "id,v", rows: 3_000, row: { $0 == 2_999 ? ",7" : "\($0),\($0 % 7)" }, keys: []),
        KeyCase(name: "rows that repeat", header: "a,b", rows: 60, row: { "\($0 % 4),\($0 % 5)" }, keys: []),
    ]

    @Test(arguments: keyCases)
    func keysIdentifyEveryRow(_ example: KeyCase) throws {
        let text = ([example.header] + (0..<example.rows).map(example.row)).joined(separator: "\n")
        let rows = try #require(try Self.inspect(text + "\n").rowProfile)
        #expect(rows.keys == example.keys)
        #expect(rows.keysAreExact)
    }

    @Test func columnsEmptyTogetherAreGrouped() throws {
        let lines = (0..<500).map { row -> String in
            // b and c go together, d with them but for one row in a hundred; e is empty on its own.
            let isEmpty = row % 3 == 0
            let isOther = isEmpty != (row % 100 == 99)
            let cells: [String] = ["\(row)", isEmpty ? "" : "b", isEmpty ? "" : "c", isOther ? "" : "d", row % 7 == 0 ? "" : "e", ""]
            return cells.joined(separator: ",")
        }
        let inspection = try Self.inspect("a,b,c,d,e,f\n" + lines.joined(separator: "\n") + "\n")
        let groups = try #require(inspection.rowProfile?.emptyTogether)
        #expect(groups.map(\.columns) == [["b", "c", "d"]])
        #expect(groups.first?.rows == 167)
        #expect((groups.first?.correlation ?? 0) > 0.95 && (groups.first?.correlation ?? 1) < 1)
        #expect(inspection.notices.contains { $0.code == "columns.emptyTogether" })
    }

    /// A seeded table of several stretches, the later of which begin with what the first has shown.
    private static let large: [UInt8] = {
        var dice = Dice(seed: 21)
        var text = Array("id;uuid;siret;x;jour;ville;note;vide\n".utf8)
        let towns = (0..<3_000).map { "Ville-\($0 * 7_919 % 3_000)" }
        var last: [UInt8] = []
        while text.count < 21 << 20 {
            if dice.below(5_000) == 0 {
                text += last
                continue
            }
            let high = String(dice.next() | 1 << 63, radix: 16)
            let low = String(dice.next() | 1 << 63, radix: 16)
            let parts: [Substring] = [high.prefix(8), high.dropFirst(8).prefix(4), high.suffix(4), low.prefix(4), low.suffix(12)]
            let uuid = parts.joined(separator: "-")
            let siret = String(10_000_000_000_000 + dice.below(80_000_000_000_000))
            let day = "20\(10 + dice.below(15))-0\(1 + dice.below(9))-\(10 + dice.below(19))"
            let town = towns[Int(dice.below(dice.below(2) == 0 ? 3_000 : 30))]
            let note = dice.below(3) == 0 ? "" : "\"à\n\(dice.below(90_000))\""
            let x = "\(dice.below(900_000)).\(10 + dice.below(90))"
            let cells: [String] = ["\(dice.next() >> 20)", uuid, siret, x, dice.below(900) == 0 ? "n/a" : day, town, note, ""]
            last = Array((cells.joined(separator: ";") + "\n").utf8)
            text += last
        }
        return text
    }()

    @Test func threadsDoNotChangeAnything() throws {
        let reading = try FileReading()
        let path = try reading.write(Self.large)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        var texts: [String] = []
        for threads in [1, 2, 3, 7] {
            var options = ReadOptions()
            options.threads = threads
            var inspection = try reading.inspect(path, options)
            inspection.duration = 0
            inspection.options.threads = nil
            texts.append(String(decoding: try encoder.encode(inspection), as: UTF8.self))
            #expect((inspection.rowProfile?.repeated ?? 0) > 10)
            #expect(inspection.columns[5].distinct == 3_000 && inspection.columns[5].distinctIsExact)
        }
        for other in texts.dropFirst() {
            let difference = zip(texts[0].split(separator: "\n"), other.split(separator: "\n")).first { $0 != $1 }
            #expect(other == texts[0], "\(difference.map { "\($0.0) ≠ \($0.1)" } ?? "")")
        }
    }
}
