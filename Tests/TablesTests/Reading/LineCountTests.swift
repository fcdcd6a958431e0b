import Foundation
import Tables
import Testing

/// Nothing is dropped in silence: each line of a file is in the table, among the rejects or counted as something else.
struct LineCountTests {
    /// A file made of every kind of line, with what it is made of.
    struct Made {
        var text = ""
        var lines: Int64 = 0
        var rows: Int64 = 0
        var rejected: Int64 = 0
        var blank: Int64 = 0
        var comments: Int64 = 0
        var repeated: Int64 = 0
        /// Of each row its number, from which its line can be told.
        var lineOfRow: [Int64] = []

        init(seed: UInt64) {
            var numbers = SeededNumbers(seed: seed)
            let end = ["\n", "\r\n", "\r"][Int(seed % 3)]
            func add(_ line: String, _ made: inout Made) {
                made.text += line.replacing("⏎", with: end) + end
                made.lines += 1 + Int64(line.count { $0 == "⏎" })
            }
            for index in 0..<Int.random(in: 0...3, using: &numbers) { add("Titre du fichier \(index)", &self) }
            let header = "numéro;date du relevé;texte;mesure"
            add(header, &self)
            let hasComments = Bool.random(using: &numbers)
            for index in 0..<Int.random(in: 12...300, using: &numbers) {
                switch Int.random(in: 0..<20, using: &numbers) {
                case 0:
                    add("", &self)
                    blank += 1
                case 1 where hasComments:
                    add("# relevé à vérifier", &self)
                    comments += 1
                case 2:
                    add(header, &self)
                    repeated += 1
                case 3:
                    add("\(index);2024-01-01;a;1;en trop", &self)
                    rejected += 1
                case 4:
                    add("\(index);2024-01-01;\"a⏎b⏎\"\"c\"\" ⏎d\";1;\"en⏎trop\"", &self)
                    rejected += 1
                case 5, 6, 7:
                    lineOfRow.append(lines + 1)
                    add("\(index);2024-01-0\(1 + index % 9);\"x⏎⏎y\";\(index)", &self)
                    rows += 1
                case 8:
                    lineOfRow.append(lines + 1)
                    add("\(index);2024-01-02;court", &self)
                    rows += 1
                default:
                    lineOfRow.append(lines + 1)
                    add("\(index);2024-01-0\(1 + index % 9);texte \(index);\(index),5", &self)
                    rows += 1
                }
            }
            lineOfRow.append(lines + 1)
            add("9999;2024-02-01;dernier;7", &self)
            rows += 1
        }
    }

    @Test(arguments: 0..<80)
    func addUp(_ seed: Int) throws {
        var made = Made(seed: UInt64(seed))
        var footer: Int64 = 0
        if seed % 4 == 1 {
            let end = made.text.contains("\r\n") ? "\r\n" : made.text.contains("\n") ? "\n" : "\r"
            made.text += end + "Source : relevés du service" + end + "Note : valeurs provisoires"
            footer = 3
        } else if seed % 4 == 2 {
            made.text.removeLast()
        }
        let reading = try FileReading()
        let inspection = try reading.inspect(made.text)
        let lines = try #require(inspection.lines)
        #expect(lines.total == made.lines + footer)
        #expect(inspection.rows == made.rows)
        #expect(inspection.rejectedRows == made.rejected)
        #expect(lines.blank == made.blank)
        #expect(lines.comments == made.comments)
        #expect(lines.repeatedHeaders == made.repeated)
        #expect(lines.footer == footer)
        #expect(lines.total == inspection.rows + inspection.rejectedRows + lines.setAside)
        // What is set aside is told.
        let codes = Set(inspection.notices.map(\.code))
        #expect(codes.contains("header.repeated") == (made.repeated > 0))
        #expect(codes.contains("lines.footer") == (footer > 0))
        #expect(codes.contains("lines.blank") == (made.blank > 0))
        #expect(codes.contains("lines.comment") == (made.comments > 0))
        #expect(codes.contains("header.preamble") == (lines.preamble > 0))
    }

    /// Whatever a broken file becomes, its lines add up.
    @Test(arguments: 0..<40)
    func addUpInBrokenFiles(_ seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed) &* 31)
        var bytes = Array(Made(seed: UInt64(seed) &+ 1_000).text.utf8)
        for _ in 0..<Int.random(in: 1...30, using: &numbers) {
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            switch Int.random(in: 0..<3, using: &numbers) {
            case 0: bytes.insert([0x22, 0x0A, 0x3B, 0x0D, 0x23].randomElement(using: &numbers)!, at: place)
            case 1: bytes.remove(at: place)
            default: bytes[place] = UInt8(ascii: "\"")
            }
        }
        let reading = try FileReading()
        let inspection = try reading.inspect(reading.write(bytes))
        let lines = try #require(inspection.lines)
        #expect(lines.total == inspection.rows + inspection.rejectedRows + lines.setAside, "\(lines)")
    }

    /// The line that a notice names is the one where a text editor shows the value.
    @Test func noticesNameTheLineBelowMultilineCells() throws {
        for seed in UInt64(0)..<30 {
            let made = Made(seed: seed)
            // Fewer values make no rule that one of them could break.
            guard made.rows > 60 else { continue }
            let wrong = made.rows / 2
            // One value of the column is no date; its line is known.
            var text = made.text
            let line = made.lineOfRow[Int(wrong)]
            let reading = try FileReading()
            let end = text.contains("\r\n") ? "\r\n" : text.contains("\n") ? "\n" : "\r"
            var all = text.components(separatedBy: end)
            all[Int(line) - 1] = all[Int(line) - 1].replacing(/;2024-\d\d-\d\d;/, with: ";pas un jour;")
            text = all.joined(separator: end)
            let inspection = try reading.inspect(text)
            let column = try #require(inspection.columns.first { $0.name == "date du relevé" })
            #expect(column.type == .text)
            #expect(column.notices.compactMap(\.line).contains(line), "\(column.notices)")
        }
    }
}
