/// Bytes, words and numbers, of which the ranges are made.
extension OpeningHoursGrammar {
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipSpace() {
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    }

    mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// A word that no letter follows.
    mutating func takeWord(_ word: String) -> Bool {
        let start = index
        guard take(word) else { return false }
        if let next = peek, next | 0x20 >= 0x61, next | 0x20 <= 0x7A {
            index = start
            return false
        }
        return true
    }

    mutating func number(_ width: ClosedRange<Int>) -> Int? {
        let start = index
        var value = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10, index - start < width.upperBound {
            value = value * 10 + Int(bytes[index] & 0xF)
            index += 1
        }
        if index - start >= width.lowerBound { return value }
        index = start
        return nil
    }

    /// Further elements behind commas; a comma that opens something else is left.
    mutating func repeated(_ element: (inout Self) -> Bool) {
        while true {
            let mark = index
            skipSpace()
            guard take(",") else {
                index = mark
                return
            }
            skipSpace()
            guard element(&self) else {
                index = mark
                return
            }
        }
    }
}
