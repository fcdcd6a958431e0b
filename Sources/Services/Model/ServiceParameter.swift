package import Indicators
package import Territories

/// Something that the address of a page may say, and that blocks take up as `$name`.
///
/// Every service has `territoire` and `date`; `service.yaml` declares others under `parameters`.
package struct ServiceParameter: Sendable, Hashable, Identifiable {
    /// As it is written in addresses: `secteur`.
    package let name: String
    /// What the form calls it.
    package var label: String
    package var kind: Kind
    /// The value where the address says nothing; nil leaves the parameter open, which means all, or the total.
    package var fallback: String?

    package var id: String { name }

    /// Which values a parameter may have.
    package enum Kind: Sendable, Hashable {
        /// A territory of one of these levels, `departement:75`.
        case territory([TerritoryLevel])
        /// A day for which there are values; open, the last.
        case date
        /// One of these.
        case choice([Choice])
        /// A category of a breakdown of an indicator.
        case category(indicator: IndicatorID, breakdown: String)
        /// A level of territories, `departement`, among these.
        case level([TerritoryLevel])
        /// An indicator of the service, by its slug, or `service/slug`.
        case indicator
        /// A policy of the service.
        case policy
        /// A theme of the service.
        case theme
    }

    /// One value of a closed list.
    package struct Choice: Sendable, Hashable {
        package let value: String
        package let label: String

        package init(value: String, label: String) {
            self.value = value
            self.label = label
        }
    }

    package init(name: String, label: String, kind: Kind, fallback: String? = nil) {
        self.name = name
        self.label = label
        self.kind = kind
        self.fallback = fallback
    }

    /// Name of the parameter that every service has for its territory.
    package static let territory = "territoire"
    /// Name of the parameter that every service has for its day.
    package static let date = "date"
}
