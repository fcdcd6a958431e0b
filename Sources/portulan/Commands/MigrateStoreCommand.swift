import ArgumentParser
import Foundation
import Instance
import Localization
import Store
import Terminal

struct MigrateStoreCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "migrate-store", abstract: "cli.migrateStore.abstract", discussion: "cli.migrateStore.examples")

    @Argument(help: ArgumentHelp("cli.migrateStore.target", valueName: "store"))
    var target: String

    @Flag(name: .shortAndLong, help: "cli.option.quiet")
    var quiet = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let folder = try InstanceLocation(place, in: session).folder
        let display = session.progress(isQuiet: quiet)
        let phase = session.text("cli.migrateStore.phase")
        let move: StoreMove
        do {
            defer { display.clear() }
            move = try await Instance.migrateStore(at: folder, to: target, environment: session.environment) { done, total in
                display.update(0, label: "", ProgressReport(phase: phase, done: done, total: total, unit: .rows))
            }
        }
        guard !quiet else { return }
        var table = TextTable(columns: [
            .init(session.text("cli.migrateStore.table"), minimumWidth: 8, rank: 2),
            .init(session.text("cli.migrateStore.rows"), alignment: .trailing, minimumWidth: 6, rank: 1),
        ])
        for count in move.counts { table.append([count.table, session.localizer.number(Int(count.rows))]) }
        try session.print(table.lines(width: session.output.width, ink: session.ink).lines)
        try session.print(session.text("cli.migrateStore.done"))
        if let former = move.former {
            try session.print(session.text("cli.migrateStore.former", ["file": .text(former.path)]))
        }
    }
}
