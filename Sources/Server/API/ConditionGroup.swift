import Localization
package import Lake

/// Reads the value of `or=(…)`: conditions written `column__operator.value`, and groups `or(…)`, `and(…)` inside.
///
/// The grammar is that of data.gouv.fr's tabular API. A name or a value that holds a comma, a dot or a parenthesis
/// stands between double quotes, where `""` and `\"` are one quote. Beyond it, `in` and `notin` take a list in
/// parentheses: `column__in.(a,b,"c,d")`.
package struct ConditionGroup {
    /// Enough for any person; a bound for everyone else.
    package static let deepest = 16
    package static let most = 500

    private let parameter: String
    private let bytes: [UInt8]
    private var position = 0
    private var count = 0

    /// - Parameters:
    ///   - parameter: `or` or `and`, for the messages.
    ///   - text: decoded, its parentheses included.
    /// - Throws: ``RequestError`` `request.group…`, with the place.
    package static func parse(_ text: String, parameter: String) throws -> Filter {
        var parser = ConditionGroup(parameter: parameter, bytes: Array(text.utf8))
        let items = try parser.list(depth: 1)
        guard parser.position == parser.bytes.count else { throw parser.failure("request.group.trailing") }
        return parameter == "and" ? .and(items) : .or(items)
    }

    private init(parameter: String, bytes: [UInt8]) {
        self.parameter = parameter
        self.bytes = bytes
    }

    private mutating func list(depth: Int) throws -> [Filter] {
        guard depth <= Self.deepest else { throw failure("request.group.depth", ["limit": .integer(Self.deepest)]) }
        guard take("(") else { throw failure("request.group.open") }
        var items: [Filter] = []
        repeat { items.append(try item(depth: depth)) } while take(",")
        guard take(")") else { throw failure("request.group.close") }
        return items
    }

    private mutating func item(depth: Int) throws -> Filter {
        count += 1
        guard count <= Self.most else { throw failure("request.group.count", ["limit": .integer(Self.most)]) }
        if starts(with: "or(") {
            position += 2
            return .or(try list(depth: depth + 1))
        }
        if starts(with: "and(") {
            position += 3
            return .and(try list(depth: depth + 1))
        }
        return try condition()
    }

    private mutating func condition() throws -> Filter {
        var name = peek == UInt8(ascii: "\"") ? try quoted() : ""
        name += plain(until: ".,()")
        guard let (column, word) = TabularQuery.split(name), let comparison = Operator(rawValue: word) else {
            throw TabularQuery.unknownOperator(name, isFilter: true) ?? failure("request.group.condition", ["condition": .text(name)])
        }
        if comparison == .isnull || comparison == .isnotnull {
            if take(".") { _ = try value() }
            return .comparison(column: column, comparison, operands: [])
        }
        guard take(".") else { throw failure("request.group.value", ["condition": .text(name)]) }
        guard comparison == .in || comparison == .notin else {
            return .comparison(column: column, comparison, operands: [try value()])
        }
        guard take("(") else { return .comparison(column: column, comparison, operands: [try value()]) }
        var operands: [String] = []
        repeat { operands.append(try value()) } while take(",")
        guard take(")") else { throw failure("request.group.close") }
        return .comparison(column: column, comparison, operands: operands)
    }

    private mutating func value() throws -> String {
        peek == UInt8(ascii: "\"") ? try quoted() : plain(until: ",()")
    }

    private mutating func quoted() throws -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\\") where peek != nil:
                content.append(bytes[position])
                position += 1
            case UInt8(ascii: "\"") where peek == UInt8(ascii: "\""):
                content.append(byte)
                position += 1
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            default: content.append(byte)
            }
        }
        throw failure("request.group.quote")
    }

    private mutating func plain(until stops: StaticString) -> String {
        let stops = Array("\(stops)".utf8)
        let start = position
        while let byte = peek, !stops.contains(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func failure(_ code: String, _ more: [String: MessageArgument] = [:]) -> RequestError {
        let context = String(decoding: bytes[..<position].suffix(24), as: UTF8.self)
        return RequestError(code, more.merging(
            ["parameter": .text(parameter), "position": .integer(position + 1), "context": .text(context)]) { own, _ in own })
    }
}
