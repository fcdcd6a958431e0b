import Declarations
package import Foundation

/// A catalogue written by hand in one YAML file: organisations, datasets, resources and where their content is.
///
/// The format is described in `docs/catalogue.md`. Files are named relative to the declaration, absolutely, or from a
/// variable: `${DATA}/communes.csv`.
package struct CatalogueDeclaration: Sendable {
    /// A dataset and its resources, in order.
    package struct Dataset: Sendable {
        package let slug: String
        package let metadata: DatasetMetadata
        package let resources: [Resource]
    }

    /// A resource and where its content is.
    package struct Resource: Sendable {
        package let metadata: ResourceMetadata
        package let source: IngestionRequest.Source

        package var slug: String { metadata.slug ?? "" }
    }

    package let organizations: [OrganizationMetadata]
    package let datasets: [Dataset]
    /// Portals whose datasets are brought in.
    package let sources: [HarvestSourceDeclaration]

    /// Reads a declaration and checks all of it.
    ///
    /// - Parameter variables: values of `${NAME}` in `file:` and `url:`.
    /// - Throws: `DeclarationError` with every mistake, each with its line and column.
    package init(contentsOf file: URL, variables: [String: String] = [:]) throws {
        let reader = DeclarationReader(file: file.lastPathComponent)
        let root = try reader.compose(contentsOf: file)
        try self.init(root, reader: reader, folder: file.deletingLastPathComponent(), variables: variables)
    }

    /// Reads a declaration from its text.
    ///
    /// - Parameters:
    ///   - file: what mistakes name.
    ///   - folder: where relative files start.
    package init(yaml: String, file: String, folder: URL, variables: [String: String] = [:]) throws {
        let reader = DeclarationReader(file: file)
        try self.init(reader.compose(yaml), reader: reader, folder: folder, variables: variables)
    }

    private init(_ root: DeclarationNode, reader: DeclarationReader, folder: URL, variables: [String: String]) throws {
        var content = DeclarationContent(reader: reader, folder: folder, variables: variables)
        content.read(root)
        try reader.finish()
        organizations = content.organizations
        datasets = content.datasets
        sources = content.sources
    }
}
