import CScan

/// Everything that is gathered value by value: forms, meanings, lengths, extremes, shapes, examples; and, for a stream of
/// values too many to remember, the sketches.
struct ColumnAnalysis: Sendable {
    /// A word that may stand for a missing value.
    struct Marker: Sendable {
        var value: [UInt8]
        var count: Int64
        var line: Int64
    }

    var tally = TraitTally()
    /// Forms that no value has refuted yet.
    private(set) var remaining = TypeTraits.forms
    private(set) var nulls: Int64 = 0
    /// Values that are neither missing nor a marker.
    private(set) var present: Int64 = 0
    private(set) var markers: [Marker] = []
    /// Texts that the caller declared missing, found in the column.
    private(set) var declaredMissing: [Marker] = []
    private(set) var totalLength: Int64 = 0
    private(set) var minLength = Int.max
    private(set) var maxLength = 0
    private(set) var least: [UInt8] = []
    private(set) var greatest: [UInt8] = []
    private var leastKey = UInt64.max
    private var greatestKey: UInt64 = 0
    private(set) var patterns = PatternTally()
    private(set) var examples = Examples()
    private(set) var sketches: Sketches?
    private let missingValues: [[UInt8]]
    private var recognizer = Recognizer()

    /// How the value before was written: the next one is first read that way.
    private enum Lane { case any, number, uuid, opaque }
    private var lane = Lane.any
    private let usesLanes: Bool

    /// - Parameters:
    ///   - sketches: given where values will not be seen again, so that their figures must be sketched.
    ///   - usesLanes: whether a value may be read as the one before was; the result is the same, later.
    init(missingValues: [[UInt8]], sketches: Sketches? = nil, usesLanes: Bool = true) {
        self.missingValues = missingValues
        self.sketches = sketches
        self.usesLanes = usesLanes && missingValues.isEmpty
    }

    /// From now on more different values come than any list of names holds.
    mutating func stopLookingUpNames() { recognizer.looksUpNames = false }

    /// Streams cells from `start` on, one occurrence each; their hashes are in the digest.
    mutating func add(
        _ cells: UnsafeBufferPointer<Cell>, from start: Int, empty: inout Int64, _ digest: borrowing BlockDigest
    ) {
        let classes = ByteClass.table
        for index in start..<cells.count {
            let raw = unsafe ByteView(cells[index])
            if raw.count == 0 {
                empty &+= 1
                continue
            }
            let hash = unsafe digest.hashes[index]
            let line = unsafe digest.lines[index]
            switch lane {
            case .number:
                if let (number, isDigits) = NumberSyntax.plain(raw) {
                    let meanings = isDigits ? recognizer.digits(raw, number) : Recognizer.decimal(number)
                    take(raw, number.traits, meanings, .init(number), hash: hash, line: line)
                    continue
                }
            case .uuid:
                if raw.count == 36, CodeChecks.isUUID(raw) {
                    take(raw, [], [.uuid, .oneWord], nil, hash: hash, line: line)
                    continue
                }
            case .opaque:
                if unsafe cell_is_opaque(raw.start, raw.count) {
                    take(raw, [], .oneWord, nil, hash: hash, line: line)
                    continue
                }
            case .any: break
            }
            add(raw, hash: hash, count: 1, line: line, classes)
        }
        tally.settle()
    }

    /// Takes in one value of plain ASCII that needs no trimming and is no marker.
    @inline(__always)
    private mutating func take(
        _ value: ByteView, _ types: TypeTraits, _ meanings: MeaningTraits, _ reading: ValueReading?, hash: UInt64, line: Int64
    ) {
        remaining.formIntersection(types)
        present &+= 1
        tally.add(types, meanings, value: value, count: 1, line: line)
        measure(value, length: value.count, hash: hash, count: 1, line: line)
        if hash & Self.patternMask == 0 { patterns.add(value, Int64(Self.patternMask + 1)) }
        sketches!.add(value, hash: hash, count: 1, line: line, reading, remaining: remaining)
    }

    @inline(__always)
    private mutating func measure(_ value: ByteView, length: Int, hash: UInt64, count: Int64, line: Int64) {
        totalLength &+= Int64(length) &* count
        if length < minLength { minLength = length }
        if length > maxLength { maxLength = length }
        let key = value.prefix8.byteSwapped
        if key <= leastKey || key >= greatestKey { compareExtremes(value, key) }
        examples.add(value, hash: hash, line: line)
    }

    /// One value in sixty-four, chosen by its hash, shows the shapes of a stream well enough.
    private static var patternMask: UInt64 { 0x3F }

