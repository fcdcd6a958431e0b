package import Localization
package import Terminal

/// The language of everything a run says: `--lang`, else `PORTULAN_LANG`, else the locale, else French.
///
/// It is read before the rest of the command line, whose error messages need it.
package struct LanguageChoice: Sendable {
    package let language: Language
    /// The words without `--lang` and its value.
    package let words: [String]
    /// Set when `--lang` has no value or one that is not spoken here.
    package let problem: UsageProblem?

    package init(words: [String], environment: [String: String]) {
        let preference = ["PORTULAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let ambient = Language(preferences: preference ?? "")
        var chosen: Language?
        var kept: [String] = []
        var problem: UsageProblem?
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                kept += [word] + rest
                break
            }
            guard word == "--lang" || word.hasPrefix("--lang=") else { kept.append(word); continue }
            let value = word == "--lang" ? rest.popFirst() : String(word.dropFirst("--lang=".count))
            if let value, let language = Language(rawValue: value) {
                chosen = language
            } else if let value {
                problem = UsageProblem("value.unknown", [
                    "value": .text(value), "option": "--lang",
                    "known": .list(Language.allCases.map { .text($0.rawValue) }),
                ])
            } else {
                problem = UsageProblem("option.value.missing", [
                    "option": "--lang", "value": .message("cli.value.language"),
                ])
            }
        }
        language = chosen ?? ambient
        self.words = kept
        self.problem = problem
    }
}
