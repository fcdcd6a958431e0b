import Foundation
import Localization
import Terminal
import Testing
import portulan

/// The whole help in each language is held in `Golden/`. `PORTULAN_REGENERATE=1 swift test` writes it again.
@Suite("Help")
struct HelpTests {
    @Test("Help is what it was", arguments: Language.allCases)
    func golden(language: Language) async throws {
        var pages: [String] = []
        for command in try Program.description().all {
            let words = command.fullName.split(separator: " ").dropFirst().map(String.init)
            let run = await Run(words + ["--help"], environment: ["PORTULAN_LANG": language.rawValue], width: 80)
            #expect(run.status == .success)
            pages.append("$ \(command.fullName) --help\n\n\(run.output)")
        }
        let text = pages.joined(separator: "\n\n")
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Golden/help.\(language.rawValue).txt")
        if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "the help changed; PORTULAN_REGENERATE=1 swift test accepts it")
    }

    @Test("Help fits the screen", arguments: [40, 60, 80, 120])
    func fits(width: Int) async throws {
        for line in await Run(["query", "--help"], width: width).output.split(separator: "\n") {
            // Names and examples are not cut: a person copies them.
            if line.hasPrefix("  portulan ") || line.hasPrefix("  -") || line.hasPrefix("  <") { continue }
            #expect(line.displayWidth <= width, "\(line)")
        }
    }

    @Test("Help is asked for in several ways", arguments: [
        ["inspect", "--help"], ["inspect", "-h"], ["help", "inspect"], ["inspect", "--nothing", "-h"],
    ])
    func ways(words: [String]) async {
        let run = await Run(words)
        #expect(run.status == .success)
        #expect(run.output.contains("portulan inspect <fichier>"))
    }

    @Test("Every text of the declarations is in both catalogues", arguments: Language.allCases)
    func texts(language: Language) throws {
        let localizer = Localizer(language)
        for command in try Program.description().all {
            let keys = [command.abstract, command.discussion]
                + command.parameters.filter { !["--help", "--version"].contains($0.preferredSpelling) }.map(\.abstract)
            for key in keys { #expect(localizer.contains(try #require(key)), "\(command.fullName): \(key ?? "")") }
            for parameter in command.parameters where parameter.kind != .flag {
                #expect(localizer.contains(parameter.valueKey), "\(command.fullName): \(parameter.valueKey)")
            }
        }
    }
}
