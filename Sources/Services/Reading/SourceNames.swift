import Declarations

/// The names that sources declare, faulty ones among them.
struct SourceNames {
    private(set) var datasets: Set<String> = []
    private(set) var resources: Set<String> = []

    /// Whether a faulty file may declare others.
    private(set) var isOpen = false

    /// - Parameters:
    ///   - root: nil for a file that is no YAML.
    ///   - isFaulty: whether the file has a mistake.
    mutating func add(_ root: DeclarationNode?, isFaulty: Bool) {
        var isComplete = root != nil
        func slugs(_ node: DeclarationNode, _ key: String) -> [(slug: String, node: DeclarationNode)] {
            guard let items = node.items(under: key) else { isComplete = false; return [] }
            let named = items.compactMap { item in item.slug.map { (slug: $0, node: item) } }
            if named.count < items.count { isComplete = false }
            return named
        }
        for dataset in root.map({ slugs($0, "datasets") }) ?? [] {
            datasets.insert(dataset.slug)
            resources.formUnion(slugs(dataset.node, "resources").map(\.slug))
        }
        if isFaulty, !isComplete { isOpen = true }
    }
}

extension DeclarationNode {
    fileprivate var slug: String? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == "slug" }?.value.text
    }

    fileprivate func items(under key: String) -> [DeclarationNode]? {
        guard case .mapping(let entries) = content, case .list(let items)? = entries.first(where: { $0.key == key })?.value.content else { return nil }
        return items
    }
}
