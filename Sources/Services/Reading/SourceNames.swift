import Declarations

/// The names that sources declare, faulty ones among them.
struct SourceNames {
    private(set) var datasets: Set<String> = []
    private(set) var resources: Set<String> = []

    mutating func add(_ root: DeclarationNode) {
        for dataset in root.items(under: "datasets") {
            if let slug = dataset.slug { datasets.insert(slug) }
            for resource in dataset.items(under: "resources") { if let slug = resource.slug { resources.insert(slug) } }
        }
    }
}

extension DeclarationNode {
    fileprivate var slug: String? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == "slug" }?.value.text
    }

    fileprivate func items(under key: String) -> [DeclarationNode] {
        guard case .mapping(let entries) = content, case .list(let items)? = entries.first(where: { $0.key == key })?.value.content else { return [] }
        return items
    }
}
