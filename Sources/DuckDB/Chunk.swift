internal import CDuckDB

/// Up to 2,048 rows of a result, column by column. Valid inside the closure that was given it.
@safe package struct Chunk: ~Copyable {
    package let rowCount: Int
    private let handle: duckdb_data_chunk
    private let library: Library
    private let readers: [ColumnReader]
    private let vectors: [Vector]

    init(_ handle: duckdb_data_chunk, _ readers: [ColumnReader], _ library: Library) {
        unsafe self.handle = handle
        self.readers = readers
        self.library = library
        rowCount = Int(unsafe library.api.data_chunk_get_size(handle))
        vectors = (0..<idx_t(readers.count)).map { unsafe Vector(library.api.data_chunk_get_vector(handle, $0), library) }
    }

    deinit {
        var closing: duckdb_data_chunk? = unsafe handle
        unsafe library.api.destroy_data_chunk(&closing)
    }

    package func isMissing(_ column: Int, _ row: Int) -> Bool { !vectors[column].isPresent(row) }

    /// Any value, boxed. The typed readings below cost less.
    package func value(_ column: Int, _ row: Int) -> Value { readers[column].value(vectors[column], row, library) }

    /// The bytes of a text or blob column, not copied; nil where the value is missing.
    ///
    /// - Precondition: the column is a `varchar` or a `blob`.
    package func withText<R>(_ column: Int, _ row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R? {
        precondition(readers[column].type == .varchar || readers[column].type == .blob)
        guard vectors[column].isPresent(row), let data = unsafe vectors[column].data else { return nil }
        return unsafe try body(ColumnReader.bytes(data, row))
    }

    /// The values of a column that DuckDB keeps as an array of `T`, missing ones included (their bits mean nothing):
    /// `Int64` for `bigint`, `timestamp` and `time`, `Int32` for `date`, `Double`, `UInt8` for `boolean`.
    ///
    /// - Precondition: `T` is as large as one of the column's values.
    package func withValues<T: BitwiseCopyable, R>(_ column: Int, as type: T.Type, _ body: (Span<T>) throws -> R) rethrows -> R {
        precondition(readers[column].type.width == MemoryLayout<T>.size)
        let start = unsafe vectors[column].data?.assumingMemoryBound(to: T.self)
        return unsafe try body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : rowCount).span)
    }
}

/// A column's data and its validity mask, asked of DuckDB once.
@safe struct Vector {
    let handle: duckdb_vector
    let data: UnsafeRawPointer?
    private let validity: UnsafePointer<UInt64>?

    init(_ handle: duckdb_vector, _ library: Library) {
        unsafe self.handle = handle
        unsafe data = UnsafeRawPointer(library.api.vector_get_data(handle))
        unsafe validity = UnsafePointer(library.api.vector_get_validity(handle))
    }

    /// No mask means that every row has a value.
    func isPresent(_ row: Int) -> Bool {
        guard let validity = unsafe validity else { return true }
        return unsafe validity[row >> 6] >> UInt64(row & 63) & 1 == 1
    }
}

extension SQLType {
    /// Bytes of one value in a vector; 0 for those that are not plain numbers.
    var width: Int {
        switch self {
        case .boolean, .tinyint, .utinyint: 1
        case .smallint, .usmallint: 2
        case .integer, .uinteger, .float, .date: 4
        case .bigint, .ubigint, .double, .time, .timestamp, .timestampZoned, .timestampSeconds, .timestampMilliseconds,
            .timestampNanoseconds: 8
        default: 0
        }
    }
}
