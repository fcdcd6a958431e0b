/// Checks that a cell is one whole JSON object or array (RFC 8259), without building it.
enum JSONSyntax {
    /// Deeper nesting is refused: a cell is no place for it, and depth must not cost stack.
    static var deepest: Int { 64 }

    static func isContainer(_ bytes: ByteView) -> Bool {
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[") else { return false }
        var scanner = Scanner(bytes: bytes)
        return scanner.value(depth: 0) && scanner.atEnd()
    }

    private struct Scanner {
        let bytes: ByteView
        var index = 0

        mutating func skipSpace() {
            while index < bytes.count, bytes[index] == 0x20 || (bytes[index] >= 9 && bytes[index] <= 13) { index += 1 }
        }

        mutating func atEnd() -> Bool {
            skipSpace()
            return index == bytes.count
        }

        mutating func take(_ byte: UInt8) -> Bool {
            skipSpace()
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func value(depth: Int) -> Bool {
            skipSpace()
            guard index < bytes.count, depth < JSONSyntax.deepest else { return false }
            switch bytes[index] {
            case UInt8(ascii: "{"): return members(depth: depth)
            case UInt8(ascii: "["): return elements(depth: depth)
            case UInt8(ascii: "\""): return string()
            case UInt8(ascii: "t"): return word("true")
            case UInt8(ascii: "f"): return word("false")
            case UInt8(ascii: "n"): return word("null")
            default: return number()
            }
        }

        private mutating func members(depth: Int) -> Bool {
            index += 1
            if take(UInt8(ascii: "}")) { return true }
            repeat {
                skipSpace()
                guard string(), take(UInt8(ascii: ":")), value(depth: depth + 1) else { return false }
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "}"))
        }

        private mutating func elements(depth: Int) -> Bool {
            index += 1
            if take(UInt8(ascii: "]")) { return true }
            repeat {
                guard value(depth: depth + 1) else { return false }
            } while take(UInt8(ascii: ","))
            return take(UInt8(ascii: "]"))
        }

        private mutating func string() -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return false }
            index += 1
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "\""):
                    index += 1
                    return true
                case UInt8(ascii: "\\"): index += 2
                case 0..<0x20: return false
                default: index += 1
                }
            }
            return false
        }

        private mutating func word(_ word: StaticString) -> Bool {
            let count = word.utf8CodeUnitCount
            guard index + count <= bytes.count else { return false }
            for offset in 0..<count where unsafe word.utf8Start[offset] != bytes[index + offset] { return false }
            index += count
            return true
        }

        private mutating func digits() -> Int {
            let from = index
            while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
            return index - from
        }

        private mutating func number() -> Bool {
            if bytes[index] == UInt8(ascii: "-") { index += 1 }
            guard digits() > 0 else { return false }
            if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
                index += 1
                guard digits() > 0 else { return false }
            }
            if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
                index += 1
                if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
                guard digits() > 0 else { return false }
            }
            return true
        }
    }
}
