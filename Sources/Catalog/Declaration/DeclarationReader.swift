import Foundation
import Localization
import Yams

/// YAML nodes into values, collecting mistakes rather than stopping at the first.
///
/// It lives as long as one reading, on one thread.
final class DeclarationReader {
    private let file: String
    private(set) var problems: [DeclarationProblem] = []

    init(file: String) {
        self.file = file
    }

    func report(_ kind: DeclarationProblem.Kind, at mark: Mark?, _ details: [String: MessageArgument] = [:]) {
        problems.append(DeclarationProblem(
            kind: kind, file: file, line: mark?.line ?? 1, column: mark?.column ?? 1, details: details))
    }

    /// The document, or the place where it stops being YAML.
    func compose(_ yaml: String) throws -> Node {
        do {
            if let node = try Yams.compose(yaml: yaml) { return node }
            report(.mappingExpected, at: nil, ["key": .text(file)])
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                report(.syntax, at: mark, ["detail": .text(problem)])
            case .duplicatedKeysInMapping(let duplicates, let context):
                report(.keyDuplicate, at: context.mark, ["key": .text(duplicates.joined(separator: ", "))])
            default:
                report(.syntax, at: nil, ["detail": .text("\(error)")])
            }
        }
        throw DeclarationError(problems: problems)
    }

    /// The entries of a mapping whose keys are all known.
    func mapping(_ node: Node, named name: String, keys: [String]) -> DeclarationMapping? {
        guard let mapping = node.mapping else {
            report(.mappingExpected, at: node.mark, ["key": .text(name)])
            return nil
        }
        var entries: [String: Node] = [:]
        for (key, value) in mapping {
            let word = key.string ?? ""
            if keys.contains(word) {
                entries[word] = value
            } else {
                report(.keyUnknown, at: key.mark, proposal(for: word, among: keys, as: "key"))
            }
        }
        return DeclarationMapping(reader: self, mark: node.mark, name: name, entries: entries)
    }

    func list(_ node: Node, named name: String) -> [Node] {
        if let sequence = node.sequence { return Array(sequence) }
        if node.null != nil { return [] }
        report(.listExpected, at: node.mark, ["key": .text(name)])
        return []
    }

    func text(_ node: Node, named name: String) -> String? {
        // Dates and numbers are written as plain words too: the text as it stands is what is meant.
        if let scalar = node.scalar, node.null == nil {
            return scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        report(.textExpected, at: node.mark, ["key": .text(name)])
        return nil
    }

    /// One word of a closed list.
    func code<Code: LabelledCode>(_ node: Node, named name: String, as type: Code.Type) -> Code? {
        guard let word = text(node, named: name) else { return nil }
        if let code = Code(rawValue: word) { return code }
        let details = proposal(for: word, among: Code.allCases.map(\.rawValue), as: "value")
        report(.valueUnknown, at: node.mark, details.merging(["key": .text(name)]) { $1 })
        return nil
    }

    func proposal(for word: String, among words: [String], as name: String) -> [String: MessageArgument] {
        [
            name: .text(word), "nearest": .text(words.nearest(to: word) ?? words.first ?? ""),
            "valid": .text(words.joined(separator: ", ")),
        ]
    }
}

/// The entries of one mapping of a declaration.
struct DeclarationMapping {
    let reader: DeclarationReader
    let mark: Mark?
    let name: String
    let entries: [String: Node]

    func node(_ key: String) -> Node? { entries[key] }

    func text(_ key: String) -> String? { entries[key].flatMap { reader.text($0, named: key) } }

    /// A text without which the entry makes no sense.
    func required(_ key: String) -> String? {
        guard let node = entries[key] else {
            reader.report(.keyMissing, at: mark, ["key": .text(key), "parent": .text(name)])
            return nil
        }
        guard let text = reader.text(node, named: key) else { return nil }
        guard !text.isEmpty else {
            reader.report(.textExpected, at: node.mark, ["key": .text(key)])
            return nil
        }
        return text
    }

    func slug() -> String? {
        guard let slug = required("slug") else { return nil }
        guard Slug.isValid(slug) else {
            reader.report(
                .slugInvalid, at: entries["slug"]?.mark,
                ["slug": .text(slug), "nearest": .text(Slug.make(from: slug))])
            return nil
        }
        return slug
    }

    func list(_ key: String) -> [Node] { entries[key].map { reader.list($0, named: key) } ?? [] }

    func texts(_ key: String) -> [String] { list(key).compactMap { reader.text($0, named: key) } }

    func code<Code: LabelledCode>(_ key: String, as type: Code.Type) -> Code? {
        entries[key].flatMap { reader.code($0, named: key, as: type) }
    }

    func codes<Code: LabelledCode>(_ key: String, as type: Code.Type) -> [Code] {
        list(key).compactMap { reader.code($0, named: key, as: type) }
    }

    /// `true` or `false`.
    func flag(_ key: String) -> Bool? {
        guard let node = entries[key], let text = reader.text(node, named: key) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "oui": return true
        case "false", "no", "non": return false
        default:
            reader.report(.valueUnknown, at: node.mark, [
                "key": .text(key), "value": .text(text), "nearest": "true", "valid": "true, false",
            ])
            return nil
        }
    }

    /// A number of things, from 1.
    func count(_ key: String) -> Int? {
        guard let node = entries[key], let text = reader.text(node, named: key) else { return nil }
        guard let number = Int(text), number > 0 else {
            reader.report(.valueUnknown, at: node.mark, ["key": .text(key), "value": .text(text), "nearest": "100", "valid": "1, 2, 3…"])
            return nil
        }
        return number
    }

    /// An address of the web.
    func address(_ key: String, _ transform: (String, Node) -> String? = { text, _ in text }) -> URL? {
        guard let node = entries[key], let written = reader.text(node, named: key),
            let text = transform(written, node)
        else { return nil }
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
            url.host?.isEmpty == false
        else {
            reader.report(.addressInvalid, at: node.mark, ["key": .text(key), "value": .text(text)])
            return nil
        }
        return url
    }

    /// A day, ISO 8601.
    func day(_ key: String) -> String? {
        guard let node = entries[key], let text = reader.text(node, named: key) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        let lengths = parts.map(\.count)
        guard lengths == [4, 2, 2], numbers.count == 3,
            DateComponents(
                calendar: Calendar(identifier: .gregorian), year: numbers[0], month: numbers[1], day: numbers[2]
            ).isValidDate
        else {
            reader.report(.dateInvalid, at: node.mark, ["key": .text(key), "value": .text(text)])
            return nil
        }
        return text
    }
}
