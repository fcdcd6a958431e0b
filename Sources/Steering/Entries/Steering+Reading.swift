package import Foundation
import Store
package import Territories

/// Which entries of a service are wanted. What is nil does not count.
package struct SteeringEntryFilter: Sendable, Hashable {
    package var policies: Set<String>?
    package var territories: Set<TerritoryID>?
    package var kinds: Set<SteeringEntry.Kind>?
    /// Identifier of the author.
    package var author: String?
    package var since: Date?
    /// Only those of a lower number, for paging.
    package var before: Int64?

    package init(
        policies: Set<String>? = nil, territories: Set<TerritoryID>? = nil, kinds: Set<SteeringEntry.Kind>? = nil,
        author: String? = nil, since: Date? = nil, before: Int64? = nil
    ) {
        self.policies = policies
        self.territories = territories
        self.kinds = kinds
        self.author = author
        self.since = since
        self.before = before
    }

    /// The conditions on `steering_entries`, and their values.
    fileprivate func conditions(service: String) -> (sql: String, values: [StoreValue]) {
        var parts = ["service = ?"]
        var values: [StoreValue] = [.text(service)]
        func add(_ column: String, _ texts: [String]?) {
            guard let texts else { return }
            parts.append(texts.isEmpty ? "1 = 0" : "\(column) IN (\(texts.map { _ in "?" }.joined(separator: ", ")))")
            values += texts.map(StoreValue.text)
        }
        add("policy", policies?.sorted())
        add("territory", territories?.map(\.description).sorted())
        add("kind", kinds?.map(\.rawValue).sorted())
        add("author_id", author.map { [$0] })
        if let since {
            parts.append("written_at >= ?")
            values.append(StoreValue(since))
        }
        if let before {
            parts.append("number < ?")
            values.append(.integer(before))
        }
        return (parts.joined(separator: " AND "), values)
    }
}

extension Steering {
    /// Entries of a service, the latest first.
    package func entries(service: String, _ filter: SteeringEntryFilter = .init(), limit: Int = 1_000) async throws -> [SteeringEntry] {
        let (sql, values) = filter.conditions(service: service)
        return try await store.read { session in
            try session.rows(
                "SELECT * FROM steering_entries WHERE \(sql) ORDER BY number DESC LIMIT ?", values + [StoreValue(limit)]
            ).map(SteeringEntry.init)
        }
    }

    /// Everything that was written in one place, the latest first.
    package func entries(in place: SteeringPlace) async throws -> [SteeringEntry] {
        try await entries(
            service: place.service, .init(policies: [place.policy ?? ""], territories: [place.territory]), limit: 10_000)
    }

    /// The entry that now holds, of each place in which one of a kind was written: weathers, syntheses, objectives.
    package func latest(_ kind: SteeringEntry.Kind, service: String) async throws -> [SteeringPlace: SteeringEntry] {
        try await store.read { session in
            let rows = try session.rows(
                """
                SELECT e.* FROM steering_entries e JOIN (
                  SELECT max(number) AS number FROM steering_entries WHERE service = ? AND kind = ? GROUP BY policy, territory
                ) l ON e.number = l.number
                WHERE e.service = ?
                """, [.text(service), .text(kind.rawValue), .text(service)])
            return try rows.reduce(into: [:]) { result, row in
                let entry = try SteeringEntry(row)
                result[entry.place] = entry
            }
        }
    }

    /// When each place was last written in, whatever was written.
    package func lastWritten(service: String) async throws -> [SteeringPlace: Date] {
        try await store.read { session in
            let rows = try session.rows(
                """
                SELECT service, policy, territory, max(written_at) AS written_at FROM steering_entries
                WHERE service = ? AND kind NOT IN ('grant', 'withdrawal') GROUP BY service, policy, territory
                """, [.text(service)])
            return try rows.reduce(into: [:]) { try $0[$1.steeringPlace()] = $1.date("written_at") }
        }
    }

    /// An entry and what follows it, in the order of writing; nil where there is none of this identifier.
    package func thread(_ id: UUID, service: String) async throws -> (first: SteeringEntry, rest: [SteeringEntry])? {
        try await store.read { session in
            guard let row = try session.row(
                "SELECT * FROM steering_entries WHERE id = ? AND service = ?", [.text(id.text), .text(service)])
            else { return nil }
            let rest = try session.rows("SELECT * FROM steering_entries WHERE thread = ? ORDER BY number", [.text(id.text)])
            return (try SteeringEntry(row), try rest.map(SteeringEntry.init))
        }
    }

    /// Everybody who wrote in a service, by name.
    package func authors(service: String) async throws -> [SteeringAuthor] {
        try await store.read { session in
            try session.rows(
                """
                SELECT author_id, max(author_name) AS author_name FROM steering_entries WHERE service = ? GROUP BY author_id
                ORDER BY max(author_name), author_id
                """, [.text(service)]
            ).map { SteeringAuthor(id: try $0.string("author_id"), name: try $0.string("author_name")) }
        }
    }
}

extension ReadSession {
    /// The entry of a kind that now holds in a place.
    func latest(_ kind: SteeringEntry.Kind, in place: SteeringPlace) throws -> SteeringEntry? {
        try row(
            """
            SELECT * FROM steering_entries WHERE service = ? AND policy = ? AND territory = ? AND kind = ?
            ORDER BY number DESC LIMIT 1
            """,
            [.text(place.service), .text(place.policy ?? ""), .text(place.territory.description), .text(kind.rawValue)]
        ).map(SteeringEntry.init)
    }

    /// When something was last written in a place.
    func lastWritten(in place: SteeringPlace) throws -> Date? {
        try row(
            """
            SELECT max(written_at) AS written_at FROM steering_entries
            WHERE service = ? AND policy = ? AND territory = ? AND kind NOT IN ('grant', 'withdrawal')
            """, [.text(place.service), .text(place.policy ?? ""), .text(place.territory.description)]
        )?.optionalDate("written_at")
    }

    /// An entry of a kind, where it stands in a place.
    ///
    /// - Throws: ``SteeringError`` `entryUnknown` otherwise.
    func entry(_ id: UUID, _ kind: SteeringEntry.Kind, in place: SteeringPlace) throws -> SteeringEntry {
        guard let row = try row("SELECT * FROM steering_entries WHERE id = ?", [.text(id.text)]),
            case let entry = try SteeringEntry(row), entry.place == place, entry.content.kind == kind
        else { throw SteeringError(.entryUnknown) }
        return entry
    }
}
