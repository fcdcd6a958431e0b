import Localization

/// What the words of a command line ask for, as far as its grammar tells: which command, whether help is wanted,
/// and what is wrong.
///
/// ArgumentParser does the parsing; its messages are English sentences made inside it. This reads the same words
/// against the same declaration to say what is wrong in the reader's language and to name the nearest right word.
package struct CommandLineReading: Sendable {
    /// From the program down to the command named.
    package private(set) var path: [CommandDescription]
    package private(set) var asksForHelp = false
    package private(set) var asksForVersion = false
    /// Whether a word stands where only a command may, and is none: help on the rest would be help on something else.
    package private(set) var isCommandUnknown = false
    /// The first thing wrong, if anything.
    package private(set) var problem: UsageProblem?

    package var command: CommandDescription { path[path.count - 1] }

    private var positionals: [String] = []
    /// Options read so far, by their preferred spelling.
    private var given: Set<String> = []

    /// - Parameter words: without the name of the program.
    package init(_ words: [String], of program: CommandDescription) {
        path = [program]
        var words = words[...]
        var hasTerminator = false
        while let word = words.popFirst() {
            if hasTerminator || word == "-" || !word.hasPrefix("-") {
                read(positional: word)
            } else if word == "--" {
                hasTerminator = true
            } else {
                read(option: word, rest: &words)
            }
        }
        if problem == nil, !asksForHelp, !asksForVersion { checkNothingIsMissing() }
    }

    private mutating func read(positional word: String) {
        if word == "help", positionals.isEmpty {
            asksForHelp = true
        } else if !command.children.isEmpty {
            if let child = command.children.first(where: { $0.commandName == word }) {
                path.append(child)
            } else {
                note("command.unknown", [
                    "word": .text(word), "program": .text(command.fullName),
                    "known": .list(command.children.map { .text($0.commandName) }),
                ], nearest: command.children.map(\.commandName).meant(by: word, words: Self.verbs))
                isCommandUnknown = true
            }
        } else {
            positionals.append(word)
        }
    }

    /// What people type for a command, folded, in French or after other tools.
    private static let verbs = [
        "verifier": ["check", "validate"], "controler": ["check", "validate"], "nouveau": ["new"], "creer": ["new", "create", "init"], "create": ["new"],
        "charger": ["load", "ingest"], "importer": ["ingest", "load"], "import": ["ingest", "load"], "liste": ["list"], "lister": ["list"], "ls": ["list"],
        "montrer": ["show"], "servir": ["serve"], "run": ["serve"], "start": ["serve"], "sauvegarder": ["backup"], "sauvegarde": ["backup"],
        "restaurer": ["restore"], "moissonner": ["harvest"], "moisson": ["harvest"], "compte": ["account"], "comptes": ["account"], "valider": ["validate"],
        "reparer": ["repair"], "schemas": ["schema"], "territoires": ["territories"], "travaux": ["jobs"], "services": ["service"], "diagnostic": ["doctor"],
        "interroger": ["query"], "requete": ["query"],
    ]

    private mutating func read(option word: String, rest: inout ArraySlice<String>) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        if name == "-h" || name == "--help" { asksForHelp = true; return }
        if name == "--version", path.count == 1 { asksForVersion = true; return }
        let parameters = command.parameters.filter { $0.kind != .positional }
        guard let parameter = parameters.first(where: { $0.spellings.contains(name) }) else {
            readUnknown(option: name, among: parameters)
            return
        }
        given.insert(parameter.preferredSpelling)
        if parameter.kind == .flag {
            if parts.count > 1 { note("option.value.unexpected", ["option": .text(name)]) }
            return
        }
        let value = parts.count > 1 ? parts[1] : rest.first.flatMap { word in
            // What begins with a dash is the next option, except where the declaration says otherwise.
            word.hasPrefix("-") && word.count > 1 && !parameter.takesAnyWord ? nil : word
        }
        if parts.count == 1, value != nil { rest.removeFirst() }
        guard let value else {
            note("option.value.missing", ["option": .text(name), "value": .message(parameter.valueKey)])
            return
        }
        check(value, of: parameter, named: name)
    }

    private mutating func readUnknown(option name: String, among parameters: [ArgumentDescription]) {
        let nearest = parameters.flatMap(\.spellings).filter { $0.hasPrefix("--") }.nearest(to: name)
        note("option.unknown", ["option": .text(name), "command": .text(command.fullName)], nearest: nearest)
    }

    private mutating func check(_ value: String, of parameter: ArgumentDescription, named name: String) {
        if let allowed = parameter.allValues, !allowed.contains(value) {
            note("value.unknown", [
                "value": .text(value), "option": .text(name), "known": .list(allowed.map { .text($0) }),
            ], nearest: allowed.nearest(to: value))
        } else if parameter.takesNumber, Int(value) == nil {
            note("value.number", ["value": .text(value), "option": .text(name)])
        }
    }

    private mutating func checkNothingIsMissing() {
        guard command.children.isEmpty else { return }
        checkPositionals()
        let options = command.parameters.filter { $0.kind == .option && !$0.isOptional }
        guard let missing = options.first(where: { !given.contains($0.preferredSpelling) }) else { return }
        note("option.missing", [
            "option": .text(missing.preferredSpelling), "value": .message(missing.valueKey),
            "command": .text(command.fullName),
        ])
    }

    private mutating func checkPositionals() {
        let expected = command.parameters.filter { $0.kind == .positional }
        let required = expected.filter { !$0.isOptional }
        if positionals.count < required.count {
            note("argument.missing", [
                "argument": .message(required[positionals.count].valueKey), "command": .text(command.fullName),
            ])
        } else if !expected.contains(where: \.isRepeating), positionals.count > expected.count {
            note("argument.extra", [
                "word": .text(positionals[expected.count]), "command": .text(command.fullName),
            ])
        }
    }

    private mutating func note(
        _ code: String, _ arguments: [String: MessageArgument], nearest: String? = nil
    ) {
        guard problem == nil else { return }
        var arguments = arguments
        if let nearest { arguments["nearest"] = .text(nearest) }
        problem = UsageProblem(nearest == nil ? code : code + ".near", arguments)
    }
}

extension ArgumentDescription {
    /// Key of the word that stands for a value in help and messages.
    package var valueKey: String { "cli.value.\(valueName ?? "value")" }

    var takesNumber: Bool { valueName == "number" || valueName == "port" }
}
