import Foundation
import Localization

/// The criteria that judge what is said of a dataset.
extension Quality {
    /// Shorter descriptions do not let a reader judge whether the data answers the question, in characters.
    static let sufficientDescription = 200

    static func licence(_ dataset: Dataset) -> Criterion {
        let label: [String: MessageArgument] = ["licence": .message(dataset.licence.labelKey)]
        return switch dataset.licence {
        case .notSpecified: criterion(.licence, 0, "missing")
        case .otherClosed: criterion(.licence, 0.5, "closed", label)
        default: criterion(.licence, 1, "present", label)
        }
    }

    static func description(_ dataset: Dataset) -> Criterion {
        let count = dataset.description.trimmingCharacters(in: .whitespacesAndNewlines).count
        let arguments: [String: MessageArgument] = [
            "count": .integer(count), "minimum": .integer(sufficientDescription),
        ]
        guard count > 0 else { return criterion(.description, 0, "missing", arguments) }
        guard count < sufficientDescription else { return criterion(.description, 1, "present", arguments) }
        return criterion(.description, Double(count) / Double(sufficientDescription), "short", arguments)
    }

    static func frequency(_ dataset: Dataset) -> Criterion {
        guard dataset.frequency != .unknown else { return criterion(.frequency, 0, "missing") }
        return criterion(.frequency, 1, "present", ["frequency": .message(dataset.frequency.labelKey)])
    }

    /// Whether the data were renewed within the rhythm promised, with a quarter of it as grace; `nil` where no rhythm
    /// is promised or no renewal is known. Of files that were not read here, what their producer and their address tell.
    static func punctuality(_ dataset: Dataset, _ resources: [ResourceDetail], at now: Date) -> Criterion? {
        let told = [dataset.metadata.details?.modified] + resources.map { $0.resource.distribution?.modified }
        let seen = resources.compactMap { $0.check?.answer.changedAt } + told.compactMap { $0.flatMap(DateText.date) }.filter { $0 <= now }
        guard let days = dataset.frequency.days, let last = resources.compactMap(\.version?.publishedAt).max() ?? seen.max() else {
            return nil
        }
        let due = last.addingTimeInterval(days * 1.25 * 86_400)
        let arguments: [String: MessageArgument] = ["last": .date(last), "due": .date(due)]
        guard now > due else { return criterion(.punctuality, 1, "kept", arguments) }
        let lateDays = now.timeIntervalSince(due) / 86_400
        return criterion(
            .punctuality, max(0, 1 - lateDays / days), "late",
            arguments.merging(["count": .integer(max(1, Int(lateDays)))]) { $1 })
    }

    static func territory(_ dataset: Dataset) -> Criterion {
        guard let level = dataset.territoryLevel else { return criterion(.territory, 0, "missing") }
        return criterion(.territory, 1, "present", ["level": .message(level.labelKey)])
    }

    static func period(_ dataset: Dataset) -> Criterion {
        guard let coverage = dataset.temporalCoverage, coverage.start != nil || coverage.end != nil else {
            return criterion(.period, 0, "missing")
        }
        return criterion(.period, 1, "present")
    }

    /// Resources that say more of themselves than a title.
    static func documentedResources(_ resources: [ResourceDetail]) -> Criterion? {
        guard !resources.isEmpty else { return nil }
        let silent = resources.filter { $0.resource.description.allSatisfy(\.isWhitespace) }
        let share = Double(resources.count - silent.count) / Double(resources.count)
        return criterion(
            .resources, share, silent.isEmpty ? "all" : "some",
            ["count": .integer(silent.count), "total": .integer(resources.count)], evidence: silent.map { Evidence($0) })
    }

    static func criterion(
        _ key: Key, _ share: Double, _ state: String, _ arguments: [String: MessageArgument] = [:],
        evidence: [Evidence] = []
    ) -> Criterion {
        Criterion(
            key: key, share: min(1, max(0, share)), explanationKey: "quality.\(key.rawValue).\(state)",
            arguments: arguments, evidence: Array(evidence.prefix(maximumEvidence)))
    }
}
