import Foundation
import Localization

/// A file followed through its packings to the table in it.
struct OpenedFile: ~Copyable {
    /// What the table is read from.
    enum Content {
        case delimited(ByteSource, utf16: TextEncoding?)
        /// Of sheets, of which one is read.
        case workbook(FileFormat, URL)
        /// Read by DuckDB, under a name that tells the format.
        case engine(FileFormat, URL)
    }

    let scratch: Scratch
    /// Size of the file as given.
    let bytes: Int64
    private(set) var compression: Compression?
    private(set) var member: String?
    private(set) var notices: [Notice] = []
    private(set) var content: Content

    /// - Throws: `tables.file…`, `tables.format…`, `tables.archive…`, `tables.disk.full`.
    static func open(
        _ path: URL, options: ReadOptions, scratch parent: URL, progress: ProgressObserver?
    ) throws -> OpenedFile {
        let source = try ByteSource(path)
        guard source.size > 0 else { throw TablesError("file.empty") }
        var file = try OpenedFile(source, Scratch(in: parent))
        try file.follow(source, path, depth: 0, options: options, progress: progress)
        return file
    }

    private init(_ source: ByteSource, _ scratch: consuming Scratch) {
        self.scratch = scratch
        bytes = source.size
        content = .delimited(source, utf16: nil)
    }

    /// Adds what opening the file showed to what reading it did.
    func describe(_ inspection: inout Inspection) {
        inspection.bytes = bytes
        inspection.compression = compression
        inspection.member = member
        inspection.notices = notices + inspection.notices
    }

    private mutating func follow(
        _ source: ByteSource, _ path: URL, depth: Int, options: ReadOptions, progress: ProgressObserver?
    ) throws {
        let head = try source.bytes(at: 0, count: 64 << 10)
        guard !head.isEmpty else { throw TablesError("file.empty") }
        switch Signature(head) {
        case .packed(let kind):
            guard depth < options.archiveLimits.depth else {
                throw TablesError("archive.nested", ["limit": .integer(options.archiveLimits.depth)])
            }
            if kind == .gzip {
                compression = compression ?? .gzip
                let unpacked = scratch.folder.appending(path: "unpacked-\(depth)")
                do {
                    var file = try ScratchFile(unpacked)
                    _ = try Inflation(limits: options.archiveLimits, progress: progress)
                        .run(source, at: 0, count: source.size, .gzip, into: &file)
                }
                try follow(ByteSource(unpacked), unpacked, depth: depth + 1, options: options, progress: progress)
            } else {
                try followZip(source, path, depth: depth, options: options, progress: progress)
            }
        case .table(let format):
            content = .engine(format, try scratch.link(to: path, extension: format.rawValue))
        case .sqlite:
            guard head.count >= 72, Array(head[68..<70]) == Array("GP".utf8) else {
                throw TablesError("format.other", ["kind": .message("kind.sqlite")])
            }
            content = .engine(.geoPackage, try scratch.link(to: path, extension: "gpkg"))
        case .compound:
            switch try CompoundFile.kind(source) {
            case .workbook: content = .workbook(.xls, path)
            case .encryptedPackage: throw TablesError("workbook.encrypted")
            case .other: throw TablesError("format.other", ["kind": .message("kind.office97")])
            }
        case .other(let kind):
            throw TablesError("format.other", ["kind": .message("kind.\(kind)")])
        case .unknown:
            try followText(source, head)
        }
    }

    private mutating func followText(_ source: ByteSource, _ head: [UInt8]) throws {
        var encoding = EncodingDetection.byteOrderMark(head)?.encoding
        if encoding == nil { encoding = EncodingDetection.utf16WithoutMark(head) }
        if let encoding, !encoding.isASCIICompatible {
            let path = scratch.folder.appending(path: "text.utf8")
            let mark = EncodingDetection.byteOrderMark(head)?.length ?? 0
            try UTF16Text.transcode(source, skipping: mark, bigEndian: encoding == .utf16BigEndian, to: path)
            content = .delimited(try ByteSource(path), utf16: encoding)
            return
        }
        // Text has no control characters to speak of, but for those that lay it out. NUL alone is forgiven a little:
        // it pads the cells of old exports.
        let controls = head.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0 && $0 != 0x1A && $0 != 0x1F }
        let zeros = head.count { $0 == 0 }
        if controls * 100 > head.count * 2 || zeros * 10 > head.count * 4 {
            throw TablesError("format.binary")
        }
        content = .delimited(source, utf16: nil)
    }

    private mutating func followZip(
        _ source: ByteSource, _ path: URL, depth: Int, options: ReadOptions, progress: ProgressObserver?
    ) throws {
        let limits = options.archiveLimits
        let directory = try ZipDirectory(source, limits: limits)
        if let kind = try directory.office(scratch.folder, limits: limits) {
            switch kind {
            case .table(let format):
                try directory.check(limits)
                content = .workbook(format, path)
            case .other(let name): throw TablesError("format.other", ["kind": .message("kind.\(name)")])
            default: break
            }
            return
        }
        compression = compression ?? .zip
        if directory.entries.contains(where: \.isUnsafe) {
            notices.append(Notice("archive.unsafeNames", ["count": .integer(directory.entries.count { $0.isUnsafe })]))
        }
        let choice = try directory.choose(options.member)
        member = choice.entry.name
        if choice.others > 0 {
            notices.append(Notice("archive.otherTables", ["count": .integer(choice.others), "member": .text(choice.entry.name)]))
        }
        if choice.entry.suffix == "shp" {
            for part in directory.parts(ofShapefile: choice.entry) {
                let name = scratch.folder.appending(path: "layer.\(part.suffix)")
                try directory.unpack(part, to: name, limits: limits, progress: progress)
            }
            content = .engine(.shapefile, scratch.folder.appending(path: "layer.shp"))
            return
        }
        let unpacked = scratch.folder.appending(path: "unpacked-\(depth)")
        try directory.unpack(choice.entry, to: unpacked, limits: limits, progress: progress)
        let inner = try ByteSource(unpacked)
        guard inner.size > 0 else { throw TablesError("file.empty") }
        try follow(inner, unpacked, depth: depth + 1, options: options, progress: progress)
    }
}
