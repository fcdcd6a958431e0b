package import Localization

/// A shell's completion script with its explanations in the reader's language.
///
/// ArgumentParser writes the script from the declarations, whose texts are message keys; the keys are replaced here,
/// quoted as each shell wants inside the single quotes where they stand.
package struct CompletionScript: Sendable {
    package enum Shell: String, Sendable, CaseIterable {
        case bash, zsh, fish
    }

    package let text: String

    /// - Parameters:
    ///   - script: as ArgumentParser wrote it.
    ///   - program: whose declarations the script holds.
    package init(_ script: String, for shell: Shell, of program: CommandDescription, localizer: Localizer) {
        let keys = Set(program.all.flatMap { command in
            [command.abstract].compactMap(\.self) + command.parameters.compactMap(\.abstract)
        })
        // Longer keys first: one key may begin another.
        text = keys.sorted { ($0.count, $0) > ($1.count, $1) }.reduce(into: script) { script, key in
            script = script.replacing(key, with: Self.quoted(Self.firstSentence(localizer.text(key)), for: shell))
        }
    }

    /// Completions show beside the words: one sentence, without marks of code.
    private static func firstSentence(_ text: String) -> String {
        let plain = text.filter { $0 != "`" && $0 != "\n" }
        guard let end = plain.firstRange(of: ". ") else { return plain }
        return String(plain[..<end.lowerBound])
    }

    private static func quoted(_ text: String, for shell: Shell) -> String {
        switch shell {
        case .bash, .zsh:
            ["\\", ":", "[", "]"].reduce(text) { $0.replacing($1, with: "\\" + $1) }.replacing("'", with: "'\\''")
        case .fish: text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
        }
    }
}
