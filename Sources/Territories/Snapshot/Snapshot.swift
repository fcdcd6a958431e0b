import Foundation
import Localization

/// An open snapshot: its sections by name.
struct Snapshot: Sendable {
    let date: CivilDate
    let checksum: UInt64
    private let file: MappedFile
    private let sections: [UInt64: (offset: Int, length: Int)]
    private let texts: Column<UInt8>

    /// - Throws: `territories.snapshot.unreadable`, `.foreign` for another sort of file, `.version` for one of another
    ///   version of the program, `.damaged` where the checksum does not fit.
    init(_ url: URL) throws {
        let file = try MappedFile(url)
        let name = MessageArgument.text(url.lastPathComponent)
        let size = unsafe file.bytes.count
        guard size >= SnapshotFormat.headerSize, unsafe file.bytes.loadUnaligned(as: UInt64.self) == SnapshotFormat.magic else {
            throw TerritoriesError("snapshot.foreign", ["file": name])
        }
        func number(_ offset: Int) -> UInt32 { unsafe file.bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
        func long(_ offset: Int) -> UInt64 { unsafe file.bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
        guard number(8) == SnapshotFormat.version else { throw TerritoriesError("snapshot.version", ["file": name]) }
        let count = Int(number(12))
        let damaged = TerritoriesError("snapshot.damaged", ["file": name])
        guard count < 10_000, size >= SnapshotFormat.headerSize + count * SnapshotFormat.entrySize else { throw damaged }
        let covered = unsafe UnsafeRawBufferPointer(rebasing: file.bytes[SnapshotFormat.headerSize...])
        guard unsafe SnapshotFormat.checksum(covered) == long(24) else { throw damaged }
        var sections: [UInt64: (Int, Int)] = [:]
        for index in 0..<count {
            let entry = SnapshotFormat.headerSize + index * SnapshotFormat.entrySize
            guard let offset = Int(exactly: long(entry + 8)), let length = Int(exactly: long(entry + 16)) else { throw damaged }
            sections[long(entry)] = (offset, length)
        }
        guard let place = sections[SnapshotFormat.Section.texts.rawValue],
            let texts = Column<UInt8>(file, offset: place.0, length: place.1)
        else { throw damaged }
        date = CivilDate(number: Int32(bitPattern: number(16)))
        checksum = long(24)
        self.file = file
        self.sections = sections
        self.texts = texts
    }

    /// The elements of a section; none where the file has no such section.
    func column<Element: BitwiseCopyable>(_ id: UInt64, of type: Element.Type = Element.self) throws -> Column<Element> {
        let place = sections[id] ?? (0, 0)
        guard let column = Column<Element>(file, offset: place.offset, length: place.length) else {
            throw TerritoriesError("snapshot.damaged", ["file": .text("\(id)")])
        }
        return column
    }

    func column<Element: BitwiseCopyable>(_ section: SnapshotFormat.Section, of type: Element.Type = Element.self) throws -> Column<Element> {
        try column(section.rawValue, of: type)
    }

    /// The bytes of a text.
    func bytes(_ place: UInt32) -> Slice<Column<UInt8>> {
        let start = Int(place)
        let count = Int(texts[start]) | Int(texts[start + 1]) << 8
        return texts[(start + 2)..<(start + 2 + count)]
    }

    func text(_ place: UInt32) -> String { String(decoding: bytes(place), as: UTF8.self) }
}
