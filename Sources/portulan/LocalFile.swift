import Foundation
import Localization
import Terminal

/// A file of this machine that the command line names, known to exist and to be readable.
struct LocalFile {
    let path: URL

    /// - Throws: ``FileProblem`` for what is missing, a folder, or not readable.
    init(_ word: String, in session: Session) throws {
        if word.hasPrefix("https://") || word.hasPrefix("http://") { throw FileProblem("address", file: word) }
        path = session.path(word)
        let manager = FileManager.default
        guard let attributes = try? manager.attributesOfItem(atPath: path.resolvingSymlinksInPath().path) else {
            let isHidden = !manager.isReadableFile(atPath: path.deletingLastPathComponent().path)
                && manager.fileExists(atPath: path.deletingLastPathComponent().path)
            if isHidden { throw FileProblem("permission", file: word) }
            throw FileProblem.missing(word, at: path)
        }
        if attributes[.type] as? FileAttributeType == .typeDirectory {
            throw FileProblem("folder", file: word, ["inside": .text(word + (word.hasSuffix("/") ? "*.csv" : "/*.csv"))])
        }
        guard manager.isReadableFile(atPath: path.path) else { throw FileProblem("permission", file: word) }
    }
}

/// Why a file named on the command line cannot be used.
struct FileProblem: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent = true

    init(_ problem: String, file: String, _ more: [String: MessageArgument] = [:]) {
        code = "cli.file.\(problem)"
        arguments = more.merging(["file": .text(file)]) { _, new in new }
    }

    /// A missing file, with the neighbour whose name is nearest.
    static func missing(_ word: String, at path: URL) -> FileProblem {
        let folder = path.deletingLastPathComponent()
        let neighbours = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        guard let nearest = neighbours.sorted().nearest(to: path.lastPathComponent) else {
            return FileProblem("missing", file: word)
        }
        let named = word.lastIndex(of: "/").map { word[...$0] + nearest } ?? nearest
        return FileProblem("missing.near", file: word, ["nearest": .text(named)])
    }
}

/// A folder for the duration of one piece of work.
enum ScratchFolder {
    static func with<R>(_ body: (URL) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
