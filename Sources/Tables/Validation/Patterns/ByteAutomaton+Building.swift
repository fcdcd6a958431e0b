/// One state of the nondeterministic automaton that a pattern is first turned into (Thompson 1968).
enum PatternNode {
    case accept
    case byte(ClosedRange<UInt8>, next: Int)
    case split([Int])
    case atStart(next: Int)
    case atEnd(next: Int)
}

/// Builds the nodes from the end of the pattern to its start; node 0 accepts.
struct NodeBuilder {
    private(set) var nodes: [PatternNode] = [.accept]
    private(set) var isOpen = false

    private mutating func append(_ node: PatternNode) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    mutating func add(_ syntax: PatternSyntax, then next: Int, limit: Int) -> Int? {
        guard nodes.count < limit else { return nil }
        switch syntax {
        case .empty: return next
        case .start: return append(.atStart(next: next))
        case .end: return append(.atEnd(next: next))
        case .scalars(let set):
            if set.isOpen { isOpen = true }
            return add(set.normalized, then: next)
        case .sequence(let parts):
            var entry = next
            for part in parts.reversed() {
                guard let added = add(part, then: entry, limit: limit) else { return nil }
                entry = added
            }
            return entry
        case .choice(let options):
            var entries: [Int] = []
            for option in options {
                guard let entry = add(option, then: next, limit: limit) else { return nil }
                entries.append(entry)
            }
            return append(.split(entries))
        case .repeated(let inner, let from, let to):
            var entry = next
            if let to {
                for _ in from..<max(from, to) {
                    guard let added = add(inner, then: entry, limit: limit) else { return nil }
                    entry = append(.split([added, next]))
                }
            } else {
                let loop = append(.split([next]))
                guard let added = add(inner, then: loop, limit: limit) else { return nil }
                nodes[loop] = .split([added, next])
                entry = loop
            }
            for _ in 0..<from {
                guard let added = add(inner, then: entry, limit: limit) else { return nil }
                entry = added
            }
            return entry
        }
    }

    /// The UTF-8 of a set of scalars. An empty set has no way through.
    private mutating func add(_ set: ScalarSet, then next: Int) -> Int {
        var entries: [Int] = []
        for range in set.ranges {
            // Surrogates have no UTF-8.
            for part in [(range.lowerBound, min(range.upperBound, 0xD7FF)), (max(range.lowerBound, 0xE000), range.upperBound)] where part.0 <= part.1 {
                for sequence in UTF8Ranges.of(part.0, part.1) {
                    var entry = next
                    for bytes in sequence.reversed() { entry = append(.byte(bytes, next: entry)) }
                    entries.append(entry)
                }
            }
        }
        return entries.count == 1 ? entries[0] : append(.split(entries))
    }

    /// Sets of bytes that no node tells apart.
    func byteClasses() -> [Set<UInt8>] {
        var edges = Set<Int>([0, 256])
        for case .byte(let range, _) in nodes {
            edges.insert(Int(range.lowerBound))
            edges.insert(Int(range.upperBound) + 1)
        }
        let sorted = edges.sorted()
        // Stretches between the same nodes are one class.
        var classes: [[Bool]: Set<UInt8>] = [:]
        var order: [[Bool]] = []
        let ranges = Set(nodes.compactMap { node -> ClosedRange<UInt8>? in if case .byte(let range, _) = node { range } else { nil } })
            .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        for (from, to) in zip(sorted, sorted.dropFirst()) {
            let signature = ranges.map { $0.contains(UInt8(from)) }
            if classes[signature] == nil { order.append(signature) }
            classes[signature, default: []].formUnion((from..<to).map { UInt8($0) })
        }
        return order.map { classes[$0]! }
    }
}

extension ByteAutomaton {
    /// Looks at a node for one class of bytes.
    private static let mostWork = 3_000_000

