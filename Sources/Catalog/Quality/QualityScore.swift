package import Foundation

/// The quality of a dataset on one day, without its evidence: one point of its history.
package struct QualityScore: Codable, Hashable, Sendable {
    package let date: Date
    /// 0…100.
    package let score: Int
    /// The same of each family that makes sense for the dataset.
    package let families: [Quality.Family: Int]

    init(date: Date, score: Int, families: [Quality.Family: Int]) {
        self.date = date
        self.score = score
        self.families = families
    }

    init(_ quality: Quality, at date: Date) {
        let families = Quality.Family.allCases.compactMap { family in quality.score(of: family).map { (family, $0) } }
        self.init(date: date, score: quality.score, families: Dictionary(uniqueKeysWithValues: families))
    }

    /// Whether nothing but the date differs.
    func isSame(as other: QualityScore) -> Bool { score == other.score && families == other.families }
}
