import Foundation

/// What a command takes, read from ArgumentParser's own description of itself (`ToolInfoV0`), so that help, error
/// messages and the test of the documentation all come from the one declaration.
///
/// Texts are keys of the message catalogues: the declarations are static and the language is not.
package struct CommandDescription: Decodable, Sendable {
    package let commandName: String
    package let superCommands: [String]?
    package let shouldDisplay: Bool
    /// Key of one sentence.
    package let abstract: String?
    /// Key of examples and longer words.
    package let discussion: String?
    private let subcommands: [CommandDescription]?
    private let arguments: [ArgumentDescription]?

    /// - Parameter toolInfo: what `ParsableCommand._dumpHelp()` returns.
    package static func read(toolInfo: String) throws -> CommandDescription {
        struct ToolInfo: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(ToolInfo.self, from: Data(toolInfo.utf8)).command
    }

    /// The commands under this one that people are told of.
    package var children: [CommandDescription] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }

    /// What the command takes, in the order of its declaration.
    package var parameters: [ArgumentDescription] {
        // ArgumentParser lists the version of the program under every command.
        (arguments ?? []).filter { $0.shouldDisplay && (isProgram || $0.spellings != ["--version"]) }
    }

    private var isProgram: Bool { (superCommands ?? []).isEmpty }

    /// As typed, from the program on: `portulan jobs list`.
    package var fullName: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    /// This command and all under it.
    package var all: [CommandDescription] { [self] + children.flatMap(\.all) }
}

/// One option, flag or positional argument.
package struct ArgumentDescription: Decodable, Sendable {
    package enum Kind: String, Decodable, Sendable {
        case positional, option, flag
    }

    package struct Name: Decodable, Sendable, Hashable {
        enum Kind: String, Decodable { case long, short, longWithSingleDash }
        let kind: Kind
        let name: String

        /// With its dashes.
        package var written: String { (kind == .long ? "--" : "-") + name }
    }

    package let kind: Kind
    package let shouldDisplay: Bool
    package let isOptional: Bool
    package let isRepeating: Bool
    private let parsingStrategy: String?
    package let names: [Name]?
    package let valueName: String?
    package let defaultValue: String?
    /// The only values it takes, where they are counted.
    package let allValues: [String]?
    /// Key of one sentence.
    package let abstract: String?

    /// Every spelling, short ones first, with dashes.
    package var spellings: [String] {
        let names = names ?? []
        return names.filter { $0.kind != .long }.map(\.written) + names.filter { $0.kind == .long }.map(\.written)
    }

    /// Whether the word after it is its value even where it begins with a dash.
    var takesAnyWord: Bool { parsingStrategy == "unconditional" }

    /// The spelling to name it by in a sentence.
    package var preferredSpelling: String { spellings.last ?? valueName ?? "" }
}
