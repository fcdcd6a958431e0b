import Foundation
import Terminal
import Testing
import portulan

/// Whatever the program takes is in `docs/command-line.md`.
@Suite("Documentation of the command line")
struct DocumentationTests {
    private let text: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/command-line.md")
        text = try String(contentsOf: root.standardizedFileURL, encoding: .utf8)
    }

    /// The part of the page under a command's heading.
    private func section(_ command: CommandDescription) -> Substring? {
        guard let start = text.range(of: "\n## `\(command.fullName)`") ?? text.range(of: "\n### `\(command.fullName)`")
        else { return nil }
        let rest = text[start.upperBound...]
        return rest.range(of: "\n## ").map { end in rest[..<end.lowerBound] } ?? rest
    }

    @Test("Every command has its heading, and every option is under it")
    func commands() throws {
        let program = try Program.description()
        let common = Set(program.parameters.flatMap(\.spellings) + ["--instance"])
        for command in program.all.dropFirst() {
            let page = try #require(section(command), "docs/command-line.md has no heading for \(command.fullName)")
            for parameter in command.parameters where !common.contains(parameter.preferredSpelling) {
                for spelling in parameter.spellings {
                    #expect(page.contains("`\(spelling)"), "docs/command-line.md: \(command.fullName) \(spelling)")
                }
            }
        }
        for spelling in common { #expect(text.contains("`\(spelling)"), "docs/command-line.md: \(spelling)") }
    }

    @Test("Every exit status is there", arguments: Outcome.allCases)
    func statuses(status: Outcome) {
        #expect(text.contains("| \(status.rawValue) |"))
    }

    @Test("Every variable is there", arguments: [
        "PORTULAN_LANG", "PORTULAN_INSTANCE", "PORTULAN_SUPPORT", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LANG",
    ])
    func variables(name: String) {
        #expect(text.contains("`\(name)`"))
    }
}
