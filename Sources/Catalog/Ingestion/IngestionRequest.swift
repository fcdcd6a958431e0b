package import Foundation
import Lake
package import Tables

/// A content to put in the catalogue, and where.
package struct IngestionRequest: Sendable {
    /// Where the content is.
    package enum Source: Sendable, Hashable {
        /// A file of this machine.
        case file(URL)
        /// An address of the web.
        case url(URL)
    }

    package var source: Source
    /// The dataset that holds the resource; made where there is none. `nil` takes the name of the file.
    package var datasetSlug: String?
    /// The resource whose content this is; made where there is none. `nil` takes the name of the file.
    package var resourceSlug: String?
    package var resourceTitle: String?
    /// What is said of the dataset; `nil` leaves an existing one as it is.
    package var metadata: DatasetMetadata?
    /// Name of the file, where that of the source is not the one to show.
    package var name: String?
    package var options: ReadOptions
    /// Tells this content of the source from another without reading it (``SourceSignature``).
    package var signature: String?

    package init(
        source: Source, datasetSlug: String? = nil, resourceSlug: String? = nil, resourceTitle: String? = nil,
        metadata: DatasetMetadata? = nil, name: String? = nil, options: ReadOptions = ReadOptions(),
        signature: String? = nil
    ) {
        self.source = source
        self.datasetSlug = datasetSlug
        self.resourceSlug = resourceSlug
        self.resourceTitle = resourceTitle
        self.metadata = metadata
        self.name = name
        self.options = options
        self.signature = signature
    }

    /// The name of the file, or the last part of the address, safe to keep.
    var sourceName: String {
        let given: String
        switch source {
        case .file(let path): given = name ?? path.lastPathComponent
        case .url(let address): given = name ?? address.lastPathComponent
        }
        return FileName.safe(given) ?? "source"
    }
}

/// What an ingestion job must do, as the queue keeps it.
struct IngestionPayload: Codable, Sendable {
    /// A file that is in the lake already.
    struct Original: Codable, Sendable {
        let hash: ContentHash
        let bytes: Int64
        let name: String
        let mediaType: String?
    }

    let resourceID: UUID
    /// `nil` where the content is still to be fetched.
    let original: Original?
    let address: URL?
    let options: ReadOptions
    let signature: String?
}

/// What an ingestion job gives.
package struct IngestionResult: Codable, Sendable, Hashable {
    package enum Outcome: String, Codable, Sendable {
        /// A new version is served.
        case published
        /// The source holds what is served already.
        case unchanged
    }

    package let outcome: Outcome
    package let datasetSlug: String
    package let resourceSlug: String
    package let resourceID: UUID
    /// Number of the version that is served.
    package let version: Int
    package let rows: Int64
    package let rejectedRows: Int64
    /// Bytes of the original.
    package let bytes: Int64
}
