import Foundation
import Lake
import Tables

/// Files and services.
extension DCATExport {
    mutating func add(_ detail: ResourceDetail, of dataset: String, _ language: String) {
        let resource = detail.resource
        let told = resource.distribution
        let own = "\(dataset)#\(resource.id.text)"
        let file = addresses.file(detail)
        document(own, Vocabulary.dcat("Distribution"))
        say(dataset, Vocabulary.dcat("distribution"), .iri(own))
        say(own, Vocabulary.dct("title"), .literal(resource.title, datatype: nil, language: language))
        if !resource.description.isEmpty {
            say(own, Vocabulary.dct("description"), .literal(resource.description, datatype: nil, language: language))
        }
        add(own, Vocabulary.dcat("accessURL"), to: told?.accessURL.flatMap(IRIText.fit) ?? file.page, Vocabulary.rdfs("Resource"))
        if let download = file.download ?? told?.downloadURL, told?.role != .service, told?.role != .page {
            add(own, Vocabulary.dcat("downloadURL"), to: download, Vocabulary.rdfs("Resource"))
        }
        let version = detail.version
        if let type = (version?.mediaType ?? told?.mediaType).flatMap(ExportedCode.mediaType) {
            add(own, Vocabulary.dcat("mediaType"), to: type, Vocabulary.dct("MediaType"))
        }
        if let format = resource.format?.rawValue ?? told?.format { add(format: format, to: own) }
        if let bytes = version?.originalBytes ?? told?.bytes, bytes >= 0 {
            say(own, Vocabulary.dcat("byteSize"), .literal(String(bytes), datatype: Vocabulary.xsd("nonNegativeInteger"), language: nil))
        }
        if let version {
            add(checksum: "sha256", version.originalHash.hex, to: own)
        } else if let checksum = told?.checksum {
            add(checksum: checksum.algorithm.lowercased(), checksum.value, to: own)
        }
        say(own, Vocabulary.dct("issued"), told?.issued.flatMap(ExportedDate.literal) ?? ExportedDate.literal(resource.createdAt))
        say(own, Vocabulary.dct("modified"), (version?.publishedAt).map { ExportedDate.literal($0) } ?? told?.modified.flatMap(ExportedDate.literal))
        if let licence = (told?.licence ?? detail.dataset.licence).url {
            add(own, Vocabulary.dct("license"), to: licence.absoluteString, Vocabulary.dct("LicenseDocument"))
        }
        let rights = told?.rights ?? told?.licenceText ?? detail.dataset.metadata.details?.licenceText
        if let rights { addRights(rights, Vocabulary.dct("rights"), named: own + "-rights", to: own) }
        for code in told?.languages ?? [] { add(language: code, to: own) }
        for (index, standard) in (told?.conformsTo ?? []).enumerated() {
            add(standard, named: "\(own)-standard-\(index + 1)", Vocabulary.dct("conformsTo"), Vocabulary.dct("Standard"), to: own)
        }
    }

    private mutating func add(format: String, to own: String) {
        let known = ExportedCode.fileTypes[format.lowercased()]
        let address = known.map { ExportedCode.authority("file-type", $0) } ?? own + "-format"
        add(own, Vocabulary.dct("format"), to: address, Vocabulary.dct("MediaTypeOrExtent"))
        if known == nil { say(address, Vocabulary.rdfs("label"), .text(format)) }
    }

    private mutating func add(checksum algorithm: String, _ value: String, to own: String) {
        guard ["md5", "sha1", "sha256", "sha512"].contains(algorithm), value.utf8.count.isMultiple(of: 2), !value.isEmpty,
            value.allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return }
        let address = own + "-checksum"
        add(own, Vocabulary.spdx("checksum"), to: address, Vocabulary.spdx("Checksum"))
        add(address, Vocabulary.spdx("algorithm"), to: Vocabulary.spdx("checksumAlgorithm_\(algorithm)"), Vocabulary.spdx("ChecksumAlgorithm"))
        say(address, Vocabulary.spdx("checksumValue"), .literal(value.lowercased(), datatype: Vocabulary.xsd("hexBinary"), language: nil))
    }

    /// A service without an address to ask is none that the profile knows: it is left out.
    mutating func add(_ service: DataService, serving dataset: String) {
        let told = service.metadata
        guard let endpoint = (told.endpointURL ?? told.endpointDescription).flatMap(IRIText.fit) else { return }
        let own = "\(addresses.origin)/#service-\(service.slug)"
        say(addresses.origin + "/#catalogue", Vocabulary.dcat("service"), .iri(own))
        document(own, Vocabulary.dcat("DataService"))
        document(own, Vocabulary.dcat("Resource"))
        say(own, Vocabulary.dct("title"), .text(told.title))
        if !told.description.isEmpty { say(own, Vocabulary.dct("description"), .text(told.description)) }
        add(own, Vocabulary.dcat("endpointURL"), to: endpoint, Vocabulary.rdfs("Resource"))
        if let description = told.endpointDescription {
            add(own, Vocabulary.dcat("endpointDescription"), to: description, Vocabulary.rdfs("Resource"))
        }
        if let page = told.landingPage { add(own, Vocabulary.dcat("landingPage"), to: page, Vocabulary.foaf("Document")) }
        if let licence = told.licence.url { add(own, Vocabulary.dct("license"), to: licence.absoluteString, Vocabulary.dct("LicenseDocument")) }
        for keyword in told.keywords { say(own, Vocabulary.dcat("keyword"), .text(keyword)) }
        say(own, Vocabulary.dcat("servesDataset"), .iri(dataset))
    }

    private mutating func document(_ subject: String, _ kind: String) { type(subject, kind) }
}
