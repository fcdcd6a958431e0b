package import Foundation
import Territories

/// One thing that an account may do, where: on one policy or all, in a territory and all that lie in it.
///
/// A right is never erased: who had it, from when until when, by whom, stays readable.
package struct SteeringRight: Sendable, Hashable, Identifiable {
    package let id: UUID
    package let account: UUID
    package let action: SteeringAction
    package let place: SteeringPlace
    package let grantedAt: Date
    package let grantedBy: SteeringAuthor
    /// Nil while it holds.
    package let withdrawnAt: Date?
    package let withdrawnBy: SteeringAuthor?

    package var holds: Bool { withdrawnAt == nil }

    /// Whether it reaches a policy in a territory.
    ///
    /// - Parameters:
    ///   - policy: nil asks for all policies at once.
    ///   - holders: the territory and all those that it lies in.
    func covers(policy: String?, holders: Set<TerritoryID>) -> Bool {
        holds && (place.policy == nil || place.policy == policy) && holders.contains(place.territory)
    }
}
