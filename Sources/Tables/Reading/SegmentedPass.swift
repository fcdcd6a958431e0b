import Dispatch
import Foundation

/// One reading of all rows by several threads, each on its own stretch of the file.
///
/// A stretch other than the first starts at a line end that looks like the start of a row. That is a guess, because
/// only what comes before tells whether a line end lies within quotes; it is right when the stretch before ends exactly
/// there, and where it is not, the stretch is read again from the place that is now known. The cutting into stretches
/// depends on the file alone, never on the number of threads, and so does the result.
struct SegmentedPass {
    let source: ByteSource
    let grammar: Grammar
    let missingValues: [String]
    let threads: Int
    let progress: ProgressObserver?
    /// The schema that the rows are checked against in the same pass, where there is one.
    var plan: ValidationPlan?
    /// Of the columns, as far as they are known: they tell which may identify rows.
    var headers: [String] = []

    struct Result {
        let tally: ScanTally
        let accumulators: [ColumnAccumulator]
        let rows: RowAccumulator?
        /// What was found against the plan, as far as rows show it one by one.
        var found: FoundRecords?
        /// What keys need in order to be told from all rows; empty where the plan has none.
        let stretches: [Stretch]
        /// For each stretch, the lines of the file before it.
        let linesBefore: [Int64]

        /// The line of the file, from 1, for what an accumulator was told.
        func line(_ provisional: Int64) -> Int64 {
            let segment = Int(provisional >> SegmentedPass.lineBits)
            guard linesBefore.indices.contains(segment) else { return provisional }
            return linesBefore[segment] + (provisional & (1 << SegmentedPass.lineBits - 1)) + 1
        }
    }

    /// A stretch as it was read in the end, with the hashes of its rows for each key of the plan.
    struct Stretch {
        let start: Int64
        let end: Int64
        let rowsBefore: Int64
        let linesBefore: Int64
        let hashes: [[UInt64]]
        let otherHashes: [[UInt64]]
    }

    /// While the lines before a stretch are not known, its lines are counted from `stretch << lineBits`.
    static let lineBits: Int64 = 40

    private static let smallest: Int64 = 4 << 20

    /// Where stretches may start; the last element is the end of the file.
    var boundaries: [Int64] {
        let body = source.size - grammar.bodyOffset
        // Each stretch has accumulators of its own: fewer stretches for very wide tables.
        // And few altogether, because what each remembers of its values is merged with the rest.
        let most = max(1, min(32, 20_000 / Int64(grammar.columns)))
        let count = max(1, min(most, max(min(12, body / Self.smallest), body / (3 * Self.smallest))))
        return (0...count).map { grammar.bodyOffset + body * $0 / count }
    }

    /// - Throws: `tables.quote.unclosed` where quotes are hopeless; what `progress` throws.
    func run() throws -> Result {
        let bounds = boundaries
        let keys = keyCandidates()
        let frontier = Frontier(bounds, grammar: grammar, progress: progress, plan: plan)
        let workers = max(1, min(threads, bounds.count - 1))
        let work: @Sendable (Int) -> Void = { _ in
            var scanner = RowScanner(source, grammar)
            var digest = BlockDigest(capacity: grammar.rowsPerBlock)
            while let segment = frontier.claim() {
                var restart = frontier.deliver(guess(&scanner, &digest, keys, segment, bounds, frontier), segment: segment)
                while let again = restart {
                    restart = frontier.deliver(
                        read(&scanner, &digest, keys, again.segment, from: again.offset, limit: bounds[again.segment + 1], frontier),
                        segment: again.segment)
                }
            }
        }
        if workers == 1 {
            work(0)
        } else {
            DispatchQueue.concurrentPerform(iterations: workers, execute: work)
        }
        return try frontier.result()
    }

    private func guess(
        _ scanner: inout RowScanner, _ digest: inout BlockDigest, _ keys: KeyCandidates, _ segment: Int, _ bounds: [Int64],
        _ frontier: Frontier
    ) -> Frontier.Outcome {
        if segment == 0 { return read(&scanner, &digest, keys, 0, from: bounds[0], limit: bounds[1], frontier) }
        do {
            guard let start = try scanner.likelyRowStart(from: bounds[segment], to: bounds[segment + 1]) else {
                return Frontier.Outcome(start: -1, end: -1)
            }
            return read(&scanner, &digest, keys, segment, from: start, limit: bounds[segment + 1], frontier)
        } catch {
            return Frontier.Outcome(start: -1, end: -1)
        }
    }

