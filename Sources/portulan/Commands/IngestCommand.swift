import ArgumentParser
import Catalog
import Foundation
import Instance
import Localization
import Store
import Terminal

struct IngestCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "cli.ingest.abstract", discussion: "cli.ingest.examples")

    @Argument(help: ArgumentHelp("cli.ingest.sources", valueName: "source"), completion: .file())
    var sources: [String] = []

    @Option(help: ArgumentHelp("cli.ingest.dataset", valueName: "slug"))
    var dataset: String?

    @Option(help: ArgumentHelp("cli.ingest.title", valueName: "title"))
    var title: String?

    @Option(help: ArgumentHelp("cli.ingest.catalogue", valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
    var catalogue: String?

    @Flag(name: .shortAndLong, help: "cli.option.quiet")
    var quiet = false

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        // All words are judged before the first file is touched.
        let requests = try requests(session)
        let declaration = try catalogue.map { word in
            try CatalogueDeclaration(
                contentsOf: LocalFile(word, in: session).path, variables: session.environment)
        }
        let instance = try await InstanceLocation(place, in: session).open(session)
        let board = IngestionBoard(session: session, isQuiet: quiet)
        do {
            try await withRunningJobs(of: instance) { group in
                if let declaration {
                    try await apply(declaration, to: instance.catalog, board, &group)
                } else {
                    try await submit(requests, to: instance.catalog, board, &group)
                }
            }
        } catch {
            board.clear()
            await instance.close()
            if session.interruption.signal != nil { session.say(session.text("cli.ingest.interrupted")) }
            throw error
        }
        await instance.close()
        try board.close()
    }

    private func requests(_ session: Session) throws -> [(label: String, request: IngestionRequest)] {
        if catalogue != nil {
            guard sources.isEmpty, dataset == nil, title == nil else { throw UsageProblem("ingest.catalogue") }
            return []
        }
        guard !sources.isEmpty else { throw UsageProblem("ingest.empty") }
        guard title == nil || sources.count == 1 else { throw UsageProblem("ingest.title") }
        let options = try reading.options()
        return try sources.map { word in
            let source: IngestionRequest.Source
            if word.contains("://") {
                guard let address = URL(string: word), address.host() != nil else {
                    throw UsageProblem("address", ["value": .text(word)])
                }
                source = .url(address)
            } else {
                source = .file(try LocalFile(word, in: session).path)
            }
            let label = word.split(separator: "/").last.map(String.init) ?? word
            return (label, IngestionRequest(
                source: source, datasetSlug: dataset, resourceTitle: title, options: options))
        }
    }

    /// One failure does not keep the other files from being published.
    private func submit(
        _ requests: [(label: String, request: IngestionRequest)], to catalog: Catalog, _ board: IngestionBoard,
        _ group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        for (id, (label, request)) in requests.enumerated() {
            try Task.checkCancellation()
            // An address is fetched by its job, a file copied here and now.
            if case .file = request.source { board.copying(id, label) } else { board.expect(id, label) }
            do {
                let job = try await catalog.ingest(request)
                group.addTask { try await board.follow(id, label, job, in: catalog.queue) }
            } catch let error where !(error is CancellationError) {
                board.failed(id, label, error)
            }
        }
    }

    private func apply(
        _ declaration: CatalogueDeclaration, to catalog: Catalog, _ board: IngestionBoard,
        _ group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        // One line stands for the file being copied; each has its own once it has a job.
        let applied = try await catalog.apply(declaration) { _, _, next in board.copying(-1, next) }
        board.forget(-1)
        for (id, resource) in applied.enumerated() {
            if let job = resource.job {
                board.expect(id, resource.title)
                group.addTask { try await board.follow(id, resource.title, job, in: catalog.queue) }
            } else {
                board.unchanged(id, resource.title)
            }
        }
    }

    /// Runs the instance's jobs in this process while `body` and the tasks it adds are under way.
    private func withRunningJobs(
        of instance: Instance, _ body: (inout ThrowingTaskGroup<Void, any Error>) async throws -> Void
    ) async throws {
        let runner = Task { await instance.runJobs() }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await body(&group)
                try await group.waitForAll()
            }
        } catch {
            runner.cancel()
            await runner.value
            throw error
        }
        runner.cancel()
        await runner.value
    }
}
