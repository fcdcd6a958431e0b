import Identity
import Localization
import Steering
import Territories

/// The policies that somebody steers in one service, as their account's page shows them.
struct OwnSteeringView: ViewModel {
    /// To the overview.
    var service: Link
    var rights: [Right]

    /// What they may do in one place.
    struct Right: ViewModel {
        /// “Accès aux soins, Bretagne”.
        var place: Link
        /// “donner la météo et la synthèse, commenter”.
        var actions: String
    }
}

extension SteeringRoutes {
    /// What the reader steers, service by service; nothing for who has no right.
    func ownSteering(_ visit: Visit) async throws -> [OwnSteeringView] {
        var views: [OwnSteeringView] = []
        for programme in services.programmes() {
            let reader = try await steering.principal(visit.context.principal, in: programme)
            guard !reader.rights.isEmpty else { continue }
            // A right on a policy that is followed no more allows nothing.
            let places = Dictionary(grouping: reader.rights, by: \.place).filter { place, _ in place.policy.map { programme.policy($0) != nil } ?? true }
            let rights = places.sorted { ($0.key.territory, $0.key.policy ?? "") < ($1.key.territory, $1.key.policy ?? "") }.map { place, rights in
                let policy = place.policy.flatMap(programme.policy)
                let address: SteeringAddress = policy == nil ? .territory : .place
                let name = steering.gazetteer?.territory(place.territory)?.name.full ?? visit.text(place.territory.level.nameKey)
                let actions = SteeringAction.allCases.filter { action in rights.contains { $0.action == action } }
                return OwnSteeringView.Right(
                    place: Link(
                        label: visit.text("site.steering.own.place", [
                            "policy": .text(policy?.name.typeset ?? visit.text("site.steering.allPolicies")), "territory": .text(name),
                        ]),
                        href: programme.levels.contains(place.territory.level)
                            ? address.of(programme.service, policy: policy?.slug ?? "", territory: place.territory)
                            : SteeringAddress.overview.of(programme.service) + "?territoire=\(place.territory)"),
                    actions: visit.localizer.list(actions.map { visit.text($0.nameKey) }))
            }
            views.append(OwnSteeringView(
                service: Link(label: programme.title.typeset, href: SteeringAddress.overview.of(programme.service) + "?miens=oui"), rights: rights))
        }
        return views
    }
}
