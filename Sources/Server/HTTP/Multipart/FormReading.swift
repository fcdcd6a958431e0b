package import Foundation
import Catalog
package import Hummingbird
import Localization
import NIOCore

/// A form that a person sent, its file written to disk as it came.
package struct ReceivedForm: Sendable {
    /// A file, with the name it had on the person's machine.
    package struct File: Sendable, Hashable {
        package let path: URL
        package let name: String
        package let bytes: Int64

        package init(path: URL, name: String, bytes: Int64) {
            self.path = path
            self.name = name
            self.bytes = bytes
        }
    }

    /// The last value of each field that is no file.
    package var fields: [String: String] = [:]
    /// The first file that is not empty, under whatever field; a browser sends an empty one where none was chosen.
    package var file: File?

    /// Fields are words, not documents.
    private static let fieldLimit = 16 * 1024

    /// Reads a `multipart/form-data` body, of which only one file is kept.
    ///
    /// - Parameters:
    ///   - folder: existing; receives the file as `received`.
    ///   - limit: the largest body, in bytes.
    ///   - admit: sees the fields read so far before the file is received; throwing refuses the rest.
    /// - Throws: ``RequestError`` `request.multipart.…`, `request.tooLarge`, `request.disk`; what `admit` throws.
    package static func read(
        _ request: Request, into folder: URL, limit: Int64, admit: (ReceivedForm) throws -> Void = { _ in }
    ) async throws -> ReceivedForm {
        var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
        var form = ReceivedForm()
        var part: MultipartHeader?
        var value: [UInt8] = []
        var writing: FileWriting?
        for try await buffer in LimitedBody(request.body, limit: limit) {
            try parser.feed(buffer.readableBytesView) { event in
                switch event {
                case .part(let header):
                    part = header
                    value = []
                    if header.fileName != nil, form.file == nil {
                        try admit(form)
                        writing = try FileWriting(folder.appending(path: "received"))
                    }
                case .bytes(let bytes):
                    if writing != nil {
                        try writing?.write(bytes)
                    } else if part?.fileName == nil {
                        guard value.count + bytes.count <= fieldLimit else { throw RequestError.tooLarge(limit: Int64(fieldLimit)) }
                        value.append(contentsOf: bytes)
                    }
                case .endOfPart:
                    if let written = writing {
                        try written.close()
                        writing = nil
                        if written.bytes > 0 {
                            form.file = File(
                                path: written.path, name: FileName.safe(part?.fileName ?? "") ?? "table", bytes: written.bytes)
                        }
                    } else if let part, part.fileName == nil {
                        guard let text = String(validating: value, as: UTF8.self) else { throw RequestError.encoding }
                        form.fields[part.name] = text
                    }
                }
            }
        }
        try parser.finish()
        return form
    }

    /// Reads a body that is the file itself.
    ///
    /// - Parameter name: as the sender gives it.
    package static func readFile(_ request: Request, named name: String?, into folder: URL, limit: Int64) async throws -> ReceivedForm {
        var writing = try FileWriting(folder.appending(path: "received"))
        for try await buffer in LimitedBody(request.body, limit: limit) { try writing.write(buffer.readableBytesView) }
        try writing.close()
        var form = ReceivedForm()
        if writing.bytes > 0 {
            form.file = File(path: writing.path, name: name.flatMap(FileName.safe) ?? "table", bytes: writing.bytes)
        }
        return form
    }
}

/// A file that grows as a body arrives.
private struct FileWriting {
    let path: URL
    private let handle: FileHandle
    private(set) var bytes: Int64 = 0

    init(_ path: URL) throws {
        self.path = path
        guard FileManager.default.createFile(atPath: path.path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = try? FileHandle(forWritingTo: path)
        else { throw RequestError("request.disk") }
        self.handle = handle
    }

    mutating func write(_ piece: some Collection<UInt8>) throws {
        do {
            try handle.write(contentsOf: Data(piece))
        } catch {
            throw RequestError("request.disk")
        }
        bytes += Int64(piece.count)
    }

    func close() throws { try handle.close() }
}
