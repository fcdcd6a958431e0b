package import Foundation
package import Localization
package import Terminal

/// What a command works with: where it runs, in which language it speaks, and its two streams.
package struct Session: Sendable {
    package let localizer: Localizer
    package let environment: [String: String]
    package let currentFolder: URL
    /// Path of the running program, from which the support folder is found.
    package let executable: URL
    /// What the standard output can show.
    package let output: Terminal
    /// What the standard error can show.
    package let errors: Terminal
    /// Whether somebody asked the run to stop.
    package let interruption = Interruption()
    private let write: @Sendable (StandardStream, [UInt8]) throws -> Void

    package init(
        localizer: Localizer, environment: [String: String], currentFolder: URL, executable: URL,
        output: Terminal, errors: Terminal, write: @escaping @Sendable (StandardStream, [UInt8]) throws -> Void
    ) {
        self.localizer = localizer
        self.environment = environment
        // A relative path starts inside the folder, which a URL says by its last slash.
        self.currentFolder = URL(filePath: currentFolder.path, directoryHint: .isDirectory)
        self.executable = executable
        self.output = output
        self.errors = errors
        self.write = write
    }

    var ink: Ink { Ink(output) }

    /// Writes lines of the answer.
    func print(_ lines: [String]) throws {
        guard !lines.isEmpty else { return }
        try write(.output, Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    func print(_ line: String) throws { try print([line]) }

    /// Writes a piece of the answer as it is.
    func print(bytes: [UInt8]) throws { try write(.output, bytes) }

    /// Says something about the work, apart from the answer. Nobody listening is no reason to stop.
    func say(_ line: String) {
        try? write(.error, Array((line + "\n").utf8))
    }

    func say(raw text: String) {
        try? write(.error, Array(text.utf8))
    }

    func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
        localizer.text(key, arguments)
    }

    /// The file or folder that a word of the command line names.
    func path(_ word: String) -> URL {
        let isHome = word == "~" || word.hasPrefix("~/")
        if isHome, let home = environment["HOME"] {
            return URL(filePath: home + word.dropFirst(), directoryHint: .checkFileSystem).standardizedFileURL
        }
        return URL(filePath: word, directoryHint: .checkFileSystem, relativeTo: currentFolder)
            .absoluteURL.standardizedFileURL
    }

    func progress(isQuiet: Bool) -> ProgressDisplay {
        let start = ContinuousClock.now
        return ProgressDisplay(
            terminal: errors, localizer: localizer, isQuiet: isQuiet,
            now: { ContinuousClock.now - start }, write: { [self] text in say(raw: text) })
    }
}
