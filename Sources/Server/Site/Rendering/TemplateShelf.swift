package import Foundation
package import Logging
import Synchronization

/// The templates as they are: parsed once, or whenever a file of theirs changed, for those who write them.
package final class TemplateShelf: Sendable {
    private let folder: URL
    private let isWatched: Bool
    private let state: Mutex<State>

    private struct State {
        var library: TemplateLibrary
        /// Size and time of each file when it was parsed.
        var stamps: [String: String]
    }

    /// - Parameter isWatched: whether files are looked at for each page.
    /// - Throws: ``TemplateError`` naming the file that is missing or cannot be parsed.
    package init(folder: URL, isWatched: Bool) throws {
        self.folder = folder
        self.isWatched = isWatched
        state = Mutex(State(library: try TemplateLibrary(folder: folder), stamps: isWatched ? Self.stamps(folder) : [:]))
    }

    /// The templates now.
    func library(_ logger: Logger) -> TemplateLibrary {
        _ = readIfChanged(logger)
        return state.withLock(\.library)
    }

    /// Reads all templates where a file of theirs changed since. Those that cannot be parsed are told in the log, and the ones
    /// of before stay.
    ///
    /// - Returns: whether other templates are in use now.
    package func readIfChanged(_ logger: Logger) -> Bool {
        guard isWatched else { return false }
        let stamps = Self.stamps(folder)
        return state.withLock { state in
            guard state.stamps != stamps else { return false }
            state.stamps = stamps
            do {
                state.library = try TemplateLibrary(folder: folder)
                logger.info("templates were read again")
                return true
            } catch {
                logger.error("templates cannot be read: those of before are used", metadata: ["error": "\(error)"])
                return false
            }
        }
    }

    private static func stamps(_ folder: URL) -> [String: String] {
        var stamps: [String: String] = [:]
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.fileSizeKey, .contentModificationDateKey]) else { return [:] }
        for case let file as URL in files where file.pathExtension == "mustache" {
            let values = try? file.resourceValues(forKeys: [.fileSizeKey, .contentModificationDateKey])
            stamps[file.path] = "\(values?.fileSize ?? 0) \(values?.contentModificationDate?.timeIntervalSince1970 ?? 0)"
        }
        return stamps
    }
}
