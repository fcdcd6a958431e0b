import Foundation
import Lake
import Tables

/// Files.
extension DCATExport {
    mutating func add(_ detail: ResourceDetail, of dataset: String, _ language: String) {
        let resource = detail.resource
        let own = "\(dataset)#\(resource.id.text)"
        let file = addresses.file(detail)
        document(own, Vocabulary.dcat("Distribution"))
        say(dataset, Vocabulary.dcat("distribution"), .iri(own))
        say(own, Vocabulary.dct("title"), .literal(resource.title, datatype: nil, language: language))
        if !resource.description.isEmpty {
            say(own, Vocabulary.dct("description"), .literal(resource.description, datatype: nil, language: language))
        }
        add(own, Vocabulary.dcat("accessURL"), to: file.page, Vocabulary.rdfs("Resource"))
        if let download = file.download {
            add(own, Vocabulary.dcat("downloadURL"), to: download, Vocabulary.rdfs("Resource"))
        }
        let version = detail.version
        if let type = (version?.mediaType).flatMap(ExportedCode.mediaType) {
            add(own, Vocabulary.dcat("mediaType"), to: type, Vocabulary.dct("MediaType"))
        }
        if let format = resource.format?.rawValue { add(format: format, to: own) }
        if let version {
            let bytes = String(version.originalBytes)
            say(own, Vocabulary.dcat("byteSize"), .literal(bytes, datatype: Vocabulary.xsd("nonNegativeInteger"), language: nil))
            add(checksum: "sha256", version.originalHash.hex, to: own)
        }
        say(own, Vocabulary.dct("issued"), ExportedDate.literal(resource.createdAt))
        say(own, Vocabulary.dct("modified"), (version?.publishedAt).map { ExportedDate.literal($0) })
        if let licence = detail.dataset.licence.url {
            add(own, Vocabulary.dct("license"), to: licence.absoluteString, Vocabulary.dct("LicenseDocument"))
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

    private mutating func document(_ subject: String, _ kind: String) { type(subject, kind) }
}
