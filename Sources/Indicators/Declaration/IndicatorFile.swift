package import Declarations
package import Foundation
internal import Localization

/// A file of a service's `indicators`: one indicator, named for the file; or several under `indicators`, with what they
/// share under `defaults`, where `$slug` stands for the slug of each.
package struct IndicatorFile: Sendable {
    /// Those without a mistake, in the order of the file.
    package let definitions: [IndicatorDefinition]
    /// The slugs of all, faulty ones among them.
    package let slugs: [String]
    /// Whether the file may declare others, which cannot be read.
    package let isOpen: Bool
    /// Every mistake, each once, with its place.
    package let problems: [DeclarationProblem]

    /// - Parameters:
    ///   - service: the service that the file belongs to.
    ///   - name: what messages call the file; its own name where nil.
    package init(contentsOf url: URL, service: String, name: String? = nil) {
        let reader = DeclarationReader(file: name ?? url.lastPathComponent)
        self.init(try? reader.compose(contentsOf: url), reader, service: service, slug: url.deletingPathExtension().lastPathComponent)
    }

    /// - Parameter slug: the indicator's slug where the text declares one alone, and gives none: the name of the file.
    package init(yaml: String, file: String, service: String, slug: String) {
        let reader = DeclarationReader(file: file)
        self.init(try? reader.compose(yaml), reader, service: service, slug: slug)
    }

    private init(_ root: DeclarationNode?, _ reader: DeclarationReader, service: String, slug: String) {
        var definitions: [IndicatorDefinition] = []
        var slugs: [String] = []
        let (entries, isComplete) = root.map { Self.entries($0, reader, slug) } ?? ([], false)
        for (node, slug) in entries {
            let before = reader.problems.count
            let definition = IndicatorDeclaration.definition(node, reader, service: service, slug: slug)
            let own = definition?.id.slug ?? slug
            if slugs.contains(own) {
                reader.report(.slugDuplicate, at: node.place, ["slug": .text(own)])
            } else {
                slugs.append(own)
            }
            if let definition, reader.problems.count == before { definitions.append(definition) }
        }
        self.definitions = definitions
        self.slugs = slugs
        // A mistake among the defaults is made once, however many indicators take it up.
        isOpen = !reader.problems.isEmpty && !isComplete
        var seen: Set<DeclarationProblem> = []
        problems = reader.problems.filter { seen.insert($0).inserted }
    }

    /// What is declared, completed, and the slug that it has where it does not give one; and whether that is all there is.
    private static func entries(
        _ root: DeclarationNode, _ reader: DeclarationReader, _ slug: String
    ) -> (entries: [(DeclarationNode, String)], isComplete: Bool) {
        let words = ["defaults", "indicators"]
        guard case .mapping(let keys) = root.content, keys.contains(where: { Self.isMeant($0.key, as: words) }) else { return ([(root, slug)], true) }
        guard let file = reader.mapping(root, named: reader.file, keys: words), file.requiredNode("indicators") != nil else { return ([], false) }
        let defaults = file.node("defaults")
        let items = file.list("indicators")
        let entries: [(DeclarationNode, String)] = items.compactMap { node in
            guard case .mapping = node.content, let own = reader.mapping(node, named: "indicators", keys: IndicatorContent.keys)?.slug() else {
                if case .mapping = node.content { return nil }
                reader.report(.mappingExpected, at: node.place, ["key": "indicators"])
                return nil
            }
            return ((defaults.map(node.completed) ?? node).replacing("$slug", with: own), own)
        }
        return (entries, !items.isEmpty && entries.count == items.count)
    }

    /// Whether a key is one of the words, or no other key of an indicator and likely one of them.
    private static func isMeant(_ key: String, as words: [String]) -> Bool {
        words.contains(key) || !IndicatorContent.keys.contains(key) && words.meant(by: key) != nil
    }
}
