import Foundation

/// The bytes of a segment, in memory exactly as on disk: a header, a table of sections, the sections.
///
/// Numbers are little-endian, as on every machine that Portulan runs on; sections begin on multiples of 8.
///
/// | offset | bytes | |
/// |---|---|---|
/// | 0 | 8 | `PTLTEXT1` |
/// | 8 | 8 | fingerprint of the analysis that made it |
/// | 16 | 8 | length of the whole, in bytes |
/// | 24 | 8 | checksum of all that follows, seeded with the two numbers before |
/// | 32 | 4 + 4 | number of sections, number of documents |
/// | 64 | 24 each | section: kind, index (4 + 4), offset, length (8 + 8) |
@safe final class SegmentImage: @unchecked Sendable {
    // Sendable: the bytes are written before the object exists, and never again.
    private let bytes: UnsafeRawBufferPointer
    private let release: @Sendable (UnsafeRawBufferPointer) -> Void
    let documentCount: Int
    private let sections: [SectionName: Range<Int>]

    static let magic = Array("PTLTEXT1".utf8)
    static let headerLength = 64
    static let entryLength = 24

    struct SectionName: Hashable {
        var kind: UInt32
        var index: UInt32
    }

    /// Takes the bytes over and checks them.
    ///
    /// - Throws: `TextIndexError` when they are not a whole and sound segment made by the same analysis.
    private init(
        _ bytes: UnsafeRawBufferPointer, fingerprint: UInt64, name: String,
        release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
    ) throws {
        unsafe self.bytes = bytes
        unsafe self.release = release
        func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) -> Number {
            unsafe Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        func damaged(_ problem: String) -> TextIndexError { .damaged(file: name, problem: problem) }
        var sections: [SectionName: Range<Int>] = [:]
        var documents = 0
        var problem: TextIndexError?
        check: do {
            guard bytes.count >= Self.headerLength, unsafe Array(bytes.prefix(8)) == Self.magic else {
                problem = damaged("header")
                break check
            }
            guard number(16, UInt64.self) == UInt64(bytes.count) else {
                problem = damaged("length")
                break check
            }
            let own = number(8, UInt64.self)
            let sum = unsafe Checksum.of(
                UnsafeRawBufferPointer(rebasing: bytes[32...]), seed: own ^ UInt64(bytes.count))
            guard number(24, UInt64.self) == sum else {
                problem = damaged("checksum")
                break check
            }
            guard own == fingerprint else {
                problem = .otherAnalysis(file: name)
                break check
            }
            documents = Int(number(36, UInt32.self))
            let count = Int(number(32, UInt32.self))
            guard count <= (bytes.count - Self.headerLength) / Self.entryLength else {
                problem = damaged("sections")
                break check
            }
            for entry in 0..<count {
                let base = Self.headerLength + entry * Self.entryLength
                let offset = number(base + 8, UInt64.self)
                let length = number(base + 16, UInt64.self)
                guard offset % 8 == 0, offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else {
                    problem = damaged("section \(entry)")
                    break check
                }
                let name = SectionName(kind: number(base, UInt32.self), index: number(base + 4, UInt32.self))
                sections[name] = Int(offset)..<Int(offset + length)
            }
        }
        self.documentCount = documents
        self.sections = sections
        if let problem { throw problem }
    }

    deinit { unsafe release(bytes) }

