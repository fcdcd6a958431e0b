package import Foundation
import Localization
import Yams

extension DeclarationReader {
    /// The document that a file holds.
    ///
    /// - Throws: ``DeclarationError`` where it cannot be read, is no UTF-8, or is no YAML.
    package func compose(contentsOf url: URL) throws -> DeclarationNode {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            report(.unreadable, at: .start, ["path": .text(url.path)])
            throw DeclarationError(problems)
        }
        return try compose(text)
    }

    /// The document, or the place where it stops being YAML.
    ///
    /// - Parameter firstLine: the line of the file on which `yaml` begins, where it is a part of it.
    /// - Throws: ``DeclarationError`` with all that was reported so far.
    package func compose(_ yaml: String, firstLine: Int = 1) throws -> DeclarationNode {
        func place(_ mark: Mark?) -> DeclarationPlace {
            DeclarationPlace(line: (mark?.line ?? 1) + firstLine - 1, column: mark?.column ?? 1)
        }
        do {
            if let node = try Yams.compose(yaml: yaml) {
                var conversion = NodeConversion(firstLine: firstLine)
                guard let converted = conversion.node(node) else {
                    report(.tooLarge, at: place(node.mark), ["count": .integer(NodeConversion.limit)])
                    throw DeclarationError(problems)
                }
                return converted
            }
            return DeclarationNode(.empty, at: place(nil))
        } catch let failure as YamlError {
            if case .duplicatedKeysInMapping(let duplicates, let context) = failure {
                report(.keyDuplicate, at: place(context.mark), ["key": .text(duplicates.joined(separator: ", "))])
            } else {
                let fault = SyntaxFault(failure)
                let found = fault?.place ?? .start
                report(
                    .syntax, at: DeclarationPlace(line: found.line + firstLine - 1, column: found.column),
                    ["detail": .message(fault?.message ?? "declarations.yaml.other")])
            }
        }
        throw DeclarationError(problems)
    }
}

/// The parser's nodes into ours, aliases written out.
private struct NodeConversion {
    /// Aliases of aliases make a small file large without end.
    static let limit = 500_000

    let firstLine: Int
    private var count = 0

    init(firstLine: Int) { self.firstLine = firstLine }

    mutating func node(_ node: Node) -> DeclarationNode? {
        count += 1
        guard count <= Self.limit else { return nil }
        switch node {
        case .scalar(let scalar):
            if node.null != nil { return DeclarationNode(.empty, at: place(node.mark)) }
            return DeclarationNode(.text(scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)), at: place(node.mark))
        case .sequence(let sequence):
            var items: [DeclarationNode] = []
            for item in sequence {
                guard let item = self.node(item) else { return nil }
                items.append(item)
            }
            return DeclarationNode(.list(items), at: place(node.mark))
        case .mapping(let mapping):
            var entries: [DeclarationNode.Entry] = []
            for (key, value) in mapping {
                guard let value = self.node(value) else { return nil }
                entries.append(.init(key: key.string ?? "", place: place(key.mark), value: value))
            }
            return DeclarationNode(.mapping(entries), at: place(node.mark))
        case .alias:
            return DeclarationNode(.empty, at: place(node.mark))
        }
    }

    private func place(_ mark: Mark?) -> DeclarationPlace {
        DeclarationPlace(line: (mark?.line ?? 1) + firstLine - 1, column: mark?.column ?? 1)
    }
}
