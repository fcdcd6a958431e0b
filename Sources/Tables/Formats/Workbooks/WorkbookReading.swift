import Foundation
import Localization

/// One sheet of a workbook, turned into text for the one reader that profiles and types all tables alike.
struct WorkbookReading {
    let format: FileFormat
    let text: DelimitedText
    private let sheet: String
    private let otherSheets: [String]

    /// - Throws: `tables.format.damaged`, `tables.sheet…`, `tables.archive…`, `tables.columns.tooMany`.
    init(_ format: FileFormat, _ path: URL, options: ReadOptions, scratch: URL, progress: ProgressObserver?) throws {
        self.format = format
        do {
            let limits = options.archiveLimits
            let packedBytes = try ByteSource(path).size
            let written = scratch.appending(path: "sheet.text")
            let parts = { try WorkbookParts(path, limits: limits, scratch: scratch, progress: progress) }
            switch format {
            case .ods: (sheet, otherSheets) = try Self.write(OpenDocumentSheets(parts()), of: packedBytes, to: written, options: options)
            case .xls: (sheet, otherSheets) = try Self.write(LegacyWorkbook(path), of: packedBytes, to: written, options: options)
            default: (sheet, otherSheets) = try Self.write(SpreadsheetML(parts()), of: packedBytes, to: written, options: options)
            }
            text = try DelimitedText(ByteSource(written), known: SheetText.dialect, options: options)
        } catch is XMLDamage {
            throw TablesError("format.damaged", ["kind": .message("kind.\(format.rawValue)"), "detail": .message("damage.xml")])
        }
    }

    /// Writes the sheet that a person wants, or the first one that holds a table; the names of it and of the others.
    private static func write(
        _ book: some Workbook, of packedBytes: Int64, to path: URL, options: ReadOptions
    ) throws -> (String, [String]) {
        let names = book.sheets.map(\.name)
        var chosen: (index: Int, census: SheetCensus)?
        if let wanted = options.sheet {
            guard let index = names.firstIndex(of: wanted) else {
                throw TablesError("sheet.unknown", ["sheet": .text(wanted), "sheets": .list(names.prefix(20).map { .text($0) })])
            }
            chosen = (index, try census(book, index))
        } else {
            // Sheets in sight first. One of words in a single column explains the others; it is read where nothing else is.
            let order = book.sheets.indices.filter { !book.sheets[$0].isHidden } + book.sheets.indices.filter { book.sheets[$0].isHidden }
            for index in order {
                let census = try census(book, index)
                let isTable = census.filledColumns.count > 1 && census.rows > 1
                if isTable || chosen == nil && census.rows > 0 { chosen = (index, census) }
                if isTable { break }
            }
        }
        guard let chosen, chosen.census.rows > 0 else { throw TablesError("sheet.none") }
        let width = chosen.census.filledColumns.count
        if width > Grammar.mostColumns {
            throw TablesError("columns.tooMany", ["count": .integer(width), "limit": .integer(Grammar.mostColumns)])
        }
        var text = try SheetText(ScratchFile(path), chosen.census, limits: options.archiveLimits, packedBytes: packedBytes)
        try book.read(chosen.index, into: &text)
        try text.finish()
        return (names[chosen.index], names.indices.filter { $0 != chosen.index }.map { names[$0] })
    }

    private static func census(_ book: some Workbook, _ index: Int) throws -> SheetCensus {
        var census = SheetCensus()
        try book.read(index, into: &census)
        return census
    }

    func inspect(options: ReadOptions, reference: ReferenceCodes, progress: ProgressObserver?) throws -> Inspection {
        var inspection = try text.inspect(options: options, reference: reference, progress: progress)
        describe(&inspection)
        return inspection
    }

    /// Says of the text that was only written for reading what the file itself is.
    func describe(_ inspection: inout Inspection) {
        inspection.format = format
        inspection.dialect = nil
        inspection.lines = nil
        inspection.sheet = sheet
        if !otherSheets.isEmpty {
            inspection.notices.append(
                Notice("sheet.others", ["sheet": .text(sheet), "others": .list(otherSheets.prefix(20).map { .text($0) })]))
        }
    }
}
