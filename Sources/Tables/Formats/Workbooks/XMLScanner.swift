import Foundation

/// Reads XML (1.0, UTF-8) from memory, event after event, without building a tree: the workbooks' parts are large and
/// flat, and each byte of them is looked at once.
///
/// Prefixes are left to the caller and names are not matched with each other: what is damaged is found by what is
/// missing. Documents that declare entities are refused, so none can grow beyond its own size.
@safe struct XMLScanner {
    enum Event {
        case start, end, text, finished
    }

    private let bytes: ByteView
    private(set) var position = 0
    /// The local name of the element that starts or ends.
    private(set) var name: ByteView
    private var attributes: ByteView
    /// The text between two tags as it stands; `append(text:)` decodes it.
    private(set) var text: ByteView
    /// Whether `text` stands for itself (`CDATA`).
    private(set) var isLiteral = false
    /// Whether the element that just started ends at once.
    private(set) var isEmptyElement = false

    init(_ bytes: ByteView) {
        self.bytes = bytes
        let nothing = bytes.slice(0, 0)
        name = nothing
        attributes = nothing
        text = nothing
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    }

    /// - Throws: `XMLDamage` where the document is not well formed.
    mutating func next() throws(XMLDamage) -> Event {
        if isEmptyElement {
            isEmptyElement = false
            return .end
        }
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") {
                let end = bytes.index(of: UInt8(ascii: "<"), from: position)
                text = bytes.slice(position, end)
                isLiteral = false
                position = end
                return .text
            }
            guard position + 1 < bytes.count else { throw XMLDamage(offset: position) }
            switch bytes[position + 1] {
            case UInt8(ascii: "?"):
                try skip(past: "?>")
            case UInt8(ascii: "!"):
                if starts(with: "<!--") {
                    try skip(past: "-->")
                } else if starts(with: "<![CDATA[") {
                    let from = position + 9
                    try skip(past: "]]>")
                    text = bytes.slice(from, max(from, position - 3))
                    isLiteral = true
                    return .text
                } else {
                    // A document type: nothing in a workbook needs one, and entities could make a small file huge.
                    throw XMLDamage(offset: position)
                }
            case UInt8(ascii: "/"):
                let end = bytes.index(of: UInt8(ascii: ">"), from: position)
                guard end < bytes.count, bytes.index(of: UInt8(ascii: "<"), from: position + 1) > end else { throw XMLDamage(offset: position) }
                var stop = end
                while stop > position + 2, bytes[stop - 1] <= 0x20 { stop -= 1 }
                name = local(position + 2, stop)
                position = end + 1
                return .end
            default:
                try startTag()
                return .start
            }
        }
        return .finished
    }

    private mutating func startTag() throws(XMLDamage) {
        var index = position + 1
        while index < bytes.count, bytes[index] > 0x20, bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "/") { index += 1 }
        name = local(position + 1, index)
        let from = index
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            if bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
                index = bytes.index(of: bytes[index], from: index + 1)
            } else if bytes[index] == UInt8(ascii: "<") {
                throw XMLDamage(offset: index)
            }
            index += 1
        }
        guard index < bytes.count, name.count > 0 else { throw XMLDamage(offset: position) }
        isEmptyElement = bytes[index - 1] == UInt8(ascii: "/") && index - 1 >= from
        attributes = bytes.slice(from, isEmptyElement ? index - 1 : index)
        position = index + 1
    }

    /// Goes on behind the end of the element that just started.
    mutating func skipElement() throws(XMLDamage) {
        var depth = 1
        while depth > 0 {
            switch try next() {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: break
            case .finished: throw XMLDamage(offset: position)
            }
        }
    }

    /// Tells each attribute of the element that just started: its whole name and its value as it stands.
    func forEachAttribute(_ body: (_ name: ByteView, _ value: ByteView) -> Void) {
        var index = 0
        while index < attributes.count {
            while index < attributes.count, attributes[index] <= 0x20 { index += 1 }
            let from = index
            while index < attributes.count, attributes[index] != UInt8(ascii: "="), attributes[index] > 0x20 { index += 1 }
            let name = attributes.slice(from, index)
            while index < attributes.count, attributes[index] <= 0x20 || attributes[index] == UInt8(ascii: "=") { index += 1 }
            guard index < attributes.count else { return }
            let quote = attributes[index]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return }
            let end = attributes.index(of: quote, from: index + 1)
            body(name, attributes.slice(index + 1, end))
            index = end + 1
        }
    }

    /// The text of an attribute by its whole name or its name behind the prefix.
    func attribute(_ wanted: StaticString) -> String? {
        var found: String?
        forEachAttribute { name, value in
            guard found == nil else { return }
            let suffix = name.count - wanted.utf8CodeUnitCount
            let isLocal = suffix > 0 && name[suffix - 1] == UInt8(ascii: ":") && name.slice(from: suffix).equals(wanted)
            guard name.equals(wanted) || isLocal else { return }
            var out: [UInt8] = []
            Self.append(value, to: &out)
            found = String(decoding: out, as: UTF8.self)
        }
        return found
    }

    /// Appends the text of the last event with its references replaced.
    func append(textTo out: inout [UInt8]) {
        if isLiteral { out.append(contentsOf: text) } else { Self.append(text, to: &out) }
    }

    private static func append(_ text: ByteView, to out: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let next = text.index(of: UInt8(ascii: "&"), from: index)
            out.append(contentsOf: text.slice(index, next))
            guard next < text.count else { return }
            let end = text.index(of: UInt8(ascii: ";"), from: next)
            if end < text.count, end - next <= 12, let scalar = reference(text.slice(next + 1, end)) {
                out.append(contentsOf: Array(String(Character(scalar)).utf8))
                index = end + 1
            } else {
                out.append(UInt8(ascii: "&"))
                index = next + 1
            }
        }
    }

    private static func reference(_ name: ByteView) -> Unicode.Scalar? {
        switch name.text() {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        case let number where number.hasPrefix("#x") || number.hasPrefix("#X"): UInt32(number.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        case let number where number.hasPrefix("#"): UInt32(number.dropFirst()).flatMap(Unicode.Scalar.init)
        default: nil
        }
    }

    private func local(_ from: Int, _ to: Int) -> ByteView {
        var index = to
        while index > from, bytes[index - 1] != UInt8(ascii: ":") { index -= 1 }
        return bytes.slice(index, to)
    }

    private func starts(with mark: StaticString) -> Bool {
        position + mark.utf8CodeUnitCount <= bytes.count && bytes.slice(position, position + mark.utf8CodeUnitCount).equals(mark)
    }

    private mutating func skip(past mark: StaticString) throws(XMLDamage) {
        let width = mark.utf8CodeUnitCount
        let last = unsafe mark.utf8Start[width - 1]
        var index = position + 2
        while true {
            index = bytes.index(of: last, from: index)
            guard index < bytes.count else { throw XMLDamage(offset: position) }
            if index - width + 1 >= position + 2, bytes.slice(index - width + 1, index + 1).equals(mark) { break }
            index += 1
        }
        position = index + 1
    }
}

/// Where a document stops being XML, in bytes from its start.
struct XMLDamage: Error {
    let offset: Int
}

extension ByteView {
    /// Index of the byte at or behind `from`; `count` where there is none.
    @inline(__always)
    func index(of byte: UInt8, from: Int) -> Int {
        guard from < count, let found = unsafe memchr(start + from, CInt(byte), count - from) else { return count }
        return unsafe UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - start
    }

    @inline(__always)
    func equals(_ word: StaticString) -> Bool {
        unsafe count == word.utf8CodeUnitCount && memcmp(start, word.utf8Start, count) == 0
    }
}

extension [UInt8] {
    @inline(__always)
    mutating func append(contentsOf view: ByteView) {
        unsafe append(contentsOf: UnsafeBufferPointer(start: view.start, count: view.count))
    }
}
