import Declarations

/// The names that `service.yaml` declares, read before what refers to them.
struct DeclaredNames {
    private(set) var themes: [String] = []
    private(set) var policies: [String] = []
    private(set) var parameters: [String] = []
    private(set) var resources: [String] = []
    private(set) var services: [String] = []
    private(set) var servicesPlace: DeclarationPlace?

    init(_ root: DeclarationNode) {
        guard case .mapping(let entries) = root.content else { return }
        for entry in entries {
            switch entry.key {
            case "themes": themes = Self.names(entry.value)
            case "parameters": parameters = Self.names(entry.value)
            case "resources": resources = Self.names(entry.value)
            case "services":
                services = Self.names(entry.value)
                servicesPlace = entry.value.place
            case "policies":
                guard case .list(let items) = entry.value.content else { continue }
                policies = items.compactMap { item in
                    guard case .mapping(let fields) = item.content else { return nil }
                    return fields.first { $0.key == "slug" }?.value.text
                }
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
