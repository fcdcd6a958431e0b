import Foundation
import Localization

/// A spreadsheet of OpenDocument (ISO/IEC 26300): `.ods`.
struct OpenDocumentSheets: Workbook {
    let sheets: [(name: String, isHidden: Bool)]
    private let parts: WorkbookParts

    init(_ parts: WorkbookParts) throws {
        self.parts = parts
        sheets = try parts.withPart("content.xml") { bytes in
            var sheets: [(name: String, isHidden: Bool)] = []
            var hiddenStyles = Set<String>()
            var style = ""
            var xml = XMLScanner(bytes)
            while true {
                let event = try xml.next()
                if event == .finished { return sheets }
                guard event == .start else { continue }
                if xml.name.equals("style") { style = xml.attribute("style:name") ?? "" }
                if xml.name.equals("table-properties"), xml.attribute("table:display") == "false" { hiddenStyles.insert(style) }
                if xml.name.equals("table") {
                    let isHidden = xml.attribute("table:style-name").map { hiddenStyles.contains($0) } ?? false
                    sheets.append((xml.attribute("table:name") ?? "", isHidden))
                    try xml.skipElement()
                }
            }
        } ?? []
    }

    func read(_ sheet: Int, into visitor: inout some SheetVisitor & ~Copyable) throws {
        try parts.withPart("content.xml") { bytes in
            var xml = XMLScanner(bytes)
            var index = -1
            while true {
                let event = try xml.next()
                if event == .finished { return }
                guard event == .start, xml.name.equals("table") else { continue }
                index += 1
                if index == sheet {
                    var reader = OpenDocumentSheet(xml)
                    return try reader.read(into: &visitor)
                }
                try xml.skipElement()
            }
        }
    }
}

/// The rows of one sheet of an `.ods` workbook, as they come.
struct OpenDocumentSheet {
    private var xml: XMLScanner
    private var row = SheetRow()
    private var column = 0
    private var shown: [UInt8] = []

    init(_ xml: XMLScanner) { self.xml = xml }

    /// Reads up to the end of the table that just started.
    mutating func read(into visitor: inout some SheetVisitor & ~Copyable) throws {
        var depth = 1
        var number = 1
        while depth > 0 {
            switch try xml.next() {
            case .start where xml.name.equals("table-row"):
                let times = max(1, xml.attribute("table:number-rows-repeated").flatMap { Int($0) } ?? 1)
                row.clear(number: number)
                try readRow(into: &visitor)
                if !row.cells.isEmpty { try visitor.visit(row, times: min(times, 1_048_576)) }
                // Beyond the largest sheet, numbers mean nothing any more.
                number = min(number + min(times, 1 << 24), 1 << 30)
            // Groups of rows and header rows hold rows; drawings, forms and other tables do not concern this one.
            case .start where xml.name.equals("table-row-group") || xml.name.equals("table-header-rows") || xml.name.equals("table-rows"): depth += 1
            case .start: try xml.skipElement()
            case .end: depth -= 1
            case .text: break
            case .finished: throw XMLDamage(offset: xml.position)
            }
        }
    }

    private mutating func readRow(into visitor: inout some SheetVisitor & ~Copyable) throws {
        column = 0
        while true {
            switch try xml.next() {
            case .start where xml.name.equals("table-cell") || xml.name.equals("covered-table-cell"):
                try readCell(isCovered: xml.name.equals("covered-table-cell"), into: &visitor)
            case .start: try xml.skipElement()
            case .end: return
            case .text: break
            case .finished: throw XMLDamage(offset: xml.position)
            }
        }
    }

    /// What the attributes of a cell say, as they stand in the file.
    private struct CellAttributes {
        var times = 1
        var columnsSpanned = 1
        var rowsSpanned = 1
        var type: ByteView?
        var value: ByteView?
        var isEuro = false

        init(_ xml: XMLScanner) {
            xml.forEachAttribute { name, text in
                if name.equals("office:value-type") {
                    type = text
                } else if name.equals("office:value") || name.equals("office:date-value") || name.equals("office:time-value")
                    || name.equals("office:boolean-value")
                {
                    value = text
                } else if name.equals("office:currency") {
                    isEuro = text.equals("EUR")
                } else if name.equals("table:number-columns-repeated") {
                    times = max(1, Int(text.text(limit: 20)) ?? 1)
                } else if name.equals("table:number-columns-spanned") {
                    columnsSpanned = Int(text.text(limit: 20)) ?? 1
                } else if name.equals("table:number-rows-spanned") {
                    rowsSpanned = Int(text.text(limit: 20)) ?? 1
                }
            }
        }

        func isOf(_ type: StaticString) -> Bool { self.type?.equals(type) ?? false }
    }

