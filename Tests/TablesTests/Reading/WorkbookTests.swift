import DuckDB
import Foundation
import Localization
import Tables
import Testing

/// Workbooks made by hand, where the tools that make the corpus would not go.
struct WorkbookTests {
    private func table(_ bytes: [UInt8], _ options: ReadOptions = ReadOptions()) throws -> (Inspection, [[Value]]) {
        let reading = try FileReading()
        let path = try reading.write(bytes, as: "classeur")
        let inspection = try reading.inspect(path, options)
        return (inspection, try reading.rows(path, inspection))
    }

    /// A cell with a style, or a text without one.
    private func sheet(_ code: String, _ values: [String], date1904: Bool = false) -> [UInt8] {
        let rows = values.enumerated().map { "<row r='\($0 + 2)'><c r='A\($0 + 2)' s='1'><v>\($1)</v></c><c r='B\($0 + 2)'><v>7</v></c></row>" }
        let escaped = code.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
        return StoredZip.workbook(
            "<row r='1'><c r='A1' t='inlineStr'><is><t>x</t></is></c><c r='B1' t='str'><v>n</v></c></row>" + rows.joined(),
            styles: "<numFmts><numFmt numFmtId='164' formatCode=\"\(escaped)\"/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>",
            date1904: date1904)
    }

    @Test(arguments: [
        ("General", ["12", "0.5"], ColumnType.number, [Value.double(12), .double(0.5)]),
        ("0.00", ["12.300000000000001"], .number, [.double(12.3)]),
        ("0.0%", ["0.12345", "1"], .number, [.double(12.345), .double(100)]),
        ("0.0%", ["0.5", "-2"], .integer, [.int(50), .int(-200)]),
        ("#,##0.00 [$€-40C]", ["1E3", "-2.5E-1"], .number, [.double(1000), .double(-0.25)]),
        ("#,##0.00\\ \"€\"", ["1.1000000000000001"], .number, [.double(1.1)]),
        ("00000", ["1000", "75001"], .text, [.text("01000"), .text("75001")]),
        ("yyyy-mm-dd", ["45356", "1", "60", "61"], .date, [.date(days: 19787), .date(days: -25567), .date(days: -25509), .date(days: -25508)]),
        ("d mmmm yyyy", ["45356.99"], .date, [.date(days: 19787)]),
        ("[$-40C]d\\ mmm\\ yy;@", ["45356"], .date, [.date(days: 19787)]),
        ("mm/yy", ["45352"], .date, [.date(days: 19783)]),
        ("dd/mm/yyyy\\ h:mm", ["45356.5729166667", "45356"], .datetime, [.timestamp(microseconds: 1_709_646_300_000_000), .timestamp(microseconds: 1_709_596_800_000_000)]),
        ("h:mm AM/PM", ["0.354166666666667"], .time, [.time(microseconds: 30_600_000_000)]),
        ("[h]:mm", ["1.5", "0.25"], .text, [.text("36:00:00"), .text("06:00:00")]),
        ("\"année\" 0", ["2024"], .integer, [.int(2024)]),
        // No such day: the number stays.
        ("dd/mm/yyyy", ["-5", "99999999"], .integer, [.int(-5), .int(99_999_999)]),
    ] as [(String, [String], ColumnType, [Value])])
    func showsNumbersAsTheSheetDoes(_ code: String, _ values: [String], _ type: ColumnType, _ expected: [Value]) throws {
        let (inspection, rows) = try table(sheet(code, values))
        #expect(inspection.columns.first?.type == type)
        #expect(rows.map { $0[0] } == expected)
    }

    @Test func countsDaysFrom1904() throws {
        let (_, rows) = try table(sheet("dd/mm/yyyy", ["0", "43894"], date1904: true))
        #expect(rows.map { $0[0] } == [.date(days: -24_107), .date(days: 19_787)])
    }

