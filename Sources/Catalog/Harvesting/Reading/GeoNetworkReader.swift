package import Foundation
package import Tables

/// Datasets of GeoNetwork 4, from its search (`/srv/api/search/records/_search`, an Elasticsearch answer).
package struct GeoNetworkReader {
    private let checks: RecordChecks
    /// Address of the catalogue, such as `https://…/geonetwork`.
    private let portal: URL

    package init(now: Date, portal: URL) {
        checks = RecordChecks(now: now)
        self.portal = portal
    }

    package func read(_ page: JSONValue) -> HarvestReading {
        var reading = HarvestReading()
        for hit in page[path: "hits", "hits"]?.elements ?? [] {
            let source = hit["_source"] ?? .null
            if source["resourceType"]?.elements.contains(where: { $0.text == "service" }) == true { continue }
            checks.add(dataset(source, hit["_id"]?.text ?? ""), to: &reading)
        }
        return reading
    }

    /// A text in the catalogue's own language.
    private func text(_ value: JSONValue?) -> String? {
        value?.text ?? value?["default"]?.text ?? value?["langfre"]?.text
    }

    private func dataset(_ value: JSONValue, _ id: String) -> HarvestedDataset {
        let uuid = value["uuid"]?.text ?? value["metadataIdentifier"]?.text ?? id
        var details = DatasetDetails()
        details.identifiers = [uuid] + (value["resourceIdentifier"]?.elements ?? []).compactMap { identifier in
            guard let code = identifier["code"]?.text else { return nil }
            return (identifier["codeSpace"]?.text).map { code.hasPrefix("http") ? code : "\($0)/\(code)" } ?? code
        }
        for date in value["resourceDate"]?.elements ?? [] {
            switch date["type"]?.text {
            case "publication": details.issued = date["date"]?.text
            case "creation": details.created = date["date"]?.text
            case "revision": details.modified = date["date"]?.text
            default: continue
            }
        }
        let responsible = (value["contactForResource"]?.elements ?? []) + (value["contact"]?.elements ?? [])
        details.contacts = responsible.map {
            ContactPoint(
                name: $0["individual"]?.text, organization: text($0["organisationObject"]) ?? $0["organisation"]?.text,
                email: $0["email"]?.text, url: $0["website"]?.text, telephone: $0["phone"]?.text, role: $0["role"]?.text)
        }.reduce(into: []) { if !$0.contains($1), !$1.isEmpty { $0.append($1) } }
        for shape in value["geom"]?.elements ?? [] {
            if let box = SpatialText.box(shape) { details.spatial.append(SpatialCoverage(box: box)) }
        }
        if let lineage = text(value["lineageObject"]) { details.provenance = [lineage] }
        var metadata = DatasetMetadata(
            title: text(value["resourceTitleObject"]) ?? "", description: text(value["resourceAbstractObject"]) ?? "",
            keywords: (value["tag"]?.elements ?? []).compactMap { text($0) })
        for topic in value["cl_topic"]?.elements ?? [] {
            if let theme = topic["key"]?.text.flatMap({ ThemeNames.recognise($0) }) { metadata.themes.append(theme) }
        }
        if let rhythm = value["cl_maintenanceAndUpdateFrequency"]?.elements.first?["key"]?.text {
            if let known = FrequencyNames.recognise(rhythm) { metadata.frequency = known } else { details.frequencyText = rhythm }
        }
        let names = ["licenseObject", "MD_LegalConstraintsUseLimitationObject", "MD_LegalConstraintsOtherConstraintsObject", "MD_ConstraintsUseLimitationObject"]
        let terms = names.flatMap { value[$0]?.elements ?? [] }.flatMap { [text($0), $0["link"]?.text].compactMap { $0 } }
        if let licence = LicenceNames.recognise(terms) { metadata.licence = licence } else { details.licenceText = terms.first }
        if let period = value["resourceTemporalExtentDateRange"]?.elements.first ?? value["resourceTemporalDateRange"]?.elements.first {
            metadata.temporalCoverage = TemporalCoverage(start: period["gte"]?.text, end: period["lte"]?.text)
        }
        let page = portal.appending(path: "srv/fre/catalog.search").absoluteString + "#/metadata/\(uuid)"
        metadata.source = URL(string: page)
        metadata.details = details
        let order = ["publisher", "owner", "custodian", "resourceProvider", "pointOfContact"]
        let publisher = details.contacts.filter { $0.organization != nil }
            .min { (order.firstIndex(of: $0.role ?? "") ?? 9) < (order.firstIndex(of: $1.role ?? "") ?? 9) }?.organization
        return HarvestedDataset(
            remoteID: uuid, uri: details.identifiers.first { $0.hasPrefix("http") }, remoteURL: page, metadata: metadata,
            publisher: publisher.map { Agent(name: RichText.line($0)) }, resources: (value["link"]?.elements ?? []).map { resource($0) })
    }

    private func resource(_ link: JSONValue) -> HarvestedResource {
        var details = DistributionDetails()
        details.accessURL = text(link["urlObject"]) ?? link["url"]?.text
        let written = link["protocol"]?.text
        details.format = written
        details.mediaType = link["mimeType"]?.text
        let function = link["function"]?.text ?? ""
        if function == "download" || written?.lowercased().contains("download") == true { details.downloadURL = details.accessURL }
        if function == "information" { details.role = .documentation }
        return HarvestedResource(
            title: text(link["nameObject"]) ?? "", description: text(link["descriptionObject"]) ?? "", details: details)
    }
}
