package import Foundation

/// The transactional store: everything that must be exactly right after a crash, and small. Tables of data live in
/// the lake, not here.
///
/// Rooms write portable SQL (`?` placeholders, no dialect) and own their tables through ``Migration``s. Access is
/// scoped: a session lives inside its closure and cannot escape it.
///
/// Portable means: columns are `TEXT`, `BIGINT`, `INTEGER`, `DOUBLE PRECISION` or `BYTEA`; keys are made by the program;
/// `INSERT … ON CONFLICT … DO` for upserts; folded text where case must not count, because engines differ on `LIKE`;
/// `CAST(sum(x) AS BIGINT)`; a `?` stands where its type can be told (`? IS NULL` alone cannot); no NUL in texts.
///
///     let names = try await store.read { try $0.rows("SELECT name FROM organizations").map { try $0.string("name") } }
package protocol Store: Sendable {
    /// Reads one consistent state of the store; what others write meanwhile is not seen.
    func read<R: Sendable>(_ body: @escaping @Sendable (any ReadSession) throws -> R) async throws -> R

    /// Runs `body` in one transaction: all of it is durable when this returns, and nothing of it if it throws.
    ///
    /// Writers wait for one another, across processes too. Keep `body` short and free of side effects.
    @discardableResult
    func write<R: Sendable>(_ body: @escaping @Sendable (any WriteSession) throws -> R) async throws -> R

    /// Runs `body` in one transaction that takes rows which others may want too: what
    /// ``WriteSession/skippingLocked(_:)`` finds is this transaction's until its end, and others pass it by.
    ///
    /// Each statement sees what is committed when it begins, so that `body` must not conclude from what it does not find.
    func claim<R: Sendable>(_ body: @escaping @Sendable (any WriteSession) throws -> R) async throws -> R

    /// Applies, in order, those migrations that the store does not have yet; each in a transaction of its own, and
    /// once only even when several processes start together.
    func migrate(_ migrations: [Migration]) async throws

    /// Copies a consistent state of the whole store to a new SQLite file, whatever the engine, while others go on
    /// reading and writing.
    ///
    /// - Throws: ``StoreError/Kind/alreadyExists`` when there is something at `destination`.
    func backup(to destination: URL) async throws

    /// What is wrong with the store's own structure, in the engine's words; empty when it is sound.
    func integrityProblems() async throws -> [String]

    /// Closes every connection. Accesses under way finish first.
    func close() throws
}

/// Reading within one consistent state.
package protocol ReadSession {
    /// Every row that the query gives.
    ///
    /// - Parameters:
    ///   - sql: one statement, whose values are all `?` placeholders.
    ///   - parameters: their values, in order.
    func rows(_ sql: String, _ parameters: [StoreValue]) throws -> [Row]
}

/// Reading and writing within one transaction.
package protocol WriteSession: ReadSession {
    /// Runs one statement and gives the number of rows that it inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: String, _ parameters: [StoreValue]) throws -> Int

    /// The `SELECT` that locks the rows it finds and passes over those that others have locked, inside
    /// ``Store/claim(_:)``; the query as it is where writers are alone anyway.
    func skippingLocked(_ query: String) -> String
}

extension ReadSession {
    package func rows(_ sql: String) throws -> [Row] { try rows(sql, []) }

    /// The first row, for queries by key.
    package func row(_ sql: String, _ parameters: [StoreValue] = []) throws -> Row? {
        try rows(sql, parameters).first
    }
}

extension WriteSession {
    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    package func skippingLocked(_ query: String) -> String { query }
}

extension Store {
    package func claim<R: Sendable>(
        _ body: @escaping @Sendable (any WriteSession) throws -> R
    ) async throws -> R {
        try await write(body)
    }
}

/// A step in the history of the store's tables, applied once and recorded by its id.
package struct Migration: Sendable, Hashable {
    /// Unique and never reused: the room and a number, such as `catalog.1`.
    package let id: String
    /// Portable SQL, one statement each.
    package let statements: [String]

    package init(id: String, statements: [String]) {
        self.id = id
        self.statements = statements
    }
}
