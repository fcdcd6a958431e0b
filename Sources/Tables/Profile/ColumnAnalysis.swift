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

    /// - Parameter sketches: given where values will not be seen again, so that their figures must be sketched.
    init(missingValues: [[UInt8]], sketches: Sketches? = nil) {
        self.missingValues = missingValues
        self.sketches = sketches
    }

    /// From now on more different values come than any list of names holds.
    mutating func stopLookingUpNames() { recognizer.looksUpNames = false }

    /// Streams cells from `start` on, one occurrence each.
    mutating func add(_ cells: UnsafeBufferPointer<Cell>, from start: Int, firstLine: Int64, empty: inout Int64) {
        let classes = ByteClass.table
        for index in start..<cells.count {
            let raw = unsafe ByteView(cells[index])
            if raw.count == 0 {
                empty &+= 1
            } else {
                add(raw, hash: ByteHash.of(raw), count: 1, line: firstLine &+ Int64(index), classes)
            }
        }
    }

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

        let length = mask & ByteClass.wide == 0 ? raw.count : raw.scalarCount
        totalLength &+= Int64(length) &* count
        if length < minLength { minLength = length }
        if length > maxLength { maxLength = length }
        let key = value.prefix8.byteSwapped
        if key <= leastKey || key >= greatestKey { compareExtremes(value, key) }
        examples.add(value, hash: hash, line: line)
        if sketches == nil {
            patterns.add(value, count)
        } else {
            // One value in sixteen, chosen by its hash, shows the shapes well enough.
            if hash & 0xF == 0 { patterns.add(value, count &* 16) }
            sketches?.add(raw, hash: hash, count: count, line: line, reading, remaining: remaining)
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
                } else if hash & 0xF == 0 {
                    patterns.add(value, marker.count &* 16)
                }
                sketches?.addText(value, hash: hash, count: marker.count)
            }
        }
    }
}
