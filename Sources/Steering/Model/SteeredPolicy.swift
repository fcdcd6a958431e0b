package import Indicators

/// A public policy as one service follows it: a group of indicators, each with its weight.
package struct SteeredPolicy: Sendable, Hashable, Identifiable {
    /// Names it in addresses and in what is written of it; unique in its service.
    package let slug: String
    package let name: String
    /// CommonMark; empty where none was given.
    package let description: String
    /// Who answers for it, as people know them: “Direction générale de la santé”.
    package let owner: String?
    /// In the order in which they are shown.
    package let indicators: [Member]

    package var id: String { slug }

    /// An indicator and what it counts for.
    package struct Member: Sendable, Hashable {
        package let indicator: IndicatorID
        /// 0 or more, in proportion to the others; nil for the weight that the indicator itself declares.
        package let weight: Double?

        package init(_ indicator: IndicatorID, weight: Double? = nil) {
            self.indicator = indicator
            self.weight = weight
        }
    }

    package init(slug: String, name: String, description: String = "", owner: String? = nil, indicators: [Member]) {
        self.slug = slug
        self.name = name
        self.description = description
        self.owner = owner
        self.indicators = indicators
    }

    func keeping(_ known: Set<IndicatorID>) -> SteeredPolicy {
        SteeredPolicy(slug: slug, name: name, description: description, owner: owner, indicators: indicators.filter { known.contains($0.indicator) })
    }
}
