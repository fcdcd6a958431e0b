import Foundation
import Synchronization
import Terminal
import portulan

/// One run of the program inside the test: what it answered and what it said.
struct Run {
    let status: Outcome
    let output: String
    let errors: String

    /// - Parameter width: of the screen; nil as in a file.
    init(_ words: [String], environment: [String: String] = [:], folder: URL? = nil, width: Int? = nil) async {
        let written = Mutex((output: [UInt8](), errors: [UInt8]()))
        let screen = Terminal(isInteractive: false, width: width, hasColour: false)
        let program = Program(
            words: words, environment: environment, currentFolder: folder ?? FileManager.default.temporaryDirectory,
            executable: URL(filePath: "/nowhere/portulan"), output: screen, errors: screen,
            write: { stream, bytes in
                written.withLock { written in
                    switch stream {
                    case .output: written.output += bytes
                    case .error: written.errors += bytes
                    }
                }
            })
        status = await program.run()
        let (out, err) = written.withLock { ($0.output, $0.errors) }
        output = String(decoding: out, as: UTF8.self)
        errors = Self.withPlainSpaces(String(decoding: err, as: UTF8.self))
    }

    /// French puts no-break spaces around its punctuation; whoever writes an expectation types plain ones.
    private static func withPlainSpaces(_ text: String) -> String {
        text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }
}

/// A folder of the test's own, removed with it.
func withTemporaryFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}
