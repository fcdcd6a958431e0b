import CScan

/// Finds out how a text is encoded from samples of its bytes.
enum EncodingDetection {
    /// The byte order mark at the start of a file: its encoding and its length.
    static func byteOrderMark(_ head: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// UTF-16 without a mark: Latin text has a zero in every other byte.
    static func utf16WithoutMark(_ head: [UInt8]) -> TextEncoding? {
        let pairs = min(head.count, 65_536) / 2
        guard pairs >= 4 else { return nil }
        var evenZeros = 0
        var oddZeros = 0
        for pair in 0..<pairs {
            if head[2 * pair] == 0 { evenZeros += 1 }
            if head[2 * pair + 1] == 0 { oddZeros += 1 }
        }
        if oddZeros * 10 > pairs * 7, evenZeros * 20 < pairs { return .utf16LittleEndian }
        if evenZeros * 10 > pairs * 7, oddZeros * 20 < pairs { return .utf16BigEndian }
        return nil
    }

    /// The encoding of samples that are compatible with ASCII.
    ///
    /// UTF-8 wherever most of what is beyond ASCII is well formed; otherwise the single-byte encoding under which the
    /// bytes read best as French.
    static func asciiCompatible(_ samples: [[UInt8]]) -> TextEncoding {
        var wellFormed = 0
        var broken = 0
        var scores = [Double](repeating: 0, count: candidates.count)
        let tables = candidates.map { SingleByteTable.upperHalf($0) }
        for sample in samples {
            var index = 0
            while index < sample.count {
                let byte = sample[index]
                if byte < 0x80 {
                    index += 1
                    continue
                }
                let length = sequenceLength(sample, at: index)
                if length > 0 {
                    wellFormed += 1
                    index += length
                    continue
                }
                // A sequence cut by the edges of a sample says nothing.
                let isAtEdge = index < 3 || index >= sample.count - 4
                if !isAtEdge {
                    broken += 1
                    let before = sample[index - 1]
                    let after = sample[index + 1]
                    // Some thousands tell as much as all of a text in another alphabet would.
                    for candidate in candidates.indices where broken <= 10_000 {
                        scores[candidate] += plausibility(tables[candidate][Int(byte & 0x7F)], after: before, before: after)
                    }
                } else if sample.count < 64 {
                    broken += 1
                }
                index += 1
            }
        }
        if broken == 0 || wellFormed >= broken { return .utf8 }
        var best = 0
        for candidate in candidates.indices where scores[candidate] > scores[best] + 1e-9 { best = candidate }
        return candidates[best]
    }

    /// Windows-1252 first: it wins where the bytes do not tell.
    private static let candidates: [TextEncoding] = [.windows1252, .latin9, .macRoman, .codePage850, .windows1250]

    private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
        let lead = bytes[index]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard index + length <= bytes.count else { return 0 }
        let valid = unsafe bytes.withUnsafeBufferPointer { unsafe scan_utf8_prefix($0.baseAddress! + index, length) }
        return valid == length ? length : 0
    }

    /// How well a character stands between two bytes of text that is French first, or of another language of Europe,
    /// from -1 to 1.
    private static func plausibility(_ scalar: Unicode.Scalar, after before: UInt8, before after: UInt8) -> Double {
        let followsLower = before >= 0x61 && before <= 0x7A
        let followsLetter = followsLower || before >= 0x41 && before <= 0x5A
        let precedesLetter = after >= 0x41 && after <= 0x5A || after >= 0x61 && after <= 0x7A
        // Small letters do not stand in words of capitals.
        let precedesCapital = after >= 0x41 && after <= 0x5A
        if precedesCapital, !followsLower, scalar.properties.isLowercase { return -0.4 }
        switch scalar {
        // `è` and `ê` do not stand before a vowel, nor `ù` within a word, where Czech and Polish have their own letters.
        case "è", "ê": return "aeiouy".utf8.contains(after) ? 0.1 : followsLetter || precedesLetter ? 1 : 0.6
        case "ù": return precedesLetter ? 0.2 : 1
        case "œ": return after == UInt8(ascii: "u") || after == UInt8(ascii: "i") || after == UInt8(ascii: "n") ? 1 : 0.2
        default: break
        }
        if "éëàâäûüçîïôöÿáíóú".unicodeScalars.contains(scalar) { return followsLetter || precedesLetter ? 1 : 0.6 }
        if "ÉÈÊËÀÂÄÙÛÜÇÎÏÔÖŒŸÑÁÍÓÚÆ".unicodeScalars.contains(scalar) { return followsLower ? -0.5 : 0.9 }
        // The letters of Central Europe, and those of the languages to its west and north.
        if "ąćęłńśźżčďěňřšťůžýăşţőűľĺŕĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽÝĂŞŢŐŰĽ".unicodeScalars.contains(scalar) {
            return followsLetter || precedesLetter ? 0.45 : -0.2
        }
        if scalar == "õ" || scalar == "ã" { return "oe".utf8.contains(after) ? 0.45 : 0.2 }
        if "ñæåø".unicodeScalars.contains(scalar) { return 0.45 }
        if "’‘".unicodeScalars.contains(scalar) { return 0.8 }
        if "³²£€".unicodeScalars.contains(scalar) { return precedesLetter ? -0.4 : 0.6 }
        if "°«»–—…µ“”§•·½±×\u{A0}®©™".unicodeScalars.contains(scalar) {
            return followsLetter && precedesLetter ? -0.2 : 0.6
        }
        if scalar.value < 0xA0 { return -1 }
        if scalar.properties.isAlphabetic { return 0.1 }
        return -0.6
    }
}
