import DuckDB
import Foundation

extension TableFile {
    /// Opens a file again as it was read before, as text of which rows are cut one after the other.
    ///
    /// - Parameter options: those of the earlier reading (`Inspection.options`).
    static func withText<R>(
        _ path: URL, name: String, options: ReadOptions, support: SupportFolder, scratch: URL, progress: ProgressObserver?,
        _ body: (DelimitedText) throws -> R
    ) throws -> R {
        do {
            let file = try OpenedFile.open(path, options: options, scratch: scratch, progress: progress)
            return try body(try file.text(options: options, support: support, progress: progress))
        } catch let error as TablesError {
            throw error.about(file: name)
        }
    }
}

extension OpenedFile {
    /// The table as text, whatever its format.
    func text(options: ReadOptions, support: SupportFolder, progress: ProgressObserver?) throws -> DelimitedText {
        switch content {
        case .delimited(let source, _): try DelimitedText(source, options: options)
        case .workbook(let format, let path):
            try WorkbookReading(format, path, options: options, scratch: scratch.folder, progress: progress).text
        case .engine(let format, let path):
            try EngineReading(format, path, options: options, scratch: scratch.folder, support: support).text
        }
    }
}

extension DelimitedText {
    /// Hands out the rows in the file's order, block after block, until `body` has seen enough.
    ///
    /// - Parameter body: receives a block, the number of its first row, from 1, and the rows rejected before the end
    ///   of the block and after those of the block before; its cells live until it returns, and false ends the reading.
    func forEachBlock(
        progress: ProgressObserver?, _ body: (_ block: CellBlock, _ firstRow: Int64, _ rejects: ArraySlice<Reject>) throws -> Bool
    ) throws {
        var scanner = RowScanner(source, grammar)
        scanner.start(at: grammar.bodyOffset, limit: source.size)
        var reported = grammar.bodyOffset
        var rejects = 0
        while let block = try scanner.nextBlock() {
            let known = scanner.tally.rejects
            guard try body(block, block.firstRow + 1, known[rejects...]) else { return }
            rejects = known.count
            if let progress, scanner.position - reported > 2 << 20 {
                reported = scanner.position
                try progress(ReadProgress(phase: .writing, done: reported, total: source.size))
            }
        }
    }
}
