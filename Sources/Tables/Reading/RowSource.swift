import DuckDB

/// The rows of a delimited file as a table of typed columns, in the file's order, holding one block at a time.
///
/// Sendable, unchecked: DuckDB calls `next` from one thread at a time.
final class RowSource: ChunkSource, @unchecked Sendable {
    private var scanner: RowScanner
    private let types: [ColumnType]
    private let converters: [CellConverter]
    private let progress: ProgressObserver?
    private let size: Int64
    private var reported: Int64

    init(_ source: ByteSource, _ grammar: Grammar, columns: [ColumnProfile], progress: ProgressObserver?) {
        scanner = RowScanner(source, grammar)
        scanner.start(at: grammar.bodyOffset, limit: source.size)
        types = columns.map(\.type)
        converters = columns.map { CellConverter($0) }
        self.progress = progress
        size = source.size
        reported = grammar.bodyOffset
    }

    func next(into writer: borrowing ChunkWriter) throws -> Int {
        guard let block = try scanner.nextBlock(rows: writer.capacity) else { return 0 }
        for column in types.indices where writer.isWanted(column) {
            let cells = unsafe block.column(column)
            let converter = converters[column]
            switch types[column] {
            case .boolean: unsafe write(cells, column, writer, false) { converter.bool($0) }
            case .integer: unsafe write(cells, column, writer, Int64(0)) { converter.int64($0) }
            case .number: unsafe write(cells, column, writer, 0.0) { converter.double($0) }
            case .date: unsafe write(cells, column, writer, Int32(0)) { converter.date($0) }
            case .datetime: unsafe write(cells, column, writer, Int64(0)) { converter.timestamp($0) }
            case .time: unsafe write(cells, column, writer, Int64(0)) { converter.time($0) }
            case .text, .json:
                for row in cells.indices {
                    let cell = unsafe cells[row]
                    if converter.isMissing(cell) {
                        writer.setMissing(column, row)
                    } else {
                        unsafe writer.setText(column, row, cell.bytes)
                    }
                }
            }
        }
        if let progress, scanner.position - reported > 4 << 20 {
            reported = scanner.position
            try progress(ReadProgress(phase: .writing, done: reported, total: size))
        }
        return block.rows
    }

    @inline(__always)
    private func write<T: BitwiseCopyable>(
        _ cells: UnsafeBufferPointer<Cell>, _ column: Int, _ writer: borrowing ChunkWriter, _ empty: T, _ value: (Cell) -> T?
    ) {
        writer.write(column, as: T.self) { out in
            for row in cells.indices {
                if let value = value(unsafe cells[row]) {
                    out[row] = value
                } else {
                    out[row] = empty
                    writer.setMissing(column, row)
                }
            }
        }
    }
}
