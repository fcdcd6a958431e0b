import Foundation
package import Localization
import Store

/// What the values of a setting look like.
package enum SettingKind: Sendable, Hashable {
    case text(maxLength: Int)
    case boolean
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    /// Bytes, written `200 MB`, `1,5 Go` or as a plain number.
    case size(ClosedRange<Int64>)
    /// Seconds, written `500 ms`, `10 s`, `2 min`, `1 h` or as a plain number.
    case duration(ClosedRange<Double>)
    case choice([String])
    /// Empty, or `name@domain`.
    case email
    /// Empty, or `https://…` without a path.
    case webAddress
    /// `https://…`, of one document.
    case url
    /// An IPv4 or IPv6 address, or a host name.
    case hostAddress
    /// `sqlite`, or a `postgresql://` address without a password.
    case store

    /// A text that is not a value of the kind.
    package struct Refusal: Error, Sendable, Hashable {
        /// The message that says what would be one.
        package let expected: String
        package let arguments: [String: MessageArgument]
    }

    /// How the documentation and the refusals describe the values: a message and its arguments.
    package var expectation: (key: String, arguments: [String: MessageArgument]) {
        switch self {
        case .text(let maxLength): ("settings.expected.text", ["max": .integer(maxLength)])
        case .boolean: ("settings.expected.boolean", [:])
        case .integer(let range):
            ("settings.expected.integer", ["min": .integer(range.lowerBound), "max": .integer(range.upperBound)])
        case .number(let range):
            ("settings.expected.number", ["min": .decimal(range.lowerBound), "max": .decimal(range.upperBound)])
        case .size(let range):
            ("settings.expected.size", ["min": .bytes(range.lowerBound), "max": .bytes(range.upperBound)])
        case .duration(let range):
            (
                "settings.expected.duration",
                ["min": .duration(seconds: range.lowerBound), "max": .duration(seconds: range.upperBound)]
            )
        case .choice(let choices):
            ("settings.expected.choice", ["choices": .text(choices.map { "`\($0)`" }.joined(separator: ", "))])
        case .email: ("settings.expected.email", [:])
        case .webAddress: ("settings.expected.webAddress", [:])
        case .url: ("settings.expected.url", [:])
        case .hostAddress: ("settings.expected.hostAddress", [:])
        case .store: ("settings.expected.store", [:])
        }
    }

    /// The value that `text` writes.
    func value(of text: String) throws(Refusal) -> SettingValue {
        guard let value = parsed(text.trimmingCharacters(in: .whitespaces)) else {
            let expectation = expectation
            throw Refusal(expected: expectation.key, arguments: expectation.arguments)
        }
        return value
    }

    private func parsed(_ text: String) -> SettingValue? {
        switch self {
        case .text(let maxLength):
            let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            return text.count <= maxLength && isPlain ? SettingValue(text: text) : nil
        case .boolean:
            switch text.lowercased() {
            case "true", "yes", "on", "1", "oui", "vrai": return SettingValue(number: 1)
            case "false", "no", "off", "0", "non", "faux": return SettingValue(number: 0)
            default: return nil
            }
        case .integer(let range):
            guard let integer = Int(text), range.contains(integer) else { return nil }
            return SettingValue(number: Double(integer))
        case .number(let range):
            return Self.number(text, units: [:], in: range)
        case .size(let range):
            let units = ["o": 1.0, "b": 1, "ko": 1e3, "kb": 1e3, "mo": 1e6, "mb": 1e6, "go": 1e9, "gb": 1e9, "to": 1e12,
                "tb": 1e12]
            return Self.number(text, units: units, in: Double(range.lowerBound)...Double(range.upperBound))
        case .duration(let range):
            return Self.number(text, units: ["ms": 0.001, "s": 1, "min": 60, "h": 3600], in: range)
        case .choice(let choices):
            return choices.contains(text) ? SettingValue(text: text) : nil
        case .email:
            return text.isEmpty || Self.isEmail(text) ? SettingValue(text: text) : nil
        case .webAddress:
            if text.isEmpty { return SettingValue(text: "") }
            let bare = text.hasSuffix("/") ? String(text.dropLast()) : text
            guard let url = URL(string: bare), url.scheme == "https" || url.scheme == "http", url.host?.isEmpty == false,
                url.path.isEmpty, url.query == nil, url.fragment == nil, url.user == nil
            else { return nil }
            return SettingValue(text: bare)
        case .url:
            guard let url = URL(string: text), url.scheme == "https" || url.scheme == "http", url.host?.isEmpty == false,
                url.user == nil
            else { return nil }
            return SettingValue(text: text)
        case .hostAddress:
            let isHost = !text.isEmpty && text.utf8.count <= 253
                && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
            return isHost ? SettingValue(text: text) : nil
        case .store:
            return text == StoreLocation.embedded || (try? PostgresAddress(text)) != nil ? SettingValue(text: text) : nil
        }
    }

    /// A number with a decimal point or comma, and a unit where there are any.
    private static func number(_ text: String, units: [String: Double], in range: ClosedRange<Double>) -> SettingValue? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        let unit = text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces).lowercased()
        guard let value = Double(digits.replacing(",", with: ".")), let factor = unit.isEmpty ? 1 : units[unit],
            range.contains(value * factor)
        else { return nil }
        return SettingValue(number: value * factor)
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
            && !text.contains(where: \.isWhitespace)
    }
}

/// A value read from text, before it takes its place among the ``Settings``.
struct SettingValue: Sendable {
    var text = ""
    var number = 0.0
}
