/// Why the store could not do what was asked.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        /// The file is missing, is not a store, or cannot be opened.
        case cannotOpen
        /// Another process kept the store locked for longer than the busy timeout.
        case busy
        case diskFull
        /// The file or its folder cannot be written.
        case readOnly
        case corrupt
        /// Reading from or writing to the disk failed.
        case inputOutput
        /// A unique key, a foreign key or a check refused the change.
        case constraint
        /// The statement itself is wrong: a mistake in the program.
        case statement
        /// A value is not of the type that the program expects.
        case unexpectedValue
        /// A copy would overwrite something.
        case alreadyExists
        case other
    }

    package let kind: Kind
    /// The engine's own words.
    package let message: String
    /// The statement, with its placeholders and without its values.
    package let sql: String?

    package init(_ kind: Kind, _ message: String, sql: String? = nil) {
        self.kind = kind
        self.message = message
        self.sql = sql
    }

    /// Whether trying again later may succeed.
    package var isTransient: Bool {
        switch kind {
        case .busy, .diskFull, .inputOutput: true
        default: false
        }
    }

    package var description: String {
        "store \(kind.rawValue): \(message)" + (sql.map { " in: \($0)" } ?? "")
    }
}
