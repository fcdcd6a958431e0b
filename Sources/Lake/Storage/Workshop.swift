internal import DuckDB
internal import Foundation
internal import Tables
internal import Threads

/// Heavy work on tables, each in an engine of its own whose memory is bounded: what does not fit spills to disk.
struct Workshop: Sendable {
    let support: SupportFolder
    /// For what spills; each work has its own folder there.
    let scratch: URL
    let memory: Int64

    /// Runs `body` with an engine made for it, and removes what it spilled.
    ///
    /// - Parameters:
    ///   - folders: the only ones that statements may read and write; nil lets them read any file.
    ///   - threads: more of them speed up a large work, and take memory each.
    func run<R: Sendable>(
        _ name: String, threads: Int, extensions: [String] = [], onlyIn folders: [URL]? = nil,
        _ body: @escaping @Sendable (borrowing Connection, _ scratch: URL) throws -> R
    ) async throws -> R {
        let own = scratch.appending(path: "\(getpid())-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        } catch { throw LakeError.wrapping(error, own) }
        defer { try? FileManager.default.removeItem(at: own) }
        let memory = memory
        let support = support
        let spill = own.appending(path: "spill")
        let pool = try await OwnThread.run(name) { _ in
            let database = try Database(
                configuration: [
                    "threads": "\(threads)", "memory_limit": "\(memory)B", "temp_directory": spill.path,
                    // Files are written as they are read, so that nothing has to wait in memory for its turn.
                    "preserve_insertion_order": "true",
                ], support: support)
            return try Pool(database: database, size: 1) { connection in
                for name in extensions { try connection.loadExtension(name) }
                if let folders { try connection.lock(to: folders + [own]) }
            }
        }
        return try await pool.run { try body($0, own) }
    }
}

extension Connection {
    /// Forbids every statement to come to reach any file outside `folders`, and to change this back.
    borrowing func lock(to folders: [URL]) throws {
        let list = folders.map { quoted(literal: $0.path + "/") }.joined(separator: ", ")
        try execute("SET allowed_directories = [\(list)]; SET enable_external_access = false; SET lock_configuration = true")
    }
}
