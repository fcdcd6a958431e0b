/// How many values fit which set of types and meanings, with the first lines that show each set.
///
/// Few sets occur in a column, so that counting them by set costs one comparison per value, and the shares of every
/// type and meaning, and what refutes them, come out at the end.
struct TraitTally: Sendable {
    struct Sample: Sendable {
        var line: Int64
        var value: [UInt8]
    }

    struct Entry: Sendable {
        var types: TypeTraits
        var meanings: MeaningTraits
        var count: Int64 = 0
        /// The first three values by line.
        var samples: [Sample] = []
        /// No later line needs a look; `Int64.max` until there are three samples.
        var lastLine = Int64.max
    }

    private(set) var entries: [Entry] = []
    private var slots: [UInt16] = Array(repeating: 0, count: 64)
    private var recent = 0
    // The entry last counted, kept out of the list while its like goes on: most values are as the one before.
    private var recentTypes = TypeTraits()
    private var recentMeanings = MeaningTraits()
    private var recentLastLine = Int64.max
    private var pending: Int64 = 0

    /// Counts a value; `settle()` must follow before anything is asked.
    @inline(__always)
    mutating func add(_ types: TypeTraits, _ meanings: MeaningTraits, value: ByteView, count: Int64, line: Int64) {
        if types == recentTypes && meanings == recentMeanings && recentLastLine <= line {
            pending &+= count
        } else {
            addOther(types, meanings, value: value, count: count, line: line)
        }
    }

    @inline(never)
    private mutating func addOther(_ types: TypeTraits, _ meanings: MeaningTraits, value: ByteView, count: Int64, line: Int64) {
        settle()
        find(types, meanings)
        entries[recent].count &+= count
        if entries[recent].lastLine > line { note(value, line) }
        recentTypes = types
        recentMeanings = meanings
        recentLastLine = entries[recent].lastLine
    }

    /// Puts what was counted last where it belongs.
    mutating func settle() {
        if pending > 0 { entries[recent].count &+= pending }
        pending = 0
    }

    /// Sets `recent` to the entry of that set.
    @inline(never)
    private mutating func find(_ types: TypeTraits, _ meanings: MeaningTraits) {
        var slot = Int(truncatingIfNeeded: ByteHash.fold(types.rawValue ^ 0x9E37_79B9, meanings.rawValue ^ 0x7F4A_7C15_51ED)) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if entries[index].types == types && entries[index].meanings == meanings {
                recent = index
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        recent = entries.count
        entries.append(Entry(types: types, meanings: meanings))
        slots[slot] = UInt16(entries.count)
        if entries.count * 2 > slots.count {
            let known = entries
            slots = Array(repeating: 0, count: slots.count * 4)
            for (index, entry) in known.enumerated() {
                var slot = Int(truncatingIfNeeded: ByteHash.fold(entry.types.rawValue ^ 0x9E37_79B9, entry.meanings.rawValue ^ 0x7F4A_7C15_51ED)) & (slots.count - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = UInt16(index + 1)
            }
        }
    }

    @inline(never)
    private mutating func note(_ value: ByteView, _ line: Int64) {
        note(Sample(line: line, value: value.slice(0, Swift.min(value.count, 84)).array), in: recent)
    }

    private mutating func note(_ sample: Sample, in index: Int) {
        var samples = entries[index].samples
        if let same = samples.firstIndex(where: { $0.value == sample.value }) {
            samples[same].line = Swift.min(samples[same].line, sample.line)
        } else {
            samples.append(sample)
        }
        samples.sort { $0.line < $1.line }
        if samples.count > 3 { samples.removeLast() }
        entries[index].samples = samples
        if samples.count == 3 { entries[index].lastLine = samples[2].line }
    }

    mutating func merge(_ other: TraitTally) {
        settle()
        recentLastLine = .max
        for entry in other.entries {
            find(entry.types, entry.meanings)
            entries[recent].count += entry.count
            for sample in entry.samples { note(sample, in: recent) }
        }
    }

    /// Values whose set satisfies the condition.
    func count(where condition: (Entry) -> Bool) -> Int64 {
        entries.reduce(0) { condition($1) ? $0 + $1.count : $0 }
    }

    /// The first three values whose set satisfies the condition, with the number of cells of their set.
    func samples(where condition: (Entry) -> Bool) -> [Explanation.Sample] {
        let all = entries.filter(condition).flatMap { entry in entry.samples.map { (entry.count, $0) } }
        return all.sorted { $0.1.line < $1.1.line }.prefix(3).map { count, sample in
            Explanation.Sample(value: sample.value.withView { $0.text(limit: 80) }, line: sample.line, count: count)
        }
    }
}
