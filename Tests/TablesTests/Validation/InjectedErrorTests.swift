import DuckDB
import Foundation
import Tables
import Testing

/// The large seeded files of the benchmarks, made small: every error that their generator injects is found at its line
/// and column, and nothing else is.
@Suite struct InjectedErrorTests {
    private static let bench = URL(filePath: "../shared/bench")
    private static let raw = (try? FileReading.support())?.root.appending(path: "data-france/raw")
    static let canGenerate = FileManager.default.fileExists(atPath: bench.appending(path: "generate.py").path)
        && raw.map { FileManager.default.fileExists(atPath: $0.appending(path: "communes.csv").path) } == true
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

    /// The generator reads its tables compressed, as their package has them; set-up has unpacked them.
    private static let prelude = """
        import lzma, runpy, sys
        lzma.open = lambda path, mode, **options: open(path.removesuffix(".lzma"), mode, **options)
        sys.argv.pop(0)
        runpy.run_path(sys.argv[0], run_name="__main__")
        """

    static let files: [(name: String, columns: [String: Set<Int>])] = [
        ("bal_1m", ["insee": [4], "date": [19], "numero": [10], "lonlat": [15, 16]]),
        ("irve_100k", ["insee": [12], "date": [38], "enum": [10], "id": [15], "bool": [23], "coord": [13]]),
    ]

    @Test(.enabled(if: canGenerate), arguments: files.indices)
    func allErrorsAreFoundAndNothingElse(index: Int) throws {
        let (name, columns) = Self.files[index]
        let kind = name.prefix { $0 != "_" }
        let files = try FileReading()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", Self.prelude, Self.bench.appending(path: "generate.py").path, files.folder.path, Self.raw!.path, String(kind)]
        process.environment = ["N_BAL": "30000", "N_IRVE": "12000", "PATH": "/usr/bin:/bin"]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)

        let schema = try TableSchema(json: Data(contentsOf: Self.bench.appending(path: "\(kind).schema.json")))
        let validation = try TableFile.validate(
            files.folder.appending(path: "\(name).csv"), name: name, schema: schema, support: FileReading.support(), scratch: files.folder)
        let injected = try String(contentsOf: files.folder.appending(path: "\(name)_errors.csv"), encoding: .utf8).split(whereSeparator: \.isNewline)
            .dropFirst().map { $0.split(separator: ",") }
        #expect(injected.count > 20)
        #expect(validation.findings.count == injected.count)
        for (finding, error) in zip(validation.findings, injected) {
            #expect(finding.row == Int64(error[0]) && finding.line == finding.row + 1, "\(finding) instead of \(error)")
            #expect(columns[String(error[1])]?.contains(finding.column ?? -1) == true, "\(finding) instead of \(error)")
        }
    }
}
