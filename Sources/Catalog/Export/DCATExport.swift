import Foundation
import Localization

/// Writes the catalogue as DCAT-AP 3 has it (<https://semiceu.github.io/DCAT-AP/releases/3.0.0/>).
///
/// Every node has an address: what belongs to a dataset stands behind `#` in its own. Each node that a property leads to
/// is given its class, as the profile's shapes ask, so that a page can be checked alone, without vocabularies.
package struct DCATExport: Sendable {
    let addresses: ExportAddresses
    private let catalogue: ExportedCatalogue
    private let french = Localizer(.french)
    private let english = Localizer(.english)
    package private(set) var document = RDFDocument()

    package init(_ catalogue: ExportedCatalogue, addresses: ExportAddresses) {
        self.catalogue = catalogue
        self.addresses = addresses
    }

    private var catalogueAddress: String { addresses.origin + "/#catalogue" }

    // MARK: Catalogue

    /// Says what the catalogue is, and which page of it this is.
    package mutating func addCatalogue(_ paging: ExportPaging?) {
        let own = catalogueAddress
        let home = addresses.origin + "/"
        let publisher = addresses.origin + "/#publisher"
        document.type(own, Vocabulary.dcat("Catalog"))
        document.add(own, Vocabulary.dct("title"), french(catalogue.title))
        document.add(own, Vocabulary.dct("description"), french(catalogue.description))
        document.add(own, Vocabulary.dct("publisher"), .iri(publisher))
        document.type(publisher, Vocabulary.foaf("Agent"))
        document.add(publisher, Vocabulary.foaf("name"), .text(catalogue.publisher))
        document.add(own, Vocabulary.foaf("homepage"), .iri(home))
        document.type(home, Vocabulary.foaf("Document"))
        add(language: "fr", to: own)
        let themes = "http://publications.europa.eu/resource/authority/data-theme"
        document.add(own, Vocabulary.dcat("themeTaxonomy"), .iri(themes))
        document.type(themes, Vocabulary.skos("ConceptScheme"))
        document.add(themes, Vocabulary.dct("title"), .literal("Data theme", datatype: nil, language: "en"))
        guard let paging else { return }
        document.type(own, Vocabulary.hydra("Collection"))
        document.add(own, Vocabulary.hydra("totalItems"), .literal(String(paging.total), datatype: Vocabulary.xsd("integer"), language: nil))
        document.add(own, Vocabulary.hydra("view"), .iri(paging.address))
        document.type(paging.address, Vocabulary.hydra("PartialCollectionView"))
        for (name, address) in [("first", paging.first), ("previous", paging.previous), ("next", paging.next), ("last", paging.last)] {
            document.add(paging.address, Vocabulary.hydra(name), address.map(Term.iri))
        }
    }

    // MARK: Datasets

    /// - Parameter services: those that serve the dataset.
    package mutating func add(_ detail: DatasetDetail, services: [DataService]) {
        let dataset = detail.dataset
        let own = addresses.dataset(dataset.slug)
        let details = dataset.metadata.details ?? DatasetDetails()
        let language = details.languages.first ?? "fr"
        document.add(catalogueAddress, Vocabulary.dcat("dataset"), .iri(own))
        document.type(own, Vocabulary.dcat("Dataset"), Vocabulary.dcat("Resource"))
        document.add(own, Vocabulary.dct("title"), .literal(dataset.title, datatype: nil, language: language))
        let description = dataset.description.isEmpty ? dataset.title : dataset.description
        document.add(own, Vocabulary.dct("description"), .literal(description, datatype: nil, language: language))
        for identifier in [dataset.id.text] + details.identifiers { document.add(own, Vocabulary.dct("identifier"), .text(identifier)) }
        document.add(own, Vocabulary.dct("issued"), details.issued.flatMap(ExportedDate.literal) ?? ExportedDate.literal(dataset.createdAt))
        document.add(own, Vocabulary.dct("modified"), details.modified.flatMap(ExportedDate.literal) ?? ExportedDate.literal(dataset.modifiedAt))
        for keyword in dataset.keywords + details.subjects {
            document.add(own, Vocabulary.dcat("keyword"), .literal(keyword, datatype: nil, language: language))
        }
        for theme in dataset.themes { add(theme, to: own) }
        if let code = dataset.frequency.authorityCode {
            add(own, Vocabulary.dct("accrualPeriodicity"), to: ExportedCode.authority("frequency", code), Vocabulary.dct("Frequency"))
        }
        for code in details.languages { add(language: code, to: own) }
        if let source = dataset.source {
            add(own, Vocabulary.dcat("landingPage"), to: source.absoluteString, Vocabulary.foaf("Document"))
        }
        if let organization = detail.organization { add(organization, to: own) }
        add(coverageOf: dataset, details, to: own)
        add(details, to: own)
        for resource in detail.resources where resource.resource.vanishedAt == nil { add(resource, of: own, language) }
        for service in services { add(service, serving: own) }
        addRecord(of: dataset, own)
    }

    private mutating func add(_ theme: Theme, to own: String) {
        guard let address = theme.url?.absoluteString else { return }
        add(own, Vocabulary.dcat("theme"), to: address, Vocabulary.skos("Concept"))
        document.add(address, Vocabulary.skos("prefLabel"), french(theme.label(french)))
        document.add(address, Vocabulary.skos("prefLabel"), .literal(theme.label(english), datatype: nil, language: "en"))
    }

    private mutating func add(_ organization: Organization, to own: String) {
        let address = addresses.organization(organization.slug)
        add(own, Vocabulary.dct("publisher"), to: address, Vocabulary.foaf("Agent"))
        document.add(address, Vocabulary.foaf("name"), .text(organization.name))
        if let url = organization.url { add(address, Vocabulary.foaf("homepage"), to: url.absoluteString, Vocabulary.foaf("Document")) }
    }

    private mutating func addRecord(of dataset: Dataset, _ own: String) {
        let record = own + "#record"
        document.add(catalogueAddress, Vocabulary.dcat("record"), .iri(record))
        document.type(record, Vocabulary.dcat("CatalogRecord"))
        document.add(record, Vocabulary.foaf("primaryTopic"), .iri(own))
        document.add(record, Vocabulary.dct("issued"), ExportedDate.literal(dataset.createdAt))
        document.add(record, Vocabulary.dct("modified"), ExportedDate.literal(dataset.modifiedAt))
        add(record, Vocabulary.dct("conformsTo"), to: "http://data.europa.eu/r5r/", Vocabulary.dct("Standard"))
    }

    // MARK: Parts

    /// Says that a property leads to a node, and what kind of node that is.
    mutating func add(_ subject: String, _ predicate: String, to address: String, _ type: String) {
        guard let address = IRIText.fit(address) else { return }
        document.add(subject, predicate, .iri(address))
        document.type(address, type)
    }

    mutating func add(language code: String, to own: String) {
        guard let authority = ExportedCode.languages[code] else { return }
        add(own, Vocabulary.dct("language"), to: ExportedCode.authority("language", authority), Vocabulary.dct("LinguisticSystem"))
    }

    mutating func say(_ subject: String, _ predicate: String, _ object: Term?) { document.add(subject, predicate, object) }

    mutating func type(_ subject: String, _ type: String) { document.type(subject, type) }

    private func french(_ text: String) -> Term { .literal(text, datatype: nil, language: "fr") }
}
