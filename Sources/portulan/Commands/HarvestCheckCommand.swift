import ArgumentParser
import Catalog
import Foundation
import Instance
import Localization
import Store
import Terminal

struct HarvestCheckCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "cli.harvest.check.abstract", discussion: "cli.harvest.check.examples")

    @Flag(help: "cli.harvest.check.all")
    var all = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let catalog = instance.catalog
        var total = CheckResult()
        do {
            if all { try await catalog.forgetCheckDates() }
            let runner = Task { await instance.runJobs() }
            defer { runner.cancel() }
            while let id = try await catalog.checkDueAddresses() {
                var last: Job?
                for try await job in catalog.queue.updates(of: id) { last = job }
                try Task.checkCancellation()
                guard let part = try last?.result(as: CheckResult.self) else { break }
                total.add(part)
                if part.checked == 0 { break }
            }
            runner.cancel()
            await runner.value
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
        try session.print(session.text("cli.harvest.check.line", [
            "checked": .integer(total.checked), "lost": .integer(total.lost), "back": .integer(total.back),
            "changed": .integer(total.changed), "read": .integer(total.read),
        ]))
    }
}
