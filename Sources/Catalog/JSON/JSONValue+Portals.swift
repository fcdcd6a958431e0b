package import Foundation
package import Tables

/// JSON as portals write it, read with the leniency that they need.
extension JSONValue {
    /// Twice as deep as a schema may be; and portals write line ends and tabs in texts as they are: their meaning is plain.
    private static let portals = JSONRules(deepest: 128, allowsControlCharacters: true)

    /// A document that a portal sent.
    ///
    /// - Throws: ``DocumentProblem`` with the line and the column where the document stops being JSON.
    package init(document: Data) throws(DocumentProblem) {
        do {
            try self.init(parsing: document, by: Self.portals)
        } catch {
            throw DocumentProblem(error)
        }
    }

    /// What a path of members leads to.
    package subscript(path names: String...) -> JSONValue? {
        var value: JSONValue? = self
        for name in names { value = value?[name] }
        return value
    }

    /// The members of an object; none for anything else.
    package var members: [Member] { object ?? [] }

    /// The elements of an array; a value alone stands for an array of one, `null` for none.
    package var elements: [JSONValue] { array ?? (self == .null ? [] : [self]) }

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

    package var isObject: Bool { object != nil }
}

extension DocumentProblem {
    /// What is wrong with a JSON document, in the words of its reader.
    fileprivate init(_ fault: JSONFault) {
        let kind: Kind = switch fault.reason {
        case .end, .quote: .truncated
        case .deep: .tooDeep
        case .charset: .charset
        case .trailing, .name, .colon, .comma, .value, .control, .escape: .malformed
        }
        self.init(kind, line: fault.line, column: fault.column, words: fault.reason.key)
    }
}
