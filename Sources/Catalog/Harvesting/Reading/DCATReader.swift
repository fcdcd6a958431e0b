package import Foundation
import Localization

/// Datasets from a graph in DCAT, DCAT-AP, GeoDCAT-AP or schema.org.
package struct DCATReader {
    private let checks: RecordChecks

    /// - Parameter now: the present, against which dates are judged.
    package init(now: Date) {
        checks = RecordChecks(now: now)
    }

    package func read(_ graph: Graph) -> HarvestReading {
        var reading = HarvestReading()
        var seen: Set<Graph.ID> = []
        let types = [Vocabulary.dcat("Dataset"), Vocabulary.schema("Dataset"), "https://schema.org/Dataset"]
        for node in types.flatMap({ graph.nodes(ofType: $0) }) where seen.insert(node.id).inserted {
            checks.add(dataset(node, &reading), to: &reading)
        }
        for node in graph.nodes(ofType: Vocabulary.dcat("DataService")) {
            guard let service = DCATDistributionReader.service(node) else { continue }
            if !reading.services.contains(where: { $0.remoteID == service.remoteID }) { reading.services.append(service) }
        }
        return reading
    }

    private func dataset(_ node: GraphNode, _ reading: inout HarvestReading) -> HarvestedDataset {
        let title = node.text(Vocabulary.dct("title"), Vocabulary.schema("name"), Vocabulary.rdfs("label")) ?? ""
        let identifier = node.link(Vocabulary.dct("identifier"), Vocabulary.schema("identifier"))
        let landing = node.link(Vocabulary.dcat("landingPage"), Vocabulary.schema("url"))
        let name = RelativeNames.address(node.iri)
        var record = HarvestedDataset(
            remoteID: identifier ?? RelativeNames.name(node.iri) ?? landing ?? "", uri: name,
            remoteURL: landing ?? name.flatMap { WebAddress.isWeb($0) ? $0 : nil },
            metadata: DatasetMetadata(title: title))
        record.metadata.description =
            node.text(Vocabulary.dct("description"), Vocabulary.dct("abstract"), Vocabulary.schema("description")) ?? ""
        record.metadata.source = WebAddress.normalise(landing).flatMap { WebAddress.isWeb($0) ? URL(string: $0) : nil }
        var details = details(node)
        details.identifiers = identifiers(node, identifier)
        terms(node, &record, &details)
        frequency(node, &record, &details)
        subjects(node, &record, &details)
        record.metadata.temporalCoverage = temporal(node)
        details.spatial = spatial(node, record, &reading)
        record.publisher = DCATAgentReader.publisher(node)
        record.metadata.details = details
        record.resources = DCATDistributionReader.resources(node)
        record.services = node.all(Vocabulary.dcat("distribution")).flatMap { $0.all(Vocabulary.dcat("accessService")) }
            .compactMap { DCATDistributionReader.service($0) }
        record.services += node.graph.subjects(Vocabulary.dcat("servesDataset"), node.id)
            .compactMap { DCATDistributionReader.service(node.graph.node($0)) }
        licenceFromResources(&record)
        return record
    }

    private func details(_ node: GraphNode) -> DatasetDetails {
        var details = DatasetDetails()
        details.contacts = DCATAgentReader.contacts(node)
        details.creators = node.all(Vocabulary.dct("creator")).compactMap { DCATAgentReader.agent($0) }
        details.issued = node.text(Vocabulary.dct("issued"), Vocabulary.schema("datePublished"))
        details.created = node.text(Vocabulary.dct("created"), Vocabulary.schema("dateCreated"))
        details.modified = node.text(Vocabulary.dct("modified"), Vocabulary.schema("dateModified"))
        details.languages = node.all([Vocabulary.dct("language"), Vocabulary.schema("inLanguage")])
            .compactMap { LanguageNames.code($0.term.value) }
        details.conformsTo = references(node, Vocabulary.dct("conformsTo"))
        details.documentation = references(node, Vocabulary.foaf("page"))
        details.accessRights = labels(node, Vocabulary.dct("accessRights"), Vocabulary.pod("accessLevel")).first
        details.provenance = node.all(Vocabulary.dct("provenance")).compactMap { statement in
            statement.term.isLiteral
                ? statement.term.value
                : statement.text(Vocabulary.dct("description"), Vocabulary.rdfs("label"), Vocabulary.dct("title"))
        } + node.texts(Vocabulary.dcat("dataQuality"))
        details.version = node.text(Vocabulary.dcat("version"), Vocabulary.owl("versionInfo"), Vocabulary.schema("version"))
        details.versionNotes = node.text(Vocabulary.adms("versionNotes"))
        details.relations = relations(node)
        details.spatialResolution = node.text(Vocabulary.dcat("spatialResolutionInMeters")).flatMap { Double($0) }
        details.temporalResolution = node.text(Vocabulary.dcat("temporalResolution"))
        details.legislation = node.all(Vocabulary.dcatap("applicableLegislation")).compactMap(\.iri)
        details.highValueCategories = node.all(Vocabulary.dcatap("hvdCategory")).compactMap(\.iri)
        details.thumbnail = node.link(Vocabulary.foaf("thumbnail"), Vocabulary.schema("thumbnailUrl"))
        return details
    }

    private func identifiers(_ node: GraphNode, _ first: String?) -> [String] {
        var found = [first, RelativeNames.name(node.iri)].compactMap { $0 }
        for other in node.all(Vocabulary.adms("identifier")) {
            if let text = other.text(Vocabulary.skos("notation"), Vocabulary.dct("identifier")) { found.append(text) }
        }
        for record in node.all(Vocabulary.foaf("isPrimaryTopicOf"))
            + node.graph.subjects(Vocabulary.foaf("primaryTopic"), node.id).map({ node.graph.node($0) }) {
            if let text = record.text(Vocabulary.dct("identifier")) { found.append(text) }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    private func terms(_ node: GraphNode, _ record: inout HarvestedDataset, _ details: inout DatasetDetails) {
        let written = labels(node, Vocabulary.dct("license"), Vocabulary.dct("rights"), Vocabulary.schema("license"))
        if let licence = LicenceNames.recognise(written.map { RichText.line($0) }) {
            record.metadata.licence = licence
        } else {
            let texts = written.filter { !Self.saysNothing($0) }
            details.licenceText = texts.isEmpty ? nil : texts.joined(separator: " ; ")
        }
    }

    /// Many portals give the licence on the files alone: theirs is the dataset's where they agree.
    private func licenceFromResources(_ record: inout HarvestedDataset) {
        guard record.metadata.licence == .notSpecified else { return }
        let licences = Set(record.resources.compactMap(\.details.licence))
        if licences.count == 1, let only = licences.first {
            record.metadata.licence = only
            record.metadata.details?.licenceText = nil
        } else if record.metadata.details?.licenceText == nil {
            record.metadata.details?.licenceText = record.resources.compactMap(\.details.licenceText).first
        }
    }

    static func saysNothing(_ text: String) -> Bool {
        let folded = Folding.words(text).joined(separator: " ")
        return folded.isEmpty || ["license not specified", "licence not specified", "notspecified", "not specified",
            "non specifie", "none", "no license", "licence non specifiee"].contains(folded)
    }

    private func frequency(_ node: GraphNode, _ record: inout HarvestedDataset, _ details: inout DatasetDetails) {
        guard let value = node.first(Vocabulary.dct("accrualPeriodicity"), Vocabulary.dcat("accrualPeriodicity")) else { return }
        let written = value.term.isLiteral ? value.term.value : value.iri ?? value.text(Vocabulary.rdfs("label"), Vocabulary.skos("prefLabel")) ?? ""
        let label = value.text(Vocabulary.rdfs("label"), Vocabulary.skos("prefLabel"))
        if let frequency = FrequencyNames.recognise(written) ?? label.flatMap({ FrequencyNames.recognise($0) }) {
            record.metadata.frequency = frequency
        } else if !written.isEmpty {
            details.frequencyText = label ?? written
        }
    }

    private func subjects(_ node: GraphNode, _ record: inout HarvestedDataset, _ details: inout DatasetDetails) {
        record.metadata.keywords = node.texts(Vocabulary.dcat("keyword"))
        for keywords in node.texts(Vocabulary.schema("keywords")) {
            record.metadata.keywords += keywords.split(separator: ",").map { $0.trimmingWhitespace() }
        }
        for theme in node.all([Vocabulary.dcat("theme"), Vocabulary.dct("subject"), Vocabulary.geodcatap("topicCategory")]) {
            let label = theme.term.isLiteral ? theme.term.value : theme.text(Vocabulary.skos("prefLabel"), Vocabulary.rdfs("label"))
            let known = [theme.iri, label].compactMap { $0 }.compactMap { ThemeNames.recognise($0) }.first
            if let known {
                if !record.metadata.themes.contains(known) { record.metadata.themes.append(known) }
            } else if let text = label ?? theme.iri, !details.subjects.contains(text) {
                details.subjects.append(text)
            }
        }
    }

    private func temporal(_ node: GraphNode) -> TemporalCoverage? {
        for period in node.all([Vocabulary.dct("temporal"), Vocabulary.schema("temporalCoverage")]) {
            if period.term.isLiteral {
                let parts = period.term.value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
                return TemporalCoverage(start: parts.first, end: parts.count > 1 ? parts[1] : parts.first)
            }
            let start = period.text(Vocabulary.dcat("startDate"), Vocabulary.schema("startDate"))
                ?? period.first("http://www.w3.org/2006/time#hasBeginning")?.text(
                    "http://www.w3.org/2006/time#inXSDDate", "http://www.w3.org/2006/time#inXSDDateTime")
            let end = period.text(Vocabulary.dcat("endDate"), Vocabulary.schema("endDate"))
                ?? period.first("http://www.w3.org/2006/time#hasEnd")?.text(
                    "http://www.w3.org/2006/time#inXSDDate", "http://www.w3.org/2006/time#inXSDDateTime")
            if start != nil || end != nil { return TemporalCoverage(start: start, end: end) }
        }
        return nil
    }

    private func spatial(_ node: GraphNode, _ record: HarvestedDataset, _ reading: inout HarvestReading) -> [SpatialCoverage] {
        var places: [SpatialCoverage] = []
        for place in node.all([Vocabulary.dct("spatial"), Vocabulary.schema("spatialCoverage")]) {
            if place.term.isLiteral {
                let text = place.term.value.trimmingWhitespace()
                if let box = SpatialText.box(text) {
                    places.append(SpatialCoverage(box: box))
                } else if SpatialText.isShape(text) {
                    reading.note(.spatialInvalid, of: record, ["place": .text(String(text.prefix(200)))])
                } else if !text.isEmpty {
                    places.append(SpatialCoverage(name: String(text.prefix(300))))
                }
                continue
            }
            var coverage = place.iri.map { SpatialText.place($0) } ?? SpatialCoverage()
            coverage.name = place.text(
                Vocabulary.skos("prefLabel"), Vocabulary.rdfs("label"), Vocabulary.locn("geographicName"),
                Vocabulary.dct("title"), Vocabulary.schema("name"))
            let shapes = [
                Vocabulary.dcat("bbox"), Vocabulary.dcat("centroid"), Vocabulary.locn("geometry"), Vocabulary.schema("box"),
                "http://www.opengis.net/ont/geosparql#asWKT", Vocabulary.geosparql("asGeoJSON"),
            ]
            let inner = [place] + place.all([Vocabulary.locn("geometry"), Vocabulary.schema("geo")])
            let written = inner.flatMap { $0.all(shapes) }.filter(\.term.isLiteral).map(\.term.value)
            coverage.box = written.lazy.compactMap { SpatialText.box($0) }.first
            if coverage.box == nil, let first = written.first {
                reading.note(.spatialInvalid, of: record, ["place": .text(String(first.prefix(200)))])
            }
            if !coverage.isEmpty { places.append(coverage) }
        }
        return places
    }

    private func relations(_ node: GraphNode) -> [Relation] {
        let kinds: [(Relation.Kind, String)] = [
            (.series, Vocabulary.dcat("inSeries")), (.isVersionOf, Vocabulary.dct("isVersionOf")),
            (.isVersionOf, Vocabulary.dcat("isVersionOf")), (.hasVersion, Vocabulary.dct("hasVersion")),
            (.hasVersion, Vocabulary.dcat("hasVersion")), (.previous, Vocabulary.dcat("prev")),
            (.previous, Vocabulary.dcat("previousVersion")), (.replaces, Vocabulary.dct("replaces")),
            (.isReplacedBy, Vocabulary.dct("isReplacedBy")), (.isPartOf, Vocabulary.dct("isPartOf")),
            (.hasPart, Vocabulary.dct("hasPart")), (.source, Vocabulary.dct("source")), (.related, Vocabulary.dct("relation")),
        ]
        return kinds.flatMap { kind, predicate in
            node.all(predicate).compactMap { other -> Relation? in
                // What is a file of the dataset is among its resources.
                if other.isA(Vocabulary.foaf("Document"), Vocabulary.dcat("Distribution")) { return nil }
                guard let target = other.iri ?? (other.term.isLiteral ? other.term.value.trimmingWhitespace() : nil), !target.isEmpty
                else { return nil }
                return Relation(kind: kind, target: target, title: other.text(Vocabulary.dct("title")))
            }
        }
    }

    private func references(_ node: GraphNode, _ predicate: String) -> [Reference] {
        node.all(predicate).compactMap { other in
            if other.term.isLiteral {
                let text = other.term.value.trimmingWhitespace()
                return text.isEmpty ? nil : WebAddress.isWeb(text) ? Reference(url: text) : Reference(title: text)
            }
            let title = other.text(Vocabulary.dct("title"), Vocabulary.rdfs("label"), Vocabulary.dct("description"))
            return other.iri == nil && title == nil ? nil : Reference(url: other.iri, title: title)
        }
    }

    /// Texts, addresses and labels that arcs lead to.
    private func labels(_ node: GraphNode, _ predicates: String...) -> [String] { DCATAgentReader.labels(node, predicates) }
}

/// Languages as catalogues write them.
enum LanguageNames {
    /// A code of ISO 639-1, from an address, a code of three letters or a name; `nil` where it is none.
    static func code(_ written: String) -> String? {
        let last = Folding.words(written.split(whereSeparator: { "/#".contains($0) }).last.map(String.init) ?? written).first ?? ""
        switch last {
        case "fr", "fra", "fre", "francais", "french": return "fr"
        case "en", "eng", "english", "anglais": return "en"
        case "de", "deu", "ger": return "de"
        case "es", "spa": return "es"
        case "it", "ita": return "it"
        case "pt", "por": return "pt"
        case "nl", "nld", "dut": return "nl"
        default: return last.count == 2 ? last : nil
        }
    }
}
