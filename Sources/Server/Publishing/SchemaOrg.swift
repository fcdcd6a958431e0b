import Catalog
import Foundation
import Lake
import Tables

/// What search engines read of a dataset: schema.org's `Dataset`, as JSON-LD within its page.
///
/// Source: <https://schema.org/Dataset>; <https://developers.google.com/search/docs/appearance/structured-data/dataset>.
struct SchemaOrg {
    /// Files named in a page; a dataset may have thousands.
    static let mostFiles = 50
    private static let context: Document = ["@context": "https://schema.org/"]

    let settings: SiteSettings
    let origin: String

    /// What the site is, for its home page.
    var catalogue: Document {
        Self.context.adding(catalogueMembers).adding([
            "potentialAction": [
                "@type": "SearchAction",
                "target": ["@type": "EntryPoint", "urlTemplate": .string(origin + SiteAddress.datasets.path + "?q={search_term_string}")],
                "query-input": "required name=search_term_string",
            ],
        ])
    }

    private var catalogueMembers: Document {
        var members: Document = ["@type": ["DataCatalog", "WebSite"], "@id": .string(origin + "/"), "name": .string(settings.title), "url": .string(origin + "/")]
        if let tagline = settings.tagline { members = members.adding(["description": .string(tagline)]) }
        if let publisher = settings.publisher { members = members.adding(["publisher": ["@type": "Organization", "name": .string(publisher)]]) }
        return members
    }

    func dataset(_ detail: DatasetDetail) -> Document {
        let dataset = detail.dataset
        let page = origin + SiteAddress.dataset(dataset.slug)
        var members: [(String, Document)] = [
            ("@type", "Dataset"), ("@id", .string(page)), ("url", .string(page)), ("name", .string(dataset.title)),
            ("description", .string(Self.description(of: dataset))), ("identifier", .string("urn:uuid:" + dataset.id.text)),
            ("dateCreated", .string(dataset.createdAt.ISO8601Format())), ("dateModified", .string(dataset.modifiedAt.ISO8601Format())),
            ("isAccessibleForFree", true), ("includedInDataCatalog", catalogueMembers),
        ]
        if !dataset.keywords.isEmpty { members.append(("keywords", .array(dataset.keywords.prefix(50).map { .string($0) }))) }
        if let licence = dataset.licence.url { members.append(("license", .string(licence.absoluteString))) }
        if let organization = detail.organization {
            let body = Self.organization(organization, origin)
            members += [("creator", body), ("publisher", body)]
        }
        if let coverage = dataset.temporalCoverage {
            members.append(("temporalCoverage", .string("\(coverage.start ?? "..")/\(coverage.end ?? "..")")))
        }
        let places = (dataset.metadata.details?.spatial ?? []).prefix(20).compactMap(Self.place)
        if !places.isEmpty { members.append(("spatialCoverage", .array(places))) }
        if let source = dataset.source { members.append(("sameAs", .string(source.absoluteString))) }
        let files = detail.resources.prefix(Self.mostFiles).compactMap(file)
        if !files.isEmpty { members.append(("distribution", .array(files))) }
        return Self.context.adding(Document(members: members))
    }

    private func file(_ detail: ResourceDetail) -> Document? {
        guard let address = detail.address(origin: origin) else { return nil }
        var members: [(String, Document)] = [
            ("@type", "DataDownload"), ("name", .string(detail.resource.title)), ("contentUrl", .string(address)),
        ]
        if let version = detail.version {
            members += [
                ("encodingFormat", .string(version.mediaType)), ("contentSize", .string("\(version.originalBytes) B")),
                ("dateModified", .string(version.publishedAt.ISO8601Format())), ("sha256", .string(version.originalHash.hex)),
            ]
        } else if let type = detail.resource.distribution?.mediaType ?? detail.resource.format?.rawValue {
            members.append(("encodingFormat", .string(type)))
        }
        return Document(members: members)
    }

    static func organization(_ organization: Organization, _ origin: String) -> Document {
        let address = organization.url?.absoluteString
            ?? origin + SiteAddress.datasets.path + "?organization=" + RequestTarget.encode(organization.slug)
        return ["@type": "Organization", "name": .string(organization.name), "url": .string(address)]
    }

    /// In words; the title again where the producer says nothing, because the member is required.
    static func description(of dataset: Dataset) -> String {
        let plain = CommonMark.plain(String(dataset.description.prefix(8_000)))
        return plain.isEmpty ? dataset.title : plain.summary(5_000)
    }

    private static func place(_ coverage: SpatialCoverage) -> Document? {
        var members: [(String, Document)] = [("@type", "Place")]
        if let name = coverage.name ?? coverage.code { members.append(("name", .string(name))) }
        if let box = coverage.box {
            members.append(("geo", ["@type": "GeoShape", "box": .string("\(box.south) \(box.west) \(box.north) \(box.east)")]))
        }
        return members.count > 1 ? Document(members: members) : nil
    }
}

extension Document {
    /// The element that holds it in a page. Within a script no entity is read: what could end it, or open a comment, is
    /// written by its code.
    var script: Markup {
        var text = String(decoding: json, as: UTF8.self)
        for (sign, code) in [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")] { text = text.replacing(sign, with: code) }
        return Markup(trusted: "<script type=\"application/ld+json\">\(text)</script>\n")
    }
}
