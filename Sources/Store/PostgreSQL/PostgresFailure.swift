/// What PostgreSQL said went wrong, with its SQLSTATE (PostgreSQL documentation, appendix A).
struct PostgresFailure: Error {
    /// Five characters; empty where the server could not be asked.
    let state: String
    let message: String
    let sql: String?

    /// Whether the same transaction may succeed when it is run again from its beginning.
    var isWorthRetrying: Bool {
        switch state {
        // Serialization, deadlock; a prepared statement that the server no longer has or that another shape of its
        // tables has outdated.
        case "40001", "40P01", "26000", "0A000": true
        default: isConnectionLost
        }
    }

    /// Under serializable isolation a row that another transaction has just inserted may show as a duplicate key
    /// before it shows as a conflict (documentation, 13.5.2): one more look tells which it is.
    var isDuplicateKey: Bool { state == "23505" }

    var isCancellation: Bool { state == "57014" }

    /// The server went away or the network did.
    var isConnectionLost: Bool { state.isEmpty || state.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(state) }

    var storeError: StoreError {
        StoreError(kind, message, sql: sql)
    }

    private var kind: StoreError.Kind {
        switch state {
        case "40001", "40P01", "55P03", "55006", "53300", "57014": return .busy
        case "53100": return .diskFull
        case "25006", "42501": return .readOnly
        case "22021", "22P05": return .unexpectedValue
        case "XX001", "XX002": return .corrupt
        case _ where isConnectionLost: return .inputOutput
        default: break
        }
        switch state.prefix(2) {
        case "23": return .constraint
        case "22", "26", "42", "0A": return .statement
        case "28", "3D": return .cannotOpen
        case "53": return .busy
        case "58": return .inputOutput
        default: return .other
        }
    }
}
