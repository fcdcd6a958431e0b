package import Foundation
package import Localization

/// How good a dataset is, criterion by criterion, each with its evidence and the way to mend it.
package struct Quality: Codable, Hashable, Sendable {
    /// What is judged, in the order in which it is shown.
    package enum Key: String, Codable, Hashable, Sendable, CaseIterable {
        case licence, description, frequency, punctuality, territory, period
        case openFormat, readable, columns, fill, rejects, duplicates, personalData

        package var titleKey: String { "quality.\(rawValue).title" }
        /// What to do to satisfy the criterion.
        package var mendKey: String { "quality.\(rawValue).mend" }

        /// How much the criterion counts in the score.
        var weight: Double {
            switch self {
            case .licence, .punctuality, .readable: 3
            case .description, .frequency, .openFormat, .columns, .rejects, .personalData: 2
            case .territory, .period, .fill, .duplicates: 1
            }
        }
    }

    /// One judgement.
    package struct Criterion: Codable, Hashable, Sendable {
        package let key: Key
        /// 0 for not at all, 1 for fully.
        package let share: Double
        /// Key of the sentence that says what was found.
        package let explanationKey: String
        package let arguments: [String: MessageArgument]
        /// Where it was found; at most ``Quality/maximumEvidence``.
        package let evidence: [Evidence]

        package var isSatisfied: Bool { share >= 0.995 }

        package func explanation(_ localizer: Localizer) -> String { localizer.text(explanationKey, arguments) }
    }

    /// A resource, or a column of it, that a judgement rests on.
    package struct Evidence: Codable, Hashable, Sendable {
        package let resourceID: UUID
        package let resourceSlug: String
        package let resourceTitle: String
        package let column: String?
        /// Figure that speaks for itself: a share filled, a number of rows.
        package let figure: MessageArgument?
    }

    static let maximumEvidence = 8

    /// Only the criteria that make sense for the dataset.
    package let criteria: [Criterion]

    /// The weighted mean of the criteria, 0…100.
    package var score: Int {
        let weight = criteria.reduce(0) { $0 + $1.key.weight }
        guard weight > 0 else { return 0 }
        return Int((100 * criteria.reduce(0) { $0 + $1.share * $1.key.weight } / weight).rounded())
    }
}
