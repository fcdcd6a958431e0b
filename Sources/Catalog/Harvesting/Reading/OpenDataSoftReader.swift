package import Foundation
package import Tables

/// Datasets of OpenDataSoft, Explore API version 2 (`/api/explore/v2.1/catalog/datasets`).
package struct OpenDataSoftReader {
    private let checks: RecordChecks
    private let portal: URL

    /// - Parameter portal: address of the site, from which pages and exports are made.
    package init(now: Date, portal: URL) {
        checks = RecordChecks(now: now)
        self.portal = portal
    }

    package func read(_ page: JSONValue) -> HarvestReading {
        var reading = HarvestReading()
        for value in page["results"]?.elements ?? page["datasets"]?.elements ?? [] {
            checks.add(dataset(value["dataset"] ?? value), to: &reading)
        }
        return reading
    }

    private func dataset(_ value: JSONValue) -> HarvestedDataset {
        let id = value["dataset_id"]?.text ?? ""
        let meta = value["metas"]
        let basic = meta?["default"]
        // Metadata are either a value or a value with what it stems from.
        let text = { (group: String, name: String) -> String? in
            let found = meta?[path: group, name]
            return found?.text ?? found?["value"]?.text ?? found?.elements.first?.text
        }
        let texts = { (group: String, name: String) -> [String] in
            let found = meta?[path: group, name]
            return (found?["value"] ?? found)?.elements.compactMap(\.text) ?? []
        }
        var details = DatasetDetails()
        details.identifiers = [text("dcat_ap", "identifier"), text("interop_metas", "identifier"), value["dataset_uid"]?.text].compactMap { $0 }
        details.issued = text("dcat", "issued")
        details.created = text("dcat", "created")
        details.modified = text("default", "modified") ?? text("default", "data_processed")
        details.languages = [text("default", "metadata_languages"), text("default", "language")].compactMap { $0 }.prefix(1).compactMap { LanguageNames.code($0) }
        let contact = ContactPoint(name: text("dcat", "contact_name"), email: text("dcat", "contact_email"))
        if !contact.isEmpty { details.contacts = [contact] }
        if let creator = text("dcat", "creator") { details.creators = [Agent(name: creator)] }
        if let attribution = texts("default", "attributions").first { details.provenance = [attribution] }
        for name in texts("default", "territory") { details.spatial.append(SpatialCoverage(name: name)) }
        if let box = basic?["bbox"], let read = SpatialText.box(box["value"] ?? box) { details.spatial.append(SpatialCoverage(box: read)) }
        var metadata = DatasetMetadata(
            title: text("default", "title") ?? id, description: text("default", "description") ?? "", keywords: texts("default", "keyword"))
        for theme in texts("default", "theme") {
            if let known = ThemeNames.recognise(theme) { metadata.themes.append(known) } else { details.subjects.append(theme) }
        }
        let terms = [text("default", "license"), text("default", "license_url")].compactMap { $0 }
        if let licence = LicenceNames.recognise(terms) { metadata.licence = licence } else { details.licenceText = terms.first }
        if let rhythm = text("dcat", "accrualperiodicity") ?? text("default", "update_frequency") {
            if let known = FrequencyNames.recognise(rhythm) { metadata.frequency = known } else { details.frequencyText = rhythm }
        }
        if let start = text("dcat", "temporal_coverage_start") ?? text("dcat", "temporal") {
            metadata.temporalCoverage = TemporalCoverage(start: start, end: text("dcat", "temporal_coverage_end"))
        }
        let page = portal.appending(path: "explore/dataset/\(id)/", directoryHint: .isDirectory).absoluteString
        metadata.source = URL(string: text("default", "references").flatMap { $0.hasPrefix("http") && !$0.contains(" ") ? $0 : nil } ?? page)
        metadata.details = details
        return HarvestedDataset(
            remoteID: id, uri: page, remoteURL: page, metadata: metadata,
            publisher: text("default", "publisher").map { Agent(name: RichText.line($0)) }, resources: resources(id, value))
    }

    /// The exports that the portal makes of its own tables, and the files put beside them.
    private func resources(_ id: String, _ value: JSONValue) -> [HarvestedResource] {
        var forms: [String] = []
        if value["has_records"]?.bool != false { forms = ["csv", "json", "parquet"] }
        let features = (value["features"]?.elements ?? []).compactMap(\.text)
        if features.contains("geo") { forms += ["geojson", "shp"] }
        var resources = forms.map { form in
            var details = DistributionDetails()
            details.remoteID = "\(id)/exports/\(form)"
            details.downloadURL = portal.appending(path: "api/explore/v2.1/catalog/datasets/\(id)/exports/\(form)").absoluteString
            if form == "csv" { details.downloadURL? += "?use_labels=true" }
            details.format = form
            return HarvestedResource(title: "\(id).\(form)", details: details)
        }
        for file in (value["attachments"]?.elements ?? []) + (value["alternative_exports"]?.elements ?? []) {
            guard let name = file["id"]?.text else { continue }
            var details = DistributionDetails()
            details.remoteID = name
            details.downloadURL = file["url"]?.text
                ?? portal.appending(path: "api/explore/v2.1/catalog/datasets/\(id)/attachments/\(name)").absoluteString
            details.mediaType = file["mimetype"]?.text
            details.role = .documentation
            resources.append(HarvestedResource(title: file["title"]?.text ?? name, description: file["description"]?.text ?? "", details: details))
        }
        return resources
    }
}
