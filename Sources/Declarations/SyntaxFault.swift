import Yams

/// What a YAML parser stumbled over, told in words of the reader's language.
struct SyntaxFault {
    /// The message that says it.
    let message: String
    /// Where the fault is: where a quotation or a bracket opens, rather than where the parser gave it up.
    let place: DeclarationPlace

    /// - Returns: nil for an error that is none of the syntax.
    init?(_ error: YamlError) {
        let context: YamlError.Context?
        let problem: String
        switch error {
        case .scanner(let around, let text, let place, _), .parser(let around, let text, let place, _), .composer(let around, let text, let place, _):
            (context, problem) = (around, text)
            let mark = Self.opens(text, around) ? around?.mark ?? place : place
            self.place = DeclarationPlace(line: mark.line, column: mark.column)
        case .reader(let text, _, _, let yaml):
            (context, problem) = (nil, text)
            place = Self.control(in: yaml)
        default: return nil
        }
        message = "declarations.yaml." + Self.kind(problem, context?.text ?? "")
    }

    /// Texts of libyaml 0.2.5 (`scanner.c`, `parser.c`, `reader.c`) and of Yams, by what they mean to a writer.
    private static let kinds: [(kind: String, problems: [String])] = [
        ("tab", ["found a tab character"]),
        ("start", ["found character that cannot start any token"]),
        ("colon", ["could not find expected ':'"]),
        ("key", ["did not find expected key"]),
        ("item", ["did not find expected '-' indicator"]),
        ("bracket", ["did not find expected ',' or ']'"]),
        ("brace", ["did not find expected ',' or '}'"]),
        ("value", ["mapping values are not allowed in this context", "found unexpected ':'"]),
        ("dash", ["block sequence entries are not allowed in this context"]),
        ("question", ["mapping keys are not allowed in this context"]),
        ("escape", ["found unknown escape character", "did not find expected hexdecimal number", "found invalid Unicode character escape code"]),
        ("alias", ["found undefined alias", "did not find expected alphabetic or numeric character"]),
        ("folded", ["did not find expected comment or line break", "found an indentation indicator equal to 0"]),
        ("document", ["did not find expected <document start>", "but found another document", "found unexpected document indicator"]),
        ("nested", ["Maximum nesting level reached"]),
        ("node", ["did not find expected node content"]),
        ("directive", ["could not find expected directive name", "found unknown directive name", "did not find expected version number"]),
        ("tag", ["did not find expected tag URI", "did not find expected '!'", "found undefined tag handle"]),
        ("control", ["control characters are not allowed"]),
    ]

    private static func kind(_ problem: String, _ context: String) -> String {
        if context.contains("quoted scalar"), problem.hasPrefix("found unexpected") { return "quote" }
        return kinds.first { $0.problems.contains { problem.hasPrefix($0) } }?.kind ?? "other"
    }

    /// Whether what is wrong is told best where it began.
    private static func opens(_ problem: String, _ context: YamlError.Context?) -> Bool {
        guard let context else { return false }
        if context.text.contains("quoted scalar") { return problem.hasPrefix("found unexpected") }
        return context.text.contains("simple key") || context.text.contains("flow sequence") || context.text.contains("flow mapping")
    }

    /// The first control character, which libyaml tells by its byte alone.
    private static func control(in yaml: String) -> DeclarationPlace {
        var line = 1, column = 1
        for scalar in yaml.unicodeScalars {
            let isBlank = scalar == "\t" || scalar == "\n" || scalar == "\r"
            if scalar.value < 0x20 && !isBlank || scalar.value == 0x7F { return DeclarationPlace(line: line, column: column) }
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return .start
    }
}
