/// Checks that a text is one JSON object, so that it can stand inside another document.
enum JSONShape {
    static func isObject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var reader = unsafe Reader(text: text)
        reader.skipSpace()
        guard reader.peek == UInt8(ascii: "{"), reader.value(depth: 0) else { return false }
        reader.skipSpace()
        return reader.peek == nil
    }

    @safe private struct Reader {
        let text: UnsafeBufferPointer<UInt8>
        var position = 0

        init(text: UnsafeBufferPointer<UInt8>) { unsafe self.text = text }

        var peek: UInt8? { unsafe position < text.count ? unsafe text[position] : nil }

        mutating func skipSpace() {
            while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard peek == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func value(depth: Int) -> Bool {
            guard depth < 64 else { return false }
            skipSpace()
            switch peek {
            case UInt8(ascii: "{"): return members("{", "}", depth) { reader in
                reader.skipSpace()
                guard reader.string() else { return false }
                reader.skipSpace()
                return reader.take(":") && reader.value(depth: depth + 1)
            }
            case UInt8(ascii: "["): return members("[", "]", depth) { $0.value(depth: depth + 1) }
            case UInt8(ascii: "\""): return string()
            case UInt8(ascii: "t"): return word("true")
            case UInt8(ascii: "f"): return word("false")
            case UInt8(ascii: "n"): return word("null")
            default: return number()
            }
        }

        private mutating func members(
            _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ depth: Int, _ member: (inout Reader) -> Bool
        ) -> Bool {
            guard take(open) else { return false }
            skipSpace()
            if take(close) { return true }
            repeat {
                guard member(&self) else { return false }
                skipSpace()
            } while take(",")
            return take(close)
        }

        private mutating func string() -> Bool {
            guard take("\"") else { return false }
            while let byte = peek {
                position += 1
                switch byte {
                case UInt8(ascii: "\""): return true
                case 0..<0x20: return false
                case UInt8(ascii: "\\"):
                    guard let escaped = peek, "\"\\/bfnrtu".utf8.contains(escaped) else { return false }
                    position += 1
                    if escaped == UInt8(ascii: "u") {
                        for _ in 0..<4 {
                            guard let digit = peek, Character(Unicode.Scalar(digit)).isHexDigit else { return false }
                            position += 1
                        }
                    }
                default: break
                }
            }
            return false
        }

        private mutating func word(_ word: StaticString) -> Bool {
            for byte in "\(word)".utf8 {
                guard peek == byte else { return false }
                position += 1
            }
            return true
        }

        private mutating func digits() -> Bool {
            let start = position
            while let byte = peek, (48...57).contains(byte) { position += 1 }
            return position > start
        }

        private mutating func number() -> Bool {
            _ = take("-")
            if !take("0"), !digits() { return false }
            if take("."), !digits() { return false }
            if take("e") || take("E") {
                if !take("+") { _ = take("-") }
                return digits()
            }
            return true
        }
    }
}
