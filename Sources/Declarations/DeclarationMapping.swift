package import Foundation
import Localization

/// The entries of one mapping of a declaration, by key. A key that is not there reads as nil, or as an empty list.
package struct DeclarationMapping {
    package let reader: DeclarationReader
    /// Where the mapping starts.
    package let place: DeclarationPlace
    /// What mistakes call the mapping.
    package let name: String
    private let entries: [String: DeclarationNode]
    /// Keys that were most likely meant by others, which were reported.
    private let misspelt: Set<String>

    init(
        reader: DeclarationReader, place: DeclarationPlace, name: String, entries: [String: DeclarationNode], misspelt: Set<String> = []
    ) {
        self.misspelt = misspelt
        self.reader = reader
        self.place = place
        self.name = name
        self.entries = entries
    }

    /// What stands under a key, read by the caller.
    package func node(_ key: String) -> DeclarationNode? { entries[key] }

    /// Where the value of a key stands; where the mapping starts, without one.
    package func place(of key: String) -> DeclarationPlace { entries[key]?.place ?? place }

    package func text(_ key: String) -> String? { entries[key].flatMap { reader.text($0, named: key) } }

    /// What stands under a key that must be there. One that is misspelt has been told already.
    package func requiredNode(_ key: String) -> DeclarationNode? {
        guard let node = entries[key] else {
            if misspelt.contains(key) { return nil }
            reader.report(.keyMissing, at: place, ["key": .text(key), "parent": .text(name)])
            return nil
        }
        return node
    }

    /// A text without which the entry makes no sense.
    package func required(_ key: String) -> String? {
        guard let node = requiredNode(key), let text = reader.text(node, named: key) else { return nil }
        guard !text.isEmpty else {
            reader.report(.textExpected, at: node.place, ["key": .text(key)])
            return nil
        }
        return text
    }

    /// A name fit for addresses, which must be there.
    package func slug(_ key: String = "slug") -> String? {
        guard let slug = required(key) else { return nil }
        guard Slug.isValid(slug) else {
            reader.report(.slugInvalid, at: place(of: key), ["slug": .text(slug), "nearest": .text(Slug.make(from: slug))])
            return nil
        }
        return slug
    }

    package func list(_ key: String) -> [DeclarationNode] { entries[key].map { reader.list($0, named: key) } ?? [] }

    package func texts(_ key: String) -> [String] { list(key).compactMap { reader.text($0, named: key) } }

    /// One word of a closed list.
    package func code<Code: RawRepresentable<String> & CaseIterable>(_ key: String, as type: Code.Type) -> Code? {
        entries[key].flatMap { reader.code($0, named: key, as: type) }
    }

    /// Words of a closed list.
    package func codes<Code: RawRepresentable<String> & CaseIterable>(_ key: String, as type: Code.Type) -> [Code] {
        list(key).compactMap { reader.code($0, named: key, as: type) }
    }

    /// `true` or `false`, `yes` or `no`, `oui` or `non`.
    package func flag(_ key: String) -> Bool? {
        guard let node = entries[key], let text = reader.text(node, named: key) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "oui": return true
        case "false", "no", "non": return false
        default:
            reader.report(.valueUnknown, at: node.place, ["key": .text(key), "value": .text(text), "valid": "true, false, oui, non"])
            return nil
        }
    }

    /// A number of things, from 1.
    package func count(_ key: String) -> Int? {
        guard let node = entries[key], let text = reader.text(node, named: key) else { return nil }
        guard let number = Int(text), number > 0 else {
            reader.report(.valueUnknown, at: node.place, ["key": .text(key), "value": .text(text), "valid": "1, 2, 3…"])
            return nil
        }
        return number
    }

    /// A number, with a decimal point or comma.
    package func number(_ key: String) -> Double? { entries[key].flatMap { reader.number($0, named: key) } }

    /// A day, ISO 8601.
    package func day(_ key: String) -> String? { entries[key].flatMap { reader.day($0, named: key) } }

    /// An address of the web.
    ///
    /// - Parameter variables: values of `${NAME}` in it.
    package func address(_ key: String, variables: [String: String] = [:]) -> URL? {
        guard let node = entries[key], let written = reader.text(node, named: key),
            let text = reader.expanded(written, at: node.place, variables: variables)
        else { return nil }
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
            url.host?.isEmpty == false
        else {
            reader.report(.addressInvalid, at: node.place, ["key": .text(key), "value": .text(text)])
            return nil
        }
        return url
    }
}
