/// A transaction on a connection, under the store's interface, for the time of one closure.
final class PostgresSession: WriteSession {
    private let connection: PostgresConnection
    private let isCancelled: () -> Bool
    private let locksRows: Bool
    /// Why the transaction can no longer be committed, even where the closure went on regardless.
    private(set) var failure: PostgresFailure?

    /// - Parameter locksRows: whether ``skippingLocked(_:)`` locks what it finds.
    init(_ connection: PostgresConnection, locksRows: Bool, isCancelled: @escaping () -> Bool) {
        self.connection = connection
        self.locksRows = locksRows
        self.isCancelled = isCancelled
    }

    func rows(_ sql: String, _ parameters: [StoreValue]) throws -> [Row] {
        try asking { try connection.query(sql, parameters).rows() }
    }

    func execute(_ sql: String, _ parameters: [StoreValue]) throws -> Int {
        try asking { try connection.query(sql, parameters).changes }
    }

    func skippingLocked(_ query: String) -> String {
        locksRows ? query + " FOR UPDATE SKIP LOCKED" : query
    }

    private func asking<R>(_ body: () throws -> R) throws -> R {
        if isCancelled() { throw CancellationError() }
        do {
            return try body()
        } catch let error as PostgresFailure {
            failure = failure ?? error
            throw error.storeError
        }
    }
}
