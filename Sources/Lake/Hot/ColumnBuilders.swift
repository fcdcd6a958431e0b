internal import DuckDB
internal import Tables

/// Takes in a column chunk by chunk, and gives its different values and the rank of each row's.
protocol ColumnBuilder {
    mutating func add(_ chunk: borrowing Chunk, _ column: Int)
    /// The missing have the rank that follows the last value's.
    consuming func finish() -> (ranks: [UInt32], values: DistinctValues)
    /// What it takes in memory so far.
    var bytes: Int { get }
}

struct NumberBuilder<Number: Comparable & BitwiseCopyable & Sendable>: ColumnBuilder {
    private var numbers: [Number] = []
    private var missing: [Int] = []
    private let wrap: ([Number]) -> DistinctValues
    private let read: (borrowing Chunk, Int, inout [Number]) -> Void
    /// The same bits for what counts as one value.
    private let bits: (Number) -> UInt64
    /// Total, unlike `<` where there are NaN.
    private let isOrdered: (Number, Number) -> Bool

    init(
        read: @escaping (borrowing Chunk, Int, inout [Number]) -> Void, bits: @escaping (Number) -> UInt64,
        isOrdered: @escaping (Number, Number) -> Bool, wrap: @escaping ([Number]) -> DistinctValues
    ) {
        self.read = read
        self.bits = bits
        self.isOrdered = isOrdered
        self.wrap = wrap
    }

    var bytes: Int { numbers.count * 8 + missing.count * 8 }

    mutating func add(_ chunk: borrowing Chunk, _ column: Int) {
        let first = numbers.count
        read(chunk, column, &numbers)
        for row in 0..<chunk.rowCount where chunk.isMissing(column, row) { missing.append(first + row) }
    }

    consuming func finish() -> (ranks: [UInt32], values: DistinctValues) {
        var isMissing = [Bool](repeating: false, count: numbers.count)
        for row in missing { isMissing[row] = true }
        // Hashing first: most columns have few different values, and sorting those is cheap.
        var places: [UInt64: UInt32] = [:]
        var codes = [UInt32](repeating: .max, count: numbers.count)
        var found: [Number] = []
        for row in numbers.indices where !isMissing[row] {
            let number = numbers[row]
            let bits = bits(number)
            if let code = places[bits] {
                codes[row] = code
            } else {
                let code = UInt32(found.count)
                places[bits] = code
                found.append(number)
                codes[row] = code
            }
        }
        let order = found.indices.sorted { isOrdered(found[$0], found[$1]) }
        return (codes.ranked(by: order), wrap(order.map { found[$0] }))
    }
}

extension NumberBuilder where Number == Int64 {
    /// For a column read as `BIGINT`, `TIMESTAMP` or `TIME`.
    init(_ type: ColumnType) {
        self.init(
            read: { chunk, column, out in chunk.withValues(column, as: Int64.self) { span in for row in span.indices { out.append(span[row]) } } },
            bits: { UInt64(bitPattern: $0) }, isOrdered: { $0 < $1 }, wrap: { .integers($0, type) })
    }

    static var dates: NumberBuilder {
        NumberBuilder(
            read: { chunk, column, out in chunk.withValues(column, as: Int32.self) { span in for row in span.indices { out.append(Int64(span[row])) } } },
            bits: { UInt64(bitPattern: $0) }, isOrdered: { $0 < $1 }, wrap: { .integers($0, .date) })
    }

    static var booleans: NumberBuilder {
        NumberBuilder(
            read: { chunk, column, out in chunk.withValues(column, as: UInt8.self) { span in for row in span.indices { out.append(span[row] == 0 ? 0 : 1) } } },
            bits: { UInt64(bitPattern: $0) }, isOrdered: { $0 < $1 }, wrap: { .integers($0, .boolean) })
    }
}

extension NumberBuilder where Number == Double {
    init() {
        self.init(
            read: { chunk, column, out in
                chunk.withValues(column, as: Double.self) { span in for row in span.indices { out.append(span[row]) } }
            },
            // One zero, whose sign nobody asks about, and one NaN.
            bits: { $0.isNaN ? Double.nan.bitPattern : ($0 + 0).bitPattern }, isOrdered: { $0.isNaN ? false : $1.isNaN || $0 < $1 }, wrap: { .doubles($0) })
    }
}

struct TextBuilder: ColumnBuilder {
    private var texts = TextList()
    private var codes: [UInt32] = []
    private var hashes: [UInt32] = []
    /// Open addressing: a code and one, or 0. Twice as many as there are texts, at least.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)

    var bytes: Int { texts.bytes.count + texts.ends.count * 4 + codes.count * 4 + hashes.count * 4 + slots.count * 4 }

    mutating func add(_ chunk: borrowing Chunk, _ column: Int) {
        for row in 0..<chunk.rowCount {
            let code = unsafe chunk.withText(column, row) { unsafe self.code($0.span) }
            codes.append(code ?? .max)
        }
    }

    private mutating func code(_ text: Span<UInt8>) -> UInt32 {
        let hash = Self.hash(text)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let code = Int(slots[slot] - 1)
            if hashes[code] == hash, isEqual(code, text) { return UInt32(code) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = UInt32(texts.count)
        texts.append(text)
        hashes.append(hash)
        slots[slot] = code + 1
        if texts.count * 2 > slots.count { grow() }
        return code
    }

    private func isEqual(_ code: Int, _ text: Span<UInt8>) -> Bool {
        let place = texts.place(code)
        guard place.count == text.count else { return false }
        for index in text.indices where texts.bytes[place.lowerBound + index] != text[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (code, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(code) + 1
        }
    }

    /// FNV-1a, folded to 32 bits.
    private static func hash(_ text: Span<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3 }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    consuming func finish() -> (ranks: [UInt32], values: DistinctValues) {
        let found = texts
        let order = (0..<found.count).sorted { found.isOrdered($0, $1) }
        var sorted = TextList()
        sorted.bytes.reserveCapacity(found.bytes.count)
        sorted.ends.reserveCapacity(found.count)
        for code in order {
            sorted.bytes.append(contentsOf: found.bytes[found.place(code)])
            sorted.ends.append(UInt32(sorted.bytes.count))
        }
        return (codes.ranked(by: order), .texts(sorted))
    }
}

extension [UInt32] {
    /// Codes given in the order of their coming, turned into ranks; `.max` stands for a missing value.
    fileprivate consuming func ranked(by order: [Int]) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, code) in order.enumerated() { ranks[code] = UInt32(rank) }
        let missing = UInt32(order.count)
        var codes = self
        for row in codes.indices { codes[row] = codes[row] == .max ? missing : ranks[Int(codes[row])] }
        return codes
    }
}
