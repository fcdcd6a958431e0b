import Foundation
package import Localization

/// YAML nodes into values, collecting mistakes rather than stopping at the first.
///
/// It lives as long as one reading of one file, on one thread. A value that is wrong is reported and read as nil, so that
/// what stands beside it is checked all the same; ``finish()`` tells everything at the end.
package final class DeclarationReader {
    /// Name of the file, as mistakes tell it.
    package let file: String
    /// What was reported, in that order.
    package private(set) var problems: [DeclarationProblem] = []

    /// - Parameter file: what mistakes name.
    package init(file: String) {
        self.file = file
    }

    /// Notes a mistake.
    ///
    /// - Parameter place: nil where nothing in the file stands for it: its first character is shown.
    package func report(_ kind: DeclarationProblem.Kind, at place: DeclarationPlace?, _ details: [String: MessageArgument] = [:]) {
        problems.append(DeclarationProblem(kind, file: file, at: place ?? .start, details))
    }

    /// - Throws: ``DeclarationError`` with everything that was reported, if anything was.
    package func finish() throws {
        if !problems.isEmpty { throw DeclarationError(problems) }
    }

    /// The entries of a mapping whose keys are all known.
    ///
    /// - Parameters:
    ///   - name: what mistakes call the mapping, such as the key under which it stands.
    ///   - keys: the keys that it may have; others are reported with the nearest.
    package func mapping(_ node: DeclarationNode, named name: String, keys: [String]) -> DeclarationMapping? {
        guard let entries = entries(node, named: name) else { return nil }
        var known: [String: DeclarationNode] = [:]
        var misspelt: Set<String> = []
        for entry in entries {
            if keys.contains(entry.key) {
                known[entry.key] = entry.value
            } else {
                let details = proposal(for: entry.key, among: keys, as: "key")
                if case .text(let meant)? = details["nearest"] { misspelt.insert(meant) }
                report(.keyUnknown, at: entry.place, details)
            }
        }
        return DeclarationMapping(reader: self, place: node.place, name: name, entries: known, misspelt: misspelt)
    }

    /// The entries of a mapping whose keys are the writer's own, in the order of the file. Nothing is an empty one.
    package func entries(_ node: DeclarationNode, named name: String) -> [DeclarationNode.Entry]? {
        switch node.content {
        case .mapping(let entries): return entries
        case .empty: return []
        default:
            report(.mappingExpected, at: node.place, ["key": .text(name)])
            return nil
        }
    }

    /// The items of a list. Nothing is an empty one.
    package func list(_ node: DeclarationNode, named name: String) -> [DeclarationNode] {
        switch node.content {
        case .list(let items): return items
        case .empty: return []
        default:
            report(.listExpected, at: node.place, ["key": .text(name)])
            return []
        }
    }

    /// A text; numbers and dates are read as they stand.
    package func text(_ node: DeclarationNode, named name: String) -> String? {
        if let text = node.text { return text }
        report(.textExpected, at: node.place, ["key": .text(name)])
        return nil
    }

    /// One word of a closed list.
    package func code<Code: RawRepresentable<String> & CaseIterable>(
        _ node: DeclarationNode, named name: String, as type: Code.Type
    ) -> Code? {
        word(node, named: name, among: Code.allCases.map(\.rawValue)).flatMap { Code(rawValue: $0) }
    }

    /// One of the words given.
    package func word(_ node: DeclarationNode, named name: String, among words: [String]) -> String? {
        guard let word = text(node, named: name) else { return nil }
        if words.contains(word) { return word }
        report(.valueUnknown, at: node.place, proposal(for: word, among: words, as: "value").merging(["key": .text(name)]) { $1 })
        return nil
    }

    /// A number, with a decimal point or comma.
    package func number(_ node: DeclarationNode, named name: String) -> Double? {
        guard let text = text(node, named: name) else { return nil }
        if let number = Double(text.replacing(",", with: ".")), number.isFinite { return number }
        report(.numberExpected, at: node.place, ["key": .text(name), "value": .text(text)])
        return nil
    }

    /// A day, `2026-03-15` (ISO 8601).
    package func day(_ node: DeclarationNode, named name: String) -> String? {
        guard let text = text(node, named: name) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        let calendar = Calendar(identifier: .gregorian)
        guard parts.map(\.count) == [4, 2, 2], numbers.count == 3,
            DateComponents(calendar: calendar, year: numbers[0], month: numbers[1], day: numbers[2]).isValidDate
        else {
            report(.dateInvalid, at: node.place, ["key": .text(name), "value": .text(text)])
            return nil
        }
        return text
    }

    /// What a message about a word that is not known needs: the word under `name`, `nearest` where one is likely, `valid` where
    /// there is any.
    package func proposal(for word: String, among words: [String], as name: String) -> [String: MessageArgument] {
        [name: .text(word)].proposing(word, among: words, as: "valid")
    }

    /// The text with its variables, such as `${DATA}`, replaced; nil, and a mistake reported, where one has no value.
    package func expanded(_ text: String, at place: DeclarationPlace, variables: [String: String]) -> String? {
        var result = ""
        var rest = text[...]
        while let start = rest.range(of: "${") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            let end = rest.firstIndex(of: "}") ?? rest.endIndex
            let name = String(rest[..<end])
            guard end < rest.endIndex, let value = variables[name] else {
                report(.variableUnknown, at: place, proposal(for: name, among: variables.keys.sorted(), as: "name"))
                return nil
            }
            result += value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
