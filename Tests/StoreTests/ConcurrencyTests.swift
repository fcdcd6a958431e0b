import Foundation
import Store
import StoreFixtures
import Synchronization
import Testing

/// Many at once, as several processes and tasks are.
@Suite(.timeLimit(.minutes(2))) struct ConcurrencyTests {
    let folder: TemporaryFolder
    let store: any TransferableStore

    init() async throws {
        folder = try await TemporaryFolder()
        store = try folder.store()
        try await store.migrate([
            Migration(
                id: "test.1",
                statements: [
                    "CREATE TABLE accounts (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL)",
                    "INSERT INTO accounts VALUES (1, 100), (2, 100)",
                ])
        ])
    }

    /// Two on call, each of whom may leave if the other stays: what snapshots alone would let both do.
    @Test func whatEachTransactionConcludedStillHoldsAtItsEnd() async throws {
        for _ in 0..<20 {
            try await store.write { try $0.execute("UPDATE accounts SET amount = 100") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in [1, 2] {
                    let store = try folder.store()
                    group.addTask {
                        try await store.write { session in
                            let total = try session.row("SELECT CAST(sum(amount) AS BIGINT) AS n FROM accounts")?.int("n") ?? 0
                            if total >= 200 { try session.execute("UPDATE accounts SET amount = 0 WHERE id = ?", [StoreValue(id)]) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.read { try $0.row("SELECT CAST(sum(amount) AS BIGINT) AS n FROM accounts")?.int("n") } == 100)
        }
    }

    @Test func opposedOrdersDoNotBlockForEver() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for order in [[1, 2], [2, 1]] {
                let store = try folder.store()
                group.addTask {
                    for _ in 0..<25 {
                        try await store.write { session in
                            for id in order {
                                try session.execute("UPDATE accounts SET amount = amount + 1 WHERE id = ?", [StoreValue(id)])
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let amounts = try await store.read { try $0.rows("SELECT amount FROM accounts").map { try $0.int("amount") } }
        #expect(amounts == [150, 150])
    }

    @Test func failedStatementThatIsPassedOverIsNotHalfACommit() async throws {
        let outcome: Result<Void, any Error>
        do {
            try await store.write { session in
                try session.execute("UPDATE accounts SET amount = 7 WHERE id = 1")
                _ = try? session.execute("INSERT INTO accounts VALUES (1, 0)")
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        let amount = try await store.read { try $0.row("SELECT amount FROM accounts WHERE id = 1")?.int("amount") }
        // Either the engine goes on and commits, or it says that it did not.
        switch outcome {
        case .success: #expect(amount == 7)
        case .failure: #expect(amount == 100)
        }
    }

    @Test func cancellingStopsAStatementUnderWay() async throws {
        let store = store
        let begun = Gate()
        let slow = Task {
            try await store.read { session in
                begun.open()
                return try session.rows(
                    """
                    WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000)
                    SELECT count(*) AS x FROM n
                    """)
            }
        }
        await begun.wait()
        slow.cancel()
        await #expect(throws: CancellationError.self) { try await slow.value }
        // What comes next on the same connection is not hit.
        for _ in 0..<20 { #expect(try await store.read { try $0.row("SELECT 1 AS x")?.int("x") } == 1) }
    }

    @Test func claimedRowsArePassedByOthers() async throws {
        let other = try folder.store()
        let taken = Mutex<[Int]>([])
        let take: @Sendable (any WriteSession) throws -> Void = { session in
            let sql = session.skippingLocked("SELECT id FROM accounts WHERE amount > 0 ORDER BY id LIMIT 1")
            guard let id = try session.row(sql)?.int("id") else { return }
            try session.execute("UPDATE accounts SET amount = 0 WHERE id = ?", [StoreValue(id)])
            taken.withLock { $0.append(id) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in [store, other] { group.addTask { try await store.claim(take) } }
            try await group.waitForAll()
        }
        #expect(taken.withLock { $0.sorted() } == [1, 2])
    }

    @Test func closedStoreRefuses() async throws {
        let other = try folder.store()
        _ = try await other.read { try $0.rows("SELECT 1 AS x") }
        try other.close()
        try other.close()
        await #expect(throws: (any Error).self) { try await other.read { try $0.rows("SELECT 1 AS x") } }
    }

    @Test(.enabled(if: TestDatabase.isPostgres)) func connectionThatTheServerEndedIsMadeAgain() async throws {
        let other = try folder.store()
        let victim = try await store.read { try $0.row("SELECT pg_backend_pid() AS pid")?.int("pid") }
        _ = try await other.read { try $0.rows("SELECT pg_terminate_backend(CAST(? AS INTEGER))", [StoreValue(victim)]) }
        #expect(try await store.read { try $0.rows("SELECT * FROM accounts").count } == 2)
    }
}
