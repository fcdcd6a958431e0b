/// A value as a field's type reads it; what bounds, lists and rules between columns compare.
enum TypedValue: Equatable {
    /// Text is compared byte by byte, by those who hold the bytes.
    case text
    case number(DecimalNumber)
    case boolean(Bool)
    /// Days since 1970-01-01.
    case date(Int64)
    /// Microseconds since 1970-01-01T00:00:00, UTC where the value has a zone.
    case instant(Int64)
    /// Microseconds since midnight.
    case time(Int64)
    /// Months since January of the year 0.
    case month(Int)
    case point(longitude: DecimalNumber, latitude: DecimalNumber)
    case json(JSONValue)

    /// Whether this value comes before the other, both being of one ordered type; `nil` where they have no order.
    func precedes(_ other: TypedValue) -> Bool? {
        switch (self, other) {
        case (.number(let a), .number(let b)): a.precedes(b)
        case (.date(let a), .date(let b)), (.instant(let a), .instant(let b)), (.time(let a), .time(let b)): a < b
        case (.month(let a), .month(let b)): a < b
        default: nil
        }
    }

    /// Elements of an array, members of an object.
    var elementCount: Int? {
        guard case .json(let value) = self else { return nil }
        return value.array?.count ?? value.object?.count
    }
}