    /// The deterministic automaton (subset construction); state 0 refuses everything.
    static func determinize(
        _ nodes: [PatternNode], entry: Int, _ byteClasses: [Set<UInt8>], largest: Int
    ) -> (successors: [[Int]], accepting: [Bool], start: Int)? {
        let samples = byteClasses.map { $0.min()! }
        var numbers: [[Int]: Int] = [[]: 0]
        var states: [[Int]] = [[]]
        var successors: [[Int]] = [Array(repeating: 0, count: samples.count)]
        var accepting = [false]
        func number(_ set: [Int], isStart: Bool) -> Int {
            if let known = numbers[set] { return known }
            numbers[set] = states.count
            states.append(set)
            accepting.append(isAccepted(set, nodes, isStart: isStart))
            return states.count - 1
        }
        // The first state alone stands at the start of the value, where `^` lets pass; it may come back as another.
        let first = closure([entry], nodes, isStart: true, isEnd: false)
        states.append(first)
        accepting.append(isAccepted([entry], nodes, isStart: true))
        var next = 1
        // Patterns of repeats within repeats could cost minutes: PCRE2 compiles them at once.
        var work = 0
        while next < states.count {
            var row: [Int] = []
            work += states[next].count * samples.count
            guard work < Self.mostWork else { return nil }
            for byte in samples {
                var targets: Set<Int> = []
                for node in states[next] {
                    if case .byte(let range, let target) = nodes[node], range.contains(byte) { targets.insert(target) }
                }
                row.append(targets.isEmpty ? 0 : number(closureKeepingEnds(targets, nodes), isStart: false))
            }
            successors.append(row)
            guard states.count * samples.count <= largest else { return nil }
            next += 1
        }
        return (successors, accepting, 1)
    }

    /// Nodes that read a byte, reached from `set` without reading any.
    private static func closure(_ set: Set<Int>, _ nodes: [PatternNode], isStart: Bool, isEnd: Bool) -> [Int] {
        var seen = set
        var open = Array(set)
        while let node = open.popLast() {
            var targets: [Int] = []
            switch nodes[node] {
            case .split(let next): targets = next
            case .atStart(let next): if isStart { targets = [next] }
            case .atEnd(let next): if isEnd { targets = [next] }
            case .accept, .byte: break
            }
            for target in targets where seen.insert(target).inserted { open.append(target) }
        }
        return seen.sorted()
    }

    private static func closureKeepingEnds(_ set: Set<Int>, _ nodes: [PatternNode]) -> [Int] {
        closure(set, nodes, isStart: false, isEnd: false)
    }

    private static func isAccepted(_ set: [Int], _ nodes: [PatternNode], isStart: Bool) -> Bool {
        closure(Set(set), nodes, isStart: isStart, isEnd: true).contains(0)
    }
}

/// Ranges of scalars as sequences of ranges of bytes.
enum UTF8Ranges {
    static func of(_ low: UInt32, _ high: UInt32) -> [[ClosedRange<UInt8>]] {
        // Lengths of the encoding first, then stretches in which all but the last bytes range freely.
        for limit: UInt32 in [0x7F, 0x7FF, 0xFFFF] where low <= limit && high > limit {
            return of(low, limit) + of(limit + 1, high)
        }
        if high < 0x80 { return [[UInt8(low)...UInt8(high)]] }
        for shift: UInt32 in [6, 12, 18] {
            let mask = (UInt32(1) << shift) - 1
            if low & ~mask == high & ~mask { continue }
            if low & mask != 0 { return of(low, low | mask) + of((low | mask) + 1, high) }
            if high & mask != mask { return of(low, (high & ~mask) - 1) + of(high & ~mask, high) }
        }
        return [zip(encoded(low), encoded(high)).map { $0...$1 }]
    }

    private static func encoded(_ value: UInt32) -> [UInt8] {
        switch value {
        case ..<0x800: [UInt8(0xC0 | value >> 6), UInt8(0x80 | value & 0x3F)]
        case ..<0x10000: [UInt8(0xE0 | value >> 12), UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F)]
        default: [UInt8(0xF0 | value >> 18), UInt8(0x80 | value >> 12 & 0x3F), UInt8(0x80 | value >> 6 & 0x3F), UInt8(0x80 | value & 0x3F)]
        }
    }
}
