import Foundation

/// What an export says: subjects in the order in which they are first spoken of, each with what is said of it, once.
///
/// Texts and addresses are made fit for every form of RDF when they are added, so that the three forms written from one
/// document hold the same graph.
package struct RDFDocument: Sendable {
    /// One subject with its statements.
    package struct Description: Sendable {
        package let subject: String
        package fileprivate(set) var statements: [(predicate: String, object: Term)] = []
        fileprivate var known: Set<Statement> = []
    }

    fileprivate struct Statement: Hashable {
        let predicate: String
        let object: Term
    }

    package private(set) var descriptions: [Description] = []
    private var places: [String: Int] = [:]

    package init() {}

    /// - Parameters:
    ///   - subject: an address.
    ///   - predicate: an address out of ``Vocabulary``.
    ///   - object: nothing is said where it is nil, empty, or an address that cannot be one.
    package mutating func add(_ subject: String, _ predicate: String, _ object: Term?) {
        guard let object = object.flatMap(Self.fit), let subject = IRIText.fit(subject) else { return }
        let place = places[subject] ?? descriptions.count
        if place == descriptions.count {
            places[subject] = place
            descriptions.append(Description(subject: subject))
        }
        guard descriptions[place].known.insert(Statement(predicate: predicate, object: object)).inserted else { return }
        descriptions[place].statements.append((predicate, object))
    }

    /// Says of what kinds a thing is.
    package mutating func type(_ subject: String, _ types: String...) {
        for type in types { add(subject, Vocabulary.rdf("type"), .iri(type)) }
    }

    private static func fit(_ term: Term) -> Term? {
        switch term {
        case .iri(let address): return IRIText.fit(address).map(Term.iri)
        case .blank: return nil
        case .literal(let text, let datatype, let language):
            let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { !isForbidden($0) }))
            return kept.isEmpty ? nil : .literal(kept, datatype: datatype, language: language)
        }
    }

    /// What XML 1.0 cannot hold (production 2); the other forms could, but no two readers agree on it.
    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD: false
        case 0..<0x20, 0xFFFE, 0xFFFF: true
        default: false
        }
    }
}

/// Addresses that every reader takes.
package enum IRIText {
    /// What may stand in a URI as it is (RFC 3986), the percent sign apart.
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=".utf8)

    /// Those that name something for others. A name of no such scheme could be taken for a shortened one (`dct:title`), or do
    /// harm where it is followed (`javascript:`).
    private static let schemes: Set = ["http", "https", "ftp", "ftps", "mailto", "tel", "urn", "doi", "info", "geo"]

    /// The address with everything else percent-encoded; `nil` where its scheme is none of these, or nothing is behind it.
    package static func fit(_ address: String) -> String? {
        let trimmed = address.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let colon = trimmed.utf8.firstIndex(of: UInt8(ascii: ":")), colon != trimmed.startIndex else { return nil }
        let scheme = trimmed[..<colon]
        guard schemes.contains(scheme.lowercased()),
            trimmed.utf8.index(after: colon) != trimmed.endIndex
        else { return nil }
        var result: [UInt8] = []
        let bytes = Array(trimmed.utf8)
        for (index, byte) in bytes.enumerated() {
            let isEscape = byte == UInt8(ascii: "%") && index + 2 < bytes.count && isHex(bytes[index + 1]) && isHex(bytes[index + 2])
            if plain.contains(byte) || isEscape {
                result.append(byte)
            } else {
                result.append(UInt8(ascii: "%"))
                result.append(contentsOf: (byte < 16 ? "0" : "").utf8)
                result.append(contentsOf: String(byte, radix: 16, uppercase: true).utf8)
            }
        }
        // A second fragment sign is none, and brackets belong to addresses of numbers alone.
        return repaired(String(decoding: result, as: UTF8.self))
    }

    private static func repaired(_ address: String) -> String {
        guard let first = address.firstIndex(of: "#") else { return brackets(address) }
        let fragment = address[address.index(after: first)...].replacing("#", with: "%23").replacing("[", with: "%5B").replacing("]", with: "%5D")
        return brackets(String(address[..<first])) + "#" + fragment
    }

    private static func brackets(_ address: String) -> String {
        guard address.contains("[") || address.contains("]") else { return address }
        let isHost = address.firstRange(of: "://").map { address[$0.upperBound...].hasPrefix("[") } ?? false
        guard isHost, let end = address.firstIndex(of: "]") else {
            return address.replacing("[", with: "%5B").replacing("]", with: "%5D")
        }
        let rest = address[address.index(after: end)...].replacing("[", with: "%5B").replacing("]", with: "%5D")
        return String(address[...end]) + rest
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (65...70).contains(byte) || (97...102).contains(byte) }
}
