package import Foundation
package import Tables

/// Datasets of CKAN (`package_search`, `package_show`) and of DKAN, which speaks the same words its own way.
package struct CKANReader {
    private let checks: RecordChecks
    /// The portal's own address, for pages.
    private let portal: URL?

    package init(now: Date, portal: URL? = nil) {
        checks = RecordChecks(now: now)
        self.portal = portal
    }

    /// - Parameter answer: an answer of the action API, whose result is one dataset, several, or a page of a search.
    package func read(_ answer: JSONValue) -> HarvestReading {
        var reading = HarvestReading()
        let result = answer["result"] ?? answer
        let records = result["results"]?.elements ?? result.elements
        for record in records where record.isObject && record["state"]?.text?.lowercased() != "deleted" {
            // DKAN wraps lists in lists.
            checks.add(dataset(record), to: &reading)
        }
        return reading
    }

    private func dataset(_ value: JSONValue) -> HarvestedDataset {
        var extras: [String: String] = [:]
        for extra in value["extras"]?.elements ?? [] {
            if let key = extra["key"]?.text, let text = extra["value"]?.text { extras[key] = RichText.decoded(text) }
        }
        var details = DatasetDetails()
        details.identifiers = [value["id"]?.text, extras["guid"], extras["uri"], extras["identifier"], value["identifier"]?.text, extras["dct_identifier"]]
            .compactMap { $0 }
        details.issued = value["issued"]?.text ?? extras["issued"] ?? value["metadata_created"]?.text
        details.modified = value["modified"]?.text ?? extras["modified"] ?? value["metadata_modified"]?.text
        details.contacts = contacts(value, extras)
        details.version = value["version"]?.text
        details.languages = [value["language"]?.text, extras["language"], extras["metadata-language"]].compactMap { $0 }.compactMap { LanguageNames.code($0) }
        var metadata = DatasetMetadata(
            title: value["title"]?.text ?? value["name"]?.text ?? "", description: value["notes"]?.text ?? "",
            keywords: (value["tags"]?.elements ?? []).compactMap { ($0["display_name"] ?? $0["name"])?.text ?? $0.text })
        terms(value, extras, &metadata, &details)
        rhythm(value, extras, &metadata, &details)
        details.spatial = spatial(value, extras)
        let start = extras["temporal_start"] ?? extras["temporal-extent-begin"] ?? value["temporal_start"]?.text
        let end = extras["temporal_end"] ?? extras["temporal-extent-end"] ?? value["temporal_end"]?.text
        if start != nil || end != nil { metadata.temporalCoverage = TemporalCoverage(start: start, end: end) }
        // Without an organisation, the first group is who publishes.
        for group in (value["groups"]?.elements ?? []).dropFirst(value["organization"] == nil ? 1 : 0) {
            guard let name = (group["title"] ?? group["display_name"] ?? group["name"])?.text else { continue }
            if let theme = ThemeNames.recognise(name) ?? group["name"]?.text.flatMap({ ThemeNames.recognise($0) }) {
                if !metadata.themes.contains(theme) { metadata.themes.append(theme) }
            } else {
                details.subjects.append(name)
            }
        }
        let page = page(value)
        metadata.source = page.flatMap { URL(string: $0) }
        metadata.details = details
        return HarvestedDataset(
            remoteID: value["id"]?.text ?? value["name"]?.text ?? "", uri: extras["uri"], remoteURL: page, metadata: metadata,
            publisher: publisher(value, extras), resources: (value["resources"]?.elements ?? []).map { resource($0) })
    }

    private func page(_ value: JSONValue) -> String? {
        if let url = value["url"]?.text, WebAddress.isWeb(url) { return url }
        guard let portal, let name = value["name"]?.text else { return nil }
        return portal.appending(path: "dataset").appending(path: name).absoluteString
    }

    private func publisher(_ value: JSONValue, _ extras: [String: String]) -> Agent? {
        if let organization = value["organization"], let name = organization["title"]?.text ?? organization["name"]?.text {
            return Agent(name: RichText.line(name), uri: organization["id"]?.text.map { "urn:ckan:organization:\($0)" })
        }
        if let name = extras["publisher_name"] { return Agent(name: name, uri: extras["publisher_uri"], email: extras["publisher_email"]) }
        // DKAN has the body as a group.
        if let group = value["groups"]?.elements.first?["title"]?.text, value["organization"] == nil { return Agent(name: RichText.line(group)) }
        let person = value["author"]?.text ?? value["maintainer"]?.text
        return person.map { Agent(name: RichText.line($0), email: value["author_email"]?.text) }
    }

    private func contacts(_ value: JSONValue, _ extras: [String: String]) -> [ContactPoint] {
        let found = [
            ContactPoint(name: extras["contact_name"], email: extras["contact_email"] ?? extras["contact-email"]),
            ContactPoint(name: value["maintainer"]?.text, email: value["maintainer_email"]?.text),
            ContactPoint(name: value["author"]?.text, email: value["author_email"]?.text),
        ].filter { !$0.isEmpty }
        return found.reduce(into: []) { kept, contact in
            if !kept.contains(where: { $0.email == contact.email && contact.email != nil }) { kept.append(contact) }
        }
    }

    private func terms(_ value: JSONValue, _ extras: [String: String], _ metadata: inout DatasetMetadata, _ details: inout DatasetDetails) {
        let texts = [value["license_id"]?.text, value["license_url"]?.text, value["license_title"]?.text, extras["licence"], extras["license"]]
            .compactMap { $0 }.filter { $0 != "[]" && !DCATReader.saysNothing($0) }
        if let licence = LicenceNames.recognise(texts) { metadata.licence = licence } else { details.licenceText = texts.first }
    }

    private func rhythm(_ value: JSONValue, _ extras: [String: String], _ metadata: inout DatasetMetadata, _ details: inout DatasetDetails) {
        let written = extras["frequency"] ?? extras["frequency-of-update"] ?? extras["accrualPeriodicity"] ?? value["frequency"]?.text
            ?? value["update_frequency"]?.text
        guard let written else { return }
        if let known = FrequencyNames.recognise(written) { metadata.frequency = known } else { details.frequencyText = written }
    }

    private func spatial(_ value: JSONValue, _ extras: [String: String]) -> [SpatialCoverage] {
        var places: [SpatialCoverage] = []
        let sides = ["bbox-west-long", "bbox-south-lat", "bbox-east-long", "bbox-north-lat"].map { extras[$0].flatMap { Double($0) } }
        if let west = sides[0], let south = sides[1], let east = sides[2], let north = sides[3],
            let box = SpatialCoverage.Box(west: west, south: south, east: east, north: north) {
            places.append(SpatialCoverage(box: box))
        }
        for text in [extras["spatial"], value["spatial"]?.text, extras["spatial_uri"], extras["spatial_text"]].compactMap({ $0 }) {
            if let box = SpatialText.box(text) { if places.allSatisfy({ $0.box != box }) { places.append(SpatialCoverage(box: box)) } }
            else if text.hasPrefix("http") { places.append(SpatialText.place(text)) }
            else if !text.hasPrefix("{") { places.append(SpatialCoverage(name: text)) }
        }
        return places
    }

    /// A size in bytes, or written with its unit by DKAN (« 42 octets »); rounded ones (« 1,2 Mo ») are no sizes.
    private func bytes(_ value: JSONValue?) -> Int64? {
        let words = value?.text?.split(separator: " ") ?? []
        let isPlain = words.count == 2 && ["octets", "octet", "bytes", "byte"].contains(words[1].lowercased())
        return (isPlain ? Int64(words[0]) : value?.int).flatMap { $0 > 0 ? $0 : nil }
    }

    private func resource(_ value: JSONValue) -> HarvestedResource {
        var details = DistributionDetails()
        details.remoteID = value["id"]?.text
        let address = value["url"]?.text
        // What is neither a stored file nor told to be data is a place for people.
        details.accessURL = address
        if value["url_type"]?.text == "upload" || value["resource_type"]?.text == "file.upload" { details.downloadURL = address }
        details.format = value["format"]?.text ?? value["mimetype"]?.text.flatMap { $0.contains("/") ? nil : $0 }
        details.mediaType = value["mimetype"]?.text
        details.bytes = bytes(value["size"])
        if let hash = value["hash"]?.text { details.checksum = .init(algorithm: hash.count == 32 ? "md5" : "sha1", value: hash) }
        details.issued = value["created"]?.text
        details.modified = value["last_modified"]?.text
        if ["documentation", "doc"].contains(value["resource_type"]?.text ?? "") { details.role = .documentation }
        if value["resource_type"]?.text == "api" { details.role = .service }
        return HarvestedResource(
            title: value["name"]?.text ?? "", description: value["description"]?.text ?? "", details: details)
    }
}
