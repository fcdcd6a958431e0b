import DuckDB
import Foundation
import Localization

/// A file that DuckDB reads, turned into text for the one reader that profiles and types all tables alike.
struct EngineReading {
    let table: EngineTable
    let text: DelimitedText

    init(_ format: FileFormat, _ path: URL, options: ReadOptions, scratch: URL, support: SupportFolder) throws {
        let database = try Database(
            configuration: [
                "memory_limit": "1GB", "temp_directory": scratch.appending(path: "spill").path,
                "threads": "\(DelimitedText.threads(options))",
            ], support: support)
        let connection = try database.connect()
        let table = try EngineTable(format, path, options: options, on: connection)
        let written = scratch.appending(path: "table.text")
        try table.write(to: written, on: connection)
        let source = try ByteSource(written)
        text = try DelimitedText(written: source, columns: table.items.map(\.name))
        self.table = table
    }

    func inspect(options: ReadOptions, reference: ReferenceCodes, progress: ProgressObserver?) throws -> Inspection {
        var inspection = try text.inspect(options: options, types: table.items.map(\.type), reference: reference, progress: progress)
        describe(&inspection)
        return inspection
    }

    /// Says of the text that was only written for reading what the file itself is.
    func describe(_ inspection: inout Inspection) {
        inspection.format = table.format
        inspection.dialect = nil
        inspection.lines = nil
        inspection.sheet = table.sheet
        inspection.coordinateSystem = table.coordinateSystem
        // What is said of the text that was only written for reading does not concern the file.
        inspection.notices.removeAll { ["header.preamble", "lines.blank", "quotes.stray", "header.missing"].contains($0.code) }
        if !table.otherSheets.isEmpty {
            inspection.notices.append(
                Notice("sheet.others", [
                    "sheet": .text(table.sheet ?? ""), "others": .list(table.otherSheets.prefix(20).map { .text($0) }),
                ]))
        }
        if table.hasUnknownSystem { inspection.notices.append(Notice("geometry.unknownSystem")) }
        if let system = table.coordinateSystem {
            inspection.notices.append(Notice("geometry.transformed", ["system": .text(String(system.prefix(80)))]))
        }
    }
}
