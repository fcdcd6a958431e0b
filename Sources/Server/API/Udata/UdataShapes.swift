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
            ("deleted", .null), ("archived", dataset.vanishedAt.map(Self.date) ?? .null), ("featured", false), ("private", false),
            ("tags", .array(dataset.keywords.map { .string($0) })), ("badges", []), ("resources", files(detail, version)),
            ("community_resources", version == .first ? [] : Self.link("\(origin)/api/1/datasets/community_resources/", total: 0)),
            ("frequency", .string(dataset.frequency.rawValue)), ("frequency_date", .null), ("extras", [:]), ("harvest", harvest(dataset)),
            ("metrics", [:]), ("organization", detail.organization.map(reference) ?? .null), ("owner", .null),
            ("temporal_coverage", dataset.temporalCoverage.map { ["start": Self.text($0.start), "end": Self.text($0.end)] } ?? .null),
            ("spatial", spatial(dataset)), ("license", .string(dataset.licence.rawValue)),
            ("uri", .string("\(origin)/api/1/datasets/\(id)/")), ("page", .string(origin + SiteAddress.dataset(dataset.slug))),
            ("quality", quality(detail)), ("internal", ["created_at_internal": created, "last_modified_internal": modified]),
            ("contact_points", .array((dataset.metadata.details?.contacts ?? []).map(contact))), ("schema", .null),
        ]
        return Document(members: members)
    }

    /// What is proposed while somebody types.
    func suggestion(_ name: DatasetName) -> Document {
        [
            "id": .string(name.id.text), "title": .string(name.title), "acronym": .null, "slug": .string(name.slug), "image_url": .null,
            "page": .string(origin + SiteAddress.dataset(name.slug)),
        ]
    }

    private func files(_ detail: DatasetDetail, _ version: Version) -> Document {
        switch version {
        case .first: .array(detail.resources.map(resource))
        case .second: Self.link(resources(of: detail.dataset) + "?page=1&page_size=50", total: detail.resources.count)
        }
    }

    private func harvest(_ dataset: Dataset) -> Document {
        guard let details = dataset.metadata.details else { return .null }
        return [
            "remote_id": Self.text(details.identifiers.first), "remote_url": Self.text(dataset.source?.absoluteString),
            "created_at": Self.text(details.created), "issued_at": Self.text(details.issued), "modified_at": Self.text(details.modified),
        ]
    }

    private func spatial(_ dataset: Dataset) -> Document {
        let places = dataset.metadata.details?.spatial ?? []
        guard dataset.territoryLevel != nil || !places.isEmpty else { return .null }
        let zones = dataset.metadata.zones.map { Document.string(Self.zone($0)) }
        let polygons = places.compactMap(\.box).map { box -> Document in
            let corners = [(box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north), (box.west, box.south)]
            return [.array(corners.map { [.number($0.0), .number($0.1)] })]
        }
        return [
            "zones": .array(zones), "granularity": dataset.territoryLevel.map { $0 == .france ? "country" : .string("fr:\($0.rawValue)") } ?? "other",
            "geom": polygons.isEmpty ? .null : ["type": "MultiPolygon", "coordinates": .array(polygons)],
        ]
    }

    /// The criteria of data.gouv.fr, from those measured here.
    private func quality(_ detail: DatasetDetail) -> Document {
        let met = Dictionary(detail.quality.criteria.map { ($0.key, $0.isSatisfied) }, uniquingKeysWith: { first, _ in first })
        func flag(_ key: Quality.Key) -> Document { .boolean(met[key] ?? false) }
        return [
            "license": flag(.licence), "temporal_coverage": flag(.period), "spatial": flag(.territory), "update_frequency": flag(.frequency),
            "dataset_description_quality": flag(.description), "has_resources": .boolean(!detail.resources.isEmpty),
            "has_open_format": flag(.openFormat), "all_resources_available": .boolean(met[.links] ?? true && detail.resources.allSatisfy { $0.resource.failure == nil }),
            "resources_documentation": flag(.columns), "update_fulfilled_in_time": .boolean(met[.punctuality] ?? true),
            "score": .number(Double(detail.quality.score) / 100),
        ]
    }

    private func contact(_ contact: ContactPoint) -> Document {
        [
            "name": Self.text(contact.name ?? contact.organization), "email": Self.text(contact.email), "contact_form": Self.text(contact.url),
            "role": Self.text(contact.role ?? "contact"),
        ]
    }

    // MARK: Files

    func resource(_ detail: ResourceDetail) -> Document {
        let resource = detail.resource
        let version = detail.version
        let id = resource.id.text
        let created = Self.date(resource.createdAt), modified = Self.date(version?.publishedAt ?? resource.createdAt)
        let told = resource.distribution
        let sum: Document = version.map { ["type": "sha256", "value": .string($0.originalHash.hex)] }
            ?? told?.checksum.map { ["type": .string($0.algorithm), "value": .string($0.value)] } ?? .null
        let isOwn = version != nil && version?.sourceURL == nil && resource.sourceURL == nil
        return Document(members: [
            ("id", .string(id)), ("title", .string(resource.title)), ("description", .string(resource.description)),
            ("type", .string(Self.type(of: resource))), ("filetype", .string(isOwn ? "file" : "remote")),
            ("format", Self.text(resource.format?.rawValue ?? told?.format)),
            ("url", Self.text(detail.address(origin: origin) ?? told?.downloadURL ?? told?.accessURL)),
            ("latest", .string("\(origin)/api/1/datasets/r/\(id)")), ("checksum", sum),
            ("filesize", (version?.originalBytes ?? told?.bytes).map { .integer(Int($0)) } ?? .null),
            ("mime", Self.text(version?.mediaType ?? told?.mediaType)), ("created_at", created), ("last_modified", modified),
            ("metrics", [:]), ("extras", extras(detail.check)),
            ("harvest", told.map { ["uri": Self.text($0.remoteID), "issued_at": Self.text($0.issued), "modified_at": Self.text($0.modified)] } ?? .null),
            ("preview_url", version?.table == nil ? .null : .string(origin + SiteAddress.resource(resource.slug))), ("schema", schema(detail.conformity)),
            ("internal", ["created_at_internal": created, "last_modified_internal": modified]),
        ])
    }

    private func schema(_ conformity: Conformity?) -> Document {
        guard let conformity else { return .null }
        let isAddress = conformity.schema.contains("://")
        return [
            "name": isAddress ? .null : .string(conformity.schema), "version": Self.text(conformity.version),
            "url": isAddress ? .string(conformity.schema) : .null,
        ]
    }

    /// How the address answered last, in the words of data.gouv.fr's own checks (<https://github.com/datagouv/hydra>).
    private func extras(_ check: ResourceCheck?) -> Document {
        guard let check, check.state != .unchecked else { return [:] }
        return [
            "check:available": .boolean(check.state.isGood), "check:status": check.answer.status.map { .integer($0) } ?? .null,
            "check:date": Self.date(check.checkedAt),
        ]
    }

    /// The kinds of data.gouv.fr.
    static func type(of resource: Resource) -> String {
        switch resource.distribution?.role {
        case .service: "api"
        case .documentation: "documentation"
        case .page: "other"
        case .data, nil: "main"
        }
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
            ("business_number_id", Self.text(listing.siren)), ("created_at", created), ("last_modified", created), ("deleted", .null),
            ("badges", []), ("members", []), ("extras", [:]), ("logo", .null), ("logo_thumbnail", .null),
            ("metrics", ["datasets": .integer(listing.datasets)]), ("uri", .string("\(origin)/api/1/organizations/\(organization.id.text)/")),
            ("page", .string(origin + SiteAddress.datasets.path + "?organization=" + RequestTarget.encode(organization.slug))),
        ])
    }

    func reference(_ organization: Organization) -> Document {
        [
            "class": "Organization", "id": .string(organization.id.text), "name": .string(organization.name), "acronym": .null,
            "slug": .string(organization.slug), "uri": .string("\(origin)/api/1/organizations/\(organization.id.text)/"),
            "page": .string(origin + SiteAddress.datasets.path + "?organization=" + RequestTarget.encode(organization.slug)),
            "logo": .null, "logo_thumbnail": .null, "badges": [],
        ]
    }

    func reuse(_ listing: ReuseListing, _ names: [UUID: DatasetName]) -> Document {
        let reuse = listing.reuse
        let uri = "\(origin)/api/1/reuses/\(reuse.id.text)/"
        return Document(members: [
            ("id", .string(reuse.id.text)), ("slug", .string(reuse.slug)), ("title", .string(reuse.title)), ("description", .string(reuse.description)),
            ("type", .string(reuse.kind.rawValue)), ("url", Self.text(reuse.url?.absoluteString)), ("tags", []), ("badges", []),
            ("topic", "others"), ("featured", false), ("private", false), ("image", .null), ("image_thumbnail", .null),
            ("created_at", Self.date(reuse.createdAt)), ("last_modified", Self.date(reuse.modifiedAt)), ("deleted", .null),
            ("datasets", .array(reuse.datasets.compactMap { names[$0] }.map(reference))), ("dataservices", []),
            ("organization", listing.organization.map(reference) ?? .null), ("owner", .null), ("extras", [:]), ("metrics", [:]),
            ("uri", .string(uri)), ("page", Self.text(reuse.url?.absoluteString)),
        ])
    }

    func reference(_ name: DatasetName) -> Document {
        [
            "class": "Dataset", "id": .string(name.id.text), "title": .string(name.title), "acronym": .null,
            "uri": .string("\(origin)/api/1/datasets/\(name.id.text)/"), "page": .string(origin + SiteAddress.dataset(name.slug)),
        ]
    }

    func service(_ listing: DataServiceListing) -> Document {
        let service = listing.service
        let told = service.metadata
        return Document(members: [
            ("id", .string(service.id.text)), ("slug", .string(service.slug)), ("title", .string(told.title)), ("acronym", .null),
            ("description", .string(told.description)), ("base_api_url", Self.text(told.endpointURL)),
            ("machine_documentation_url", Self.text(told.endpointDescription)), ("technical_documentation_url", Self.text(told.landingPage)),
            ("business_documentation_url", .null), ("availability", .null), ("rate_limiting", .null), ("access_type", "open"),
            ("format", .null), ("license", .string(told.licence.rawValue)), ("tags", .array(told.keywords.map { .string($0) })),
            ("organization", listing.organization.map(reference) ?? .null), ("owner", .null),
            ("contact_points", .array(told.contacts.map(contact))), ("private", false),
            ("created_at", Self.date(service.createdAt)), ("metadata_modified_at", Self.date(service.modifiedAt)),
            ("deleted_at", .null), ("archived_at", service.vanishedAt.map(Self.date) ?? .null), ("extras", [:]), ("metrics", [:]), ("harvest", .null),
            ("datasets", .array(service.datasets.map { .string($0.text) })),
            ("self_api_url", .string("\(origin)/api/1/dataservices/\(service.id.text)/")), ("self_web_url", Self.text(told.landingPage ?? told.endpointURL)),
        ])
    }

    // MARK: Values

    static func link(_ address: String, total: Int) -> Document {
        ["rel": "subsection", "href": .string(address), "type": "GET", "total": .integer(total)]
    }

    static func date(_ date: Date) -> Document { .string(date.ISO8601Format()) }
    static func text(_ text: String?) -> Document { text.map { .string($0) } ?? .null }
}
