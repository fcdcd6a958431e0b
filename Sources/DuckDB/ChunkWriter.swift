internal import CDuckDB

/// Where a `ChunkSource` writes its rows: one DuckDB chunk, column by column.
///
/// Columns are numbered as the source declared them. Those that the statement does not use are not wanted, and
/// writing to them does nothing.
@safe package struct ChunkWriter: ~Copyable {
    /// Rows that fit.
    package let capacity: Int
    private let output: duckdb_data_chunk
    private let library: Library
    private let slots: UnsafeMutableBufferPointer<Slot>

    /// One declared column: its vector where it is wanted, the rest fetched when first written to.
    @safe struct Slot {
        var vector: duckdb_vector?
        var data: UnsafeMutableRawPointer?
        var validity: UnsafeMutablePointer<UInt64>?
    }

    init(_ output: duckdb_data_chunk, _ library: Library, _ slots: UnsafeMutableBufferPointer<Slot>, wanted: [Int]) {
        unsafe self.output = output
        self.library = library
        unsafe self.slots = slots
        capacity = Int(library.api.vector_size())
        for index in slots.indices { unsafe slots[index] = Slot() }
        for (position, column) in wanted.enumerated() where slots.indices.contains(column) {
            let vector = unsafe library.api.data_chunk_get_vector(output, idx_t(position))
            unsafe slots[column].vector = vector
            unsafe slots[column].data = library.api.vector_get_data(vector)
        }
    }

    package func isWanted(_ column: Int) -> Bool { unsafe slots[column].vector != nil }

    /// Gives the column's values to write, `capacity` of them: `Int64` for `bigint`, `timestamp` and `time`, `Int32`
    /// for `date`, `Double` for `double`, `Bool` for `boolean`. Not called for a column that is not wanted.
    package func write<T: BitwiseCopyable>(
        _ column: Int, as type: T.Type, _ body: (inout MutableSpan<T>) throws -> Void
    ) rethrows {
        guard let data = unsafe slots[column].data else { return }
        let values = unsafe UnsafeMutableBufferPointer(start: data.assumingMemoryBound(to: T.self), count: capacity)
        var span = unsafe values.mutableSpan
        try body(&span)
    }

    /// Writes a text, which must be valid UTF-8: DuckDB takes anything else as missing.
    package func setText(_ column: Int, _ row: Int, _ text: UnsafeBufferPointer<UInt8>) {
        guard let vector = unsafe slots[column].vector, let data = unsafe slots[column].data else { return }
        let string = unsafe data.assumingMemoryBound(to: duckdb_string_t.self) + row
        guard let start = text.baseAddress else {
            unsafe string.pointee = duckdb_string_t()
            return
        }
        if unsafe duckdb_string_set_short(string, start, text.count) { return }
        unsafe library.api.vector_assign_string_element_len(
            vector, idx_t(row), UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self), idx_t(text.count))
    }

    package func setText(_ column: Int, _ row: Int, _ text: String) {
        var text = text
        text.withUTF8 { unsafe setText(column, row, $0) }
    }

    /// Marks a value as missing; every other is there.
    package func setMissing(_ column: Int, _ row: Int) {
        guard let vector = unsafe slots[column].vector else { return }
        if unsafe slots[column].validity == nil {
            unsafe library.api.vector_ensure_validity_writable(vector)
            unsafe slots[column].validity = library.api.vector_get_validity(vector)
        }
        unsafe slots[column].validity?[row >> 6] &= ~(1 << UInt64(row & 63))
    }
}
