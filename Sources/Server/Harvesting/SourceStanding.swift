import Catalog
import Foundation
import Localization
import Store

/// How a source stands, in two words and a colour.
struct SourceStanding: ViewModel {
    /// DSFR's name of the badge.
    var kind: String
    var label: String

    init(_ source: HarvestSource, last: HarvestRun?, reading: Job?, _ visit: Visit) {
        (kind, label) =
            if let reading {
                ("info", visit.text("site.harvest.state." + (reading.state == .running ? "running" : "waiting")))
            } else if !source.declaration.isActive {
                ("new", visit.text("site.harvest.state.paused"))
            } else if let last {
                (Self.kind(last.state), last.state.label(visit.localizer))
            } else {
                ("info", visit.text("site.harvest.never"))
            }
    }

    init(_ state: HarvestState, _ visit: Visit) {
        (kind, label) = (Self.kind(state), state.label(visit.localizer))
    }

    private static func kind(_ state: HarvestState) -> String {
        switch state {
        case .complete: "success"
        case .partial, .interrupted: "warning"
        case .failed: "error"
        case .running: "info"
        }
    }
}

/// How far a reading is, for whoever follows it without a script.
struct ReadingProgress: ViewModel {
    var text: String
    /// Thousandths of what the portal announces; nil where it is not known.
    var share: Int?

    init(_ job: Job, _ visit: Visit) {
        guard job.state == .running else {
            text = visit.text("site.harvest.progress.waiting")
            return
        }
        guard let progress = job.progress, progress.done > 0 else {
            text = visit.text("site.harvest.progress.starting")
            return
        }
        let done = MessageArgument.integer(Int(progress.done))
        guard let total = progress.total, total >= progress.done else {
            text = visit.text("site.harvest.progress.some", ["done": done])
            return
        }
        let ratio = Double(progress.done) / Double(total)
        share = Int((ratio * 1_000).rounded())
        text = visit.text(
            "site.harvest.progress.share", ["done": done, "total": .integer(Int(total)), "share": .percent((ratio * 100).rounded() / 100)])
    }
}

extension HarvestRoutes {
    /// When a source is read next, in words; nil where it is read on demand only.
    func nextReading(_ source: HarvestSource, _ visit: Visit) -> String? {
        guard source.declaration.isActive, let next = source.nextRunAt else { return nil }
        return next <= site.now() ? visit.text("site.harvest.next.soon") : visit.localizer.dateTime(next)
    }

    /// Where a source is read, without what must not be shown.
    func address(_ source: HarvestSource) -> String {
        let url = source.declaration.url
        return url.isFileURL ? url.lastPathComponent : url.withoutSecrets.absoluteString
    }

    /// How many, with those that are gone where there are any.
    func datasets(_ counts: SourceCounts, _ visit: Visit) -> String {
        let present = visit.localizer.number(counts.present)
        return counts.vanished == 0
            ? present : present + " " + visit.text("site.harvest.datasets.vanished", ["count": .integer(counts.vanished)])
    }
}
