import Catalog
import Foundation
import Localization

/// Files that complete the geographic code: of this machine, or at an address.
struct TerritorySources {
    private let words: [String]
    private let session: Session

    init(_ words: [String], in session: Session) {
        self.words = words
        self.session = session
    }

    /// Brings what is far, then lets `body` read all of them.
    func withFiles<R: Sendable>(_ body: @Sendable ([URL]) throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [URL] = []
        for (index, word) in words.enumerated() {
            if word.hasPrefix("https://") || word.hasPrefix("http://"), let address = URL(string: word) {
                // Each in a folder of its own: two addresses may end in the same name.
                let own = folder.appending(path: "\(index)")
                try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
                let interruption = session.interruption
                let file = try await Fetcher().fetch(address, into: own) { _, _ in try interruption.check() }
                let named = own.appending(path: file.name)
                if named != file.path { try FileManager.default.moveItem(at: file.path, to: named) }
                files.append(named)
            } else {
                var isFolder: ObjCBool = false
                let path = session.path(word)
                let exists = unsafe FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder)
                files.append(exists && isFolder.boolValue ? path : try LocalFile(word, in: session).path)
            }
        }
        return try body(files)
    }
}
