import Catalog
import Foundation
import Lake
import Localization
import Tables

/// The objects of the catalogue as udata writes them.
struct UdataShapes {
    /// The two versions of the API differ in how a dataset holds its files.
    enum Version { case first, second }

    let origin: String
    let localizer: Localizer

    func address(_ endpoint: UdataEndpoint) -> String { origin + endpoint.path }
    func resources(of dataset: Dataset) -> String { "\(origin)/api/2/datasets/\(dataset.id.text)/resources/" }
    func organizationDatasets(_ organization: Organization) -> String { "\(origin)/api/1/organizations/\(organization.id.text)/datasets/" }

    // MARK: Datasets

    func dataset(_ detail: DatasetDetail, _ version: Version) -> Document {
        let dataset = detail.dataset
        let id = dataset.id.text
        let created = Self.date(dataset.createdAt), modified = Self.date(dataset.modifiedAt)
        let updated = detail.resources.compactMap(\.version?.publishedAt).max() ?? dataset.modifiedAt
        let members: [(String, Document)] = [
            ("id", .string(id)), ("slug", .string(dataset.slug)), ("title", .string(dataset.title)), ("acronym", .null),
            ("description", .string(dataset.description)), ("description_short", .null),
            ("created_at", created), ("last_modified", modified), ("last_update", Self.date(updated)),
            ("deleted", .null), ("archived", .null), ("featured", false), ("private", false),
            ("tags", .array(dataset.keywords.map { .string($0) })), ("badges", []), ("resources", files(detail, version)),
            ("community_resources", version == .first ? [] : Self.link("\(origin)/api/1/datasets/community_resources/", total: 0)),
            ("frequency", .string(dataset.frequency.rawValue)), ("frequency_date", .null), ("extras", [:]), ("harvest", .null),
            ("metrics", [:]), ("organization", detail.organization.map(reference) ?? .null), ("owner", .null),
            ("temporal_coverage", dataset.temporalCoverage.map { ["start": Self.text($0.start), "end": Self.text($0.end)] } ?? .null),
            ("spatial", spatial(dataset)), ("license", .string(dataset.licence.rawValue)),
            ("uri", .string("\(origin)/api/1/datasets/\(id)/")), ("page", .string(origin + SiteAddress.dataset(dataset.slug))),
            ("quality", quality(detail)), ("internal", ["created_at_internal": created, "last_modified_internal": modified]),
            ("contact_points", []), ("schema", .null),
        ]
        return Document(members: members)
    }

    private func files(_ detail: DatasetDetail, _ version: Version) -> Document {
        switch version {
        case .first: .array(detail.resources.map(resource))
        case .second: Self.link(resources(of: detail.dataset) + "?page=1&page_size=50", total: detail.resources.count)
        }
    }

    private func spatial(_ dataset: Dataset) -> Document {
        dataset.territoryLevel.map { ["zones": [], "granularity": .string("fr:\($0.rawValue)"), "geom": .null] } ?? .null
    }

    /// The criteria of data.gouv.fr, from those measured here.
    private func quality(_ detail: DatasetDetail) -> Document {
        let met = Dictionary(detail.quality.criteria.map { ($0.key, $0.isSatisfied) }, uniquingKeysWith: { first, _ in first })
        func flag(_ key: Quality.Key) -> Document { .boolean(met[key] ?? false) }
        return [
            "license": flag(.licence), "temporal_coverage": flag(.period), "spatial": flag(.territory), "update_frequency": flag(.frequency),
            "dataset_description_quality": flag(.description), "has_resources": .boolean(!detail.resources.isEmpty),
            "has_open_format": flag(.openFormat), "all_resources_available": .boolean(detail.resources.allSatisfy { $0.resource.failure == nil }),
            "resources_documentation": flag(.columns), "update_fulfilled_in_time": .boolean(met[.punctuality] ?? true),
            "score": .number(Double(detail.quality.score) / 100),
        ]
    }

    // MARK: Files

    func resource(_ detail: ResourceDetail) -> Document {
        let resource = detail.resource
        let version = detail.version
        let id = resource.id.text
        let created = Self.date(resource.createdAt), modified = Self.date(version?.publishedAt ?? resource.createdAt)
        let sum: Document = version.map { ["type": "sha256", "value": .string($0.originalHash.hex)] } ?? .null
        let isOwn = version != nil && version?.sourceURL == nil && resource.sourceURL == nil
        return Document(members: [
            ("id", .string(id)), ("title", .string(resource.title)), ("description", .string(resource.description)),
            ("type", "main"), ("filetype", .string(isOwn ? "file" : "remote")),
            ("format", Self.text(resource.format?.rawValue)),
            ("url", Self.text(detail.address(origin: origin))),
            ("latest", .string("\(origin)/api/1/datasets/r/\(id)")), ("checksum", sum),
            ("filesize", (version?.originalBytes).map { .integer(Int($0)) } ?? .null),
            ("mime", Self.text(version?.mediaType)), ("created_at", created), ("last_modified", modified),
            ("metrics", [:]), ("extras", [:]),
            ("harvest", .null),
            ("preview_url", version?.table == nil ? .null : .string(origin + SiteAddress.resource(resource.slug))), ("schema", .null),
            ("internal", ["created_at_internal": created, "last_modified_internal": modified]),
        ])
    }

    // MARK: Others

    func licence(_ licence: Licence) -> Document {
        ["id": .string(licence.rawValue), "title": .string(licence.label(localizer)), "url": Self.text(licence.url?.absoluteString), "maintainer": .null, "flags": []]
    }

    func organization(_ listing: OrganizationListing) -> Document {
        let organization = listing.organization
        let created = Self.date(listing.createdAt)
        return Document(members: [
            ("id", .string(organization.id.text)), ("slug", .string(organization.slug)), ("name", .string(organization.name)), ("acronym", .null),
            ("description", .string(organization.description)), ("url", Self.text(organization.url?.absoluteString)),
            ("business_number_id", .null), ("created_at", created), ("last_modified", created), ("deleted", .null),
            ("badges", []), ("members", []), ("extras", [:]), ("logo", .null), ("logo_thumbnail", .null),
            ("metrics", ["datasets": .integer(listing.datasets)]), ("uri", .string("\(origin)/api/1/organizations/\(organization.id.text)/")),
            ("page", .string(origin + SiteAddress.datasets.path + "?organization=" + RequestTarget.encode(organization.slug))),
        ])
    }

    private func reference(_ organization: Organization) -> Document {
        [
            "class": "Organization", "id": .string(organization.id.text), "name": .string(organization.name), "acronym": .null,
            "slug": .string(organization.slug), "uri": .string("\(origin)/api/1/organizations/\(organization.id.text)/"),
            "page": .string(origin + SiteAddress.datasets.path + "?organization=" + RequestTarget.encode(organization.slug)),
            "logo": .null, "logo_thumbnail": .null, "badges": [],
        ]
    }

    // MARK: Values

    private static func link(_ address: String, total: Int) -> Document {
        ["rel": "subsection", "href": .string(address), "type": "GET", "total": .integer(total)]
    }

    private static func date(_ date: Date) -> Document { .string(date.ISO8601Format()) }
    private static func text(_ text: String?) -> Document { text.map { .string($0) } ?? .null }
}
