package import Declarations
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
        package var resources: [Resource]
    }

    /// A resource and where its content is.
    package struct Resource: Sendable {
        package var metadata: ResourceMetadata
        /// Nil where it is nowhere to be read for now; the resource is declared all the same.
        package var source: IngestionRequest.Source?
        /// Tells the content from another without reading it; nil for the path, size and time of a file.
        package var signature: String?
        /// Where a service says that the content is; nil elsewhere.
        package let service: ServiceOrigin?

        package init(
            metadata: ResourceMetadata, source: IngestionRequest.Source?, signature: String? = nil, service: ServiceOrigin? = nil
        ) {
            self.metadata = metadata
            self.source = source
            self.signature = signature
            self.service = service
        }

        package var slug: String { metadata.slug ?? "" }
    }

    /// Where a service's resource comes from: first its file, else its address, else what a query makes of files, else
    /// rows made up.
    package struct ServiceOrigin: Sendable {
        /// `file`, `url` or `files` as the declaration writes it.
        package let written: String
        /// `file`, whether or not it is there; nil also where one of its variables has no value.
        package let file: URL?
        package let url: URL?
        /// `sql`, a query over the files.
        package let query: URL?
        /// `files`, what the query reads: paths in which `*` stands for any name and `**` for any folders.
        package let files: [String]
        /// `demo`, a description of rows that stand in for the real ones.
        package let demonstration: URL?
        /// Where the resource stands in its file, for mistakes found later.
        package let place: DeclarationPlace
    }

    package let organizations: [OrganizationMetadata]
    package var datasets: [Dataset]
    /// Portals whose datasets are brought in.
    package let sources: [HarvestSourceDeclaration]
    /// What people made with the datasets, of this file or of the catalogue.
    package let reuses: [ReuseMetadata]

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

    /// Reads what a service declares in one file of its `sources`: files that are not there, and variables without a value,
    /// are no mistakes, and resources may have `sql`, `files` and `demo`.
    ///
    /// - Returns: what can be read; mistakes are with the reader.
    package init(service root: DeclarationNode, reader: DeclarationReader, folder: URL, variables: [String: String]) {
        self.init(DeclarationContent(reader: reader, folder: folder, variables: variables, isService: true), root)
    }

    private init(_ root: DeclarationNode, reader: DeclarationReader, folder: URL, variables: [String: String]) throws {
        self.init(DeclarationContent(reader: reader, folder: folder, variables: variables, isService: false), root)
        try reader.finish()
    }

    private init(_ content: DeclarationContent, _ root: DeclarationNode) {
        var content = content
        content.read(root)
        organizations = content.organizations
        datasets = content.datasets
        sources = content.sources
        reuses = content.reuses
    }
}