    private func read(
        _ scanner: inout RowScanner, _ digest: inout BlockDigest, _ keys: KeyCandidates, _ segment: Int, from start: Int64,
        limit: Int64, _ frontier: Frontier
    ) -> Frontier.Outcome {
        var outcome = Frontier.Outcome(start: start, end: start)
        guard start < limit else {
            outcome.end = max(start, outcome.end)
            return outcome
        }
        let distinctLimit = ColumnAccumulator.distinctLimit(columns: grammar.columns)
        let model = frontier.accumulators(for: segment)
        outcome.accumulators = model?.columns ?? (0..<grammar.columns).map {
            ColumnAccumulator(position: $0, missingValues: missingValues, distinctLimit: distinctLimit)
        }
        var whole = model?.rows ?? RowAccumulator(columns: grammar.columns, keys: keys, capacity: grammar.rowsPerBlock)
        let base = Int64(segment) << Self.lineBits
        var findings = plan.map { SegmentFindings($0) }
        do {
            scanner.start(at: start, limit: limit)
            var reported = start
            while let block = try scanner.nextBlock() {
                findings?.begin(block)
                digest.place(block, base: base)
                whole.begin(rows: block.rows)
                for column in 0..<grammar.columns {
                    let empty = outcome.accumulators[column].empty
                    unsafe outcome.accumulators[column].add(block.column(column), &digest)
                    unsafe whole.add(block.column(column), column: column, hasEmpty: outcome.accumulators[column].empty > empty, digest)
                    // While the column's cells are still in the cache.
                    findings?.check(column, block, digest)
                }
                whole.end(rows: block.rows, digest)
                findings?.end(block)
                if scanner.position - reported > 2 << 20 {
                    guard frontier.report(scanner.position - reported) else { break }
                    reported = scanner.position
                }
            }
            _ = frontier.report(scanner.position - reported)
        } catch {
            outcome.failure = error
        }
        outcome.end = scanner.position
        outcome.tally = scanner.tally
        outcome.findings = findings
        if segment == 0 { whole.refuteKeys() }
        outcome.rows = whole
        return outcome
    }

    /// Which columns the first rows of the table would let identify its rows.
    private func keyCandidates() -> KeyCandidates {
        var scanner = RowScanner(source, grammar)
        scanner.start(at: grammar.bodyOffset, limit: source.size)
        // What cannot be read here is told by the reading itself.
        guard let block = try? scanner.nextBlock(rows: KeyCandidates.sampleRows) else { return KeyCandidates() }
        let columns = (0..<grammar.columns).map { column -> [UInt64]? in
            let cells = unsafe block.column(column)
            if unsafe cells.contains(where: { $0.count == 0 }) { return nil }
            return unsafe cells.map { ByteHash.of(ByteView($0)) }
        }
        return KeyCandidates(columns: columns) { column in
            guard column < headers.count else { return 0 }
            let words = HeaderWords(headers[column])
            return words.looksLikeIdentifier || !words.matches(.siret).isEmpty ? 2 : column == 0 ? 1 : 0
        }
    }
}

extension RowScanner {
    /// The first place from `offset` where a row seems to start: behind a line end, with rows of the right width after
    /// it. `nil` where no line ends before `end`.
    mutating func likelyRowStart(from offset: Int64, to end: Int64) throws -> Int64? {
        var candidates: [Int64] = []
        start(at: offset - 1, limit: end)
        search: while position < end {
            if next == filled { try refill() }
            while next < filled, position < end {
                next += 1
                if unsafe window[next - 1] == grammar.newline {
                    candidates.append(position)
                    if candidates.count == 24 { break search }
                }
            }
            if !candidates.isEmpty { break }
        }
        for candidate in candidates where candidate < source.size {
            start(at: candidate, limit: source.size)
            guard try nextBlock(rows: 8) != nil, tally.rejectedRows == 0, tally.shortRows.count == 0, tally.strayQuotes.count == 0
            else { continue }
            return candidate
        }
        return candidates.first
    }
}
