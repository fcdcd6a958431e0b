import Foundation
package import Localization

/// One thing that the producer of a reference base owes, and whether the instance sees it done.
package struct ReferenceDuty: Hashable, Sendable {
    package enum Kind: String, LabelledCode {
        /// The eight things to say of the data (annex, 1°).
        case metadata
        /// How the data come to be and are renewed (annex, 2°).
        case process
        /// Renewed in time (annex, 3°).
        case freshness
        /// Files that can be had 99 % of each month.
        case availability

        package static let labelTopic = "reference.duty"
    }

    package enum State: String, LabelledCode {
        case kept, broken
        /// The instance has not seen enough to tell.
        case unknown

        package static let labelTopic = "reference.state"
    }

    /// What the order asks the producer to say of the data (annex, 1°).
    package enum Information: String, LabelledCode {
        case source, title, description, rhythm, format, place, licence, keywords

        package static let labelTopic = "reference.information"
    }

    package let kind: Kind
    package let state: State
    /// Arguments of `reference.found.<kind>.<state>`.
    package let arguments: [String: MessageArgument]

    /// Key of the sentence that says what was found.
    package var foundKey: String { "reference.found.\(kind.rawValue).\(state.rawValue)" }
}

/// A reference base as the instance sees it.
package struct ReferenceReport: Sendable {
    package let base: ReferenceBase
    /// `nil` while it has not been harvested.
    package let dataset: Dataset?
    package let duties: [ReferenceDuty]
}

extension ReferenceBase {
    /// Share of the checks of a month that must have had the file (order of 14 June 2017: 99 % for files).
    package static let availability = 0.99
    /// Checks in a month before a share is told.
    static let fewestChecks = 20

    /// What is seen of the duties.
    ///
    /// - Parameters:
    ///   - resources: those of the dataset that still are.
    ///   - month: checks of their addresses in the last thirty days, and how many had the file.
    func duties(_ dataset: Dataset, _ resources: [Resource], month: (checks: Int, good: Int), now: Date) -> [ReferenceDuty] {
        [metadata(dataset, resources), process(dataset), freshness(dataset, resources, now), availability(month)]
    }

    private func metadata(_ dataset: Dataset, _ resources: [Resource]) -> ReferenceDuty {
        let details = dataset.metadata.details
        let data = resources.filter { $0.distribution?.role == .data }
        let said: [(ReferenceDuty.Information, Bool)] = [
            (.source, dataset.source != nil && details?.modified != nil), (.title, !dataset.title.isEmpty),
            (.description, !dataset.description.isEmpty), (.rhythm, dataset.frequency != .unknown),
            (.format, !data.isEmpty && data.allSatisfy { $0.distribution?.format != nil }),
            (.place, details?.spatial.isEmpty == false || dataset.territoryLevel != nil),
            (.licence, dataset.licence != .notSpecified), (.keywords, !dataset.keywords.isEmpty),
        ]
        let missing = said.filter { !$0.1 }.map { MessageArgument.message($0.0.labelKey) }
        return ReferenceDuty(
            kind: .metadata, state: missing.isEmpty ? .kept : .broken, arguments: missing.isEmpty ? [:] : ["missing": .list(missing)])
    }

    private func process(_ dataset: Dataset) -> ReferenceDuty {
        let details = dataset.metadata.details
        let isTold = details?.provenance.isEmpty == false || details?.documentation.isEmpty == false || dataset.description.count > 300
        return ReferenceDuty(kind: .process, state: isTold ? .kept : .unknown, arguments: [:])
    }

    private func freshness(_ dataset: Dataset, _ resources: [Resource], _ now: Date) -> ReferenceDuty {
        let told = resources.filter { $0.distribution?.role == .data }.compactMap { $0.distribution?.modified }
            + [dataset.metadata.details?.modified].compactMap { $0 }
        guard let last = told.compactMap({ DateText.date($0) }).filter({ $0 <= now.addingTimeInterval(86_400) }).max() else {
            return ReferenceDuty(kind: .freshness, state: .unknown, arguments: ["rhythm": .message(rhythm.labelKey)])
        }
        let days = max(0, now.timeIntervalSince(last) / 86_400)
        return ReferenceDuty(
            kind: .freshness, state: days <= longestAge ? .kept : .broken,
            arguments: ["date": .date(last), "days": .integer(Int(days)), "rhythm": .message(rhythm.labelKey)])
    }

    private func availability(_ month: (checks: Int, good: Int)) -> ReferenceDuty {
        guard month.checks >= Self.fewestChecks else {
            return ReferenceDuty(kind: .availability, state: .unknown, arguments: ["checks": .integer(month.checks)])
        }
        let share = Double(month.good) / Double(month.checks)
        return ReferenceDuty(
            kind: .availability, state: share >= Self.availability ? .kept : .broken,
            arguments: ["share": .percent(share), "checks": .integer(month.checks)])
    }
}
