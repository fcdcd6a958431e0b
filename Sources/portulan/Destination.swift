import Foundation
import Localization
import Terminal

/// Where an answer goes: the standard output, or a file that appears under its name only once it is whole.
struct Destination {
    let file: String?
    let session: Session

    func write(lines: [String]) async throws {
        guard file != nil else { return try session.print(lines) }
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        try await write(AsyncThrowingStream { continuation in
            continuation.yield(text)
            continuation.finish()
        })
    }

    func write(_ pieces: AsyncThrowingStream<[UInt8], any Error>) async throws {
        guard let file else {
            for try await piece in pieces { try session.print(bytes: piece) }
            return try Task.checkCancellation()
        }
        let target = session.path(file)
        let draft = target.deletingLastPathComponent()
            .appending(path: ".\(target.lastPathComponent).\(UUID().uuidString.prefix(8))")
        do {
            try Self.create(draft)
            let handle = try FileHandle(forWritingTo: draft)
            for try await piece in pieces { try handle.write(contentsOf: piece) }
            try Task.checkCancellation()
            try handle.close()
            guard unsafe rename(draft.path, target.path) == 0 else { throw OutputProblem(file, errno) }
        } catch let error as CocoaError {
            try? FileManager.default.removeItem(at: draft)
            let number = (error.underlying as? POSIXError)?.code.rawValue ?? EIO
            throw OutputProblem(file, number)
        } catch {
            try? FileManager.default.removeItem(at: draft)
            if let error = error as? POSIXError { throw OutputProblem(file, error.code.rawValue) }
            throw error
        }
    }

    private static func create(_ path: URL) throws {
        let descriptor = unsafe open(path.path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        close(descriptor)
    }
}

/// A file that cannot be written.
struct OutputProblem: LocalizedFailure {
    let code = "cli.output.create"
    let arguments: [String: MessageArgument]
    let isPermanent = true

    /// - Parameter number: as in `errno`.
    init(_ file: String, _ number: Int32) {
        arguments = ["file": .text(file), "reason": .text(unsafe String(cString: strerror(number)))]
    }
}
