import ArgumentParser
import Catalog
import Foundation
import Instance
import Localization
import Terminal

struct HarvestReferencesCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "references", abstract: "cli.harvest.references.abstract", discussion: "cli.harvest.references.examples")

    @Flag(help: "cli.harvest.references.watch")
    var watch = false

    @Flag(help: "cli.harvest.references.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    /// One base in `--json`: stable keys.
    struct Entry: Encodable {
        struct Duty: Encodable {
            let kind: String
            let state: String
            let found: String
        }

        let base: String
        let name: String
        let producer: String
        let rhythm: String
        let dataset: String?
        let duties: [Duty]
    }

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let reports: [ReferenceReport]
        do {
            if watch { try await instance.catalog.declareSource(ReferenceBase.source) }
            reports = try await instance.catalog.referenceReports()
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
        let entries = reports.map { report in
            Entry(
                base: report.base.rawValue, name: report.base.label(session.localizer), producer: session.text(report.base.producerKey),
                rhythm: report.base.rhythm.rawValue, dataset: report.dataset?.slug,
                duties: report.duties.map {
                    Entry.Duty(kind: $0.kind.rawValue, state: $0.state.rawValue, found: session.text($0.foundKey, $0.arguments))
                })
        }
        try session.print(json ? [try JSONText.encode(entries)] : lines(reports, session))
        if watch { try session.print(session.text("cli.harvest.references.watched", ["source": .text(ReferenceBase.source.slug)])) }
    }

    private func lines(_ reports: [ReferenceReport], _ session: Session) -> [String] {
        reports.flatMap { report -> [String] in
            let head = session.text("cli.harvest.references.line", [
                "base": .message(report.base.labelKey), "producer": .message(report.base.producerKey),
                "rhythm": .message(report.base.rhythm.labelKey),
            ])
            guard report.dataset != nil else { return [head, "  · " + session.text("cli.harvest.references.absent")] }
            return [head] + report.duties.map { duty in
                let mark = switch duty.state {
                case .kept: "✓"
                case .broken: "✗"
                case .unknown: "·"
                }
                return "  \(mark) \(duty.kind.label(session.localizer)) : " + session.text(duty.foundKey, duty.arguments)
            }
        }
    }
}
