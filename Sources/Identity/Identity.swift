package import Foundation
package import Store

/// Who may enter an instance and what they may do there: accounts, means of entry, sessions, roles, and the journal of
/// all that. It is a value: copies share the same store.
package struct Identity: Sendable {
    let store: any Store
    let hasher: PasswordHasher
    package let policy: PasswordPolicy
    let throttle: LoginThrottle
    let times: SessionTimes
    /// Names that everybody knows of the site, which no password may rest on.
    let siteNames: [String]
    let now: @Sendable () -> Date
    package let journal: Journal

    /// - Parameters:
    ///   - hasher: shared by all who check passwords in this process.
    ///   - now: the clock, so that tests can choose the date.
    package init(
        store: any Store, hasher: PasswordHasher = PasswordHasher(), policy: PasswordPolicy = PasswordPolicy(),
        throttle: LoginThrottle = LoginThrottle(), times: SessionTimes = SessionTimes(), siteNames: [String] = [],
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.hasher = hasher
        self.policy = policy
        self.throttle = throttle
        self.times = times
        self.siteNames = siteNames
        self.now = now
        journal = Journal(store: store, now: now)
    }

    /// Creates or updates the tables.
    package func migrate() async throws { try await store.migrate(IdentityMigrations.all) }

    /// Forgets what is over: sessions, links, counts of attempts, and journal entries older than the retention.
    ///
    /// - Parameter retention: of the journal, in seconds.
    package func upkeep(retention: TimeInterval) async throws {
        let date = now()
        try await store.write { [times, throttle] session in
            try session.execute(
                "DELETE FROM sessions WHERE expires_at <= ? OR last_seen_at <= ?", [StoreValue(date), StoreValue(date - times.idle)])
            try session.execute("DELETE FROM credentials WHERE kind = 'reset' AND expires_at <= ?", [StoreValue(date)])
            try session.execute(
                "DELETE FROM login_attempts WHERE last_at < ? AND blocked_until < ?",
                [StoreValue(date - throttle.memory), StoreValue(date)])
        }
        try await journal.prune(before: date - retention)
    }

    /// Writes in the journal that somebody takes a copy of it.
    ///
    /// - Parameter authorization: of ``Permission/readJournal``.
    package func noteExport(by authorization: Authorization) async throws {
        try authorization.check(.readJournal, on: .instance)
        try await store.write { [journal] session in
            try journal.add(.journalExported, .journal, by: authorization.actor, from: authorization.address, in: session)
        }
    }

    /// The date as the store gives it back.
    var storedNow: Date { Date(timeIntervalSince1970: Double(now().milliseconds) / 1000) }
}
