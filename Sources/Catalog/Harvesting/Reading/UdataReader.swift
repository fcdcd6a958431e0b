package import Foundation
package import Tables

/// Datasets of the API of udata (data.gouv.fr and its kin), version 1.
package struct UdataReader {
    private let checks: RecordChecks

    package init(now: Date) {
        checks = RecordChecks(now: now)
    }

    /// - Parameter page: an answer of `/api/1/datasets/`, or one dataset alone.
    package func read(_ page: JSONValue) -> HarvestReading {
        var reading = HarvestReading()
        for value in page["data"]?.elements ?? page.elements where value["deleted"]?.text == nil { checks.add(dataset(value), to: &reading) }
        return reading
    }

    private func dataset(_ value: JSONValue) -> HarvestedDataset {
        var details = DatasetDetails()
        let remote = value["harvest"]
        details.identifiers = [remote?["dct_identifier"]?.text, remote?["uri"]?.text, value["page"]?.text].compactMap { $0 }
        details.issued = remote?["issued_at"]?.text ?? value["created_at"]?.text
        details.modified = value["last_modified"]?.text
        details.contacts = (value["contact_points"]?.elements ?? []).map {
            ContactPoint(name: $0["name"]?.text, email: $0["email"]?.text, url: $0["contact_form"]?.text, role: $0["role"]?.text)
        }
        details.conformsTo = [value["schema"]].compactMap { $0 }.filter(\.isObject).map {
            Reference(url: $0["url"]?.text, title: $0["name"]?.text)
        }
        for zone in value[path: "spatial", "zones"]?.elements ?? [] {
            if let id = zone.text { details.spatial.append(SpatialText.place(id)) }
        }
        if let geometry = value[path: "spatial", "geom"], let box = SpatialText.box(geometry) { details.spatial.append(SpatialCoverage(box: box)) }
        var metadata = DatasetMetadata(
            title: value["title"]?.text ?? "", description: value["description"]?.text ?? "",
            keywords: (value["tags"]?.elements ?? []).compactMap(\.text))
        if let licence = value["license"]?.text, licence != "notspecified" {
            metadata.licence = LicenceNames.recognise(licence) ?? .notSpecified
            if metadata.licence == .notSpecified { details.licenceText = licence }
        }
        if let rhythm = value["frequency"]?.text {
            if let known = FrequencyNames.recognise(rhythm) { metadata.frequency = known } else { details.frequencyText = rhythm }
        }
        if let period = value["temporal_coverage"], period.isObject {
            metadata.temporalCoverage = TemporalCoverage(start: period["start"]?.text, end: period["end"]?.text)
        }
        if let level = value[path: "spatial", "granularity"]?.text { metadata.territoryLevel = Self.levels[level] }
        let page = value["page"]?.text
        metadata.source = (remote?["remote_url"]?.text ?? page).flatMap { URL(string: $0) }
        metadata.details = details
        return HarvestedDataset(
            remoteID: value["id"]?.text ?? "", uri: remote?["uri"]?.text ?? page, remoteURL: page, metadata: metadata,
            publisher: publisher(value), resources: (value["resources"]?.elements ?? []).map { resource($0) })
    }

    private func publisher(_ value: JSONValue) -> Agent? {
        if let organization = value["organization"], let name = organization["name"]?.text {
            return Agent(
                name: name, uri: organization["page"]?.text ?? organization["uri"]?.text,
                siren: organization["business_number_id"]?.text)
        }
        guard let owner = value["owner"], let last = owner["last_name"]?.text else { return nil }
        return Agent(name: [owner["first_name"]?.text, last].compactMap { $0 }.joined(separator: " "), uri: owner["page"]?.text)
    }

    private func resource(_ value: JSONValue) -> HarvestedResource {
        var details = DistributionDetails()
        details.remoteID = value["id"]?.text
        details.downloadURL = value["url"]?.text
        details.accessURL = value["latest"]?.text
        details.format = value["format"]?.text
        details.mediaType = value["mime"]?.text
        details.bytes = value["filesize"]?.int
        if let sum = value["checksum"], let text = sum["value"]?.text {
            details.checksum = .init(algorithm: sum["type"]?.text ?? "sha1", value: text)
        }
        details.issued = value["created_at"]?.text
        details.modified = value["last_modified"]?.text
        switch value["type"]?.text {
        case "documentation": details.role = .documentation
        case "api": details.role = .service
        default: break
        }
        if let schema = value["schema"], let name = schema["name"]?.text ?? schema["url"]?.text {
            details.conformsTo = [Reference(url: schema["url"]?.text, title: name)]
        }
        return HarvestedResource(title: value["title"]?.text ?? "", description: value["description"]?.text ?? "", details: details)
    }

    private static let levels: [String: Granularity] = [
        "fr:commune": .commune, "fr:departement": .departement, "fr:region": .region, "fr:epci": .epci, "fr:canton": .canton,
        "country": .france,
    ]
}
