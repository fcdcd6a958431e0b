import Identity
import Indicators
import Instance
import Services
import Steering
import Territories

extension SteeringRoutes {
    /// The steering of an instance's services.
    ///
    /// - Parameter gazetteer: the official geographic code; nil where the instance has none.
    init(site: SiteRoutes, instance: Instance, gazetteer: Gazetteer?) {
        let (services, indicators) = (instance.services, instance.indicators)
        let programmes = SteeredServices {
            let definitions = services.services.compactMap(\.definition)
            let policies = definitions.reduce(into: [String: [Policy]]()) { $0[$1.slug] = $1.policies }
            return definitions.compactMap { definition in
                definition.steering?.resolved(with: indicators.definitions) { (policies[$0] ?? []).map(SteeredPolicy.init) }
            }
        }
        self.init(
            site: site, identity: instance.identity,
            steering: Steering(store: instance.store, journal: instance.identity.journal, gazetteer: gazetteer),
            indicators: indicators, services: programmes, support: instance.support, scratch: instance.scratch)
    }
}

extension SteeredPolicy {
    /// A policy that a service declares for its pages, with the weights that its indicators declare.
    init(_ policy: Policy) {
        self.init(
            slug: policy.slug, name: policy.name, description: policy.description, owner: policy.owner,
            indicators: policy.indicators.map { Member($0) })
    }
}
