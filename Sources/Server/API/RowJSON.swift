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
                out.value { JSONText.append(value, isZoned: schema[index].isZoned == true, to: &$0) }
            }
        }
    }
}
