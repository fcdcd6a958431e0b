package import Foundation

/// A JSON document (RFC 8259), its members in the order in which they are written.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it is written: no digit is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSONValue
    }

    /// Most arrays and objects inside one another.
    package static let maximumDepth = 128

    /// - Throws: ``DocumentProblem`` with the line and the column where the document stops being JSON.
    package init(parsing document: Data) throws {
        var reader = JSONReader(bytes: Array(document))
        self = try reader.document()
    }

    /// The member of an object; the last where a name is written twice.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// What a path of members leads to.
    package subscript(path names: String...) -> JSONValue? {
        var value: JSONValue? = self
        for name in names { value = value?[name] }
        return value
    }

    package var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The elements of an array; a value alone stands for an array of one, `null` for none.
    package var elements: [JSONValue] {
        switch self {
        case .array(let elements): elements
        case .null: []
        default: [self]
        }
    }

    /// A text that is not blank, or a number as it is written.
    package var text: String? {
        switch self {
        case .string(let text): text.trimmingWhitespace().isEmpty ? nil : text.trimmingWhitespace()
        case .number(let digits): digits
        default: nil
        }
    }

    package var double: Double? {
        switch self {
        case .number(let digits): Double(digits)
        case .string(let text): Double(text.trimmingWhitespace())
        default: nil
        }
    }

    package var int: Int64? {
        guard let double, double.isFinite, abs(double) < 9e15 else { return nil }
        return Int64(double)
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var isObject: Bool {
        if case .object = self { true } else { false }
    }
}

/// A JSON parser over bytes, which tells where it stops.
private struct JSONReader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    mutating func document() throws -> JSONValue {
        let value = try value(depth: 0)
        skipSpaces()
        guard index == bytes.count else { throw problem("expected the end") }
        return value
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth <= JSONValue.maximumDepth else { throw DocumentProblem(.tooDeep, line: place.line, column: place.column) }
        skipSpaces()
        guard index < bytes.count else { throw truncated }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw problem("expected a value")
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        index += 1
        var members: [JSONValue.Member] = []
        skipSpaces()
        if try peek() == UInt8(ascii: "}") {
            index += 1
            return .object([])
        }
        while true {
            skipSpaces()
            guard try peek() == UInt8(ascii: "\"") else { throw problem("expected a name") }
            let name = try string()
            skipSpaces()
            guard try peek() == UInt8(ascii: ":") else { throw problem("expected ':'") }
            index += 1
            members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
            skipSpaces()
            let next = try peek()
            index += 1
            if next == UInt8(ascii: "}") { return .object(members) }
            guard next == UInt8(ascii: ",") else { index -= 1; throw problem("expected ',' or '}'") }
        }
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        skipSpaces()
        if try peek() == UInt8(ascii: "]") {
            index += 1
            return .array([])
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpaces()
            let next = try peek()
            index += 1
            if next == UInt8(ascii: "]") { return .array(elements) }
            guard next == UInt8(ascii: ",") else { index -= 1; throw problem("expected ',' or ']'") }
        }
    }

    private mutating func string() throws -> String {
        index += 1
        var start = index
        var text: [UInt8] = []
        while true {
            guard index < bytes.count else { throw truncated }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                text += bytes[start..<index]
                index += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw DocumentProblem(.charset, line: place.line, column: place.column, detail: "UTF-8")
                }
                return string
            }
            if byte == UInt8(ascii: "\\") {
                text += bytes[start..<index]
                index += 1
                try escape(into: &text)
                start = index
            } else {
                // Control characters are forbidden, yet portals write line ends and tabs in texts: their meaning is plain.
                index += 1
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard index < bytes.count else { throw truncated }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            var unit = UInt32(try hexadecimal())
            if (0xD800..<0xDC00).contains(unit), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u") {
                index += 2
                let low = UInt32(try hexadecimal())
                unit = (0xDC00..<0xE000).contains(low) ? 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
            }
            text += Array(String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8)
        default:
            index -= 1
            throw problem("unknown escape")
        }
    }

    private mutating func hexadecimal() throws -> UInt16 {
        guard index + 4 <= bytes.count else { throw truncated }
        guard let unit = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16) else {
            throw problem("expected four hexadecimal digits")
        }
        index += 4
        return unit
    }

    private mutating func number() throws -> JSONValue {
        let start = index
        let allowed = Set("+-.eE0123456789".utf8)
        while index < bytes.count, allowed.contains(bytes[index]) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard Double(text) != nil else {
            index = start
            throw problem("not a number")
        }
        return .number(text)
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
        guard bytes[index...].starts(with: word.utf8) else { throw problem("expected \(word)") }
        index += word.utf8.count
        return value
    }

    private func peek() throws -> UInt8 {
        guard index < bytes.count else { throw truncated }
        return bytes[index]
    }

    private mutating func skipSpaces() {
        while index < bytes.count, [32, 10, 13, 9].contains(bytes[index]) { index += 1 }
    }

    private var place: (line: Int, column: Int) {
        let before = bytes[..<min(index, bytes.count)]
        let line = before.reduce(into: 1) { if $1 == 10 { $0 += 1 } }
        return (line, before.count - (before.lastIndex(of: 10).map { $0 + 1 } ?? 0) + 1)
    }

    private var truncated: DocumentProblem { DocumentProblem(.truncated, line: place.line, column: place.column) }

    private func problem(_ detail: String) -> DocumentProblem {
        DocumentProblem(.malformed, line: place.line, column: place.column, detail: detail)
    }
}
