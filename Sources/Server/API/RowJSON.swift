package import DuckDB
package import Lake

/// Rows written as JSON objects, straight from the values. The names are escaped once for all rows.
package struct RowJSON {
    private let keys: [[UInt8]]
    private let schema: [LakeColumn]

    /// - Parameter schema: the columns, in the order of the values of each row.
    package init(schema: [LakeColumn]) {
        self.schema = schema
        keys = schema.map { JSONBytes.escapedKey($0.name) }
    }

    package func write(_ row: [Value], to out: inout JSONBytes) {
        out.object { out in
            for (index, value) in row.enumerated() {
                out.rawKey(keys[index])
                Self.write(value, isZoned: schema[index].isZoned == true, to: &out)
            }
        }
    }

    /// Dates and times follow ISO 8601, binary is hexadecimal.
    package static func write(_ value: Value, isZoned: Bool, to out: inout JSONBytes) {
        switch value {
        case .null: out.null()
        case .bool(let value): out.boolean(value)
        case .int(let value): out.integer(value)
        case .double(let value): out.number(value)
        case .text(let value): out.string(value)
        case .date, .time, .timestamp, .blob:
            out.plainString { CellText.append(value, isZoned: isZoned, to: &$0) }
        case .list(let values):
            out.array { out in for value in values { write(value, isZoned: isZoned, to: &out) } }
        }
    }
}
