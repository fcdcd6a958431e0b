internal import CDuckDB
internal import Synchronization

/// One source of rows while statements may read it.
///
/// Sendable, unchecked: `state` is only touched under its lock, the rest never changes.
final class TableFeed: @unchecked Sendable {
    let source: any ChunkSource
    let columns: [Column]
    let rows: Int64?
    private let state = Mutex<State>(State())

    private struct State {
        var isOpen = false
        var failure: (any Error)?
    }

    init(source: any ChunkSource, columns: [Column], rows: Int64?) {
        self.source = source
        self.columns = columns
        self.rows = rows
    }

    /// What the source threw.
    var failure: (any Error)? {
        get { state.withLock { $0.failure } }
        set { state.withLock { $0.failure = newValue } }
    }

    /// False where the rows have already been read.
    func open() -> Bool {
        state.withLock { state in
            defer { state.isOpen = true }
            return !state.isOpen
        }
    }
}

/// The table function through which statements read rows made in Swift, and the sources it knows by number.
///
/// One function serves every source, since the C API can register functions but not take them back.
final class TableSources: Sendable {
    static let function = "portulan_rows"
    let library: Library
    private let feeds = Mutex<(next: Int64, live: [Int64: TableFeed])>((1, [:]))

    init(_ library: Library) { self.library = library }

    func add(_ feed: TableFeed) -> Int64 {
        feeds.withLock { feeds in
            defer { feeds.next += 1 }
            feeds.live[feeds.next] = feed
            return feeds.next
        }
    }

    func remove(_ id: Int64) { feeds.withLock { $0.live[id] = nil } }

    func feed(_ id: Int64) -> TableFeed? { feeds.withLock { $0.live[id] } }

    func register(on connection: borrowing Connection) throws {
        let api = unsafe library.functions
        var function: duckdb_table_function? = unsafe api.pointee.create_table_function()
        defer { unsafe api.pointee.destroy_table_function(&function) }
        guard let function = unsafe function else { throw DuckDBError(code: .open, message: "no table function") }
        unsafe api.pointee.table_function_set_name(function, Self.function)
        var number: duckdb_logical_type? = unsafe api.pointee.create_logical_type(SQLType.bigint.rawValue)
        if let number = unsafe number { unsafe api.pointee.table_function_add_parameter(function, number) }
        unsafe api.pointee.destroy_logical_type(&number)
        unsafe api.pointee.table_function_set_extra_info(function, Unmanaged.passRetained(self).toOpaque(), release)
        unsafe api.pointee.table_function_supports_projection_pushdown(function, true)
        unsafe api.pointee.table_function_set_bind(function, bind)
        unsafe api.pointee.table_function_set_init(function, start)
        unsafe api.pointee.table_function_set_function(function, produce)
        guard unsafe api.pointee.register_table_function(connection.handle, function) == duckdb_success else {
            throw DuckDBError(code: .open, message: "the function \(Self.function) was refused")
        }
    }
}

/// A feed being read by one statement, with the columns that it wants in the order of its output.
@safe private final class TableScan {
    let feed: TableFeed
    let wanted: [Int]
    let slots: UnsafeMutableBufferPointer<ChunkWriter.Slot>

    init(_ feed: TableFeed, wanted: [Int]) {
        self.feed = feed
        self.wanted = wanted
        unsafe slots = .allocate(capacity: feed.columns.count)
        unsafe slots.initialize(repeating: ChunkWriter.Slot())
    }

    deinit { unsafe slots.deallocate() }
}

private let release: duckdb_delete_callback = { pointer in
    if let pointer = unsafe pointer { unsafe Unmanaged<AnyObject>.fromOpaque(pointer).release() }
}

private let bind: duckdb_bind_callback = { info in
    guard let info = unsafe info, let library = Library.current, let extra = unsafe library.api.bind_get_extra_info(info) else { return }
    let sources = unsafe Unmanaged<TableSources>.fromOpaque(extra).takeUnretainedValue()
    var parameter = unsafe library.api.bind_get_parameter(info, 0)
    let id = unsafe parameter.map { unsafe library.api.get_int64($0) } ?? 0
    unsafe library.api.destroy_value(&parameter)
    guard let feed = sources.feed(id) else {
        unsafe library.api.bind_set_error(info, "there is no table \(id)")
        return
    }
    for column in feed.columns {
        var type: duckdb_logical_type? = unsafe library.api.create_logical_type(column.type.rawValue)
        if let type = unsafe type { unsafe library.api.bind_add_result_column(info, column.name, type) }
        unsafe library.api.destroy_logical_type(&type)
    }
    if let rows = feed.rows { unsafe library.api.bind_set_cardinality(info, idx_t(rows), true) }
    unsafe library.api.bind_set_bind_data(info, Unmanaged.passRetained(feed).toOpaque(), release)
}

private let start: duckdb_init_callback = { info in
    guard let info = unsafe info, let library = Library.current, let data = unsafe library.api.init_get_bind_data(info) else { return }
    let feed = unsafe Unmanaged<TableFeed>.fromOpaque(data).takeUnretainedValue()
    guard feed.open() else {
        unsafe library.api.init_set_error(info, "a table fed from Swift is read once")
        return
    }
    let wanted = unsafe (0..<library.api.init_get_column_count(info)).map { unsafe Int(truncatingIfNeeded: library.api.init_get_column_index(info, $0)) }
    unsafe library.api.init_set_max_threads(info, 1)
    unsafe library.api.init_set_init_data(info, Unmanaged.passRetained(TableScan(feed, wanted: wanted)).toOpaque(), release)
}

private let produce: duckdb_function_callback = { info, output in
    guard let info = unsafe info, let output = unsafe output, let library = Library.current,
        let data = unsafe library.api.function_get_init_data(info)
    else { return }
    let scan = unsafe Unmanaged<TableScan>.fromOpaque(data).takeUnretainedValue()
    do {
        let writer = unsafe ChunkWriter(output, library, scan.slots, wanted: scan.wanted)
        let rows = try scan.feed.source.next(into: writer)
        unsafe library.api.data_chunk_set_size(output, idx_t(rows))
    } catch {
        scan.feed.failure = error
        unsafe library.api.data_chunk_set_size(output, 0)
        unsafe library.api.function_set_error(info, "\(error)")
    }
}
