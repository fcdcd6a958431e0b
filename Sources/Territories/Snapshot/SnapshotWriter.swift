import Foundation
import Localization

/// Puts sections together and writes them beside their place, then in it: whoever has the old file open keeps it.
struct SnapshotWriter {
    private var sections: [(id: UInt64, bytes: [UInt8])] = []
    private var texts: [UInt8] = []
    private var knownTexts: [String: UInt32] = [:]

    mutating func add<Element: BitwiseCopyable>(_ id: UInt64, _ elements: [Element]) {
        let bytes = unsafe elements.withUnsafeBytes { unsafe [UInt8]($0) }
        sections.append((id, bytes))
    }

    mutating func add<Element: BitwiseCopyable>(_ section: SnapshotFormat.Section, _ elements: [Element]) {
        add(section.rawValue, elements)
    }

    /// Keeps a text once.
    ///
    /// - Returns: where it is.
    mutating func text(_ text: String) -> UInt32 {
        if let known = knownTexts[text] { return known }
        let place = UInt32(texts.count)
        let bytes = Array(text.utf8.prefix(65_535))
        texts += [UInt8(truncatingIfNeeded: bytes.count), UInt8(truncatingIfNeeded: bytes.count >> 8)] + bytes
        knownTexts[text] = place
        return place
    }

    /// - Throws: `territories.snapshot.unwritable`.
    func write(to file: URL, date: CivilDate) throws {
        let all = sections + [(SnapshotFormat.Section.texts.rawValue, texts)]
        var table: [UInt8] = []
        var body: [UInt8] = []
        let start = SnapshotFormat.headerSize + all.count * SnapshotFormat.entrySize
        for (id, bytes) in all {
            while (start + body.count) % 8 != 0 { body.append(0) }
            for number in [id, UInt64(start + body.count), UInt64(bytes.count)] { table += Self.bytes(number) }
            body += bytes
        }
        let covered = table + body
        let checksum = unsafe covered.withUnsafeBytes { unsafe SnapshotFormat.checksum($0) }
        let header = Self.bytes(SnapshotFormat.magic) + Self.bytes(SnapshotFormat.version) + Self.bytes(UInt32(all.count))
            + Self.bytes(date.number) + Self.bytes(UInt32(0)) + Self.bytes(checksum)
        do {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(header + covered).write(to: file, options: .atomic)
        } catch {
            throw TerritoriesError(
                "snapshot.unwritable", ["file": .text(file.path), "detail": .text(error.localizedDescription)], underlying: error)
        }
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        (0..<(type(of: number).bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
