package import Territories

/// Where something is written or allowed: a policy of a service, in a territory.
package struct SteeringPlace: Sendable, Hashable {
    /// Slug of the service.
    package let service: String
    /// Slug of the policy; nil for all of them.
    package let policy: String?
    package let territory: TerritoryID

    package init(service: String, policy: String?, territory: TerritoryID) {
        self.service = service
        self.policy = policy
        self.territory = territory
    }

    /// `pilote/sante/departement:35`, a star for all policies.
    var key: String { "\(service)/\(policy ?? "*")/\(territory)" }
}

/// Who wrote something, by the name that they then had.
package struct SteeringAuthor: Sendable, Hashable, Codable {
    /// The account's identifier; `operator` for the command line.
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
