package import Foundation
package import Localization

/// How good a dataset is, criterion by criterion, each with its evidence and the way to mend it.
package struct Quality: Codable, Hashable, Sendable {
    /// What is judged, in the order in which it is shown.
    package enum Key: String, Codable, Hashable, Sendable, CaseIterable {
        case licence, description, territory, period, resources, columns
        case frequency, punctuality
        case openFormat, readable, links
        case conformity, fill, rejects, duplicates, codes, drift, personalData

        package var family: Family {
            switch self {
            case .licence, .description, .territory, .period, .resources, .columns: .completeness
            case .frequency, .punctuality: .freshness
            case .openFormat, .readable, .links: .availability
            case .conformity, .fill, .rejects, .duplicates, .codes, .drift, .personalData: .content
            }
        }

        package var titleKey: String { "quality.\(rawValue).title" }
        /// What to do to satisfy the criterion.
        package var mendKey: String { "quality.\(rawValue).mend" }

        /// How much the criterion counts in the score.
        var weight: Double {
            switch self {
            case .licence, .punctuality, .readable, .links: 3
            case .conformity, .description, .frequency, .openFormat, .columns, .rejects, .codes, .personalData: 2
            case .territory, .period, .resources, .fill, .duplicates, .drift: 1
            }
        }
    }

    /// What a criterion is about. The first three are those by which the public service of reference data is judged
    /// (articles L. 321-4 and R. 321-5 to R. 321-8 of the code of relations between the public and the
    /// administration); the last is what the files hold.
    package enum Family: String, LabelledCode {
        /// Whether all that a reader needs is said.
        case completeness
        /// Whether the data are renewed when they were promised.
        case freshness
        /// Whether the files can be had, and read by any program.
        case availability
        /// Whether the values deserve trust.
        case content

        package static let labelTopic = "quality.family"
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
        /// Since when it is so, where that is known.
        package let since: Date?
    }

    static let maximumEvidence = 8

    /// Only the criteria that make sense for the dataset.
    package let criteria: [Criterion]

    /// The weighted mean of the criteria, 0…100.
    package var score: Int { Self.mean(criteria) ?? 0 }

    /// The same of one family; `nil` where none of its criteria makes sense.
    package func score(of family: Family) -> Int? { Self.mean(criteria.filter { $0.key.family == family }) }

    private static func mean(_ criteria: [Criterion]) -> Int? {
        let weight = criteria.reduce(0) { $0 + $1.key.weight }
        guard weight > 0 else { return nil }
        return Int((100 * criteria.reduce(0) { $0 + $1.share * $1.key.weight } / weight).rounded())
    }
}
