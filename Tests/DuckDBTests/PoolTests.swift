import DuckDB
import Foundation
import Synchronization
import Testing

@Suite struct PoolTests {
    /// A statement that no machine ends.
    static let endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range + b.range = -1"

    @Test func runsManyAtOnce() async throws {
        let pool = try Pool(database: openDatabase(), size: 3)
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 1...200 {
                group.addTask { try await pool.run { try $0.value("SELECT ? + 0", [.int(Int64(number))])?.intValue ?? 0 } }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 20_100)
    }

    @Test func throwsWhatTheBodyThrows() async throws {
        struct Refusal: Error {}
        let pool = try Pool(database: openDatabase(), size: 1)
        await #expect(throws: Refusal.self) { try await pool.run { _ in throw Refusal() } }
        #expect(try await pool.run { try $0.value("SELECT 1") } == .int(1))
    }

    @Test func timesOut() async throws {
        let pool = try Pool(database: openDatabase(), size: 1)
        let error = try await #require(throws: DuckDBError.self) {
            try await pool.run(timeout: .milliseconds(50)) { try $0.value(Self.endless) }
        }
        #expect(error.code == .timeout)
        #expect(try await pool.run(timeout: .seconds(60)) { try $0.value("SELECT 1") } == .int(1))
    }

    @Test func timesOutWhileWaiting() async throws {
        let pool = try Pool(database: openDatabase(), size: 1)
        let first = Task { try await pool.run { try $0.value(Self.endless) } }
        let error = try await #require(throws: DuckDBError.self) {
            // Whichever of the two gets the connection first, both are endless: this one can only be late.
            try await pool.run(timeout: .milliseconds(50)) { try $0.value(Self.endless) }
        }
        #expect(error.code == .timeout)
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
    }

    @Test func cancellationInterrupts() async throws {
        let pool = try Pool(database: openDatabase(), size: 1)
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await pool.run { connection in
                signal.yield()
                return try connection.value(Self.endless)
            }
        }
        for await _ in started { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await pool.run { try $0.value("SELECT 1") } == .int(1))
    }

    @Test func cancellationStopsReading() async throws {
        let pool = try Pool(database: openDatabase(), size: 1)
        let task = Task {
            try await pool.run { connection in
                try connection.query("FROM range(1000000000000)") { rows in
                    try rows.forEachChunk { _ in true }
                }
            }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func preparesEachConnection() async throws {
        let pool = try Pool(database: openDatabase(), size: 2) { try $0.execute("CREATE TEMP TABLE mine AS SELECT 5 AS x") }
        for _ in 0..<4 { #expect(try await pool.run { try $0.value("SELECT x FROM mine") } == .int(5)) }
    }
}
