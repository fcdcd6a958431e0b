import DuckDB
import Foundation
import Tables
import Testing

/// One reading by many threads gives what one thread gives, whatever the quotes hide at the seams.
struct SegmentTests {
    /// Some 24 MB, so that several stretches meet within quoted cells that look like rows.
    static let nasty: (text: [UInt8], rows: Int) = {
        var numbers = SeededNumbers(seed: 42)
        var text = Array("id;texte;valeur\n".utf8)
        var rows = 0
        while text.count < 24 << 20 {
            rows += 1
            text += Array("\(rows);\"".utf8)
            // Lines inside the quotes have the shape of rows, with doubled quotes here and there.
            for _ in 0..<Int.random(in: 0...40, using: &numbers) {
                text += Array("12;\"\"faux\"\";3\n".utf8)
            }
            if rows % 977 == 0 { text += [UInt8](repeating: 0x61, count: 1_500_000) }
            text += Array("é\";\(Int.random(in: 0...9, using: &numbers))\n".utf8)
        }
        return (text, rows)
    }()

    @Test func threadsDoNotChangeTheResult() throws {
        let reading = try FileReading()
        let path = try reading.write(Self.nasty.text)
        var inspections: [Inspection] = []
        for threads in [1, 2, 5] {
            var options = ReadOptions()
            options.threads = threads
            var inspection = try reading.inspect(path, options)
            inspection.duration = 0
            inspection.options.threads = nil
            inspections.append(inspection)
        }
        #expect(inspections[0].rows == Int64(Self.nasty.rows))
        #expect(inspections[0].rejectedRows == 0)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let first = try encoder.encode(inspections[0])
        for other in inspections.dropFirst() { #expect(try encoder.encode(other) == first) }
    }

    @Test func rowsComeInTheOrderOfTheFile() throws {
        let reading = try FileReading()
        let path = try reading.write(Self.nasty.text)
        let inspection = try reading.inspect(path)
        let connection = try Database(support: FileReading.support()).connect()
        let order = try TableFile.withRelation(
            path, name: "t.csv", inspection: inspection, on: connection, scratch: reading.folder
        ) { sql in
            try connection.rows("SELECT count(*), bool_and(id = n) FROM (SELECT id, row_number() OVER () AS n FROM (\(sql)))")
        }
        #expect(order == [[.int(Int64(Self.nasty.rows)), true]])
    }

    @Test func rejectsFarDownHaveTheirLine() throws {
        let reading = try FileReading()
        var text = Array("id;texte;valeur\n".utf8)
        for row in 1...900_000 { text += Array("\(row);\"a\nb\";7\n".utf8) }
        text += Array("x;y;z;trop\n".utf8)
        let inspection = try reading.inspect(reading.write(text))
        #expect(inspection.rows == 900_000)
        #expect(inspection.rejects.map(\.line) == [1_800_002])
    }

    /// Random tables written by the rules come back cell for cell; the last one is larger than any window or stretch.
    @Test(arguments: 0...40)
    func wellFormedTablesComeBack(_ seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let delimiter = [",", ";", "\t", "|"].randomElement(using: &numbers)!
        let lineEnd = ["\n", "\r\n"].randomElement(using: &numbers)!
        let width = Int.random(in: 2...7, using: &numbers)
        let pieces = ["mot", "été", "\"", delimiter, "\n", "a b", "œ", "'", "\\", "#", "€", "x"]
        var expected: [[String]] = []
        for row in 0..<(seed == 40 ? 200_000 : Int.random(in: 1...400, using: &numbers)) {
            expected.append((0..<width).map { column in
                // A word first, so that no cell is a number, blank or missing, and the table's text comes back as text.
                column == 0 ? "ligne \(row)" : "v" + (0..<Int.random(in: 0...5, using: &numbers)).map { _ in pieces.randomElement(using: &numbers)! }.joined() + "v"
            })
        }
        func written(_ cell: String) -> String {
            let needsQuotes = cell.contains { $0 == "\"" || $0.isNewline || String($0) == delimiter }
            return needsQuotes || Bool.random(using: &numbers) ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }
        let header = (0..<width).map { "colonne \($0)" }
        let text = ([header] + expected).map { $0.map(written).joined(separator: delimiter) }.joined(separator: lineEnd)
        let reading = try FileReading()
        let path = try reading.write(text.utf8)
        let inspection = try reading.inspect(path)
        #expect(inspection.dialect?.delimiter == delimiter)
        #expect(inspection.columns.map(\.name) == header)
        #expect(inspection.rejectedRows == 0)
        let rows = try reading.rows(path, inspection)
        #expect(rows.count == expected.count)
        let wrong = zip(rows, expected).first { read, written in read != written.map { Value.text($0) } }
        #expect(wrong == nil)
    }
}
