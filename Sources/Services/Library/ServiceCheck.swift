import Catalog
import Declarations
package import DuckDB
package import Foundation
package import Territories

/// The check of one service's folder, before it is in any instance.
package struct ServiceCheck: Sendable {
    package let service: Service
    /// Sources whose data is not there now, with whether something stands in for it.
    package let absent: [(source: ServiceSource, hasDemonstration: Bool)]

    /// Reads the folder, and those beside it for the indicators that services take from one another.
    ///
    /// - Parameters:
    ///   - prefix: what the names of files begin with in messages.
    ///   - support: with what queries are tried and data is read; nil leaves queries unchecked, and columns as far as only
    ///     data tells them.
    ///   - gazetteer: the territories there are; nil takes any.
    package init(_ root: URL, prefix: String, variables: [String: String], support: SupportFolder?, gazetteer: Gazetteer?) {
        let folder = ServiceFolder(root)
        let above = folder.root.deletingLastPathComponent()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: above.path)) ?? []).sorted()
        let others = names.map { ServiceFolder(above.appendingPathComponent($0, isDirectory: true)) }.filter {
            $0.name != folder.name && FileManager.default.fileExists(atPath: $0.declaration.path)
        }
        var surroundings = ServiceReader.Surroundings(variables: variables, services: others.map(\.name))
        if let gazetteer { surroundings.knows = { gazetteer.territory($0) != nil } }
        for other in others {
            let report = ServiceReader(other, surroundings).read()
            surroundings.others += report.indicators
            if report.lacksIndicators { surroundings.unread.insert(other.name) }
        }
        surroundings.support = support
        surroundings.readsData = true
        let report = ServiceReader(folder, prefix: prefix, surroundings).read()
        service = Service(
            slug: folder.name, folder: folder.root, title: report.definition?.title ?? folder.name,
            definition: report.problems.isEmpty ? report.definition : nil, indicators: report.indicators, sources: report.pendingSources,
            problems: report.problems)
        let resources = report.sources.flatMap(\.datasets).flatMap(\.resources)
        absent = service.sources.compactMap { source in
            guard let origin = resources.first(where: { $0.slug == source.resource })?.service, !origin.isReachable else { return nil }
            return (source, origin.demonstration != nil)
        }
    }
}

extension CatalogueDeclaration.ServiceOrigin {
    /// Whether the data is there, as far as can be told without asking an address.
    var isReachable: Bool {
        if let file, FileManager.default.isReadableFile(atPath: file.path) { return true }
        return url != nil || files.contains { !FilePattern($0).files().isEmpty }
    }
}
