/// The file in which a vintage is kept for the server: columns of numbers side by side, read where they lie.
///
/// Little-endian. A header of 32 bytes (`PORTTERR`, version, number of sections, date, checksum of all that follows),
/// a table of sections (identifier, offset, length), the sections, each aligned to eight bytes.
enum SnapshotFormat {
    static let magic: UInt64 = 0x5252_4554_5452_4F50
    static let version: UInt32 = 1
    static let headerSize = 32
    static let entrySize = 24

    enum Section: UInt64 {
        /// Bytes of all texts; each is its length (two bytes) and its UTF-8.
        case texts = 1
        case sources
        /// Where each level begins among the territories, and the end of the last.
        case levelStarts
        case codeHigh, codeLow, names, articles, kinds, seats, parentStarts, parents, from, until, populations
        case areas, centroids, bounds
        case postalCodes, postalCommunes
        case movementKinds, movementDates, movementSides
        case cellKeys, cellStarts, cellCommunes
        case words, wordStarts, wordTerritories, wordSignatures
        /// Eight sections a level from here on.
        case outlines = 100
    }

    /// The parts of a level's outlines.
    enum OutlinePart: UInt64, CaseIterable {
        case points, weights, arcStarts, left, right, ringArcs, ringStarts, polygonStarts, shapeStarts
    }

    static func section(_ level: TerritoryLevel, _ part: OutlinePart) -> UInt64 {
        Section.outlines.rawValue + UInt64(level.rawValue) * 16 + part.rawValue
    }

    /// A fast checksum against damage, not against malice: eight bytes at a time (after FNV-1a).
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var offset = 0
        let count = bytes.count
        while offset + 8 <= count {
            hash = (hash ^ (unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))) &* 0x100_0000_01B3
            hash ^= hash >> 29
            offset += 8
        }
        while offset < count {
            hash = (hash ^ UInt64(unsafe bytes[offset])) &* 0x100_0000_01B3
            offset += 1
        }
        return hash
    }

    /// A code of up to twelve letters and digits as two numbers, in the order of the text.
    static func packed(_ code: String) -> (high: UInt64, low: UInt32) {
        var high: UInt64 = 0, low: UInt32 = 0
        for (index, byte) in code.utf8.enumerated() {
            if index < 8 { high |= UInt64(byte) << UInt64(56 - 8 * index) } else if index < 12 { low |= UInt32(byte) << UInt32(24 - 8 * (index - 8)) }
        }
        return (high, low)
    }

    static func unpacked(_ high: UInt64, _ low: UInt32) -> String {
        var bytes: [UInt8] = []
        for index in 0..<12 {
            let byte = index < 8 ? UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index)) : UInt8(truncatingIfNeeded: low >> UInt32(24 - 8 * (index - 8)))
            if byte == 0 { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
