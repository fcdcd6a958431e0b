import Foundation
import Localization

/// Hands out the stretches of a file and puts their results together in the file's order.
///
/// Sendable, unchecked: everything below `condition` is touched only under its lock, `total` apart.
final class Frontier: @unchecked Sendable {
    /// What one reading of a stretch gave. `start` is -1 where no start was found.
    struct Outcome {
        let start: Int64
        var end: Int64
        var tally = ScanTally()
        var accumulators: [ColumnAccumulator] = []
        var rows: RowAccumulator?
        var findings: SegmentFindings?
        var failure: (any Error)?
    }
    /// A stretch to read again, from where the one before ended.
    struct Restart {
        let segment: Int
        let offset: Int64
    }

    private let bounds: [Int64]
    private let grammar: Grammar
    private let progress: ProgressObserver?
    /// How many stretches may be finished before the one that everything waits for.
    private let window = 24

    private let condition = NSCondition()
    private var nextSegment = 0
    private var merged = 0
    private var expected: Int64
    private var outcomes: [Int: Outcome] = [:]
    private var isAdding = false
    private var linesBefore: [Int64] = []
    private var failure: (any Error)?
    private var done: Int64 = 0
    /// What the first stretch showed of the columns.
    private var models: (columns: [ColumnAccumulator], rows: RowAccumulator?)?
    /// What has been added up. Touched only by the thread that has set `isAdding`, and when all are done.
    private var total = Outcome(start: 0, end: 0)
    private var found: FoundRecords?
    private var stretches: [SegmentedPass.Stretch] = []

    init(_ bounds: [Int64], grammar: Grammar, progress: ProgressObserver?, plan: ValidationPlan?) {
        self.bounds = bounds
        self.grammar = grammar
        self.progress = progress
        expected = bounds[0]
        total.tally.lines = grammar.bodyLine
        found = plan.map { FoundRecords(groups: $0.groups.count, bounds: $0.bounds) }
    }

    /// The next stretch to read; `nil` when there is none left or the reading has failed.
    func claim() -> Int? {
        condition.withLock {
            while failure == nil, nextSegment < bounds.count - 1, nextSegment > merged + window { condition.wait() }
            guard failure == nil, nextSegment < bounds.count - 1 else { return nil }
            defer { nextSegment += 1 }
            return nextSegment
        }
    }

    /// Empty accumulators for a stretch, which do not begin by remembering where the first stretch met too many values;
    /// `nil` for the first few, which are read while the first one is.
    ///
    /// Only the number of the stretch decides, so that the result does not depend on which thread was faster.
    func accumulators(for segment: Int) -> (columns: [ColumnAccumulator], rows: RowAccumulator?)? {
        guard segment >= 4 else { return nil }
        return condition.withLock {
            while models == nil, failure == nil { condition.wait() }
            return models
        }
    }

    /// Takes a result and adds up what is complete; answers the stretch that must be read again, if one must.
    ///
    /// Adding up is left to whoever is at it already, and done outside the lock: it takes about as long as reading.
    func deliver(_ outcome: consuming Outcome, segment: Int) -> Restart? {
        let isMine = condition.withLock {
            if segment == 0, models == nil {
                models = (outcome.accumulators.map { $0.successor() }, outcome.rows?.successor())
                condition.broadcast()
            }
            outcomes[segment] = outcome
            defer { isAdding = true }
            return !isAdding
        }
        guard isMine else { return nil }
        while true {
            var next: Outcome?
            let restart: Restart? = condition.withLock {
                next = failure == nil ? outcomes.removeValue(forKey: merged) : nil
                if let start = next?.start, start == expected { return nil }
                isAdding = false
                return next == nil ? nil : Restart(segment: merged, offset: expected)
            }
            guard restart == nil, let outcome = next else { return restart }
            next = nil
            add(outcome)
        }
    }

    /// Called by the one thread that has set `isAdding`, which alone touches `total`.
    private func add(_ outcome: consuming Outcome) {
        let lines = total.tally.lines
        let rows = total.tally.rows
        total.tally.add(outcome.tally)
        if let findings = outcome.findings {
            found?.add(findings.found, rowsBefore: rows, linesBefore: lines + 1)
            if !findings.hashes.isEmpty {
                stretches.append(
                    SegmentedPass.Stretch(
                        start: outcome.start, end: outcome.end, rowsBefore: rows, linesBefore: lines, hashes: findings.hashes,
                        otherHashes: findings.otherHashes))
            }
        }
        if outcome.failure == nil {
            if total.accumulators.isEmpty {
                total.accumulators = outcome.accumulators
            } else {
                for column in outcome.accumulators.indices { total.accumulators[column].merge(outcome.accumulators[column]) }
            }
            if let rows = outcome.rows {
                if total.rows == nil { total.rows = rows } else { total.rows?.merge(rows) }
            }
        }
        condition.withLock {
            linesBefore.append(lines)
            failure = failure ?? outcome.failure
            expected = outcome.end
            merged += 1
            condition.broadcast()
        }
    }

    /// Tells the observer about bytes read; `false` when the reading should stop.
    func report(_ bytes: Int64) -> Bool {
        condition.withLock {
            guard failure == nil else { return false }
            done += bytes
            guard let progress else { return true }
            let size = bounds[bounds.count - 1]
            do {
                try progress(ReadProgress(phase: .reading, done: min(size, bounds[0] + done), total: size))
                return true
            } catch {
                failure = error
                condition.broadcast()
                return false
            }
        }
    }

    func result() throws -> SegmentedPass.Result {
        try condition.withLock {
            if let failure {
                guard failure is TooManyUnclosedQuotes else { throw failure }
                let line = (total.tally.rejects.first { $0.reason == .unclosedQuote }?.line ?? 0) + 1
                throw TablesError("quote.unclosed", ["line": .integer(Int(line))])
            }
            return SegmentedPass.Result(
                tally: total.tally, accumulators: total.accumulators, rows: total.rows, found: found, stretches: stretches, linesBefore: linesBefore)
        }
    }
}

/// Quotes open again and again and nothing closes them: every further line would cost a look at megabytes of the file.
struct TooManyUnclosedQuotes: Error {
    static let limit = 200
}
