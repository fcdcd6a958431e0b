import DuckDB
import Foundation
import Localization
import Tables
import Testing

/// Files for one test, and the reading of them from end to end: inspection, then the rows through SQL.
struct FileReading: ~Copyable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "reading-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The assets that set-up installed.
    static func support() throws -> SupportFolder {
        try SupportFolder.locate(
            environment: ProcessInfo.processInfo.environment, executable: URL(filePath: CommandLine.arguments[0]))
    }

    func write(_ bytes: some Sequence<UInt8>, as name: String = "table.csv") throws -> URL {
        let path = folder.appending(path: name)
        try Data(bytes).write(to: path)
        return path
    }

    func inspect(_ path: URL, _ options: ReadOptions = ReadOptions()) throws -> Inspection {
        try TableFile.inspect(
            path, name: path.lastPathComponent, options: options, support: Self.support(), scratch: folder)
    }

    func inspect(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> Inspection {
        try inspect(write(text.utf8), options)
    }

    /// The rows as `withRelation` gives them.
    func rows(_ path: URL, _ inspection: Inspection) throws -> [[Value]] {
        let connection = try Database(support: Self.support()).connect()
        return try TableFile.withRelation(
            path, name: path.lastPathComponent, inspection: inspection, on: connection, scratch: folder
        ) { sql in
            try connection.rows(sql)
        }
    }

    /// What is left in the folder besides the given files.
    func leftovers(_ files: Set<String>) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !files.contains($0) }
    }
}

/// The code of the `TablesError` that `body` throws, checked to have a message and a way out in both languages.
func refusal(_ body: () throws -> Void) -> TablesError? {
    do {
        try body()
        return nil
    } catch let error as TablesError {
        for language in [Language.french, .english] {
            let message = Localizer(language).message(for: error)
            #expect(message.text != "errors.\(error.code)", "no message for \(error.code)")
            #expect(message.hint != nil, "no way out for \(error.code)")
            #expect(!message.text.contains("{"), "an argument is missing in: \(message.text)")
        }
        return error
    } catch {
        Issue.record("not an error for people: \(error)")
        return nil
    }
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
