import Foundation

/// Where, when, by whom and under which rules.
extension DCATExport {
    mutating func add(coverageOf dataset: Dataset, _ details: DatasetDetails, to own: String) {
        if let coverage = dataset.temporalCoverage {
            let period = own + "#period"
            let start = coverage.start.flatMap(ExportedDate.literal), end = coverage.end.flatMap(ExportedDate.literal)
            if start != nil || end != nil {
                add(own, Vocabulary.dct("temporal"), to: period, Vocabulary.dct("PeriodOfTime"))
                say(period, Vocabulary.dcat("startDate"), start)
                say(period, Vocabulary.dcat("endDate"), end)
            }
        }
        for (index, place) in details.spatial.enumerated() {
            let address = place.uri.flatMap(IRIText.fit) ?? "\(own)#place-\(index + 1)"
            add(own, Vocabulary.dct("spatial"), to: address, Vocabulary.dct("Location"))
            say(address, Vocabulary.skos("prefLabel"), place.name.map { .text($0) })
            say(address, Vocabulary.dct("identifier"), place.code.map { .text($0) })
            guard let box = place.box else { continue }
            let ring = [(box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north), (box.west, box.south)]
            let text = "POLYGON((" + ring.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + "))"
            say(address, Vocabulary.dcat("bbox"), .literal(text, datatype: Vocabulary.geosparql("wktLiteral"), language: nil))
        }
        if let metres = details.spatialResolution.flatMap(ExportedNumber.decimal) {
            say(own, Vocabulary.dcat("spatialResolutionInMeters"), .literal(metres, datatype: Vocabulary.xsd("decimal"), language: nil))
        }
        if let duration = details.temporalResolution, ExportedDate.isDuration(duration) {
            say(own, Vocabulary.dcat("temporalResolution"), .literal(duration, datatype: Vocabulary.xsd("duration"), language: nil))
        }
    }

    mutating func add(_ details: DatasetDetails, to own: String) {
        for (index, contact) in details.contacts.enumerated() { add(contact, named: "\(own)#contact-\(index + 1)", to: own) }
        for (index, creator) in details.creators.enumerated() {
            let address = creator.uri.flatMap(IRIText.fit) ?? "\(own)#creator-\(index + 1)"
            add(own, Vocabulary.dct("creator"), to: address, Vocabulary.foaf("Agent"))
            say(address, Vocabulary.foaf("name"), .text(creator.name))
        }
        for (index, standard) in details.conformsTo.enumerated() {
            add(standard, named: "\(own)#standard-\(index + 1)", Vocabulary.dct("conformsTo"), Vocabulary.dct("Standard"), to: own)
        }
        for (index, page) in details.documentation.enumerated() {
            add(page, named: "\(own)#page-\(index + 1)", Vocabulary.foaf("page"), Vocabulary.foaf("Document"), to: own)
        }
        if let rights = details.accessRights { addRights(rights, Vocabulary.dct("accessRights"), named: own + "#access", to: own) }
        for (index, text) in details.provenance.enumerated() {
            let address = "\(own)#provenance-\(index + 1)"
            add(own, Vocabulary.dct("provenance"), to: address, Vocabulary.dct("ProvenanceStatement"))
            say(address, Vocabulary.rdfs("label"), .text(text))
        }
        say(own, Vocabulary.dcat("version"), details.version.map { .text($0) })
        say(own, Vocabulary.adms("versionNotes"), details.versionNotes.map { .text($0) })
        for law in details.legislation {
            add(own, Vocabulary.dcatap("applicableLegislation"), to: law, "http://data.europa.eu/eli/ontology#LegalResource")
        }
        for category in details.highValueCategories { say(own, Vocabulary.dcatap("hvdCategory"), .iri(category)) }
        for relation in details.relations { add(relation, to: own) }
    }

    private mutating func add(_ contact: ContactPoint, named address: String, to own: String) {
        guard !contact.isEmpty else { return }
        add(own, Vocabulary.dcat("contactPoint"), to: address, Vocabulary.vcard("Kind"))
        say(address, Vocabulary.vcard("fn"), (contact.name ?? contact.organization ?? contact.email).map { .text($0) })
        say(address, Vocabulary.vcard("organization-name"), contact.organization.map { .text($0) })
        say(address, Vocabulary.vcard("hasEmail"), contact.email.map { .iri("mailto:" + $0) })
        say(address, Vocabulary.vcard("hasURL"), contact.url.map { .iri($0) })
        say(address, Vocabulary.vcard("hasTelephone"), contact.telephone.map { .iri("tel:" + $0.filter { !$0.isWhitespace }) })
    }

    /// A standard or a page, under its own address where it has one.
    mutating func add(_ reference: Reference, named fallback: String, _ predicate: String, _ type: String, to own: String) {
        let address = reference.url.flatMap(IRIText.fit) ?? fallback
        guard address != fallback || reference.title != nil else { return }
        add(own, predicate, to: address, type)
        say(address, Vocabulary.dct("title"), reference.title.map { .text($0) })
    }

    mutating func addRights(_ text: String, _ predicate: String, named fallback: String, to own: String) {
        let address = text.hasPrefix("http") ? IRIText.fit(text) : nil
        add(own, predicate, to: address ?? fallback, Vocabulary.dct("RightsStatement"))
        if address == nil { say(fallback, Vocabulary.rdfs("label"), .text(text)) }
    }

    private mutating func add(_ relation: Relation, to own: String) {
        guard let target = IRIText.fit(relation.target) else { return }
        switch relation.kind {
        case .series:
            // The profile wants a series told in full: what is known of it is its name.
            add(own, Vocabulary.dcat("inSeries"), to: target, Vocabulary.dcat("DatasetSeries"))
            say(target, Vocabulary.dct("title"), .text(relation.title ?? target))
            say(target, Vocabulary.dct("description"), .text(relation.title ?? target))
        case .isVersionOf: say(own, Vocabulary.dct("isVersionOf"), .iri(target))
        case .hasVersion: say(own, Vocabulary.dct("hasVersion"), .iri(target))
        case .previous: say(own, Vocabulary.dcat("previousVersion"), .iri(target))
        case .replaces: say(own, Vocabulary.dct("replaces"), .iri(target))
        case .isReplacedBy: say(own, Vocabulary.dct("isReplacedBy"), .iri(target))
        case .isPartOf: say(own, Vocabulary.dct("isPartOf"), .iri(target))
        case .hasPart: say(own, Vocabulary.dct("hasPart"), .iri(target))
        // The other dataset is not told here, so it is no more than something related.
        case .source, .related: add(own, Vocabulary.dct("relation"), to: target, Vocabulary.rdfs("Resource"))
        }
    }
}
