import ArgumentParser
import Localization
import Terminal

/// `--generate-completion-script`, with or without the name of a shell.
struct CompletionRequest {
    private static let option = "--generate-completion-script"
    private let shellName: String?

    init?(words: [String], environment: [String: String]) {
        guard let position = words.firstIndex(where: { $0 == Self.option || $0.hasPrefix(Self.option + "=") })
        else { return nil }
        let word = words[position]
        if word != Self.option {
            shellName = String(word.dropFirst(Self.option.count + 1))
        } else if position + 1 < words.count {
            shellName = words[position + 1]
        } else {
            shellName = environment["SHELL"]?.split(separator: "/").last.map(String.init)
        }
    }

    /// - Throws: ``UsageProblem`` for a shell without completions here.
    func script(_ localizer: Localizer) throws -> String {
        let known = CompletionScript.Shell.allCases
        guard let shellName, let shell = CompletionScript.Shell(rawValue: shellName),
            let target = CompletionShell(rawValue: shellName)
        else {
            throw UsageProblem("value.unknown", [
                "value": .text(shellName ?? ""), "option": .text(Self.option),
                "known": .list(known.map { .text($0.rawValue) }),
            ])
        }
        return CompletionScript(
            Portulan.completionScript(for: target), for: shell, of: try Program.description(), localizer: localizer
        ).text
    }
}
