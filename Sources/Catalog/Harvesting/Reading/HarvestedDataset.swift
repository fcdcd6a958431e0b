package import Localization

/// One dataset as one source publishes it.
package struct HarvestedDataset: Codable, Hashable, Sendable {
    /// What the source names it by, which tells it from its other datasets.
    package var remoteID: String
    /// Its address as a thing (the subject of its RDF description); `nil` where the source gives none.
    package var uri: String?
    /// Its page or its record in the source.
    package var remoteURL: String?
    /// Without an organisation: that is ``publisher``, until it is found in the catalogue.
    package var metadata: DatasetMetadata
    package var publisher: Agent?
    /// In the order of the source.
    package var resources: [HarvestedResource]
    package var services: [HarvestedService]

    package init(
        remoteID: String, uri: String? = nil, remoteURL: String? = nil, metadata: DatasetMetadata,
        publisher: Agent? = nil, resources: [HarvestedResource] = [], services: [HarvestedService] = []
    ) {
        self.remoteID = remoteID
        self.uri = uri
        self.remoteURL = remoteURL
        self.metadata = metadata
        self.publisher = publisher
        self.resources = resources
        self.services = services
    }
}

/// One resource of a harvested dataset.
package struct HarvestedResource: Codable, Hashable, Sendable {
    package var title: String
    /// CommonMark.
    package var description: String
    package var details: DistributionDetails

    package init(title: String, description: String = "", details: DistributionDetails) {
        self.title = title
        self.description = description
        self.details = details
    }

    /// Where the content is: the file itself, else the place that leads to it.
    package var address: String? { details.downloadURL ?? details.accessURL }
}

/// A service that a source describes.
package struct HarvestedService: Codable, Hashable, Sendable {
    package var remoteID: String
    package var metadata: DataServiceMetadata
    package var publisher: Agent?

    package init(remoteID: String, metadata: DataServiceMetadata, publisher: Agent? = nil) {
        self.remoteID = remoteID
        self.metadata = metadata
        self.publisher = publisher
    }
}

/// Something that a producer should mend, with its place.
package struct HarvestFinding: Codable, Hashable, Sendable {
    /// Each raw value is the middle of two keys: `harvest.finding.<raw value>` and `harvest.finding.<raw value>.mend`.
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        // Of a page
        case pageMalformed = "page.malformed"
        case pageTruncated = "page.truncated"
        case pageCharset = "page.charset"
        case pageEntities = "page.entities"
        case pageTooLarge = "page.too_large"
        case pageUnexpected = "page.unexpected"
        case pageFailed = "page.failed"
        case pagingLoop = "paging.loop"
        case pagingTotal = "paging.total"
        case pagingHost = "paging.host"
        case clockSkew = "clock.skew"
        // Of the rules for programs
        case robotsCut = "robots.cut"
        case robotsRedirects = "robots.redirects"
        // Of a record
        case idMissing = "record.id_missing"
        case idDuplicate = "record.id_duplicate"
        case idForeign = "record.id_foreign"
        case titleMissing = "record.title_missing"
        case descriptionMissing = "record.description_missing"
        case publisherMissing = "record.publisher_missing"
        case licenceMissing = "record.licence_missing"
        case licenceUnknown = "record.licence_unknown"
        case frequencyUnknown = "record.frequency_unknown"
        case dateInvalid = "record.date_invalid"
        case dateFuture = "record.date_future"
        case spatialInvalid = "record.spatial_invalid"
        case addressInvalid = "record.address_invalid"
        case resourceAddressMissing = "record.resource_address_missing"
        case resourcesMissing = "record.resources_missing"
        case textHostile = "record.text_hostile"
        case refused = "record.refused"
        case vanished = "record.vanished"
        case grouped = "record.grouped"
    }

    package var kind: Kind
    /// Remote identifier of the record; `nil` for what concerns a whole page.
    package var record: String?
    /// Title of the record.
    package var title: String?
    /// Address of the page.
    package var page: String?
    package var arguments: [String: MessageArgument]

    package init(
        _ kind: Kind, record: String? = nil, title: String? = nil, page: String? = nil,
        _ arguments: [String: MessageArgument] = [:]
    ) {
        self.kind = kind
        self.record = record
        self.title = title
        self.page = page
        self.arguments = arguments
    }

    /// Whether something of the source was not taken over.
    package var isError: Bool { kind.weight == .error }
}

extension HarvestFinding.Kind {
    /// What a kind of finding asks of whoever publishes the source.
    package enum Weight: String, CaseIterable, Sendable {
        /// Something was not taken over.
        case error
        /// All was; it could be better.
        case advice
        /// Nothing is to be done.
        case information
    }

    package var weight: Weight {
        switch self {
        case .pageMalformed, .pageTruncated, .pageEntities, .pageTooLarge, .pageUnexpected, .pageFailed, .pagingLoop,
            .idMissing, .idDuplicate, .titleMissing, .resourceAddressMissing, .addressInvalid, .refused: .error
        case .vanished, .grouped: .information
        default: .advice
        }
    }
}

/// Datasets read from one document, with what is wrong in them.
package struct HarvestReading: Codable, Hashable, Sendable {
    package var datasets: [HarvestedDataset] = []
    package var services: [HarvestedService] = []
    package var findings: [HarvestFinding] = []
    /// Identifiers of the datasets, to tell at once whether one comes twice.
    var known: Set<String> = []

    private enum CodingKeys: String, CodingKey { case datasets, services, findings }

    package init() {}

    /// Records that the document holds, those that are unfit or there twice included.
    var records: Int {
        datasets.count + findings.count { [.idMissing, .titleMissing, .idDuplicate].contains($0.kind) }
    }

    mutating func note(
        _ kind: HarvestFinding.Kind, of record: HarvestedDataset, _ arguments: [String: MessageArgument] = [:]
    ) {
        findings.append(HarvestFinding(kind, record: record.remoteID, title: record.metadata.title, arguments))
    }
}