    /// Opens a file without reading it into memory: pages come as they are asked for, and are shared by processes.
    static func open(_ file: URL, fingerprint: UInt64) throws -> SegmentImage {
        let path = file.path
        let descriptor = unsafe Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TextIndexError.unreadable(file: path, errno: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw TextIndexError.unreadable(file: path, errno: errno)
        }
        let length = Int(status.st_size)
        guard length >= headerLength else { throw TextIndexError.damaged(file: path, problem: "length") }
        guard let start = unsafe mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), unsafe start != MAP_FAILED
        else { throw TextIndexError.unreadable(file: path, errno: errno) }
        return try unsafe SegmentImage(
            UnsafeRawBufferPointer(start: start, count: length), fingerprint: fingerprint, name: path
        ) { unsafe _ = munmap(UnsafeMutableRawPointer(mutating: $0.baseAddress), $0.count) }
    }

    /// Writes sections one after the other into memory of its own.
    static func make(
        _ sections: [(name: SectionName, content: SectionContent)], documents: Int, fingerprint: UInt64
    ) throws -> SegmentImage {
        func padded(_ length: Int) -> Int { (length + 7) & ~7 }
        var total = headerLength + sections.count * entryLength
        var offsets: [Int] = []
        for section in sections {
            offsets.append(total)
            total += padded(section.content.byteCount)
        }
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: total, alignment: 64)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0)
        func store<Number: FixedWidthInteger>(_ number: Number, _ offset: Int) {
            unsafe memory.storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
        }
        unsafe memory.copyBytes(from: magic)
        store(fingerprint, 8)
        store(UInt64(total), 16)
        store(UInt32(sections.count), 32)
        store(UInt32(documents), 36)
        for (index, section) in sections.enumerated() {
            let base = headerLength + index * entryLength
            store(section.name.kind, base)
            store(section.name.index, base + 4)
            store(UInt64(offsets[index]), base + 8)
            store(UInt64(section.content.byteCount), base + 16)
            unsafe section.content.withBytes { content in
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory[offsets[index]...]).copyMemory(from: content)
            }
        }
        let sum = unsafe Checksum.of(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[32...]), seed: fingerprint ^ UInt64(total))
        store(sum, 24)
        return try unsafe SegmentImage(UnsafeRawBufferPointer(memory), fingerprint: fingerprint, name: "") {
            unsafe $0.deallocate()
        }
    }

    /// Writes the bytes to a file, whole or not at all: under another name first, then renamed.
    func write(to file: URL) throws {
        let data = unsafe Data(
            bytesNoCopy: UnsafeMutableRawPointer(mutating: bytes.baseAddress.unsafelyUnwrapped), count: bytes.count,
            deallocator: .none)
        do {
            try data.write(to: file, options: .atomic)
        } catch {
            throw TextIndexError.unwritable(file: file.path, problem: "\(error.localizedDescription)")
        }
    }

    /// The values of a section; none where it is absent.
    func column<Element: BitwiseCopyable>(_ kind: UInt32, _ index: Int = 0, of type: Element.Type) -> Column<Element> {
        guard let range = sections[SectionName(kind: kind, index: UInt32(index))] else { return Column() }
        return unsafe Column(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }

    /// Bytes held, on disk or in memory.
    var byteCount: Int { unsafe bytes.count }
}

/// What a section holds, before it is written.
enum SectionContent {
    case bytes([UInt8])
    case numbers([UInt32])
    case floats([Float])
    case doubles([Double])

    var byteCount: Int {
        switch self {
        case .bytes(let values): values.count
        case .numbers(let values): values.count * 4
        case .floats(let values): values.count * 4
        case .doubles(let values): values.count * 8
        }
    }

    func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        switch self {
        case .bytes(let values): unsafe values.withUnsafeBytes(body)
        case .numbers(let values): unsafe values.withUnsafeBytes(body)
        case .floats(let values): unsafe values.withUnsafeBytes(body)
        case .doubles(let values): unsafe values.withUnsafeBytes(body)
        }
    }
}

/// A fast 64-bit sum against accidents (torn writes, bad disks), not against forgery.
enum Checksum {
    static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        let prime: UInt64 = 0x9E37_79B1_85EB_CA87
        var (a, b, c, d) = (seed &+ prime, seed ^ prime, seed, ~seed)
        var offset = 0
        func word(_ at: Int) -> UInt64 { unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
        func mix(_ lane: UInt64, _ value: UInt64) -> UInt64 {
            let sum = (lane ^ value) &* prime
            return sum << 29 | sum >> 35
        }
        while offset + 32 <= bytes.count {
            a = mix(a, word(offset))
            b = mix(b, word(offset + 8))
            c = mix(c, word(offset + 16))
            d = mix(d, word(offset + 24))
            offset += 32
        }
        var sum = mix(mix(a, b), mix(c, d)) ^ UInt64(bytes.count)
        while offset < bytes.count {
            sum = mix(sum, unsafe UInt64(bytes[offset]))
            offset += 1
        }
        return sum ^ (sum >> 31)
    }
}
