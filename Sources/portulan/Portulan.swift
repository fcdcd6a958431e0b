package import ArgumentParser

/// The program: its name, its version, its commands. Texts are keys of the message catalogue `cli.json`, resolved
/// when help or completions are shown, for declarations are static and the reader's language is not.
package struct Portulan: ParsableCommand {
    /// As `portulan --version` prints it.
    package static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "portulan",
        abstract: "cli.portulan.abstract",
        discussion: "cli.portulan.examples",
        version: version,
        subcommands: [
            InspectCommand.self, ValidateCommand.self, RepairCommand.self, SchemaCommand.self, InitCommand.self,
            IngestCommand.self, HarvestCommand.self, ServiceCommand.self, ServeCommand.self, QueryCommand.self, TerritoriesCommand.self,
            JobsCommand.self, BackupCommand.self, RestoreCommand.self, MigrateStoreCommand.self, AccountCommand.self, JournalCommand.self,
            DoctorCommand.self,
        ]
    )

    @OptionGroup var common: CommonOptions

    package init() {}
}

/// What a command does once its words are read.
protocol Command: ParsableCommand, Sendable {
    /// Whether the command stops by itself on the signals that cancel any other.
    static var handlesSignals: Bool { get }

    /// - Throws: any error; ``FailureReport`` tells it and ``Outcome`` maps it. ``Told`` when the command has
    ///   said what was wrong itself.
    func run(in session: Session) async throws
}

extension Command {
    static var handlesSignals: Bool { false }
}

/// The command has said all there is to say, and only the outcome is left to give: a check failed, a file among
/// several could not be published.
struct Told: Error {
    let outcome: Outcome
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    enum LanguageName: String, ExpressibleByArgument, CaseIterable {
        case fr, en
    }

    // Read from the words before ArgumentParser sees them (`LanguageChoice`); declared for help and completions.
    @Option(help: ArgumentHelp("cli.option.lang", valueName: "language"))
    var lang: LanguageName?
}

/// For commands that work on an instance.
struct InstanceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("cli.option.instance", valueName: "folder"), completion: .directory)
    var instance: String?
}
