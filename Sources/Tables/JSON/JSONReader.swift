/// Reads JSON text (RFC 8259) and tells where it is wrong.
struct JSONReader {
    private let bytes: [UInt8]
    private let rules: JSONRules
    private var index = 0

    static func read(_ bytes: some Collection<UInt8>, by rules: JSONRules) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes: Array(bytes), rules: rules)
        if reader.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == reader.bytes.count else { throw reader.fault(.trailing) }
        return value
    }

    private init(bytes: [UInt8], rules: JSONRules) {
        self.bytes = bytes
        self.rules = rules
    }

    /// - Parameter place: where the reading stands, unless given.
    private func fault(_ reason: JSONFault.Reason, at place: Int? = nil) -> JSONFault {
        let end = min(place ?? index, bytes.count)
        var line = 1
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? min(3, end) : 0
        for position in 0..<end where bytes[position] == 0x0A {
            line += 1
            start = position + 1
        }
        return JSONFault(line: line, column: bytes[start..<end].count { $0 & 0xC0 != 0x80 } + 1, reason: reason)
    }

    /// What is missing here: the rest of the text, where it ends, or else `reason`.
    private func missing(_ reason: JSONFault.Reason) -> JSONFault { fault(current == nil ? .end : reason) }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        skipSpace()
        guard depth < rules.deepest else { throw fault(.deep) }
        switch current {
        case nil: throw fault(.end)
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func members(depth: Int) throws(JSONFault) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        index += 1
        skipSpace()
        if current == UInt8(ascii: "}") {
            index += 1
            return members
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw missing(.name) }
            let name = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw missing(.colon) }
            index += 1
            members.append(JSONValue.Member(name, try value(depth: depth + 1)))
            skipSpace()
            if current == UInt8(ascii: "}") {
                index += 1
                return members
            }
            guard current == UInt8(ascii: ",") else { throw missing(.comma) }
            index += 1
        }
    }

    private mutating func elements(depth: Int) throws(JSONFault) -> [JSONValue] {
        var elements: [JSONValue] = []
        index += 1
        skipSpace()
        if current == UInt8(ascii: "]") {
            index += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if current == UInt8(ascii: "]") {
                index += 1
                return elements
            }
            guard current == UInt8(ascii: ",") else { throw missing(.comma) }
            index += 1
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let rest = bytes[index...]
        guard rest.starts(with: word.utf8) else {
            throw word.utf8.starts(with: rest) ? fault(.end, at: bytes.count) : fault(.value)
        }
        index += word.utf8.count
        return value
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = index
        if current == UInt8(ascii: "-") { index += 1 }
        let isZero = current == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(isZero && whole > 1) else { throw fault(.value, at: start) }
        if current == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { throw fault(.value, at: start) }
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            index += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
            guard digits() > 0 else { throw fault(.value, at: start) }
        }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = current, byte &- 0x30 < 10 { index += 1 }
        return index - start
    }

    /// Most strings have no escapes: these are taken from the text as they stand, in one piece.
    private mutating func string() throws(JSONFault) -> String {
        let opening = index
        index += 1
        var start = index
        var unescaped: [UInt8] = []
        var high: UInt8 = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                let last = bytes[start..<index]
                index += 1
                // ASCII needs no proof, and the proof takes longer than the reading.
                if high < 0x80 {
                    return unescaped.isEmpty ? String(decoding: last, as: UTF8.self) : String(decoding: unescaped + last, as: UTF8.self)
                }
                guard let text = String(validating: unescaped + last, as: UTF8.self) else { throw fault(.charset, at: opening) }
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[start..<index]
                index += 1
                try escape(into: &unescaped)
                start = index
            case 0..<0x20 where !rules.allowsControlCharacters: throw fault(.control)
            default:
                high |= byte
                index += 1
            }
        }
        throw fault(.quote, at: opening)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        guard let byte = current else { throw fault(.end) }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var unit = try hexadecimal()
            if unit & 0xFC00 == 0xD800, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") {
                let mark = index
                index += 2
                let low = try hexadecimal()
                if low & 0xFC00 == 0xDC00 { unit = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF } else { index = mark }
            }
            // Half of a pair stands for nothing: it becomes the replacement character.
            text.append(contentsOf: UTF8.encode(Unicode.Scalar(unit) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
        default: throw fault(.escape, at: index - 2)
        }
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            switch current {
            case let digit? where digit &- 0x30 < 10: unit = unit << 4 | UInt32(digit - 0x30)
            case let letter? where (letter | 0x20) &- 0x61 < 6: unit = unit << 4 | UInt32((letter | 0x20) - 0x57)
            default: throw missing(.escape)
            }
            index += 1
        }
        return unit
    }
}
