/// What one stretch of a file shows against a schema; rows and lines count from its start.
struct SegmentFindings {
    private let plan: ValidationPlan
    private(set) var found: FoundRecords
    /// For each key the hashes of its rows, and of the rows of the columns that it refers to.
    private(set) var hashes: [[UInt64]]
    private(set) var otherHashes: [[UInt64]]
    private let matchers: [FieldMatchers?]
    private var accepted: [AcceptedValues?]
    /// For each column what was found of its different values, by their number in the profile's dictionary.
    private var verdicts: [[Verdict]]
    /// For the block at hand: whether rows are blank or short.
    private var oddRows: [OddRow] = []

    enum OddRow { case none, blank, short }
    enum Verdict: UInt8 { case unknown, right, wrong }

    init(_ plan: ValidationPlan) {
        self.plan = plan
        found = FoundRecords(groups: plan.groups.count, bounds: plan.bounds)
        hashes = plan.keys.map { _ in [] }
        otherHashes = plan.keys.map { _ in [] }
        matchers = plan.columns.map { $0.map { FieldMatchers($0) } }
        verdicts = plan.columns.map { _ in [] }
        accepted = zip(plan.columns, plan.tests).map { check, test in
            if check != nil, case .none = test { AcceptedValues() } else { nil }
        }
    }

    /// Looks for blank and short rows; called before the block's columns.
    mutating func begin(_ block: borrowing CellBlock) {
        oddRows.removeAll(keepingCapacity: true)
        let first = unsafe block.column(0)
        var odd: [(row: Int, kind: OddRow)] = []
        for row in 0..<block.rows where unsafe first[row].count == 0 {
            let isBlank = block.columns > 1 && (1..<block.columns).allSatisfy { unsafe block.column($0)[row].count == 0 }
            if isBlank { odd.append((row, .blank)) }
        }
        let blanks = Set(odd.map(\.row))
        odd += block.shortRows.map { (Int($0), .short) }.filter { !blanks.contains($0.0) }
        guard !odd.isEmpty else { return }
        oddRows = Array(repeating: .none, count: block.rows)
        for (row, kind) in odd.sorted(by: { $0.row < $1.row }) {
            oddRows[row] = kind
            found.add(group: kind == .blank ? plan.blankRow : plan.shortRow, row: block.firstRow + Int64(row) + 1, line: block.line(ofRow: row))
        }
    }

    /// Checks the cells of one column; `digest` is what the profile has just worked out about them.
    mutating func check(_ column: Int, _ block: borrowing CellBlock, _ digest: borrowing BlockDigest) {
        guard let check = plan.columns[column] else { return }
        switch plan.tests[column] {
        case .everything: if check.isRequired { run(check, block, digest) { _ in true } }
        case .automaton(let automaton): run(check, block, digest) { automaton.matches($0) && !automaton.isBeyond($0) }
        case .uuid: run(check, block, digest) { FastTest.isUUID($0) }
        case .integer(let above, let below): run(check, block, digest) { FastTest.isInteger($0, above: above, below: below) }
        case .decimal(let above, let below): run(check, block, digest) { FastTest.isDecimal($0, above: above, below: below) }
        case .isoDay: run(check, block, digest) { FastTest.isISODay($0) }
        case .words(let words): run(check, block, digest) { words.contains($0) }
        case .none: run(check, block, digest) { _ in false }
        }
    }

    /// A cell needs no further look that is empty where it may be, whose value was found right before, or that `accepts`
    /// takes.
    @inline(__always)
    private mutating func run(
        _ check: FieldCheck, _ block: borrowing CellBlock, _ digest: borrowing BlockDigest, accepts: (ByteView) -> Bool
    ) {
        let cells = unsafe block.column(check.column)
        let isEmptyFine = check.missing.containsEmpty && !check.isRequired
        // A cell that a test accepts may still be a word for a missing value, which matters where one is required.
        let hasMissingWords = check.isRequired && check.missing.count > (check.missing.containsEmpty ? 1 : 0)
        let indexed = min(digest.indexed, cells.count)
        judge(check, block, digest, indexed, isEmptyFine) { accepts($0) && !(hasMissingWords && check.missing.contains($0)) }
        if indexed == cells.count { return }
        var memory = accepted[check.column]
        accepted[check.column] = nil
        var previous = unsafe ByteView(start: cells[indexed].start, count: 0)
        for row in indexed..<cells.count {
            let cell = unsafe ByteView(cells[row])
            if cell.count == 0 {
                if !isEmptyFine { examine(check, cell, row, block) }
            } else if !cell.equals(previous) {
                if accepts(cell), !(hasMissingWords && check.missing.contains(cell)) {
                    previous = cell
                } else if memory != nil {
                    // Each look is dear: values found right are remembered.
                    let hash = unsafe digest.hashes[row]
                    if !memory!.contains(cell, hash), examine(check, cell, row, block) { memory!.insert(cell, hash) }
                } else {
                    examine(check, cell, row, block)
                }
            }
        }
        accepted[check.column] = memory
    }

