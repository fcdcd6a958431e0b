import Foundation
import Localization

/// A workbook of Office Open XML (ECMA-376, ISO/IEC 29500): `.xlsx`.
struct SpreadsheetML: Workbook {
    let sheets: [(name: String, isHidden: Bool)]
    let parts: WorkbookParts
    /// The part of each sheet.
    private let targets: [String]
    /// Whether days are counted from 1904, as on the first Macintosh.
    let countsFrom1904: Bool
    /// What each style of cells makes of a number.
    let styles: [NumberStyle]
    let sharedTexts: TextTable

    init(_ parts: WorkbookParts) throws {
        self.parts = parts
        var sheets: [(name: String, isHidden: Bool, id: String)] = []
        var from1904 = false
        try parts.withPart("xl/workbook.xml") { bytes in
            var xml = XMLScanner(bytes)
            while true {
                let event = try xml.next()
                if event == .finished { break }
                guard event == .start else { continue }
                if xml.name.equals("workbookPr"), let flag = xml.attribute("date1904") { from1904 = flag == "1" || flag == "true" }
                if xml.name.equals("sheet"), let name = xml.attribute("name"), let id = xml.attribute("id") {
                    sheets.append((name, xml.attribute("state") ?? "visible" != "visible", id))
                }
            }
        }
        var byID: [String: String] = [:]
        try parts.withPart("xl/_rels/workbook.xml.rels") { bytes in
            var xml = XMLScanner(bytes)
            while true {
                let event = try xml.next()
                if event == .finished { break }
                guard event == .start, xml.name.equals("Relationship"), let id = xml.attribute("Id"), let target = xml.attribute("Target") else { continue }
                byID[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
            }
        }
        // Sheets of charts and macros have no cells.
        let found = sheets.enumerated().compactMap { index, sheet -> (String, Bool, String)? in
            let target = byID[sheet.id] ?? "xl/worksheets/sheet\(index + 1).xml"
            return parts.has(target) && !target.lowercased().contains("chartsheets/") ? (sheet.name, sheet.isHidden, target) : nil
        }
        self.sheets = found.map { ($0.0, $0.1) }
        targets = found.map(\.2)
        countsFrom1904 = from1904
        styles = try parts.withPart("xl/styles.xml") { try Self.styles($0) } ?? []
        sharedTexts = try parts.withPart("xl/sharedStrings.xml") { try TextTable($0) } ?? TextTable()
    }

    func read(_ sheet: Int, into visitor: inout some SheetVisitor & ~Copyable) throws {
        try parts.withPart(targets[sheet]) { bytes in
            var reader = SpreadsheetMLSheet(bytes, self)
            try reader.read(into: &visitor)
        }
    }

    private static func styles(_ bytes: ByteView) throws -> [NumberStyle] {
        var codes: [Int: String] = [:]
        var styles: [NumberStyle] = []
        var isCellStyle = false
        var xml = XMLScanner(bytes)
        while true {
            let event = try xml.next()
            if event == .finished { return styles }
            if event != .text, xml.name.equals("cellXfs") { isCellStyle = event == .start }
            guard event == .start else { continue }
            if xml.name.equals("numFmt"), let id = xml.attribute("numFmtId").flatMap({ Int($0) }), let code = xml.attribute("formatCode") {
                codes[id] = code
            } else if isCellStyle, xml.name.equals("xf") {
                let id = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
                styles.append(codes[id].map { NumberStyle(code: $0) } ?? NumberStyle(builtIn: id))
            }
        }
    }
}

/// The texts that the sheets of a workbook share, one after the other.
struct TextTable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    init() {}

    init(_ part: ByteView) throws {
        var xml = XMLScanner(part)
        var text = RichText()
        while true {
            switch try xml.next() {
            case .finished: return
            case .start where xml.name.equals("si"):
                try text.read(&xml, to: &bytes)
                ends.append(bytes.count)
            default: break
            }
        }
    }

    /// Appends the text of that number, from 0; nothing where there is none.
    func append(_ index: Int, to out: inout [UInt8]) {
        guard index >= 0, index + 1 < ends.count else { return }
        out.append(contentsOf: bytes[ends[index]..<ends[index + 1]])
    }
}

/// The text of an item or of a cell: its runs joined, without the readings of Japanese words.
struct RichText {
    private var run: [UInt8] = []

    /// Reads up to the end of the element that just started.
    mutating func read(_ xml: inout XMLScanner, to out: inout [UInt8]) throws {
        var depth = 1
        var isText = false
        while depth > 0 {
            switch try xml.next() {
            case .start:
                if xml.name.equals("rPh") || xml.name.equals("phoneticPr") {
                    try xml.skipElement()
                    continue
                }
                depth += 1
                if xml.name.equals("t") { isText = true }
            case .end:
                depth -= 1
                isText = false
            case .text where isText:
                run.removeAll(keepingCapacity: true)
                xml.append(textTo: &run)
                Self.append(run, to: &out)
            case .text: break
            case .finished: throw XMLDamage(offset: xml.position)
            }
        }
    }

    /// Line ends become line feeds, and `_x000D_`, which stands for a control character, what it stands for.
    private static func append(_ text: [UInt8], to out: inout [UInt8]) {
        var index = 0
        while index < text.count {
            var byte = text[index]
            if byte == UInt8(ascii: "_"), index + 7 <= text.count, text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_"),
                let code = UInt16(String(decoding: text[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16), code < 0x80
            {
                byte = UInt8(code)
                index += 6
            }
            index += 1
            if byte == 0x0D {
                if index < text.count, text[index] == 0x0A { continue }
                byte = 0x0A
            }
            out.append(byte)
        }
    }
}
