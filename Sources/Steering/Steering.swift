package import Foundation
package import Identity
package import Store
package import Territories

/// What people write about the policies that services steer, and who may write what where. It is a value: copies share the
/// same store.
package struct Steering: Sendable {
    let store: any Store
    let journal: Journal
    let now: @Sendable () -> Date
    package let gazetteer: Gazetteer?

    /// - Parameters:
    ///   - journal: of the instance's accounts, on the same store: whatever is written here is noted there.
    ///   - gazetteer: by which a right on a région reaches its départements; nil where the instance has no official code.
    ///   - now: the clock, so that tests can choose the date.
    package init(
        store: any Store, journal: Journal, gazetteer: Gazetteer?, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.journal = journal
        self.gazetteer = gazetteer
        self.now = now
    }

    /// Creates or updates the tables; those of `Identity` come first.
    package func migrate() async throws { try await store.migrate(SteeringMigrations.all) }

    /// The moment of the clock.
    package var today: Date { now() }

    /// The date as the store gives it back.
    var storedNow: Date { Date(timeIntervalSince1970: (now().timeIntervalSince1970 * 1000).rounded(.down) / 1000) }
}
