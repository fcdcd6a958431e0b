package import Foundation
package import Localization

/// The first files of a service, to be changed: a source, an indicator, a page.
package struct ServiceTemplate: Sendable {
    /// What stands in the way of writing them.
    package enum Refusal: Error, Sendable, Hashable {
        /// The name cannot be one, and this one could.
        case name(nearest: String)
        /// There is something at that place already.
        case occupied
    }

    private let name: String
    private let language: Language

    /// - Parameter name: the service's slug, and its folder's name.
    package init(_ name: String, _ language: Language) throws(Refusal) {
        guard Slug.isValid(name) else { throw .name(nearest: Slug.make(from: name)) }
        self.name = name
        self.language = language
    }

    /// Writes the folder, which must not be there yet.
    ///
    /// - Returns: the files, by their path in the folder.
    /// - Throws: ``Refusal``; what the file system says.
    package func write(to folder: URL) throws -> [String] {
        guard !FileManager.default.fileExists(atPath: folder.path) else { throw Refusal.occupied }
        let template = Bundle.module.bundleURL.appendingPathComponent("Resources/\(language.rawValue)/service")
        let base = template.standardizedFileURL.path + "/"
        var written: [String] = []
        for case let url as URL in FileManager.default.enumerator(at: template, includingPropertiesForKeys: nil) ?? FileManager.DirectoryEnumerator() {
            guard !url.hasDirectoryPath else { continue }
            let path = String(url.standardizedFileURL.path.dropFirst(base.count))
            let target = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            let text = try String(contentsOf: url, encoding: .utf8).replacing("@NAME@", with: name)
            try Data(text.utf8).write(to: target)
            written.append(path)
        }
        for (path, schema) in EditorSchemas.all(Localizer(language)) {
            let target = folder.appendingPathComponent(".schemas/\(path)")
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(schema.written.utf8).write(to: target)
        }
        return written.sorted()
    }
}
