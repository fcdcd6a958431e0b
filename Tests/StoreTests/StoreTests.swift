import Foundation
import Store
import Testing

/// What every engine must do.
@Suite struct StoreTests {
    let folder: TemporaryFolder
    let store: any Store

    init() async throws {
        folder = try await TemporaryFolder()
        store = try folder.store()
        try await store.migrate([
            Migration(
                id: "test.1",
                statements: [
                    "CREATE TABLE parents (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, count BIGINT NOT NULL)",
                    "CREATE TABLE children (id BIGINT PRIMARY KEY, parent BIGINT NOT NULL REFERENCES parents (id))",
                ])
        ])
    }

    private func parents(_ store: any Store) async throws -> [String] {
        try await store.read { try $0.rows("SELECT name FROM parents ORDER BY id").map { try $0.string("name") } }
    }

    @Test func whatOneProcessCommitsAnotherReads() async throws {
        let other = try folder.store()
        try await store.write { try $0.execute("INSERT INTO parents VALUES (?, ?, 0)", [1, "Ain"]) }
        #expect(try await parents(other) == ["Ain"])
    }

    @Test func transactionThatThrowsLeavesNothing() async throws {
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await store.write { session in
                try session.execute("INSERT INTO parents VALUES (1, 'Ain', 0)")
                throw Stop()
            }
        }
        #expect(try await parents(store) == [])
    }

    @Test(arguments: [
        ("INSERT INTO children VALUES (1, 99)", StoreError.Kind.constraint),
        ("INSERT INTO parents VALUES (2, NULL, 0)", .constraint),
        ("INSERT INTO nowhere VALUES (1)", .statement),
        ("not SQL", .statement),
    ])
    func errorsSayWhatKindTheyAre(sql: String, kind: StoreError.Kind) async throws {
        let error = await #expect(throws: StoreError.self) {
            try await store.write { try $0.execute(sql) }
        }
        #expect(error?.kind == kind)
        #expect(error?.sql == sql)
    }

    @Test func writersOfTwoProcessesDoNotLoseUpdates() async throws {
        let other = try folder.store()
        try await store.write { try $0.execute("INSERT INTO parents VALUES (1, 'Ain', 0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in [store, other] {
                group.addTask {
                    for _ in 0..<50 {
                        try await writer.write { session in
                            // Reading before writing: a deferred transaction would fail here as soon as two meet.
                            let count = try session.row("SELECT count FROM parents")?.int("count") ?? 0
                            try session.execute("UPDATE parents SET count = ?", [StoreValue(count + 1)])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.read { try $0.row("SELECT count FROM parents")?.int("count") } == 100)
    }

    @Test func lockedStoreIsToldAsBusy() async throws {
        let impatient = try folder.store(patience: 0.01)
        let (held, release) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let store = store
        let holder = Task {
            try await store.write { session in
                try session.execute("INSERT INTO parents VALUES (1, 'Ain', 0)")
                held.signal()
                release.wait()
            }
        }
        await withCheckedContinuation { done in
            Thread { held.wait(); done.resume() }.start()
        }
        let error = await #expect(throws: StoreError.self) {
            try await impatient.write { try $0.execute("INSERT INTO parents VALUES (1, 'Aisne', 0)") }
        }
        #expect(error?.kind == .busy)
        #expect(error?.isTransient == true)
        release.signal()
        try await holder.value
    }

    @Test func readsSeeOneStateWhileOthersWrite() async throws {
        let store = store
        let counts = try await store.read { session -> [Int] in
            let before = try session.rows("SELECT * FROM parents").count
            let written = DispatchSemaphore(value: 0)
            Task {
                try await store.write { try $0.execute("INSERT INTO parents VALUES (1, 'Ain', 0)") }
                written.signal()
            }
            written.wait()
            return [before, try session.rows("SELECT * FROM parents").count]
        }
        #expect(counts == [0, 0])
        #expect(try await parents(store) == ["Ain"])
    }

    @Test func valuesComeBackAsTheyWere() async throws {
        struct Shape: Codable, Hashable { var name: String; var ratio: Double }
        let date = Date(timeIntervalSince1970: 1_763_776_800.123)
        let shape = Shape(name: "é/«", ratio: 0.1)
        let row = try #require(
            try await store.write { session in
                try session.row(
                    "SELECT ? AS a, ? AS b, ? AS c, ? AS d, ? AS e, ? AS f, ? AS g",
                    [
                        .integer(.max), 1.5, "l'été", .blob(Data([0, 255])), nil, StoreValue(date),
                        try .json(shape),
                    ])
            })
        #expect(try row.int64("a") == .max)
        #expect(try row.double("b") == 1.5)
        #expect(try row.string("c") == "l'été")
        #expect(try row.blob("d") == Data([0, 255]))
        #expect(try row.optionalString("e") == nil)
        #expect(abs(try row.date("f").timeIntervalSince(date)) < 0.0011)
        #expect(try row.json("g", as: Shape.self) == shape)
        #expect(throws: StoreError.self) { try row.string("e") }
        #expect(throws: StoreError.self) { try row.string("a") }
        #expect(throws: StoreError.self) { try row.string("nowhere") }
        #expect(throws: StoreError.self) { try row.json("c", as: Shape.self) }
    }

    @Test func cancelledTaskIsToldAsCancelled() async throws {
        let store = store
        let gate = Gate()
        let task = Task {
            await gate.wait()
            return try await store.read { try $0.rows("SELECT 1").count }
        }
        task.cancel()
        gate.open()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
