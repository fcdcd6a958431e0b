/// A few values that show what a column holds: those with the smallest hashes, so they are spread over the values, and
/// the same in whatever order the cells came.
struct Examples: Sendable {
    private struct Example: Sendable {
        var hash: UInt64
        var line: Int64
        var value: [UInt8]
    }

    private static var size: Int { 6 }
    private var examples: [Example] = []
    /// Greater hashes need no look.
    private var threshold = UInt64.max

    @inline(__always)
    mutating func add(_ value: ByteView, hash: UInt64, line: Int64) {
        if hash <= threshold { note(Example(hash: hash, line: line, value: value.slice(0, Swift.min(value.count, 204)).array)) }
    }

    @inline(never)
    private mutating func note(_ example: Example) {
        if let same = examples.firstIndex(where: { $0.hash == example.hash }) {
            examples[same].line = Swift.min(examples[same].line, example.line)
            return
        }
        examples.append(example)
        examples.sort { $0.hash < $1.hash }
        if examples.count > Self.size { examples.removeLast() }
        if examples.count == Self.size, let last = examples.last { threshold = last.hash }
    }

    mutating func merge(_ other: Examples) {
        for example in other.examples { note(example) }
    }

    /// In file order.
    var texts: [String] {
        examples.sorted { $0.line < $1.line }.map { $0.value.withView { $0.text(limit: 200) } }
    }
}