    /// Takes in any value; `tally.settle()` must follow.
    @inline(__always)
    mutating func add(_ raw: ByteView, hash: UInt64, count: Int64, line: Int64, _ classes: ByteClassTable) {
        let value = raw.trimmed
        if value.count == 0 || MissingMarkers.isNull(value) {
            nulls &+= count
            return
        }
        if !missingValues.isEmpty && isDeclaredMissing(raw, count, line) { return }
        let mask = classes.scan(value)
        let reading = ValueReading(value, mask: mask, readsWords: recognizer.looksUpNames)
        var types = reading.types
        if types.intersection(.forms).isEmpty && !remaining.isEmpty && value.count <= MissingMarkers.longest
            && MissingMarkers.contains(value)
        {
            note(value, count, line, in: \.markers)
            return
        }
        if raw.count != value.count { types.insert(.padded) }
        remaining.formIntersection(types)
        present &+= count
        let meanings = recognizer.read(value, mask: mask, number: reading.number)
        tally.add(types, meanings, value: raw, count: count, line: line)
        if usesLanes && sketches != nil { chooseLane(value, types, meanings) }

        let length = mask & ByteClass.wide == 0 ? raw.count : raw.scalarCount
        measure(value, length: length, hash: hash, count: count, line: line)
        if sketches == nil {
            patterns.add(value, count)
        } else {
            if hash & Self.patternMask == 0 { patterns.add(value, count &* Int64(Self.patternMask + 1)) }
            sketches?.add(raw, hash: hash, count: count, line: line, reading, remaining: remaining)
        }
    }

    @inline(__always)
    private mutating func chooseLane(_ value: ByteView, _ types: TypeTraits, _ meanings: MeaningTraits) {
        if !types.isDisjoint(with: [.numbers, .leadingZero]) {
            lane = .number
        } else if meanings == [.uuid, .oneWord] {
            lane = .uuid
        } else if types.isEmpty && meanings == .oneWord {
            lane = .opaque
        }
    }

    @inline(never)
    private mutating func compareExtremes(_ raw: ByteView, _ key: UInt64) {
        if key < leastKey || leastKey == .max && least.isEmpty || key == leastKey && least.withView({ raw.precedes($0) }) {
            least = raw.slice(0, Swift.min(raw.count, 200)).array
            leastKey = key
        }
        if key > greatestKey || greatest.isEmpty || key == greatestKey && greatest.withView({ $0.precedes(raw) }) {
            greatest = raw.slice(0, Swift.min(raw.count, 200)).array
            greatestKey = key
        }
    }

    @inline(never)
    private mutating func isDeclaredMissing(_ raw: ByteView, _ count: Int64, _ line: Int64) -> Bool {
        for missing in missingValues where missing.count == raw.count && missing.withView({ $0.equals(raw) }) {
            note(raw, count, line, in: \.declaredMissing)
            return true
        }
        return false
    }

    @inline(never)
    private mutating func note(_ value: ByteView, _ count: Int64, _ line: Int64, in list: WritableKeyPath<ColumnAnalysis, [Marker]>) {
        let bytes = value.array
        if let index = self[keyPath: list].firstIndex(where: { $0.value == bytes }) {
            self[keyPath: list][index].count += count
            self[keyPath: list][index].line = Swift.min(self[keyPath: list][index].line, line)
        } else {
            self[keyPath: list].append(Marker(value: bytes, count: count, line: line))
        }
    }

    mutating func merge(_ other: ColumnAnalysis) {
        tally.merge(other.tally)
        remaining.formIntersection(other.remaining)
        nulls += other.nulls
        present += other.present
        for marker in other.markers { marker.value.withView { note($0, marker.count, marker.line, in: \.markers) } }
        for marker in other.declaredMissing { marker.value.withView { note($0, marker.count, marker.line, in: \.declaredMissing) } }
        totalLength += other.totalLength
        minLength = Swift.min(minLength, other.minLength)
        maxLength = Swift.max(maxLength, other.maxLength)
        if !other.least.isEmpty {
            other.least.withView { compareExtremes($0, $0.prefix8.byteSwapped) }
            other.greatest.withView { compareExtremes($0, $0.prefix8.byteSwapped) }
        }
        patterns.merge(other.patterns)
        examples.merge(other.examples)
        if let theirs = other.sketches { sketches?.merge(theirs) }
        if !other.recognizer.looksUpNames { recognizer.looksUpNames = false }
    }

    /// Counts the markers as the text they are, where the column turns out to be text.
    mutating func takeMarkersAsText() {
        let words = markers
        markers = []
        defer { tally.settle() }
        for marker in words {
            marker.value.withView { value in
                present += marker.count
                let meanings = recognizer.read(value, mask: ByteClass.table.scan(value), number: NumberReading())
                tally.add([], meanings, value: value, count: marker.count, line: marker.line)
                let length = value.scalarCount
                totalLength += Int64(length) * marker.count
                minLength = Swift.min(minLength, length)
                maxLength = Swift.max(maxLength, length)
                compareExtremes(value, value.prefix8.byteSwapped)
                let hash = ByteHash.of(value)
                examples.add(value, hash: hash, line: marker.line)
                if sketches == nil {
                    patterns.add(value, marker.count)
                } else if hash & Self.patternMask == 0 {
                    patterns.add(value, marker.count &* Int64(Self.patternMask + 1))
                }
                sketches?.addText(value, hash: hash, count: marker.count)
            }
        }
    }
}
