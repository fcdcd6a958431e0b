import Catalog
import Declarations
import Foundation
import Localization

/// The data that a service's sources look for in the service's own folder, which must be there: nothing else will bring it.
struct OwnData {
    let folder: ServiceFolder

    /// Reports what is not there, where it is named, with the path that was looked for. Resources for which rows stand in,
    /// or that have an address besides, are left.
    func check(_ declaration: CatalogueDeclaration, _ root: DeclarationNode, _ reader: DeclarationReader) {
        for resource in declaration.datasets.flatMap(\.resources) {
            guard let origin = resource.service, origin.url == nil, origin.demonstration == nil else { continue }
            if let file = origin.file, isOwn(file.path), !FileManager.default.isReadableFile(atPath: file.path) {
                report(origin, "file", [file.path], root, reader)
            }
            let own = origin.files.filter(isOwn)
            if !own.isEmpty, own.count == origin.files.count, own.allSatisfy({ FilePattern($0).files().isEmpty }) {
                report(origin, "files", own, root, reader)
            }
        }
    }

    private func isOwn(_ path: String) -> Bool { path.hasPrefix(folder.root.path + "/") }

    private func report(
        _ origin: CatalogueDeclaration.ServiceOrigin, _ key: String, _ paths: [String], _ root: DeclarationNode, _ reader: DeclarationReader
    ) {
        let written = origin.written.components(separatedBy: ", ")
        let place = root.place(under: key) { written.contains($0) } ?? origin.place
        let data = folder.files(.data).map { "data/\($0.lastPathComponent)" }
        // The right name in the wrong folder is the likeliest mistake.
        let name = "data/" + URL(fileURLWithPath: paths[0]).lastPathComponent
        var details: [String: MessageArgument] = ["path": .text(paths.joined(separator: ", "))]
        details = details.proposing(name, among: data, as: "valid")
        reader.report(.dataMissing, at: place, details)
    }
}
