package import Foundation

/// Where the parts of a service lie in its folder.
package struct ServiceFolder: Sendable, Hashable {
    package let root: URL

    package init(_ root: URL) { self.root = root.standardizedFileURL }

    /// The service's slug.
    package var name: String { root.lastPathComponent }

    /// The parts there may be, by the name of their folder, and what their files end with.
    package enum Part: String, Sendable, CaseIterable {
        case sources, schemas, indicators, pages, data, demo

        /// Nil for any.
        var endings: [String]? {
            switch self {
            case .sources: ["yaml", "yml", "sql"]
            case .schemas: ["json"]
            case .indicators, .demo: ["yaml", "yml"]
            case .pages: ["md"]
            case .data: nil
            }
        }
    }

    /// Names of the files that may stand beside the parts.
    static let loose = ["service.yaml", "README.md", "LICENSE", "LICENCE"]

    package var declaration: URL { root.appendingPathComponent("service.yaml") }

    package func folder(_ part: Part) -> URL { root.appendingPathComponent(part.rawValue, isDirectory: true) }

    /// Names in the folder itself, in order, hidden ones aside.
    var entries: [String] { Self.names(in: root) }

    /// The files of a part, in the order of their names, hidden ones aside.
    package func files(_ part: Part) -> [URL] {
        Self.names(in: folder(part)).map { folder(part).appendingPathComponent($0) }
    }

    private static func names(in folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Tells one state of the folder from another by the names, sizes and times of its files.
    package var fingerprint: [String: String] {
        var states: [String: String] = [:]
        let urls = [declaration] + Part.allCases.flatMap(files)
        for url in urls {
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else { continue }
            let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            states[url.path] = "\(attributes[.size] as? Int ?? 0) \(time)"
        }
        return states
    }
}
