import Foundation

extension PostgresWorker {
    /// What a transaction may do, and what it sees of others.
    enum Transaction {
        /// One state of the whole store.
        case reading
        /// As if it were alone.
        case writing
        /// Each statement sees what is committed when it begins; rows that it finds can be locked.
        case claiming

        var begin: String {
            switch self {
            case .reading: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .writing: "BEGIN ISOLATION LEVEL SERIALIZABLE; " + WriterTurn.share
            case .claiming: "BEGIN ISOLATION LEVEL READ COMMITTED; " + WriterTurn.share
            }
        }
    }

    /// Attempts of one transaction in company, before it asks to be alone, where nothing can be in its way.
    private static let attempts = 4

    /// Runs `body` in a transaction, again from its beginning where others were in its way.
    ///
    /// - Throws: what `body` throws, ``StoreError``, or `CancellationError`.
    func run<R>(
        _ transaction: Transaction, _ ticket: StatementTicket, _ body: (PostgresSession) throws -> R
    ) throws -> R {
        for attempt in 0... {
            do {
                // After several collisions, alone: a session's lock, taken before the transaction begins so that its
                // snapshot is taken after everybody else's end.
                guard attempt >= Self.attempts, case .writing = transaction else {
                    return try once(transaction, ticket, body)
                }
                return try alone { try once(transaction, ticket, body) }
            } catch let stop as Interruption {
                if ticket.isCancelled, stop.failure.isCancellation { throw CancellationError() }
                let isFinal = attempt > Self.attempts || stop.isOutcomeUnknown
                    || !(stop.failure.isWorthRetrying || stop.failure.isDuplicateKey && attempt == 0)
                if isFinal { throw stop.thrown }
                if stop.failure.isConnectionLost || stop.failure.state == "26000" || stop.failure.state == "0A000" { disconnect() }
                // Those that collided must not come back together.
                Thread.sleep(forTimeInterval: .random(in: 0...0.004) * Double(1 << min(attempt, 4)))
            }
        }
        preconditionFailure("the last attempt returns or throws")
    }

    private func once<R>(
        _ transaction: Transaction, _ ticket: StatementTicket, _ body: (PostgresSession) throws -> R
    ) throws -> R {
        let connection: PostgresConnection
        do {
            connection = try self.connection()
        } catch let failure as PostgresFailure {
            throw Interruption(failure)
        }
        return try ticket.during(connection) {
            do {
                try connection.run(transaction.begin)
            } catch let failure as PostgresFailure {
                _ = try? connection.run("ROLLBACK")
                throw Interruption(failure)
            }
            var isLocking = false
            if case .claiming = transaction { isLocking = true }
            let session = PostgresSession(connection, locksRows: isLocking) { ticket.isCancelled }
            let result: R
            do {
                result = try body(session)
                if ticket.isCancelled { throw CancellationError() }
                // A closure that went on after a failed statement must not believe that it wrote something.
                if let failure = session.failure { throw failure.storeError }
            } catch {
                _ = try? connection.run("ROLLBACK")
                throw session.failure.map { Interruption($0, thrown: error) } ?? error
            }
            do {
                try connection.run("COMMIT")
            } catch let failure as PostgresFailure {
                _ = try? connection.run("ROLLBACK")
                throw Interruption(failure, isOutcomeUnknown: failure.isConnectionLost && !isReading(transaction))
            }
            return result
        }
    }

    private func isReading(_ transaction: Transaction) -> Bool {
        if case .reading = transaction { true } else { false }
    }

    private func alone<R>(_ body: () throws -> R) throws -> R {
        let connection: PostgresConnection
        do {
            connection = try self.connection()
            try connection.run(WriterTurn.take)
        } catch let failure as PostgresFailure {
            throw Interruption(failure)
        }
        // Where the connection breaks, the server gives the lock back by itself.
        defer { _ = try? connection.run(WriterTurn.giveBack) }
        return try body()
    }
}

/// A transaction that the server ended.
private struct Interruption: Error {
    let failure: PostgresFailure
    /// What the closure made of it.
    let thrown: any Error
    /// The connection broke while committing: running it again might do it twice.
    let isOutcomeUnknown: Bool

    init(_ failure: PostgresFailure, thrown: (any Error)? = nil, isOutcomeUnknown: Bool = false) {
        self.failure = failure
        self.thrown = thrown ?? failure.storeError
        self.isOutcomeUnknown = isOutcomeUnknown
    }
}

/// The advisory lock that lets one writer be alone. Its key is the schema's, so that two stores in one database do not
/// wait for each other.
enum WriterTurn {
    private static let key = "hashtext('portulan.writers'), hashtext(current_schema())"
    static let share = "SELECT pg_advisory_xact_lock_shared(\(key))"
    static let take = "SELECT pg_advisory_lock(\(key))"
    static let giveBack = "SELECT pg_advisory_unlock(\(key))"
    /// Held through a migration, for everybody who starts at the same time.
    static let migrate = "SELECT pg_advisory_xact_lock(hashtext('portulan.migrations'), hashtext(current_schema()))"
}
