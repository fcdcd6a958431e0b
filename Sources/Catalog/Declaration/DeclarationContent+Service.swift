import Declarations
import Foundation
import Localization

/// What a resource of a service may say besides.
enum ServiceKeys {
    static let all = ["sql", "files", "demo"]
}

extension DeclarationContent {
    /// Where the content of a service's resource is; nil, and a mistake reported, where nothing says it.
    func serviceOrigin(_ entry: DeclarationMapping) -> CatalogueDeclaration.ServiceOrigin? {
        let written = ["file", "files", "url", "demo"].compactMap { entry.node($0)?.words }.first ?? ""
        let origin = CatalogueDeclaration.ServiceOrigin(
            written: written, file: expandedPath(entry, "file").map { place($0) }, url: entry.node("url") == nil ? nil : entry.address("url", variables: variables),
            query: ownFile(entry, "sql", in: ""), files: entry.node("files") == nil ? [] : patterns(entry),
            demonstration: ownFile(entry, "demo", in: "../demo"), place: entry.place)
        let isQuery = entry.node("sql") != nil
        if isQuery, entry.node("file") != nil || entry.node("url") != nil {
            reader.report(.sourceTwice, at: entry.place(of: "sql"))
            return nil
        }
        if isQuery != (entry.node("files") != nil) {
            reader.report(.keyMissing, at: entry.place, ["key": .text(isQuery ? "files" : "sql"), "parent": "resources"])
            return nil
        }
        guard ["file", "url", "sql", "demo"].contains(where: { entry.node($0) != nil }) else {
            reader.report(.sourceMissing, at: entry.place)
            return nil
        }
        return origin
    }

    private func place(_ path: String) -> URL {
        path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path).standardizedFileURL
    }

    /// A text with its variables replaced; nil where one has no value, which means that the data is out of reach.
    private func expandedPath(_ entry: DeclarationMapping, _ key: String) -> String? {
        guard let text = entry.text(key) else { return nil }
        let trial = DeclarationReader(file: reader.file)
        return trial.expanded(text, at: entry.place(of: key), variables: variables)
    }

    private func patterns(_ entry: DeclarationMapping) -> [String] {
        guard let node = entry.node("files") else { return [] }
        let nodes: [DeclarationNode] = if case .list(let items) = node.content { items } else { [node] }
        return nodes.compactMap { node in
            guard let text = reader.text(node, named: "files") else { return nil }
            let trial = DeclarationReader(file: reader.file)
            return trial.expanded(text, at: node.place, variables: variables).map { place($0).path }
        }
    }

    /// A file of the service's own folder, which must be there.
    private func ownFile(_ entry: DeclarationMapping, _ key: String, in subfolder: String) -> URL? {
        guard entry.node(key) != nil, let name = entry.required(key) else { return nil }
        let base = subfolder.isEmpty ? folder : folder.appendingPathComponent(subfolder)
        let file = base.appendingPathComponent(name).standardizedFileURL
        guard !name.hasPrefix("/"), !name.contains(".."), FileManager.default.fileExists(atPath: file.path) else {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: base.path))?.sorted() ?? []
            reader.report(.ownFileMissing, at: entry.place(of: key), reader.proposal(for: name, among: names, as: "name").merging(["folder": .text(base.standardizedFileURL.lastPathComponent)]) { $1 })
            return nil
        }
        return file
    }
}

extension DeclarationNode {
    /// The texts in it, one after the other.
    fileprivate var words: String? {
        switch content {
        case .text(let text): text
        case .list(let items): items.compactMap(\.words).joined(separator: ", ")
        case .empty, .mapping: nil
        }
    }
}