    @Test func readsWhatWritersOmitOrAdd() throws {
        // No references, a prefix, comments, CDATA, references to characters, an escape, runs, a reading in kana, errors.
        let (inspection, rows) = try table(StoredZip.workbook("""
            <!-- rien --><x:row><x:c t="inlineStr"><x:is><x:t>nom</x:t></x:is></x:c><x:c t="str"><x:v>note</x:v></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row>
            <row r="4"><c t="inlineStr"><is><r><t>é</t></r><r><t xml:space="preserve"> &amp; &#233;&#x20AC;</t></r><rPh><t>non</t></rPh></is></c>
            <c t="str"><f>A1&gt;B1</f><v><![CDATA[<b>]]></v></c><c t="b"><v>1</v></c></row>
            <row r="5"><c t="inlineStr"><is><t>a_x000D_b&lt;_xZZZZ_</t></is></c><c t="e"><v>#N/A</v></c><c t="b"><v>0</v></c></row>
            """))
        #expect(inspection.notices.first { $0.code == "lines.blank" }?.line == 2)
        #expect(rows == [[.text("é & é€"), .text("<b>"), true], [.text("a\nb<_xZZZZ_"), .text("#N/A"), false]])
    }

    @Test func mergedCellsHoldTheirValueInEachRow() throws {
        let (_, rows) = try table(StoredZip.workbook("""
            <row r="1"><c r="A1" t="str"><v>région</v></c><c r="B1" t="str"><v>ville</v></c></row>
            <row r="2"><c r="A2" t="str"><v>Corse</v></c><c r="B2" t="str"><v>Bastia</v></c></row>
            <row r="3"><c r="B3" t="str"><v>Ajaccio</v></c></row><row r="4"><c r="B4" t="str"><v>Brest</v></c></row>
            """, after: "<mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='A2:A3'/><mergeCell ref='B9:A1'/><mergeCell ref='é'/></mergeCells>"))
        #expect(rows.map { $0[0] } == [.text("Corse"), .text("Corse"), .null])
    }

    @Test func readsTheSheetThatIsAskedFor() throws {
        var options = ReadOptions()
        options.sheet = "Notice"
        let reading = try FileReading()
        let inspection = try reading.inspect(CorpusTests.folder.appending(path: "xlsx-sheets.xlsx"), options)
        #expect(inspection.sheet == "Notice")
        #expect(inspection.notices.first { $0.code == "sheet.others" }?.arguments["others"] == .list([.text("Vide"), .text("Données")]))
    }

    @Test(arguments: [
        ("<row><c t='str'><v>a</v></c></row><row", "tables.format.damaged"),
        ("</sheetData><row><c t='str'><v>a</v></c></row", "tables.format.damaged"),
        ("<row><c t='str'><v>a</v></c></row></worksheet><!--", "tables.format.damaged"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]>", "tables.format.damaged"),
        ("", "tables.sheet.none"),
        ("<row r='1'>" + String(repeating: "<c t='str'><v>a</v></c>", count: 5_000) + "</row>", "tables.columns.tooMany"),
    ])
    func refusesWhatIsBroken(_ rows: String, _ code: String) throws {
        #expect(refusal { _ = try table(StoredZip.workbook(rows)) }?.code == code)
    }

    @Test func refusesRowsRepeatedWithoutEnd() throws {
        let row = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='200' office:value-type='string'>"
            + "<text:p>encore</text:p></table:table-cell></table:table-row>"
        let bytes = StoredZip([
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", "<office:document-content><table:table table:name='F'>\(row)</table:table></office:document-content>"),
        ]).bytes
        #expect(refusal { _ = try table(bytes) }?.code == "tables.archive.bomb")
    }

    @Test func saysThatAWorkbookHasAPassword() throws {
        // A compound file whose directory names the stream of an encrypted workbook (MS-OFFCRYPTO).
        var bytes = [UInt8](repeating: 0, count: 1_024)
        bytes.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        bytes[30] = 9
        let name = Array("EncryptedPackage".utf8)
        for (index, byte) in name.enumerated() { bytes[512 + 128 + 2 * index] = byte }
        bytes[512 + 128 + 64] = UInt8(2 * name.count + 2)
        #expect(refusal { _ = try table(bytes) }?.code == "tables.workbook.encrypted")
        let workbook = [UInt8](try Data(contentsOf: CorpusTests.folder.appending(path: "xls-formats.xls")))
        #expect(refusal { _ = try table(Array(workbook.prefix(2_600))) }?.code.hasPrefix("tables.format.") == true)
    }
}
