/// What DCAT-AP 3 says of a dataset beyond its title, licence and rhythm (<https://semiceu.github.io/DCAT-AP/releases/3.0.0/>).
///
/// Dates are texts in ISO 8601 as far as the source tells them: a year, a day, or a moment.
package struct DatasetDetails: Hashable, Sendable {
    /// Whom to write to (`dcat:contactPoint`).
    package var contacts: [ContactPoint] = []
    /// Who made the data, where it is not who publishes them (`dct:creator`).
    package var creators: [Agent] = []
    /// Places that the data speak of (`dct:spatial`).
    package var spatial: [SpatialCoverage] = []
    /// First publication, making and last change, as the producer says (`dct:issued`, `dct:created`, `dct:modified`).
    package var issued: String?
    package var created: String?
    package var modified: String?
    /// Names given by the producer and others (`dct:identifier`, `adms:identifier`).
    package var identifiers: [String] = []
    /// Codes of ISO 639-1 (`fr`).
    package var languages: [String] = []
    /// Standards and schemas that the data follow (`dct:conformsTo`).
    package var conformsTo: [Reference] = []
    /// Pages about the data (`foaf:page`).
    package var documentation: [Reference] = []
    /// Who may see the data (`dct:accessRights`), as written.
    package var accessRights: String?
    /// The licence and the rights as they are written, where no known licence was recognised in them.
    package var licenceText: String?
    /// The rhythm as it is written, where none was recognised.
    package var frequencyText: String?
    /// Where the data come from and how they were made (`dct:provenance`).
    package var provenance: [String] = []
    /// `dcat:version`, and what changed (`adms:versionNotes`).
    package var version: String?
    package var versionNotes: String?
    /// Series, other versions, parts and sources.
    package var relations: [Relation] = []
    /// Subjects that are not of the European list, as written.
    package var subjects: [String] = []
    /// Smallest detail, in metres (`dcat:spatialResolutionInMeters`).
    package var spatialResolution: Double?
    /// Smallest time, an ISO 8601 duration (`dcat:temporalResolution`).
    package var temporalResolution: String?
    /// The law that asks for the publication (`dcatap:applicableLegislation`), as ELI addresses.
    package var legislation: [String] = []
    /// Categories of high-value datasets (`dcatap:hvdCategory`, Regulation (EU) 2023/138).
    package var highValueCategories: [String] = []
    /// Picture, for lists of services.
    package var thumbnail: String?

    package init() {}
}

extension DatasetDetails: Codable {
    private enum Key: String, CodingKey {
        case contacts, creators, spatial, issued, created, modified, identifiers, languages, conformsTo, documentation
        case accessRights, licenceText, frequencyText, provenance, version, versionNotes, relations, subjects
        case spatialResolution, temporalResolution, legislation, highValueCategories, thumbnail
    }

    // What an older version did not write is empty, and what is empty is not written.
    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        contacts = try box.decodeIfPresent([ContactPoint].self, forKey: .contacts) ?? []
        creators = try box.decodeIfPresent([Agent].self, forKey: .creators) ?? []
        spatial = try box.decodeIfPresent([SpatialCoverage].self, forKey: .spatial) ?? []
        issued = try box.decodeIfPresent(String.self, forKey: .issued)
        created = try box.decodeIfPresent(String.self, forKey: .created)
        modified = try box.decodeIfPresent(String.self, forKey: .modified)
        identifiers = try box.decodeIfPresent([String].self, forKey: .identifiers) ?? []
        languages = try box.decodeIfPresent([String].self, forKey: .languages) ?? []
        conformsTo = try box.decodeIfPresent([Reference].self, forKey: .conformsTo) ?? []
        documentation = try box.decodeIfPresent([Reference].self, forKey: .documentation) ?? []
        accessRights = try box.decodeIfPresent(String.self, forKey: .accessRights)
        licenceText = try box.decodeIfPresent(String.self, forKey: .licenceText)
        frequencyText = try box.decodeIfPresent(String.self, forKey: .frequencyText)
        provenance = try box.decodeIfPresent([String].self, forKey: .provenance) ?? []
        version = try box.decodeIfPresent(String.self, forKey: .version)
        versionNotes = try box.decodeIfPresent(String.self, forKey: .versionNotes)
        relations = try box.decodeIfPresent([Relation].self, forKey: .relations) ?? []
        subjects = try box.decodeIfPresent([String].self, forKey: .subjects) ?? []
        spatialResolution = try box.decodeIfPresent(Double.self, forKey: .spatialResolution)
        temporalResolution = try box.decodeIfPresent(String.self, forKey: .temporalResolution)
        legislation = try box.decodeIfPresent([String].self, forKey: .legislation) ?? []
        highValueCategories = try box.decodeIfPresent([String].self, forKey: .highValueCategories) ?? []
        thumbnail = try box.decodeIfPresent(String.self, forKey: .thumbnail)
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        if !contacts.isEmpty { try box.encode(contacts, forKey: .contacts) }
        if !creators.isEmpty { try box.encode(creators, forKey: .creators) }
        if !spatial.isEmpty { try box.encode(spatial, forKey: .spatial) }
        try box.encodeIfPresent(issued, forKey: .issued)
        try box.encodeIfPresent(created, forKey: .created)
        try box.encodeIfPresent(modified, forKey: .modified)
        if !identifiers.isEmpty { try box.encode(identifiers, forKey: .identifiers) }
        if !languages.isEmpty { try box.encode(languages, forKey: .languages) }
        if !conformsTo.isEmpty { try box.encode(conformsTo, forKey: .conformsTo) }
        if !documentation.isEmpty { try box.encode(documentation, forKey: .documentation) }
        try box.encodeIfPresent(accessRights, forKey: .accessRights)
        try box.encodeIfPresent(licenceText, forKey: .licenceText)
        try box.encodeIfPresent(frequencyText, forKey: .frequencyText)
        if !provenance.isEmpty { try box.encode(provenance, forKey: .provenance) }
        try box.encodeIfPresent(version, forKey: .version)
        try box.encodeIfPresent(versionNotes, forKey: .versionNotes)
        if !relations.isEmpty { try box.encode(relations, forKey: .relations) }
        if !subjects.isEmpty { try box.encode(subjects, forKey: .subjects) }
        try box.encodeIfPresent(spatialResolution, forKey: .spatialResolution)
        try box.encodeIfPresent(temporalResolution, forKey: .temporalResolution)
        if !legislation.isEmpty { try box.encode(legislation, forKey: .legislation) }
        if !highValueCategories.isEmpty { try box.encode(highValueCategories, forKey: .highValueCategories) }
        try box.encodeIfPresent(thumbnail, forKey: .thumbnail)
    }
}
