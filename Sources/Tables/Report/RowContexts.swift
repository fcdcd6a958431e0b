import DuckDB
import Foundation

/// Whole rows, read again for the few of them that a report shows.
struct RowContexts {
    /// Cells by row, from 1, each cut to what a page can show.
    let rows: [Int64: [String]]

    /// No cell is shown longer, in characters.
    static let longestCell = 120

    /// - Parameter wanted: row numbers, from 1.
    init(
        of wanted: Set<Int64>, in path: URL, name: String, options: ReadOptions, support: SupportFolder, scratch: URL,
        progress: ProgressObserver?
    ) throws {
        guard let last = wanted.max() else {
            rows = [:]
            return
        }
        var found: [Int64: [String]] = [:]
        try TableFile.withText(path, name: name, options: options, support: support, scratch: scratch, progress: progress) { text in
            try text.forEachBlock(progress: progress) { block, firstRow, _ in
                for index in 0..<block.rows where wanted.contains(firstRow + Int64(index)) {
                    found[firstRow + Int64(index)] = (0..<block.columns).map { column in
                        let cell = unsafe block.column(column)[index]
                        let text = cell.text
                        return text.count > Self.longestCell ? String(text.prefix(Self.longestCell - 1)) + "…" : text
                    }
                }
                return firstRow + Int64(block.rows) <= last
            }
        }
        rows = found
    }
}
