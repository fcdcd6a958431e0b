package import Foundation
package import Localization

/// How well the needs of a bouquet are answered, need by need: a score that says what is still to be done, and why.
///
/// Each need has four marks from 0 to 1. A need that nothing answers has 0 everywhere; a mark that cannot be known (the
/// freshness of an address outside the catalogue) is left out, and counted as such.
package struct GapScore: Codable, Hashable, Sendable {
    /// What is judged, in the order in which it is shown.
    package enum Family: String, LabelledCode {
        /// Something answers the need.
        case met
        /// Renewed within the rhythm that its producer promises.
        case fresh
        /// The files can be read, without rejected rows, without duplicates, and their codes exist.
        case valid
        /// Under an open licence, in open formats.
        case open

        package static let labelTopic = "gap.family"
    }

    /// One judgement, with its reason.
    package struct Mark: Codable, Hashable, Sendable {
        package let family: Family
        /// 0…1; `nil` where it cannot be known.
        package let share: Double?
        /// Key of the sentence that says why.
        package let reasonKey: String
        package let arguments: [String: MessageArgument]

        init(family: Family, share: Double?, reasonKey: String, arguments: [String: MessageArgument]) {
            self.family = family
            self.share = share.map { min(1, max(0, $0)) }
            self.reasonKey = reasonKey
            self.arguments = arguments
        }

        init(_ family: Family, _ share: Double?, _ reason: String, _ arguments: [String: MessageArgument] = [:]) {
            self.init(family: family, share: share, reasonKey: "gap.\(family.rawValue).\(reason)", arguments: arguments)
        }

        package func reason(_ localizer: Localizer) -> String { localizer.text(reasonKey, arguments) }
    }

    /// One need and its four marks.
    package struct Need: Codable, Hashable, Sendable, Identifiable {
        /// The element's.
        package let id: UUID
        package let marks: [Mark]

        package subscript(_ family: Family) -> Mark? { marks.first { $0.family == family } }
    }

    /// Marks of one family, added up.
    package struct Total: Codable, Hashable, Sendable {
        package var family: Family
        /// Of the marks that are known.
        package var sum: Double
        package var known: Int
        package var unknown: Int

        /// The mean of the marks that are known; `nil` where none is.
        package var share: Double? { known == 0 ? nil : sum / Double(known) }
    }

    package let needs: [Need]

    package init(needs: [Need]) { self.needs = needs }

    package var totals: [Total] {
        Family.allCases.map { family in
            let shares = needs.compactMap { $0[family] }.map(\.share)
            let known = shares.compactMap(\.self)
            return Total(family: family, sum: known.reduce(0, +), known: known.count, unknown: shares.count - known.count)
        }
    }

    /// The mean of the families of which something is known, 0…100; `nil` for a bouquet without needs.
    package var score: Int? { Self.score(totals) }

    /// Several bouquets as one: each need counts the same, whatever the bouquet.
    package static func score(_ totals: [Total]) -> Int? {
        let shares = totals.compactMap(\.share)
        return shares.isEmpty ? nil : Int((100 * shares.reduce(0, +) / Double(shares.count)).rounded())
    }

    package static func sum(_ totals: [[Total]]) -> [Total] {
        Family.allCases.map { family in
            totals.joined().filter { $0.family == family }.reduce(Total(family: family, sum: 0, known: 0, unknown: 0)) {
                Total(family: family, sum: $0.sum + $1.sum, known: $0.known + $1.known, unknown: $0.unknown + $1.unknown)
            }
        }
    }

    /// How many needs nothing answers.
    package var unmet: Int { needs.filter { ($0[.met]?.share ?? 0) == 0 }.count }
}
