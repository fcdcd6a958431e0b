package import struct Foundation.Date

/// A value that a message shows, kept typed until it is known in which language it will be read.
///
/// It is `Codable` so that an error or a progress report stored today can be told in either language tomorrow.
package enum MessageArgument: Sendable, Hashable {
    case text(String)
    case integer(Int)
    /// Shown with at most three decimals.
    case decimal(Double)
    /// A ratio: 0.25 is shown as 25 %.
    case percent(Double)
    /// A size in bytes, shown in decimal units (1 Mo = 1,000,000 bytes).
    case bytes(Int64)
    /// A duration in seconds.
    case duration(seconds: Double)
    /// A day of the calendar, in the localizer's time zone.
    case date(Date)
    /// A day and a time, in the localizer's time zone.
    case dateTime(Date)
    /// Another message, by its key; it may use the other arguments of the message that shows it.
    case message(String)
    /// Several values, joined as the language joins them: “a, b et c”.
    case list([MessageArgument])
}

extension MessageArgument: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .decimal(value) }
}

/// The JSON form: text and whole numbers as they are, everything else as an object of one member, `{"bytes": 12}`.
extension MessageArgument: Codable {
    private enum Kind: String, CodingKey {
        case decimal, percent, bytes, duration, date, dateTime, message, list
    }

    package init(from decoder: any Decoder) throws {
        if let single = try? decoder.singleValueContainer() {
            if let text = try? single.decode(String.self) { self = .text(text); return }
            if let integer = try? single.decode(Int.self) { self = .integer(integer); return }
        }
        let object = try decoder.container(keyedBy: Kind.self)
        guard let kind = object.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not the JSON of a message argument"))
        }
        switch kind {
        case .decimal: self = .decimal(try object.decode(Double.self, forKey: kind))
        case .percent: self = .percent(try object.decode(Double.self, forKey: kind))
        case .bytes: self = .bytes(try object.decode(Int64.self, forKey: kind))
        case .duration: self = .duration(seconds: try object.decode(Double.self, forKey: kind))
        case .date: self = .date(Date(timeIntervalSince1970: try object.decode(Double.self, forKey: kind)))
        case .dateTime: self = .dateTime(Date(timeIntervalSince1970: try object.decode(Double.self, forKey: kind)))
        case .message: self = .message(try object.decode(String.self, forKey: kind))
        case .list: self = .list(try object.decode([MessageArgument].self, forKey: kind))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text):
            var single = encoder.singleValueContainer()
            try single.encode(text)
        case .integer(let integer):
            var single = encoder.singleValueContainer()
            try single.encode(integer)
        case .decimal(let value): try encode(value, as: .decimal, to: encoder)
        case .percent(let value): try encode(value, as: .percent, to: encoder)
        case .bytes(let value): try encode(value, as: .bytes, to: encoder)
        case .duration(let value): try encode(value, as: .duration, to: encoder)
        case .date(let value): try encode(value.timeIntervalSince1970, as: .date, to: encoder)
        case .dateTime(let value): try encode(value.timeIntervalSince1970, as: .dateTime, to: encoder)
        case .message(let value): try encode(value, as: .message, to: encoder)
        case .list(let value): try encode(value, as: .list, to: encoder)
        }
    }

    private func encode(_ value: some Encodable, as kind: Kind, to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Kind.self)
        try object.encode(value, forKey: kind)
    }
}
