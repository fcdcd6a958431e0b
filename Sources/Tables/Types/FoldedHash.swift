/// Hashes of words without regard to case, accents and marks, made without building the folded text.
///
/// Two texts that `FoldedText` folds alike have the same hash (FNV-1a, 64 bits); lists of words are looked up by it, and
/// with a few thousand words against 2^64 hashes a false match is out of the question.
enum FoldedHash {
    @inline(__always)
    static func of(_ bytes: ByteView) -> UInt64 { of(bytes, 0, bytes.count) }

    static func of(_ bytes: ByteView, _ from: Int, _ to: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var pendingSpace = false
        var isEmpty = true
        @inline(__always)
        func take(_ byte: UInt8) {
            if pendingSpace {
                pendingSpace = false
                if !isEmpty { hash = (hash ^ 0x20) &* 0x100_0000_01B3 }
            }
            isEmpty = false
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        var index = from
        while index < to {
            let byte = bytes[index]
            index += 1
            if byte &- 0x61 < 26 || byte &- 0x30 < 10 {
                take(byte)
            } else if byte &- 0x41 < 26 {
                take(byte | 0x20)
            } else if byte < 0x80 {
                pendingSpace = true
            } else if byte == 0xC3 && index < to {
                let letters = FoldedText.latin(bytes[index])
                index += 1
                if letters.0 != 0 { take(letters.0) }
                if letters.1 != 0 { take(letters.1) }
            } else if byte == 0xC5 && index < to {
                let second = bytes[index]
                index += 1
                if second == 0x93 || second == 0x92 {
                    take(UInt8(ascii: "o"))
                    take(UInt8(ascii: "e"))
                } else {
                    pendingSpace = true
                }
            } else if byte >= 0xC0 {
                pendingSpace = true
            }
        }
        return hash
    }
}

/// A fixed set of hashed words with what each stands for: open addressing, read-only once built.
struct WordTable<Payload: Sendable>: Sendable {
    private let slots: [(hash: UInt64, payload: Payload?)]
    private let mask: Int

    init(_ words: [UInt64: Payload]) {
        self.init(words.map { (hash: $0.key, payload: $0.value) }) { first, _ in first }
    }

    /// - Parameter joined: what a hash that is given twice stands for.
    init(_ words: [(hash: UInt64, payload: Payload)], joined: (Payload, Payload) -> Payload) {
        var size = 16
        while size < words.count * 3 { size *= 2 }
        mask = size - 1
        var slots = [(hash: UInt64, payload: Payload?)](repeating: (0, nil), count: size)
        for (hash, payload) in words {
            var slot = Int(truncatingIfNeeded: hash) & (size - 1)
            var content = payload
            while let known = slots[slot].payload {
                if slots[slot].hash == hash {
                    content = joined(known, payload)
                    break
                }
                slot = (slot + 1) & (size - 1)
            }
            slots[slot] = (hash, content)
        }
        self.slots = slots
    }

    @inline(__always)
    subscript(_ hash: UInt64) -> Payload? {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while let payload = slots[slot].payload {
            if slots[slot].hash == hash { return payload }
            slot = (slot + 1) & mask
        }
        return nil
    }
}
