import ArgumentParser
import Declarations
import Foundation
import Localization
import Services
import Terminal

struct ServiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service", abstract: "cli.service.abstract", discussion: "cli.service.examples",
        subcommands: [
            ServiceNewCommand.self, ServiceCheckCommand.self, ServiceListCommand.self, ServiceLoadCommand.self, ServiceSchemaCommand.self,
        ])

    @OptionGroup var common: CommonOptions
}

struct ServiceNewCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "cli.service.new.abstract", discussion: "cli.service.new.examples")

    @Argument(help: ArgumentHelp("cli.service.new.name", valueName: "name"))
    var name: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let folder = session.path(name)
        do {
            let files = try ServiceTemplate(folder.lastPathComponent, session.localizer.language).write(to: folder)
            try session.print(files.map { session.ink(.faint, "  " + $0) })
            try session.print(session.text("cli.service.new.done", ["folder": .text(name), "count": .integer(files.count)]))
        } catch ServiceTemplate.Refusal.name(let nearest) {
            throw ServiceFailure("name", ["name": .text(folder.lastPathComponent), "nearest": .text(nearest)])
        } catch ServiceTemplate.Refusal.occupied {
            throw ServiceFailure("occupied", ["folder": .text(name)])
        }
    }
}

struct ServiceCheckCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "cli.service.check.abstract", discussion: "cli.service.check.examples")

    @Argument(help: ArgumentHelp("cli.service.check.folder", valueName: "folder"), completion: .directory)
    var folders: [String]

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        var outcome = Outcome.success
        for word in folders {
            if try !check(word, in: session) { outcome = .dataError }
        }
        if outcome != .success { throw Told(outcome: outcome) }
    }

    private func check(_ word: String, in session: Session) throws -> Bool {
        let folder = session.path(word)
        guard (try? folder.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true else {
            throw ServiceFailure("folder", ["folder": .text(word)])
        }
        let surroundings = ServiceSurroundings(place, in: session)
        let result = ServiceCheck(
            folder, prefix: word.hasSuffix("/") ? word : word + "/", variables: surroundings.variables, support: surroundings.support,
            gazetteer: surroundings.gazetteer)
        guard let definition = result.service.definition else {
            for line in FailureReport(DeclarationError(result.service.problems)).lines(session.localizer, terminal: session.errors) { session.say(line) }
            return false
        }
        try session.print(session.text("cli.service.check.sound", [
            "service": .text(definition.title.visible), "pages": .integer(definition.pages.count),
            "indicators": .integer(definition.indicators.count), "sources": .integer(result.service.sources.count),
        ]))
        for (source, hasDemonstration) in result.absent {
            let key = hasDemonstration ? "cli.service.check.synthetic" : "cli.service.check.absent"
            try session.print("  " + session.text(key, ["source": .text(source.resource), "origin": .text(source.origin.visible)]))
        }
        return true
    }
}

struct ServiceSchemaCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "cli.service.schema.abstract", discussion: "cli.service.schema.examples")

    @Argument(help: ArgumentHelp("cli.service.schema.name", valueName: "name"))
    var name: String?

    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let schemas = EditorSchemas.all(session.localizer)
        let names = schemas.map { String($0.name.dropLast(".schema.json".count)) }
        guard let name else { return try session.print(names) }
        guard let index = names.firstIndex(of: name) else {
            throw ServiceFailure("schema", ["name": .text(name)].proposing(name, among: names, as: "valid"))
        }
        try session.print(bytes: Array(schemas[index].schema.written.utf8))
    }
}

/// What a command on services cannot do.
struct ServiceFailure: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent = true

    init(_ problem: String, _ arguments: [String: MessageArgument]) {
        code = "cli.service.\(problem)"
        self.arguments = arguments
    }
}
