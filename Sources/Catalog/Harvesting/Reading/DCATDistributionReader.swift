import Foundation

/// Files and services of a DCAT graph.
enum DCATDistributionReader {
    static func resources(_ node: GraphNode) -> [HarvestedResource] {
        let distributions = node.all([Vocabulary.dcat("distribution"), Vocabulary.schema("distribution"), Vocabulary.adms("sample")])
        // DCAT of older portals puts documents among the parts.
        let parts = node.all(Vocabulary.dct("hasPart")).filter { $0.isA(Vocabulary.foaf("Document"), Vocabulary.dcat("Distribution")) }
        return distributions.map { resource($0) } + parts.map {
            var resource = resource($0)
            resource.details.role = .documentation
            if resource.details.accessURL == nil, !$0.isA(Vocabulary.foaf("Document")) { resource.details.accessURL = $0.iri }
            return resource
        }
    }

    private static func resource(_ node: GraphNode) -> HarvestedResource {
        var details = DistributionDetails()
        details.remoteID = node.text(Vocabulary.dct("identifier")) ?? RelativeNames.name(node.iri)
        details.accessURL = node.link(Vocabulary.dcat("accessURL"), Vocabulary.schema("url"))
        details.downloadURL = node.link(Vocabulary.dcat("downloadURL"), Vocabulary.schema("contentUrl"))
        let type = value(node, Vocabulary.dcat("mediaType"), Vocabulary.schema("encodingFormat"))
        let form = value(node, Vocabulary.dct("format"), Vocabulary.schema("fileFormat"))
        details.mediaType = FormatNames.mediaType(type) ?? FormatNames.mediaType(form)
        // GeoNetwork names a distribution by its protocol, and forgets it elsewhere.
        details.format = FormatNames.mediaType(form) == nil ? form ?? FormatNames.protocolName(node.iri) : nil
        details.bytes = node.text(Vocabulary.dcat("byteSize"), Vocabulary.schema("contentSize")).flatMap { Double($0) }
            .flatMap { $0 > 0 && $0 < 9e15 ? Int64($0) : nil }
        if let sum = node.first(Vocabulary.spdx("checksum")), let value = sum.text(Vocabulary.spdx("checksumValue")) {
            let algorithm = sum.link(Vocabulary.spdx("algorithm")) ?? ""
            let name = algorithm.split(whereSeparator: { "/#_".contains($0) }).last.map { $0.lowercased() } ?? "sha1"
            details.checksum = .init(algorithm: name, value: value.lowercased())
        }
        details.issued = node.text(Vocabulary.dct("issued"), Vocabulary.schema("datePublished"))
        details.modified = node.text(Vocabulary.dct("modified"), Vocabulary.schema("dateModified"))
        let terms = DCATAgentReader.labels(node, [Vocabulary.dct("license"), Vocabulary.schema("license"), Vocabulary.dct("rights")])
        details.licence = LicenceNames.recognise(terms.map { RichText.line($0) })
        if details.licence == nil { details.licenceText = terms.first { !DCATReader.saysNothing($0) } }
        let rights = DCATAgentReader.labels(node, [Vocabulary.dcat("accessRights"), Vocabulary.dct("accessRights")])
        details.rights = rights.isEmpty ? nil : rights.joined(separator: " ; ")
        let languages = node.all(Vocabulary.dct("language")).compactMap { LanguageNames.code($0.term.value) }
        details.languages = languages.isEmpty ? nil : languages
        let standards = node.all(Vocabulary.dct("conformsTo")).compactMap { standard -> Reference? in
            standard.iri.map { Reference(url: $0, title: standard.text(Vocabulary.dct("title"), Vocabulary.rdfs("label"))) }
        }
        details.conformsTo = standards.isEmpty ? nil : standards
        details.availability = node.link(Vocabulary.dcatap("availability"), "http://data.europa.eu/r5r/availability")
        if let service = node.first(Vocabulary.dcat("accessService")), let read = Self.service(service) {
            details.service = read.remoteID
            let standards = service.all(Vocabulary.dct("conformsTo")).compactMap(\.iri)
            details.format = details.format ?? standards.lazy.compactMap { FormatNames.standard($0) }.first
        }
        details.packaging = value(node, Vocabulary.dcat("compressFormat"), Vocabulary.dcat("packageFormat"))
        return HarvestedResource(
            title: node.text(Vocabulary.dct("title"), Vocabulary.schema("name"), Vocabulary.rdfs("label")) ?? "",
            description: node.text(Vocabulary.dct("description"), Vocabulary.schema("description")) ?? "", details: details)
    }

    /// A text, an address, or the label of what is described by one.
    private static func value(_ node: GraphNode, _ predicates: String...) -> String? {
        for found in node.all(predicates) {
            if found.term.isLiteral { return found.term.value.trimmingWhitespace() }
            if let label = found.text(Vocabulary.rdf("value"), Vocabulary.rdfs("label"), Vocabulary.skos("prefLabel")) { return label }
            if let iri = found.iri { return iri }
        }
        return nil
    }

    /// A service; `nil` for what has neither name nor address.
    static func service(_ node: GraphNode) -> HarvestedService? {
        let endpoint = node.link(Vocabulary.dcat("endpointURL"), Vocabulary.dcat("endpointUrl"))
        let title = node.text(Vocabulary.dct("title"), Vocabulary.rdfs("label")) ?? endpoint ?? ""
        // One address often answers for several services: without a name of its own, each is told by its title too.
        let named = node.iri ?? node.text(Vocabulary.dct("identifier"))
        guard let id = named ?? endpoint.map({ "\($0)#\(title)" }) else { return nil }
        guard !title.isEmpty else { return nil }
        let terms = DCATAgentReader.labels(node, [Vocabulary.dct("license"), Vocabulary.dct("rights")])
        let description = RichText.commonMark(node.text(Vocabulary.dct("description")) ?? "").text
        return HarvestedService(
            remoteID: id,
            metadata: DataServiceMetadata(
                title: RichText.line(title), description: description, endpointURL: endpoint,
                endpointDescription: node.link(Vocabulary.dcat("endpointDescription")),
                landingPage: node.link(Vocabulary.dcat("landingPage")),
                licence: LicenceNames.recognise(terms) ?? .notSpecified, keywords: node.texts(Vocabulary.dcat("keyword")),
                conformsTo: node.all(Vocabulary.dct("conformsTo")).compactMap { standard in standard.iri.map { Reference(url: $0) } },
                contacts: DCATAgentReader.contacts(node)),
            publisher: DCATAgentReader.publisher(node))
    }
}
