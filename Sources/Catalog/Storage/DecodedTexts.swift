import Store
import Synchronization

/// The values last decoded from JSON columns, by their text.
///
/// Every answer about a resource reads the same few documents; decoding them would cost more than the query. An entry
/// depends on its text alone, so it is right whoever writes the store.
final class DecodedTexts<Value: Decodable & Sendable>: Sendable {
    private let capacity: Int
    private let values = Mutex<[String: Value]>([:])

    init(capacity: Int) {
        self.capacity = capacity
    }

    func value(_ row: Row, _ column: String) throws -> Value {
        let text = try row.string(column)
        if let known = values.withLock({ $0[text] }) { return known }
        let value = try row.json(column, as: Value.self)
        values.withLock { values in
            // Starting again costs less than keeping account of what was used when.
            if values.count >= capacity { values.removeAll(keepingCapacity: true) }
            values[text] = value
        }
        return value
    }
}

/// What one catalogue remembers of the documents in its tables.
struct DecodedDocuments: Sendable {
    let metadata = DecodedTexts<DatasetMetadata>(capacity: 1_024)
    let columnDescriptions = DecodedTexts<[String: String]>(capacity: 1_024)
}
