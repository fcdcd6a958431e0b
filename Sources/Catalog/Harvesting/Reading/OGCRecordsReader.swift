package import Foundation
package import Tables

/// Datasets of OGC API Records (OGC 20-004r1, part 1: core), GeoJSON features that describe data.
package struct OGCRecordsReader {
    private let checks: RecordChecks

    package init(now: Date) {
        checks = RecordChecks(now: now)
    }

    package func read(_ page: JSONValue) -> HarvestReading {
        var reading = HarvestReading()
        let records = page["features"]?.elements ?? (page["type"]?.text == "Feature" ? [page] : [])
        for record in records {
            let kind = record[path: "properties", "type"]?.text?.lowercased() ?? "dataset"
            if kind.contains("service"), let service = service(record) { reading.services.append(service); continue }
            checks.add(dataset(record), to: &reading)
        }
        return reading
    }

    private func dataset(_ record: JSONValue) -> HarvestedDataset {
        let properties = record["properties"] ?? .null
        var details = DatasetDetails()
        details.issued = properties["created"]?.text
        details.modified = properties["updated"]?.text
        details.identifiers = (properties["externalIds"]?.elements ?? []).compactMap { $0["value"]?.text }
        details.languages = [properties["language"]?["code"]?.text ?? properties["language"]?.text].compactMap { $0 }.compactMap { LanguageNames.code($0) }
        details.contacts = (properties["contacts"]?.elements ?? []).map(contact)
        if let geometry = record["geometry"], let box = SpatialText.box(geometry) { details.spatial.append(SpatialCoverage(box: box)) }
        var metadata = DatasetMetadata(
            title: properties["title"]?.text ?? "", description: properties["description"]?.text ?? "",
            keywords: (properties["keywords"]?.elements ?? []).compactMap(\.text))
        for concept in (properties["themes"]?.elements ?? []).flatMap({ $0["concepts"]?.elements ?? [] }) {
            guard let name = concept["id"]?.text ?? concept.text else { continue }
            if let known = ThemeNames.recognise(name) { metadata.themes.append(known) } else { details.subjects.append(name) }
        }
        let links = record["links"]?.elements ?? []
        let terms = [properties["license"]?.text, properties["rights"]?.text].compactMap { $0 }
            + links.filter { $0["rel"]?.text == "license" }.compactMap { $0["href"]?.text }
        if let licence = LicenceNames.recognise(terms) { metadata.licence = licence } else { details.licenceText = terms.first }
        if let rhythm = properties["updateFrequency"]?.text ?? properties["accrualPeriodicity"]?.text {
            if let known = FrequencyNames.recognise(rhythm) { metadata.frequency = known } else { details.frequencyText = rhythm }
        }
        let interval = record[path: "time", "interval"]?.elements.compactMap(\.text) ?? []
        if interval.count == 2 {
            metadata.temporalCoverage = TemporalCoverage(
                start: interval[0] == ".." ? nil : interval[0], end: interval[1] == ".." ? nil : interval[1])
        } else if let date = record[path: "time", "date"]?.text {
            metadata.temporalCoverage = TemporalCoverage(start: date, end: date)
        }
        let page = links.first { ["canonical", "self", "alternate"].contains($0["rel"]?.text ?? "") && ($0["type"]?.text ?? "").contains("html") }
            ?? links.first { $0["rel"]?.text == "self" }
        metadata.source = page?["href"]?.text.flatMap { URL(string: $0) }
        metadata.details = details
        let publisher = (properties["contacts"]?.elements ?? []).sorted { rank($0) < rank($1) }.first
            .flatMap { $0["organization"]?.text ?? $0["name"]?.text }
        return HarvestedDataset(
            remoteID: record["id"]?.text ?? "", remoteURL: page?["href"]?.text, metadata: metadata,
            publisher: publisher.map { Agent(name: $0) }, resources: resources(links))
    }

    private func rank(_ contact: JSONValue) -> Int {
        let roles = (contact["roles"]?.elements ?? []).compactMap { $0.text ?? $0["name"]?.text }
        return roles.contains("publisher") ? 0 : roles.contains("owner") ? 1 : roles.contains("pointOfContact") ? 3 : 2
    }

    private func contact(_ value: JSONValue) -> ContactPoint {
        ContactPoint(
            name: value["name"]?.text, organization: value["organization"]?.text,
            email: value["emails"]?.elements.first?["value"]?.text, url: value["links"]?.elements.first?["href"]?.text,
            telephone: value["phones"]?.elements.first?["value"]?.text,
            role: (value["roles"]?.elements.first).flatMap { $0.text ?? $0["name"]?.text })
    }

    private func resources(_ links: [JSONValue]) -> [HarvestedResource] {
        let own: Set<String> = ["self", "canonical", "alternate", "collection", "root", "parent", "license", "next", "prev", "conformance", "search"]
        return links.filter { !own.contains($0["rel"]?.text ?? "") && $0["href"]?.text != nil }.map { link in
            var details = DistributionDetails()
            let rel = link["rel"]?.text ?? ""
            details.accessURL = link["href"]?.text
            if rel == "enclosure" || rel == "item" || rel == "data" { details.downloadURL = details.accessURL }
            details.mediaType = link["type"]?.text
            details.bytes = link["length"]?.int
            if ["describedby", "service-doc", "service-desc", "about", "help", "preview", "icon"].contains(rel) { details.role = .documentation }
            return HarvestedResource(title: link["title"]?.text ?? link["name"]?.text ?? "", description: link["description"]?.text ?? "", details: details)
        }
    }

    private func service(_ record: JSONValue) -> HarvestedService? {
        guard let id = record["id"]?.text, let title = record[path: "properties", "title"]?.text else { return nil }
        let links = record["links"]?.elements ?? []
        return HarvestedService(
            remoteID: id, metadata: DataServiceMetadata(
                title: RichText.line(title), description: RichText.commonMark(record[path: "properties", "description"]?.text ?? "").text,
                endpointURL: links.first { ["service", "root", "data"].contains($0["rel"]?.text ?? "") }?["href"]?.text,
                endpointDescription: links.first { $0["rel"]?.text == "service-desc" }?["href"]?.text))
    }
}