    /// Cells whose different values are numbered: each value is judged once a stretch.
    @inline(__always)
    private mutating func judge(
        _ check: FieldCheck, _ block: borrowing CellBlock, _ digest: borrowing BlockDigest, _ count: Int, _ isEmptyFine: Bool,
        accepts: (ByteView) -> Bool
    ) {
        let cells = unsafe block.column(check.column)
        var verdicts = self.verdicts[check.column]
        self.verdicts[check.column] = []
        for row in 0..<count {
            let entry = unsafe Int(truncatingIfNeeded: digest.entries[row])
            if entry == Int(BlockDigest.empty) {
                if !isEmptyFine { examine(check, unsafe ByteView(cells[row]), row, block) }
                continue
            }
            if entry >= verdicts.count {
                verdicts.append(contentsOf: repeatElement(.unknown, count: max(256, entry + 1 + entry / 2 - verdicts.count)))
            }
            if verdicts[entry] == .right { continue }
            let cell = unsafe ByteView(cells[row])
            let isRight = verdicts[entry] == .unknown && accepts(cell) || examine(check, cell, row, block)
            verdicts[entry] = isRight ? .right : .wrong
        }
        self.verdicts[check.column] = verdicts
    }

    /// Whether nothing is wrong with the cell; what is, is noted.
    @discardableResult
    @inline(never)
    private mutating func examine(_ check: FieldCheck, _ cell: ByteView, _ row: Int, _ block: borrowing CellBlock) -> Bool {
        if !oddRows.isEmpty {
            if oddRows[row] == .blank { return false }
            if oddRows[row] == .short, block.isAbsent(check.column, row) { return false }
        }
        let place = (row: block.firstRow + Int64(row) + 1, line: block.line(ofRow: row))
        guard let matchers = matchers[check.column] else { return true }
        var isSound = true
        check.examine(cell, matchers) { group, detail, other in
            isSound = false
            found.add(group: group, row: place.row, line: place.line, cell: cell, detail: detail, other: other)
        }
        return isSound
    }

    /// What only whole rows show; called after the block's columns.
    mutating func end(_ block: borrowing CellBlock) {
        for check in plan.rowChecks {
            for row in 0..<block.rows where oddRows.isEmpty || oddRows[row] != .blank {
                guard let problem = check.problem({ unsafe ByteView(block.column($0)[row]) }) else { continue }
                let first = check.columns.first.flatMap { $0?.column }
                found.add(
                    group: check.group, row: block.firstRow + Int64(row) + 1, line: block.line(ofRow: row),
                    cell: first.map { unsafe ByteView(block.column($0)[row]) }, detail: problem.detail, other: problem.other)
            }
        }
        for (index, key) in plan.keys.enumerated() {
            for row in 0..<block.rows {
                let hash = KeyCheck.hash(key.columns, plan.columns) { unsafe ByteView(block.column($0)[row]) }
                hashes[index].append(hash)
                if hash == KeyCheck.absent, case .primary(let missing) = key.kind, oddRows.isEmpty || oddRows[row] != .blank {
                    // A column that must have a value has been told of already.
                    let isTold = key.columns.contains { place in
                        plan.columns[place].map { $0.isRequired && $0.missing.contains(unsafe ByteView(block.column(place)[row])) } ?? false
                    }
                    if !isTold { found.add(group: missing, row: block.firstRow + Int64(row) + 1, line: block.line(ofRow: row)) }
                }
                if case .foreign(let others) = key.kind {
                    otherHashes[index].append(KeyCheck.hash(others, plan.columns) { unsafe ByteView(block.column($0)[row]) })
                }
            }
        }
    }
}

/// Values that were looked at and found right, as many as fit a small table: the last ones of each place in it.
struct AcceptedValues {
    private var hashes: [UInt64]
    private var lengths: [UInt16]
    /// Room for each value of up to `longest` bytes.
    private var bytes: [UInt8]

    private static let slots = 512
    private static let longest = 64

    init() {
        hashes = Array(repeating: 0, count: Self.slots)
        lengths = Array(repeating: .max, count: Self.slots)
        bytes = Array(repeating: 0, count: Self.slots * Self.longest)
    }

    @inline(__always)
    func contains(_ value: ByteView, _ hash: UInt64) -> Bool {
        let slot = Int(truncatingIfNeeded: hash) & (Self.slots - 1)
        guard hashes[slot] == hash, Int(lengths[slot]) == value.count else { return false }
        return bytes.withView(from: slot * Self.longest, count: value.count) { $0.equals(value) }
    }

    mutating func insert(_ value: ByteView, _ hash: UInt64) {
        guard value.count <= Self.longest else { return }
        let slot = Int(truncatingIfNeeded: hash) & (Self.slots - 1)
        hashes[slot] = hash
        lengths[slot] = UInt16(value.count)
        for index in 0..<value.count { bytes[slot * Self.longest + index] = value[index] }
    }
}
