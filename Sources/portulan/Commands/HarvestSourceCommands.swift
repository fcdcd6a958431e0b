import ArgumentParser
import Catalog
import Instance
import Localization

struct HarvestPauseCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "cli.harvest.pause.abstract", discussion: "cli.harvest.pause.examples")

    @Argument(help: ArgumentHelp("cli.harvest.report.source", valueName: "slug"))
    var source: String

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        try await change(source, place, in: session, done: "cli.harvest.pause.done") { try await $0.setSource(source, active: false) }
    }
}

struct HarvestResumeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "cli.harvest.resume.abstract", discussion: "cli.harvest.resume.examples")

    @Argument(help: ArgumentHelp("cli.harvest.report.source", valueName: "slug"))
    var source: String

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        try await change(source, place, in: session, done: "cli.harvest.resume.done") { try await $0.setSource(source, active: true) }
    }
}

struct HarvestRemoveCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "cli.harvest.remove.abstract", discussion: "cli.harvest.remove.examples")

    @Argument(help: ArgumentHelp("cli.harvest.report.source", valueName: "slug"))
    var source: String

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        try await change(source, place, in: session, done: "cli.harvest.remove.done") { catalog in
            guard try await catalog.removeSource(source) else { throw CatalogError(.sourceUnknown, ["source": .text(source)]) }
        }
    }
}

extension Command {
    /// Changes a source of the instance, and says so.
    fileprivate func change(
        _ source: String, _ place: InstanceOptions, in session: Session, done: String, _ body: (Catalog) async throws -> Void
    ) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        do {
            try await body(instance.catalog)
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
        try session.print(session.text(done, ["source": .text(source)]))
    }
}