    private mutating func readCell(isCovered: Bool, into visitor: inout some SheetVisitor & ~Copyable) throws {
        let cell = CellAttributes(xml)
        shown.removeAll(keepingCapacity: true)
        try readText()
        defer { column = min(column + min(cell.times, SheetCensus.mostColumns), SheetCensus.mostColumns) }
        guard !isCovered, cell.type != nil || !shown.isEmpty else { return }
        if cell.columnsSpanned > 1 || cell.rowsSpanned > 1, (1...(SheetCensus.mostColumns - column)).contains(cell.columnsSpanned),
            (1...1_048_576).contains(cell.rowsSpanned)
        {
            visitor.visit(
                MergedCells(rows: row.number...(row.number + cell.rowsSpanned - 1), columns: column...(column + cell.columnsSpanned - 1)))
        }
        for column in column..<min(column + min(cell.times, SheetCensus.mostColumns), SheetCensus.mostColumns) { add(cell, column) }
    }

    private mutating func add(_ cell: CellAttributes, _ column: Int) {
        let start = row.bytes.count
        if cell.isOf("float") || cell.isOf("percentage") || cell.isOf("currency") {
            // A number shown with zeros in front is a code.
            if shown.count > 1, shown[0] == 0x30, shown.allSatisfy({ $0 &- 0x30 < 10 }) {
                row.bytes.append(contentsOf: shown)
                row.add(column: column, .text, from: start)
            } else if let value = cell.value {
                row.bytes.append(contentsOf: value)
                row.add(column: column, cell.isOf("percentage") ? .percent : cell.isEuro ? .euro : .number, from: start)
            }
        } else if cell.isOf("date"), let value = cell.value {
            add(column, day: value)
        } else if cell.isOf("time"), let value = cell.value {
            add(column, time: value.text(limit: 40))
        } else if cell.isOf("boolean"), let value = cell.value {
            row.bytes.append(contentsOf: value)
            row.add(column: column, .text, from: start)
        } else {
            row.bytes.append(contentsOf: shown)
            row.add(column: column, .text, from: start)
        }
    }

    /// `2024-03-01` or `2024-03-01T12:30:00`.
    private mutating func add(_ column: Int, day text: ByteView) {
        let reading = DateSyntax.read(text, mask: ByteClass.table.scan(text))
        if reading.traits.contains(.dayOnly) {
            row.add(column: column, .day, microseconds: reading.days * SheetNumber.perDay)
        } else if reading.traits.contains(.withTime) {
            row.add(column: column, .dayTime, microseconds: reading.days * SheetNumber.perDay + reading.microseconds)
        } else {
            row.add(column: column, text: text.text(limit: 40))
        }
    }

    /// `PT08H30M15.5S`; more than a day is a duration.
    private mutating func add(_ column: Int, time text: String) {
        guard let match = text.wholeMatch(of: /PT(\d{1,6})H(\d{1,2})M(\d{1,2})([.,]\d+)?S/),
            let hours = Int64(match.1), let minutes = Int64(match.2), let seconds = Int64(match.3)
        else {
            row.add(column: column, text: text)
            return
        }
        let fraction = match.4.flatMap { Double("0." + $0.dropFirst()) } ?? 0
        let microseconds = (hours * 3_600 + minutes * 60 + seconds) * 1_000_000 + Int64((fraction * 1_000).rounded()) * 1_000
        if hours < 24 {
            row.add(column: column, .time, microseconds: microseconds)
        } else {
            row.add(column: column, text: ISO8601.text(timeOfDay: microseconds))
        }
    }

    /// The paragraphs of the cell that just started, one a line.
    private mutating func readText() throws {
        var depth = 1
        var paragraphs = 0
        while depth > 0 {
            switch try xml.next() {
            case .start:
                if xml.name.equals("annotation") || xml.name.equals("frame") || xml.name.equals("table") {
                    try xml.skipElement()
                    continue
                }
                depth += 1
                if xml.name.equals("p") {
                    paragraphs += 1
                    if paragraphs > 1 { shown.append(0x0A) }
                } else if xml.name.equals("s") {
                    let count = xml.attribute("text:c").flatMap { Int($0) } ?? 1
                    shown.append(contentsOf: repeatElement(0x20, count: max(0, min(count, 1_000))))
                } else if xml.name.equals("tab") {
                    shown.append(0x09)
                } else if xml.name.equals("line-break") {
                    shown.append(0x0A)
                }
            case .end: depth -= 1
            case .text where paragraphs > 0 && depth > 1: xml.append(textTo: &shown)
            case .text: break
            case .finished: throw XMLDamage(offset: xml.position)
            }
        }
    }
}
