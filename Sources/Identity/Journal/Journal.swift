import Crypto
package import Foundation
package import Store

/// The audit journal: entries are added within the transaction of what they tell, and only ever added.
package struct Journal: Sendable {
    private let store: any Store
    private let now: @Sendable () -> Date

    init(store: any Store, now: @escaping @Sendable () -> Date) {
        self.store = store
        self.now = now
    }

    /// Adds an entry; it exists exactly if the rest of the transaction does.
    ///
    /// - Parameters:
    ///   - before: the subject as it was; its hash is kept, not itself.
    ///   - after: the subject as it is.
    package func add(
        _ action: JournalAction, _ subject: JournalSubject, by authorization: Authorization,
        before: (some Encodable)? = String?.none, after: (some Encodable)? = String?.none, in session: any WriteSession
    ) throws {
        try add(
            action, subject, by: authorization.actor, from: authorization.address, before: Self.hash(before),
            after: Self.hash(after), in: session)
    }

    func add(
        _ action: JournalAction, _ subject: JournalSubject, by actor: Actor, from address: String, before: String? = nil,
        after: String? = nil, in session: any WriteSession
    ) throws {
        let last = try session.row("SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1") ?? session.anchor()
        let number = (try last?.int64("number") ?? 0) + 1
        let draft = JournalEntry(
            number: number, at: Date(timeIntervalSince1970: Double(now().milliseconds) / 1000), actor: actor, action: action,
            subject: subject, before: before, after: after, address: address, hash: "")
        try session.execute(
            """
            INSERT INTO journal (number, at, actor, actor_name, action, subject, subject_name, before_hash, after_hash,
              address, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(number), .integer(draft.at.milliseconds), .text(actor.id), .text(actor.name), .text(action.rawValue),
                .text(subject.key), .text(subject.name), StoreValue(before), StoreValue(after), .text(address),
                .text(draft.expectedHash(after: try last?.string("hash") ?? "")),
            ])
    }

    static func hash(_ value: (some Encodable)?) throws -> String? {
        guard let value, case .text(let json) = try StoreValue.json(value) else { return nil }
        return Hexadecimal.text(SHA256.hash(data: Data(json.utf8)))
    }

    /// Entries, the latest first.
    ///
    /// - Parameter before: only those of a lower number, for paging; nil begins with the latest.
    package func entries(
        before number: Int64? = nil, since: Date? = nil, subject: JournalSubject? = nil, limit: Int = 100
    ) async throws -> [JournalEntry] {
        var conditions = ["number < ?"]
        var values: [StoreValue] = [.integer(number ?? .max)]
        if let since {
            conditions.append("at >= ?")
            values.append(StoreValue(since))
        }
        if let subject {
            conditions.append("subject = ?")
            values.append(.text(subject.key))
        }
        let sql = "SELECT * FROM journal WHERE \(conditions.joined(separator: " AND ")) ORDER BY number DESC LIMIT ?"
        values.append(StoreValue(limit))
        return try await store.read { [values] in try $0.rows(sql, values).map(JournalEntry.init) }
    }

    /// The entries that follow a number, the oldest first: an export asks for one piece after the other, and holds few
    /// in memory.
    ///
    /// - Returns: 500 at most; none at the end.
    package func piece(after number: Int64, since: Date? = nil) async throws -> [JournalEntry] {
        let from = max((since ?? .distantPast).milliseconds, 0)
        return try await store.read { session in
            try session.rows(
                "SELECT * FROM journal WHERE number > ? AND at >= ? ORDER BY number LIMIT 500",
                [.integer(number), .integer(from)]
            ).map(JournalEntry.init)
        }
    }

    /// Every entry, the oldest first.
    package func forEach(since: Date? = nil, _ body: (JournalEntry) async throws -> Void) async throws {
        var last: Int64 = 0
        while case let piece = try await piece(after: last, since: since), let end = piece.last {
            for entry in piece { try await body(entry) }
            last = end.number
        }
    }

    /// Where the chain begins: after what retention forgot, or from nothing.
    func start() async throws -> JournalVerification.Head {
        try await store.read { session in
            let anchor = try session.anchor()
            return JournalVerification.Head(number: try anchor?.int64("number") ?? 0, hash: try anchor?.string("hash") ?? "")
        }
    }

    /// Forgets entries before `date`, and remembers where the chain now begins.
    ///
    /// - Returns: how many.
    @discardableResult
    func prune(before date: Date) async throws -> Int {
        try await store.write { session in
            // The latest of those to forget, all before it being older: numbers and dates grow together.
            guard let last = try session.row(
                "SELECT number, hash FROM journal WHERE at < ? ORDER BY number DESC LIMIT 1", [StoreValue(date)])
            else { return 0 }
            let number = try last.int64("number")
            let count = try session.execute("DELETE FROM journal WHERE number <= ?", [.integer(number)])
            try session.execute(
                """
                INSERT INTO journal_anchor (id, number, hash) VALUES (1, ?, ?)
                ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash
                """, [.integer(number), .text(try last.string("hash"))])
            try add(.journalPruned, .journal, by: .system, from: "", in: session)
            return count
        }
    }
}

extension ReadSession {
    /// Where retention cut the chain.
    func anchor() throws -> StoreRow? { try row("SELECT number, hash FROM journal_anchor WHERE id = 1") }
}

extension JournalEntry {
    init(_ row: StoreRow) throws {
        number = try row.int64("number")
        at = try row.date("at")
        actor = Actor(id: try row.string("actor"), name: try row.string("actor_name"))
        action = JournalAction(rawValue: try row.string("action"))
        subject = JournalSubject(key: try row.string("subject"), name: try row.string("subject_name"))
        before = try row.optionalString("before_hash")
        after = try row.optionalString("after_hash")
        address = try row.string("address")
        hash = try row.string("hash")
    }
}
