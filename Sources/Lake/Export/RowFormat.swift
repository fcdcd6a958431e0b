internal import DuckDB
internal import Localization
internal import Tables

/// How rows become the bytes of one format.
protocol RowFormat {
    /// What comes before the first row.
    func begin(_ out: inout [UInt8])
    mutating func append(_ chunk: borrowing Chunk, _ row: Int, to out: inout [UInt8])
    /// What comes after the last row.
    func end(_ out: inout [UInt8])
}

/// Comma-separated text for any spreadsheet.
struct CSVFormat: RowFormat {
    let columns: [LakeColumn]

    func begin(_ out: inout [UInt8]) {
        for (index, column) in columns.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            var name = column.name
            name.withUTF8 { unsafe Self.append($0, to: &out) }
        }
        CSVText.endRecord(for: .spreadsheet, to: &out)
    }

    mutating func append(_ chunk: borrowing Chunk, _ row: Int, to out: inout [UInt8]) {
        for (index, column) in columns.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            switch column.type {
            case .text, .json: _ = unsafe chunk.withText(index, row) { unsafe Self.append($0, to: &out) }
            default: CellText.append(chunk.value(index, row), isZoned: column.isZoned ?? false, to: &out)
            }
        }
        CSVText.endRecord(for: .spreadsheet, to: &out)
    }

    func end(_ out: inout [UInt8]) {}

    /// Appends a text, quoted where it is empty, so that it is not taken for a missing value.
    private static func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        if text.isEmpty { out.append(contentsOf: "\"\"".utf8) } else { unsafe CSVText.append(text, for: .spreadsheet, to: &out) }
    }
}

/// An array of objects, or one object a line.
struct JSONFormat: RowFormat {
    let isLines: Bool
    private let members: ObjectWriter
    private var isFirst = true

    init(columns: [LakeColumn], isLines: Bool) {
        members = ObjectWriter(columns.enumerated().map { ($0, $1) })
        self.isLines = isLines
    }

    func begin(_ out: inout [UInt8]) {
        if !isLines { out.append(UInt8(ascii: "[")) }
    }

    mutating func append(_ chunk: borrowing Chunk, _ row: Int, to out: inout [UInt8]) {
        if !isLines {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            out.append(0x0a)
        }
        isFirst = false
        members.append(chunk, row, to: &out)
        if isLines { out.append(0x0a) }
    }

    func end(_ out: inout [UInt8]) {
        if !isLines { out.append(contentsOf: "\n]\n".utf8) }
    }
}

/// Rows as JSON objects; the names are escaped once for all of them.
struct ObjectWriter {
    private let members: [(place: Int, key: [UInt8], isText: Bool, isZoned: Bool)]

    /// - Parameter columns: with their place in the result.
    init(_ columns: [(place: Int, column: LakeColumn)]) {
        members = columns.map { place, column in
            var key: [UInt8] = []
            JSONText.append(quoted: column.name, to: &key)
            key.append(UInt8(ascii: ":"))
            return (place, key, column.type == .text || column.type == .json, column.isZoned ?? false)
        }
    }

    func append(_ chunk: borrowing Chunk, _ row: Int, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in members {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            out.append(contentsOf: member.key)
            if member.isText {
                let written: Void? = unsafe chunk.withText(member.place, row) { unsafe JSONText.append(quoted: $0, to: &out) }
                if written == nil { out.append(contentsOf: JSONText.null) }
            } else {
                JSONText.append(chunk.value(member.place, row), isZoned: member.isZoned, to: &out)
            }
        }
        out.append(UInt8(ascii: "}"))
    }
}
