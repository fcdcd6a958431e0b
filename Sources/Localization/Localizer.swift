package import Foundation

/// Says things in one language: messages from the catalogues, and numbers, sizes and dates as that language writes
/// them.
///
/// It is a small value: make one for each request or command.
package struct Localizer: Sendable {
    /// In which it speaks.
    package let language: Language
    /// Where days begin and hours are counted.
    package let timeZone: TimeZone
    private let catalogue: Catalogue

    /// - Parameter timeZone: metropolitan France unless told otherwise.
    package init(_ language: Language, timeZone: TimeZone? = nil) {
        self.init(language, timeZone: timeZone, catalogue: .shipped(language))
    }

    /// A localizer whose messages are given rather than shipped, by key.
    package init(_ language: Language, timeZone: TimeZone? = nil, messages: [String: String]) {
        self.init(language, timeZone: timeZone, catalogue: Catalogue(sources: messages, language: language))
    }

    private init(_ language: Language, timeZone: TimeZone?, catalogue: Catalogue) {
        self.language = language
        self.timeZone = timeZone ?? TimeZone(identifier: "Europe/Paris") ?? .gmt
        self.catalogue = catalogue
    }

    /// Whether the catalogues have a message of this key.
    package func contains(_ key: String) -> Bool { catalogue.messages[key] != nil }

    /// The message of `key` with its arguments in place.
    ///
    /// A key that no catalogue has is given back as it is, and an argument that is not given leaves its `{name}`:
    /// both show on the page, neither stops it.
    package func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
        guard let message = catalogue.messages[key] else { return key }
        var result = ""
        for piece in message.pieces {
            switch piece {
            case .literal(let text): result += text
            case .argument(let name): result += shown(name, arguments)
            case .plural(let name, let one, let other): result += isSingular(arguments[name]) ? one : other
            case .optional(let name, let words):
                let shown = arguments[name] == nil ? "" : shown(name, arguments)
                if !shown.isEmpty { result += words.joined(separator: shown) }
            }
        }
        return result
    }

    private func shown(_ name: String, _ arguments: [String: MessageArgument]) -> String {
        switch arguments[name] {
        case nil: return "{\(name)}"
        case .message(let key):
            var others = arguments
            others[name] = nil
            return text(key, others)
        case let argument?: return string(argument)
        }
    }

    /// One argument as the language writes it.
    package func string(_ argument: MessageArgument) -> String {
        switch argument {
        case .text(let text): text
        case .integer(let value): number(value)
        case .decimal(let value): decimal(value)
        case .percent(let ratio): percent(ratio)
        case .bytes(let count): bytes(count)
        case .duration(let seconds): duration(seconds)
        case .date(let date): self.date(date)
        case .dateTime(let date): dateTime(date)
        case .message(let key): text(key)
        case .list(let values): list(values.map(string))
        }
    }

    /// Joins as the language does: “a, b et c”.
    package func list(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + text("format.list.last", ["last": .text(last)])
    }

    /// French takes the singular under two, English for one alone (Unicode CLDR, plural rules of `fr` and `en`).
    private func isSingular(_ argument: MessageArgument?) -> Bool {
        let count: Double
        switch argument {
        case .integer(let value): count = Double(value)
        case .decimal(let value), .percent(let value), .duration(let value): count = value
        case .bytes(let value): count = Double(value)
        case .list(let values): count = Double(values.count)
        default: return false
        }
        return language == .french ? abs(count) < 2 : count == 1
    }
}
