internal import CDuckDB

/// How the values of one column are read from its vectors; settled once for a whole result.
struct ColumnReader {
    let type: SQLType
    /// The type that the vector holds: the numbers behind an enumeration or a decimal.
    private let storage: SQLType
    /// What a decimal's integers are divided by.
    private let divisor: Double
    private let labels: [String]
    private let element: [ColumnReader]

    init(_ result: UnsafeMutablePointer<duckdb_result>, _ column: idx_t, _ library: Library) {
        var logical = unsafe library.api.column_logical_type(result, column)
        defer { unsafe library.api.destroy_logical_type(&logical) }
        unsafe self.init(logical, library)
    }

    private init(_ logical: duckdb_logical_type?, _ library: Library) {
        let api = unsafe library.functions
        let type = unsafe logical.flatMap { unsafe SQLType(rawValue: api.pointee.get_type_id($0)) } ?? .other
        self.type = type
        var storage = type
        var divisor = 1.0
        var labels: [String] = []
        var element: [ColumnReader] = []
        if let logical = unsafe logical {
            switch type {
            case .decimal:
                storage = unsafe SQLType(rawValue: api.pointee.decimal_internal_type(logical)) ?? .other
                for _ in 0..<(unsafe api.pointee.decimal_scale(logical)) { divisor *= 10 }
            case .enumeration:
                storage = unsafe SQLType(rawValue: api.pointee.enum_internal_type(logical)) ?? .other
                labels = unsafe (0..<idx_t(api.pointee.enum_dictionary_size(logical))).map { index in
                    guard let text = unsafe api.pointee.enum_dictionary_value(logical, index) else { return "" }
                    defer { unsafe api.pointee.free(text) }
                    return unsafe String(cString: text)
                }
            case .list:
                var child = unsafe api.pointee.list_type_child_type(logical)
                defer { unsafe api.pointee.destroy_logical_type(&child) }
                element = unsafe [ColumnReader(child, library)]
            default: break
            }
        }
        self.storage = storage
        self.divisor = divisor
        self.labels = labels
        self.element = element
    }

    /// The value in `row` of `vector`.
    func value(_ vector: Vector, _ row: Int, _ library: Library) -> Value {
        guard vector.isPresent(row), let data = unsafe vector.data else { return .null }
        switch type {
        case .decimal:
            let whole = unsafe Self.integer(data, row, storage)
            if divisor == 1, case .int = whole { return whole }
            return .double((whole.doubleValue ?? .nan) / divisor)
        case .enumeration:
            guard case .int(let index) = unsafe Self.integer(data, row, storage), labels.indices.contains(Int(index)) else { return .null }
            return .text(labels[Int(index)])
        case .list:
            guard let reader = element.first, let elements = unsafe library.api.list_vector_get_child(vector.handle) else { return .null }
            let entry = unsafe data.load(fromByteOffset: row * 16, as: duckdb_list_entry.self)
            let child = unsafe Vector(elements, library)
            return .list((0..<Int(entry.length)).map { reader.value(child, Int(entry.offset) + $0, library) })
        case .float: return unsafe .double(Double(data.load(fromByteOffset: row * 4, as: Float.self)))
        case .double: return unsafe .double(data.load(fromByteOffset: row * 8, as: Double.self))
        case .boolean: return unsafe .bool(data.load(fromByteOffset: row, as: UInt8.self) != 0)
        case .varchar: return unsafe .text(String(decoding: Self.bytes(data, row), as: UTF8.self))
        case .blob, .geometry: return unsafe .blob([UInt8](Self.bytes(data, row)))
        case .date: return unsafe .date(days: data.load(fromByteOffset: row * 4, as: Int32.self))
        case .time: return unsafe .time(microseconds: data.load(fromByteOffset: row * 8, as: Int64.self))
        case .timestamp, .timestampZoned, .timestampSeconds, .timestampMilliseconds, .timestampNanoseconds:
            let count = unsafe data.load(fromByteOffset: row * 8, as: Int64.self)
            return .timestamp(microseconds: Self.microseconds(count, type))
        case .uuid: return unsafe .text(Self.uuid(data, row))
        default: return unsafe Self.integer(data, row, type)
        }
    }

    /// The bytes of a text or a blob: valid while its vector lives.
    static func bytes(_ data: UnsafeRawPointer, _ row: Int) -> UnsafeBufferPointer<UInt8> {
        let string = unsafe data.assumingMemoryBound(to: duckdb_string_t.self) + row
        return unsafe UnsafeBufferPointer(start: duckdb_string_bytes(string), count: Int(string.pointee.length))
    }

    private static func microseconds(_ count: Int64, _ type: SQLType) -> Int64 {
        // The two infinities keep their place at the ends of the range.
        if count == .max || count == -.max { return count }
        return switch type {
        case .timestampSeconds: count.multipliedReportingOverflow(by: 1_000_000).partialValue
        case .timestampMilliseconds: count.multipliedReportingOverflow(by: 1_000).partialValue
        case .timestampNanoseconds: (Double(count) / 1_000).rounded(.down).clamped
        default: count
        }
    }

    private static func integer(_ data: UnsafeRawPointer, _ row: Int, _ type: SQLType) -> Value {
        switch type {
        case .tinyint: return unsafe .int(Int64(data.load(fromByteOffset: row, as: Int8.self)))
        case .smallint: return unsafe .int(Int64(data.load(fromByteOffset: row * 2, as: Int16.self)))
        case .integer: return unsafe .int(Int64(data.load(fromByteOffset: row * 4, as: Int32.self)))
        case .bigint: return unsafe .int(data.load(fromByteOffset: row * 8, as: Int64.self))
        case .utinyint: return unsafe .int(Int64(data.load(fromByteOffset: row, as: UInt8.self)))
        case .usmallint: return unsafe .int(Int64(data.load(fromByteOffset: row * 2, as: UInt16.self)))
        case .uinteger: return unsafe .int(Int64(data.load(fromByteOffset: row * 4, as: UInt32.self)))
        case .ubigint:
            let value = unsafe data.load(fromByteOffset: row * 8, as: UInt64.self)
            return Int64(exactly: value).map(Value.int) ?? .double(Double(value))
        case .hugeint, .uhugeint:
            let parts = unsafe data.load(fromByteOffset: row * 16, as: duckdb_hugeint.self)
            let isSigned = type == .hugeint
            let fits = parts.upper == 0 && parts.lower <= UInt64(Int64.max) || isSigned && parts.upper == -1 && parts.lower > UInt64(Int64.max)
            if fits { return .int(Int64(bitPattern: parts.lower)) }
            let upper = isSigned ? Double(parts.upper) : Double(UInt64(bitPattern: parts.upper))
            return .double(upper * 0x1p64 + Double(parts.lower))
        default: return .null
        }
    }

    /// DuckDB keeps a UUID as a 128-bit integer with the top bit flipped, so that it sorts.
    private static func uuid(_ data: UnsafeRawPointer, _ row: Int) -> String {
        let parts = unsafe data.load(fromByteOffset: row * 16, as: duckdb_hugeint.self)
        let upper = UInt64(bitPattern: parts.upper) ^ (1 << 63)
        let digits = Array(hexadecimal(upper) + hexadecimal(parts.lower))
        let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return cuts.map { String(digits[$0]) }.joined(separator: "-")
    }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Double {
    fileprivate var clamped: Int64 { Int64(exactly: self) ?? (self < 0 ? .min : .max) }
}
