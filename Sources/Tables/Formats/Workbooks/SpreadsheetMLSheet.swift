import Localization

/// The rows of one sheet of an `.xlsx` workbook, as they come.
@safe struct SpreadsheetMLSheet {
    private var xml: XMLScanner
    private let book: SpreadsheetML
    private var row = SheetRow()
    private var text = RichText()
    private var column = -1
    private var style = NumberStyle.general
    private var type: UInt8 = UInt8(ascii: "n")
    private var value: [UInt8] = []

    /// Rows of the largest sheet.
    private static let mostRows = 1_048_576

    init(_ bytes: ByteView, _ book: SpreadsheetML) {
        xml = XMLScanner(bytes)
        self.book = book
    }

    mutating func read(into visitor: inout some SheetVisitor & ~Copyable) throws {
        var number = 0
        var isWhole = false
        while true {
            switch try xml.next() {
            case .finished:
                // A part that stops early has lost rows.
                guard isWhole else { throw XMLDamage(offset: xml.position) }
                return
            case .end where xml.name.equals("sheetData"): isWhole = true
            case .start where xml.name.equals("row"):
                let told = xml.attribute("r").flatMap { Int($0) } ?? 0
                number = told > number && told <= Self.mostRows ? told : number + 1
                row.clear(number: number)
                try readRow()
                if !row.cells.isEmpty { try visitor.visit(row, times: 1) }
            case .start where xml.name.equals("mergeCell"):
                if let merged = xml.attribute("ref").flatMap(Self.range) { visitor.visit(merged) }
            default: break
            }
        }
    }

    private mutating func readRow() throws {
        var next = 0
        while true {
            switch try xml.next() {
            case .start where xml.name.equals("c"):
                openCell(next)
                try readCell()
                next = column + 1
            case .start: try xml.skipElement()
            case .end: return
            case .text: break
            case .finished: throw XMLDamage(offset: xml.position)
            }
        }
    }

    private mutating func openCell(_ expected: Int) {
        var column = expected
        var style = 0
        var type = UInt8(ascii: "n")
        xml.forEachAttribute { name, value in
            if name.equals("r") {
                column = Self.column(value) ?? expected
            } else if name.equals("s") {
                style = value.array.reduce(0) { $0 * 10 + Int($1 & 0xF) }
            } else if name.equals("t"), value.count > 0 {
                // s, str, inlineStr, b, e, n, d: `str` is told from `s` by its length.
                type = value.count == 1 ? value[0] : value[0] == UInt8(ascii: "i") ? UInt8(ascii: "i") : UInt8(ascii: "t")
            }
        }
        self.column = column
        self.type = type
        self.style = book.styles.indices.contains(style) ? book.styles[style] : .general
    }

    private mutating func readCell() throws {
        value.removeAll(keepingCapacity: true)
        let start = row.bytes.count
        while true {
            switch try xml.next() {
            case .start where xml.name.equals("v"):
                while try xml.next() == .text { xml.append(textTo: &value) }
            case .start where xml.name.equals("is"): try text.read(&xml, to: &row.bytes)
            case .start: try xml.skipElement()
            case .text: break
            case .end:
                close(start)
                return
            case .finished: throw XMLDamage(offset: xml.position)
            }
        }
    }

    private mutating func close(_ start: Int) {
        switch type {
        case UInt8(ascii: "s"):
            guard !value.isEmpty, value.count <= 10, value.allSatisfy({ $0 &- 0x30 < 10 }) else { return }
            book.sharedTexts.append(value.reduce(0) { $0 * 10 + Int($1 & 0xF) }, to: &row.bytes)
            row.add(column: column, .text, from: start)
        case UInt8(ascii: "i"):
            row.add(column: column, .text, from: start)
        case UInt8(ascii: "b"):
            if !value.isEmpty { row.add(column: column, text: value.first == UInt8(ascii: "1") ? "true" : "false") }
        case UInt8(ascii: "n"):
            if !value.isEmpty { addNumber(start) }
        default:
            // Texts that formulas give, errors, days as ISO 8601.
            row.bytes.append(contentsOf: value)
            row.add(column: column, .text, from: start)
        }
    }

    private mutating func addNumber(_ start: Int) {
        switch style {
        case .general, .text, .percent, .euro:
            row.bytes.append(contentsOf: value)
            row.add(column: column, style == .percent ? .percent : style == .euro ? .euro : .number, from: start)
        case .padded(let width):
            let isWhole = value.allSatisfy { $0 &- 0x30 < 10 }
            if isWhole { row.bytes.append(contentsOf: repeatElement(0x30, count: max(0, min(64, width) - value.count))) }
            row.bytes.append(contentsOf: value)
            row.add(column: column, isWhole ? .text : .number, from: start)
        case .day, .dayTime, .time, .duration:
            guard let serial = SheetNumber.value(value),
                let microseconds = SheetNumber.microseconds(serial: serial, from1904: book.countsFrom1904)
            else {
                row.bytes.append(contentsOf: value)
                row.add(column: column, .number, from: start)
                return
            }
            let ofDay = Int64((serial * 86_400_000).rounded()) * 1_000
            switch style {
            case .day: row.add(column: column, .day, microseconds: SheetNumber.day(microseconds) * SheetNumber.perDay)
            case .dayTime: row.add(column: column, .dayTime, microseconds: microseconds)
            case .time: row.add(column: column, .time, microseconds: ofDay % SheetNumber.perDay)
            default: row.add(column: column, text: ISO8601.text(timeOfDay: ofDay))
            }
        }
    }

    /// The column of a reference such as `AB12`, from 0.
    private static func column(_ reference: ByteView) -> Int? {
        var column = 0
        var letters = 0
        while letters < reference.count, reference[letters] | 0x20 >= 0x61, reference[letters] | 0x20 <= 0x7A {
            column = column * 26 + Int((reference[letters] | 0x20) - 0x60)
            letters += 1
            if letters > 3 { return nil }
        }
        return letters > 0 && column <= SheetCensus.mostColumns ? column - 1 : nil
    }

    /// `A1:C3`.
    static func range(_ text: String) -> MergedCells? {
        let corners = text.split(separator: ":").map { corner -> (Int, Int)? in
            let digits = corner.drop { !$0.isNumber }
            guard let row = Int(digits), row > 0, row <= mostRows, let column = Array(corner.utf8).withView(column) else { return nil }
            return (row, column)
        }
        guard corners.count == 2, let first = corners[0], let last = corners[1], first.0 <= last.0, first.1 <= last.1 else { return nil }
        return MergedCells(rows: first.0...last.0, columns: first.1...last.1)
    }
}
