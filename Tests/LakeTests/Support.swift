import DuckDB
import Foundation
import Lake
import Tables

/// The assets that set-up installed. Tests of this room mean nothing without them, so they fail rather than skip.
let support: SupportFolder = {
    do {
        return try SupportFolder.locate(
            environment: ProcessInfo.processInfo.environment, executable: URL(filePath: CommandLine.arguments[0]))
    } catch {
        fatalError("run Scripts/setup first: \(error)")
    }
}()

/// A lake of its own in a folder that goes with it.
final class TestLake: Sendable {
    let folder: URL
    let lake: Lake

    init(_ configure: (inout LakeSettings) -> Void = { _ in }) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lake-\(UUID().uuidString)")
        var settings = LakeSettings()
        configure(&settings)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        lake = try Lake(folder: folder.appending(path: "lake"), scratch: folder.appending(path: "tmp"), support: support, settings: settings)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, as name: String = "table.csv") throws -> URL {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }

    /// The table of a CSV text, with the meanings given to its columns where a test needs them.
    func table(_ text: String, meanings: [String: SemanticType] = [:]) async throws -> StoredTable {
        try await table(at: write(text), meanings: meanings)
    }

    func table(at file: URL, meanings: [String: SemanticType] = [:]) async throws -> StoredTable {
        let inspection = try inspect(file)
        var table = try await lake.makeTable(from: file, name: file.lastPathComponent, inspection: inspection)
        for index in table.columns.indices {
            if let meaning = meanings[table.columns[index].name] { table.columns[index].meaning = meaning }
        }
        return table
    }

    func inspect(_ file: URL) throws -> Inspection {
        try TableFile.inspect(file, name: file.lastPathComponent, support: support, scratch: folder)
    }

    func export(_ table: StoredTable, _ query: TableQuery = TableQuery(), as format: ExportFormat) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in lake.export(table, query, as: format) { bytes += piece }
        return bytes
    }

    func text(_ table: StoredTable, _ query: TableQuery = TableQuery(), as format: ExportFormat) async throws -> String {
        String(decoding: try await export(table, query, as: format), as: UTF8.self)
    }
}

/// Communes, with what makes a table hard: accents, a missing value, a name that needs quotes.
let communes = """
    code,nom,population,densité,"date de création",est chef-lieu
    01004,Ambérieu-en-Bugey,15554,"632,3",1955-03-31,non
    01033,Valserhône,16302,"259,0",2019-01-01,non
    01053,Bourg-en-Bresse,42250,"1770,0",1790-03-04,oui
    2A004,Ajaccio,73822,"900,1",1790-03-04,oui
    2B033,Bastia,48296,"2490,0",,non
    75056,"Paris, capitale",2113705,"20053,0",1790-03-04,oui

    """
