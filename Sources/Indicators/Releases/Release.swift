package import Foundation
package import Lake
package import Territories

/// A set of values given at once: computed from a version of a table, imported from a file, or filled in. It never
/// changes; the value of a cell is that of the latest release that speaks of it.
package struct Release: Sendable, Hashable, Codable, Identifiable {
    /// Unique; a UUID in small letters.
    package let id: String
    /// Its rank among all releases of the instance, from 1: a greater one comes later.
    package let number: Int
    package let kind: Kind
    package let created: Date
    /// Who made it: an account's name, a program's.
    package let author: String
    package let source: Source?
    /// What its author says of it.
    package let note: String?
    /// The release that this one takes back.
    package let undoes: String?
    /// The release that took this one back, where one did and was not itself taken back.
    package var undoneBy: String?
    /// What it speaks of.
    package let indicators: [IndicatorID]
    /// How many cells it gives or erases.
    package let cells: Int

    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Computed from a version of a table: it says all that the table says of its indicator.
        case computed
        /// Imported from a file.
        case imported
        /// Filled in by hand.
        case entered
        /// Takes another release back.
        case undo

        /// The message that names it.
        package var nameKey: String { "indicators.release.\(rawValue)" }
    }

    /// The file that a release comes from.
    package struct Source: Sendable, Hashable, Codable {
        /// As people know it: the title of the dataset or the name of the file.
        package var title: String
        /// Slugs in the catalogue, where it is there.
        package var dataset: String?
        package var resource: String?
        /// The version's number or name.
        package var version: String?
        /// The day of the version.
        package var date: CivilDate?
        /// SHA-256 of the file.
        package var hash: ContentHash?
        /// Where it was taken from.
        package var address: String?
        /// The vintage of the official code by which the levels were aggregated.
        package var geography: CivilDate?
        /// What became of its rows; nil for files of figures, and for releases made before it was kept.
        package var reading: RowReading?

        package init(
            title: String, dataset: String? = nil, resource: String? = nil, version: String? = nil, date: CivilDate? = nil,
            hash: ContentHash? = nil, address: String? = nil
        ) {
            self.title = title
            self.dataset = dataset
            self.resource = resource
            self.version = version
            self.date = date
            self.hash = hash
            self.address = address
        }
    }
}

/// A figure with all that is behind it.
package struct Working: Sendable {
    package let definition: IndicatorDefinition
    package let territory: TerritoryID
    package let kind: ObservationKind
    package let slice: Slice?
    /// The figure.
    package let point: Point
    /// How it comes about.
    package let arithmetic: Arithmetic
    /// The release that gave it, or the latest of those from which it was put together.
    package let release: Release?
    /// What releases said of it before and since, the latest first; those taken back among them.
    package let revisions: [Revision]

    /// What one release said of the cell.
    package struct Revision: Sendable, Hashable {
        package let release: Release
        /// Nil where it was erased or withheld.
        package let value: Double?
        /// Whether the file of the release is damaged or gone: what it said is not known.
        package var isUnreadable = false
    }

    /// One indicator that a formula names, and its value there.
    package struct Input: Sendable, Hashable {
        package let indicator: IndicatorID
        package let name: String
        package let value: Double?
    }

    /// The arithmetic of a figure.
    package enum Arithmetic: Sendable, Hashable {
        /// Given as it is.
        case observed
        /// Added up from the territories of a level, of which `known` out of `all` have a value.
        case sum(level: TerritoryLevel, known: Int, all: Int)
        /// `numerator` / `denominator` × `scale`, of the territory itself (`level` nil) or added up from those of a level.
        case ratio(numerator: Double, denominator: Double, scale: Double, level: TerritoryLevel?, known: Int, all: Int)
        /// Computed from other indicators, by what the formula says.
        case formula(String, inputs: [Input])
        /// The weighted sum over the sum of weights.
        case mean(weighted: Double, weights: Double, level: TerritoryLevel?, known: Int, all: Int)
    }
}
