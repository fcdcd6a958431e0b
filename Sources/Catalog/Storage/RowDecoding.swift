import Foundation
import Store

extension UUID {
    /// The form of identifiers in tables, addresses and answers.
    package var text: String { uuidString.lowercased() }
}

extension Date {
    /// The date as the store gives it back, to the millisecond, so that what is returned at once equals what is read
    /// later.
    var stored: Date { Date(timeIntervalSince1970: (timeIntervalSince1970 * 1_000).rounded(.down) / 1_000) }
}

extension Row {
    func uuid(_ column: String) throws -> UUID {
        let text = try string(column)
        guard let id = UUID(uuidString: text) else {
            throw StoreError(.unexpectedValue, "column \(column) is not an identifier: \(text)")
        }
        return id
    }

    func optionalUUID(_ column: String) throws -> UUID? {
        try optionalString(column) == nil ? nil : uuid(column)
    }

    func optionalURL(_ column: String) throws -> URL? { try optionalString(column).flatMap { URL(string: $0) } }
}
