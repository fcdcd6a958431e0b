import Declarations
import Localization

/// The names that `service.yaml` declares, read before what refers to them.
struct DeclaredNames {
    private(set) var themes: [String] = []
    private(set) var policies: [String] = []
    private(set) var parameters: [String] = []
    private(set) var resources: [String] = []
    private(set) var services: [String] = []
    private(set) var servicesPlace: DeclarationPlace?

    /// The kinds of names that may be declared there and cannot be read.
    private(set) var unread: Set<Vocabulary.NameKind> = []

    /// - Parameter root: nil where the file is no YAML.
    init(_ root: DeclarationNode?) {
        guard let root, case .mapping(let entries) = root.content else {
            if let root, root.isEmpty { return }
            unread = [.themes, .policies, .parameters, .resources, .services]
            return
        }
        let kinds: [(key: String, kind: Vocabulary.NameKind)] = [
            ("themes", .themes), ("policies", .policies), ("parameters", .parameters), ("resources", .resources), ("services", .services),
        ]
        // A key that is not known may be meant for one that is not there.
        let keys = Set(entries.map(\.key)), unknown = keys.subtracting(ServiceFields.table.names)
        let meant = kinds.filter { kind in !keys.contains(kind.key) && unknown.contains { [kind.key].meant(by: $0, words: WordsForWords.all) != nil } }
        unread = Set(meant.map(\.kind))
        for entry in entries {
            switch entry.key {
            case "themes": themes = Self.names(entry.value)
            case "parameters": parameters = Self.names(entry.value)
            case "resources": resources = Self.names(entry.value)
            case "services":
                services = Self.names(entry.value)
                servicesPlace = entry.value.place
            case "policies":
                guard case .list(let items) = entry.value.content else {
                    if !entry.value.isEmpty { unread.insert(.policies) }
                    continue
                }
                policies = items.compactMap { item in
                    guard case .mapping(let fields) = item.content else { return nil }
                    return fields.first { $0.key == "slug" }?.value.text
                }
                if policies.count < items.count { unread.insert(.policies) }
            default: continue
            }
        }
    }

    private static func names(_ node: DeclarationNode) -> [String] {
        switch node.content {
        case .list(let items): items.compactMap(\.text)
        case .mapping(let entries): entries.map(\.key)
        case .text(let text): [text]
        case .empty: []
        }
    }
}
