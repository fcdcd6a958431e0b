/// A zip archive of parts that are not compressed, as small as one can be: what workbooks of a few lines are made of.
struct StoredZip {
    private(set) var bytes: [UInt8] = []

    init(_ parts: [(name: String, text: String)]) {
        var directory: [UInt8] = []
        for (name, text) in parts {
            let content = Array(text.utf8)
            let offset = bytes.count
            // Version, flags, method, time, date, checksum, packed size, size, length of the name, of what follows it.
            let facts = Self.words([20, 0, 0, 0, 0]) + Self.longs([0, content.count, content.count]) + Self.words([name.utf8.count, 0])
            bytes += Self.longs([0x0403_4B50]) + facts + Array(name.utf8) + content
            directory += Self.longs([0x0201_4B50]) + Self.words([20]) + facts + Self.words([0, 0, 0]) + Self.longs([0, offset]) + Array(name.utf8)
        }
        let start = bytes.count
        bytes += directory
        bytes += Self.longs([0x0605_4B50]) + Self.words([0, 0, parts.count, parts.count]) + Self.longs([directory.count, start]) + Self.words([0])
    }

    /// A workbook of one sheet, `rows` being what stands in `sheetData`.
    static func workbook(_ rows: String, after: String = "", styles: String = "", date1904: Bool = false) -> [UInt8] {
        StoredZip([
            ("xl/workbook.xml", "<workbook xmlns:r='r'><workbookPr date1904='\(date1904 ? 1 : 0)'/><sheets><sheet name='F' sheetId='1' r:id='r1'/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>"),
            ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows)</sheetData>\(after)</worksheet>"),
        ]).bytes
    }

    private static func words(_ values: [Int]) -> [UInt8] { values.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8 & 0xFF)] } }
    private static func longs(_ values: [Int]) -> [UInt8] { values.flatMap { value in (0..<4).map { UInt8(value >> ($0 * 8) & 0xFF) } } }
}
