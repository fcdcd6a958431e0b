import DuckDB
import Foundation
import Localization
import Tables
import Testing

/// What a reader is given that is no table, or a broken one: a clear refusal, or the good rows with the rest accounted for.
struct BadInputTests {
    @Test(arguments: [
        ("", "tables.file.empty"),
        ("  \n\n \t\n", "tables.file.blank"),
        ("%PDF-1.7\n1 0 obj", "tables.format.other"),
        ("<!DOCTYPE html><html><body>404</body></html>", "tables.format.other"),
        ("  <html lang=fr>", "tables.format.other"),
        ("<?xml version=\"1.0\"?><gml/>", "tables.format.other"),
        ("{\\rtf1 texte}", "tables.format.other"),
        ("PAR1tronqué", "tables.format.damaged"),
        ("[{\"a\": 1}, {\"a\": ", "tables.format.damaged"),
        ("PK\u{3}\u{4} coupé", "tables.archive.truncated"),
    ])
    func refusesText(_ content: String, code: String) throws {
        let reading = try FileReading()
        let error = refusal { _ = try reading.inspect(content) }
        #expect(error?.code == code)
        #expect(error?.arguments["file"] == "table.csv")
        #expect(try reading.leftovers(["table.csv"]) == [])
    }

    @Test(arguments: [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "tables.format.other"),
        ([0xFF, 0xD8, 0xFF, 0xE0], "tables.format.other"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "tables.format.other"),
        ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0], "tables.format.other"),
        ([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 0x4B], "tables.archive.truncated"),
        ([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF], "tables.archive.damaged"),
        ([UInt8](repeating: 0, count: 5_000), "tables.format.binary"),
        ((0..<5_000).map { UInt8($0 % 32) }, "tables.format.binary"),
    ] as [([UInt8], String)])
    func refusesBytes(_ bytes: [UInt8], code: String) throws {
        let reading = try FileReading()
        let path = try reading.write(bytes)
        #expect(refusal { _ = try reading.inspect(path) }?.code == code)
    }

    @Test func refusesWhatIsNotThere() throws {
        let reading = try FileReading()
        let error = refusal { _ = try reading.inspect(reading.folder.appending(path: "absent.csv")) }
        #expect(error?.code == "tables.file.unreadable")
        #expect(refusal { _ = try reading.inspect(reading.folder) }?.code == "tables.file.unreadable")
    }

    @Test func refusesTenThousandColumns() throws {
        let reading = try FileReading()
        let header = (1...10_000).map { "c\($0)" }.joined(separator: ";")
        let row = [String](repeating: "1", count: 10_000).joined(separator: ";")
        let error = refusal { _ = try reading.inspect("\(header)\n\(row)\n\(row)\n") }
        #expect(error?.code == "tables.columns.tooMany")
        #expect(error?.arguments["count"] == 10_000)
    }

    @Test func readsFourThousandColumns() throws {
        let reading = try FileReading()
        let header = (1...4_000).map { "c\($0)" }.joined(separator: ";")
        let row = (1...4_000).map { "\($0)" }.joined(separator: ";")
        let path = try reading.write((header + "\n" + String(repeating: row + "\n", count: 50)).utf8)
        let inspection = try reading.inspect(path)
        #expect(inspection.rows == 50)
        #expect(inspection.columns.count == 4_000)
        let last = try reading.rows(path, inspection)
        #expect(last.count == 50)
        #expect(last[49][3_999] == 4_000)
    }

    @Test(arguments: ["x", "x;", "\"x"])
    func refusesAFileOfOneEndlessLine(_ piece: String) throws {
        let reading = try FileReading()
        let path = try reading.write(Data(repeating: 0, count: 0))
        let handle = try FileHandle(forWritingTo: path)
        let chunk = Data(String(repeating: piece, count: (1 << 20) / piece.utf8.count).utf8)
        for _ in 0..<100 { try handle.write(contentsOf: chunk) }
        try handle.close()
        let error = refusal { _ = try reading.inspect(path) }
        #expect(["tables.header.tooLong", "tables.columns.tooMany"].contains(error?.code))
    }

    @Test func rejectsAnEndlessLineAmongGoodOnes() throws {
        let reading = try FileReading()
        var bytes = Array("a;b\n1;x\n2;".utf8)
        bytes += [UInt8](repeating: 0x79, count: 40 << 20)
        bytes += Array("\n3;z\n4;t\n".utf8)
        let inspection = try reading.inspect(reading.write(bytes))
        #expect(inspection.rows == 3)
        #expect(inspection.rejectedRows == 1)
        #expect(inspection.rejects.map(\.reason) == [.tooLong])
        #expect(inspection.rejects.map(\.line) == [3])
    }

    @Test func keepsTheRowsAroundAnUnclosedQuote() throws {
        let reading = try FileReading()
        let path = try reading.write("id;nom\n1;Anne\n2;\"Paul\n3;Zoé\n4;\"Luc\"\n".utf8)
        let inspection = try reading.inspect(path)
        #expect(inspection.rejects.map(\.line) == [3])
        #expect(inspection.rejects.map(\.reason) == [.unclosedQuote])
        #expect(try reading.rows(path, inspection) == [[1, "Anne"], [3, "Zoé"], [4, "Luc"]])
    }

    @Test func refusesQuotesThatNeverClose() throws {
        let reading = try FileReading()
        // Quoted rows make quotes part of the dialect; then every row opens one and closes none.
        let good = (1...10_000).map { "\($0);\"a\"\n" }.joined()
        let bad = (1...1_000).map { "\($0); \"b\n" }.joined()
        let error = refusal { _ = try reading.inspect("id;nom\n" + good + bad) }
        #expect(error?.code == "tables.quote.unclosed")
        #expect(error?.arguments["line"] == 10_002)
    }

    @Test func refusesABomb() throws {
        let reading = try FileReading()
        // 200 MB of one digit pack a thousandfold.
        let bomb = reading.folder.appending(path: "bomb.csv.gz")
        try pack(megabytes: 200, to: bomb)
        #expect(refusal { _ = try reading.inspect(bomb) }?.code == "tables.archive.bomb")
        #expect(try reading.leftovers(["bomb.csv.gz"]) == [])
    }

    @Test func boundsWhatArchivesHold() throws {
        let reading = try FileReading()
        var options = ReadOptions()
        options.archiveLimits.totalBytes = 5
        let corpus = CorpusTests.folder
        #expect(refusal { _ = try reading.inspect(corpus.appending(path: "packed.csv.gz"), options) }?.code == "tables.archive.tooLarge")
        #expect(refusal { _ = try reading.inspect(corpus.appending(path: "packed-one.zip"), options) }?.code == "tables.archive.tooLarge")
        options = ReadOptions()
        options.archiveLimits.entries = 2
        #expect(refusal { _ = try reading.inspect(corpus.appending(path: "packed-several.zip"), options) }?.code == "tables.archive.tooManyEntries")
        options = ReadOptions()
        options.archiveLimits.depth = 1
        #expect(refusal { _ = try reading.inspect(corpus.appending(path: "packed-twice.zip.gz"), options) }?.code == "tables.archive.nested")
        options = ReadOptions()
        options.member = "absent.csv"
        #expect(refusal { _ = try reading.inspect(corpus.appending(path: "packed-several.zip"), options) }?.code == "tables.archive.noSuchMember")
        options.member = "petit.csv"
        #expect(try reading.inspect(corpus.appending(path: "packed-several.zip"), options).rows == 1)
    }

    @Test func writesNothingOutsideItsFolder() throws {
        let reading = try FileReading()
        let inspection = try reading.inspect(CorpusTests.folder.appending(path: "packed-traversal.zip"))
        #expect(inspection.rows == 1)
        #expect(inspection.notices.map(\.code).contains("archive.unsafeNames"))
        #expect(try reading.leftovers([]) == [])
    }

    @Test func saysWhichSheetsThereAre() throws {
        let reading = try FileReading()
        var options = ReadOptions()
        options.sheet = "Absente"
        let error = refusal { _ = try reading.inspect(CorpusTests.folder.appending(path: "workbook.xlsx"), options) }
        #expect(error?.code == "tables.sheet.unknown")
    }

    @Test func stopsWhenItsObserverThrows() throws {
        struct Stop: Error {}
        let reading = try FileReading()
        let path = try reading.write(String(repeating: "1;x;2024-01-01\n", count: 1_000_000).utf8)
        #expect(throws: Stop.self) {
            _ = try TableFile.inspect(path, name: "t", support: FileReading.support(), scratch: reading.folder) { _ in throw Stop() }
        }
    }

    /// Whether this process may mount a file system of a few megabytes.
    static let canMount: Bool = {
        guard geteuid() == 0, let folder = try? mountSmallDisk() else { return false }
        unmount(folder)
        return true
    }()

    @Test(.enabled(if: canMount, "needs the right to mount a small file system"))
    func saysThatTheDiskIsFull() throws {
        let disk = try Self.mountSmallDisk()
        defer { Self.unmount(disk) }
        let reading = try FileReading()
        let text = Array(String(repeating: "é;2024-01-01;quelques mots\n", count: 200_000).utf16)
        let wide = try reading.write([0xFF, 0xFE] + text.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] })
        let error = refusal {
            _ = try TableFile.inspect(wide, name: "t.csv", support: FileReading.support(), scratch: disk)
        }
        #expect(error?.code == "tables.disk.full")
        #expect(error?.isPermanent == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == [])
    }

    private static func mountSmallDisk() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "small-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        struct Refused: Error {}
        guard try run("mount -t tmpfs -o size=2m none \"$0\" 2>/dev/null", folder) == 0 else {
            try? FileManager.default.removeItem(at: folder)
            throw Refused()
        }
        return folder
    }

    private static func unmount(_ folder: URL) {
        _ = try? run("umount \"$0\"", folder)
        try? FileManager.default.removeItem(at: folder)
    }

    private static func run(_ script: String, _ path: URL) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script, path.path]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Writes a gzip file of as many megabytes of zeros, without holding them.
    private func pack(megabytes: Int, to path: URL) throws {
        #expect(try Self.run("head -c \(megabytes)000000 /dev/zero | tr '\\0' '7' | gzip -9 > \"$0\"", path) == 0)
    }
}
