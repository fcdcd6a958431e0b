/// The groups of communes of comparable size by which the State compares them: fifteen, from fewer than 500 inhabitants
/// to 200,000 and more.
///
/// Source: Code général des collectivités territoriales, art. L. 2334-3. The law counts the population of the DGF, which
/// adds second homes; here it is the population municipale, the only one that the official code comes with.
struct PopulationStratum: Hashable, Sendable, Comparable {
    /// Where each group but the first begins, in inhabitants.
    static let bounds = [500, 1_000, 2_000, 3_500, 5_000, 7_500, 10_000, 15_000, 20_000, 35_000, 50_000, 75_000, 100_000, 200_000]

    /// From 0 to 14.
    let index: Int

    init(population: Int) { index = Self.bounds.count { $0 <= population } }

    /// The least that a commune of the group has; nil for the first group.
    var lowest: Int? { index == 0 ? nil : Self.bounds[index - 1] }
    /// The most that a commune of the group has; nil for the last group.
    var highest: Int? { index == Self.bounds.count ? nil : Self.bounds[index] - 1 }

    static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}
