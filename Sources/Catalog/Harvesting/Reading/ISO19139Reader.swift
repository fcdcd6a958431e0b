package import Foundation
import Localization

/// Datasets from metadata in ISO 19139 (ISO 19115:2003 in XML), as French geographic catalogues send them by CSW.
package struct ISO19139Reader {
    private let checks: RecordChecks

    package init(now: Date) {
        checks = RecordChecks(now: now)
    }

    /// Every `MD_Metadata` of a document, wherever it stands.
    package func read(_ document: XMLElement) -> HarvestReading {
        var reading = HarvestReading()
        let records = document.name == "MD_Metadata" ? [document] : document.descendants("MD_Metadata")
        for record in records {
            let level = record.first("hierarchyLevel", "MD_ScopeCode")
            switch level.flatMap({ code($0) }) {
            case "service"?:
                if let service = service(record) { reading.services.append(service) }
            // What is neither data nor a service: software, models, features of a layer.
            case "software"?, "model"?, "feature"?, "featureType"?, "attribute"?, "attributeType"?: continue
            default: checks.add(dataset(record, &reading), to: &reading)
            }
        }
        return reading
    }

    private func dataset(_ record: XMLElement, _ reading: inout HarvestReading) -> HarvestedDataset {
        let identification = record.first("identificationInfo")?.children.first ?? record
        let citation = identification.first("citation", "CI_Citation")
        let file = record.first("fileIdentifier")?.text ?? ""
        var harvested = HarvestedDataset(
            remoteID: file, metadata: DatasetMetadata(
                title: citation?.first("title")?.text ?? "", description: identification.first("abstract")?.text ?? ""))
        var details = DatasetDetails()
        details.identifiers = ([file] + identifiers(citation)).filter { !$0.isEmpty }
        harvested.uri = details.identifiers.first { $0.hasPrefix("http") }
        for date in citation?.all("date", "CI_Date") ?? [] {
            let day = date.first("date")?.text
            switch date.first("dateType", "CI_DateTypeCode").flatMap({ code($0) }) {
            case "publication"?: details.issued = day
            case "creation"?: details.created = day
            case "revision"?: details.modified = day
            default: continue
            }
        }
        let responsible = identification.all("pointOfContact", "CI_ResponsibleParty") + record.all("contact", "CI_ResponsibleParty")
        details.contacts = contacts(responsible)
        harvested.publisher = publisher(responsible)
        terms(identification, &harvested, &details)
        keywords(identification, &harvested, &details)
        let rhythm = identification.first("resourceMaintenance", "MD_MaintenanceInformation", "maintenanceAndUpdateFrequency")
        if let written = rhythm?.children.first.flatMap({ code($0) }) {
            if let known = FrequencyNames.recognise(written) { harvested.metadata.frequency = known } else { details.frequencyText = written }
        }
        details.languages = identification.all("language").compactMap { $0.children.first.flatMap { code($0) } ?? $0.text }
            .compactMap { LanguageNames.code($0) }
        let statement = record.all("dataQualityInfo", "DQ_DataQuality", "lineage", "LI_Lineage", "statement").compactMap(\.text)
        details.provenance = statement
        details.conformsTo = record.all("dataQualityInfo", "DQ_DataQuality", "report", "DQ_DomainConsistency", "result", "DQ_ConformanceResult")
            .filter { $0.first("pass")?.text == "true" || $0.first("pass")?.text == "1" }
            .compactMap { $0.first("specification", "CI_Citation", "title")?.text }.map { Reference(title: $0) }
        details.spatialResolution = identification.first("spatialResolution", "MD_Resolution", "distance", "Distance")
            .flatMap { Double($0.text ?? "") }
        details.thumbnail = identification.first("graphicOverview", "MD_BrowseGraphic", "fileName")?.text
        for other in identification.all("aggregationInfo", "MD_AggregateInformation") {
            guard let target = other.first("aggregateDataSetIdentifier")?.text ?? other.first("aggregateDataSetName")?.text else { continue }
            details.relations.append(Relation(kind: .related, target: target))
        }
        extent(identification, &harvested, &details, &reading)
        harvested.resources = resources(record)
        harvested.metadata.details = details
        return harvested
    }

    /// The value of a code list, else the text inside.
    private func code(_ element: XMLElement) -> String? { element.attributes["codeListValue"]?.nonEmpty ?? element.text }

    private func identifiers(_ citation: XMLElement?) -> [String] {
        (citation?.all("identifier") ?? []).flatMap(\.children).compactMap { identifier in
            guard let code = identifier.first("code")?.text ?? identifier.first("code", "Anchor")?.attributes["href"] else { return nil }
            guard let space = identifier.first("codeSpace")?.text, !code.hasPrefix("http") else { return code }
            return space.hasSuffix("/") ? space + code : "\(space)/\(code)"
        }
    }

    private func contacts(_ responsible: [XMLElement]) -> [ContactPoint] {
        var contacts: [ContactPoint] = []
        for party in responsible {
            let info = party.first("contactInfo", "CI_Contact")
            let contact = ContactPoint(
                name: party.first("individualName")?.text ?? party.first("positionName")?.text,
                organization: party.first("organisationName")?.text,
                email: info?.first("address", "CI_Address", "electronicMailAddress")?.text.flatMap { DCATAgentReader.emailAddress($0) },
                url: info?.first("onlineResource", "CI_OnlineResource", "linkage")?.text,
                telephone: info?.first("phone", "CI_Telephone", "voice")?.text,
                role: party.first("role", "CI_RoleCode").flatMap { code($0) })
            if !contact.isEmpty, !contacts.contains(contact) { contacts.append(contact) }
        }
        return contacts
    }

    /// The owner or the publisher comes before who made the data, and these before whom to write to.
    private func publisher(_ responsible: [XMLElement]) -> Agent? {
        let order = ["publisher", "owner", "custodian", "resourceProvider", "author", "originator", "distributor", "pointOfContact"]
        let named = responsible.compactMap { party -> (rank: Int, agent: Agent)? in
            guard let name = party.first("organisationName")?.text else { return nil }
            let role = party.first("role", "CI_RoleCode").flatMap { code($0) } ?? ""
            return (order.firstIndex(of: role) ?? order.count, Agent(name: RichText.line(name)))
        }
        return named.min { $0.rank < $1.rank }?.agent
    }

    private func terms(_ identification: XMLElement, _ record: inout HarvestedDataset, _ details: inout DatasetDetails) {
        let constraints = identification.all("resourceConstraints").flatMap(\.children)
        let texts = constraints.flatMap { constraint in
            ["useLimitation", "otherConstraints"].flatMap { constraint.all($0) }.flatMap { element in
                [element.text, element.first("Anchor")?.attributes["href"]].compactMap { $0 }
            }
        }
        if let licence = LicenceNames.recognise(texts) {
            record.metadata.licence = licence
        } else if let first = texts.first(where: { !DCATReader.saysNothing($0) && $0.count > 3 }) {
            details.licenceText = first
        }
        let access = constraints.filter { !$0.all("accessConstraints").isEmpty }.flatMap { $0.all("otherConstraints") }.compactMap(\.text)
        details.accessRights = access.first
    }

    private func keywords(_ identification: XMLElement, _ record: inout HarvestedDataset, _ details: inout DatasetDetails) {
        for keyword in identification.all("descriptiveKeywords", "MD_Keywords", "keyword").compactMap(\.text) {
            record.metadata.keywords.append(keyword)
        }
        for topic in identification.all("topicCategory").compactMap(\.text) {
            if let theme = ThemeNames.recognise(topic) {
                if !record.metadata.themes.contains(theme) { record.metadata.themes.append(theme) }
            } else {
                details.subjects.append(topic)
            }
        }
    }

    private func extent(
        _ identification: XMLElement, _ record: inout HarvestedDataset, _ details: inout DatasetDetails,
        _ reading: inout HarvestReading
    ) {
        for extent in identification.all("extent", "EX_Extent") {
            var place = SpatialCoverage(name: extent.first("description")?.text)
            if let box = extent.first("geographicElement", "EX_GeographicBoundingBox") {
                let sides = ["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"]
                    .map { box.first($0)?.text.flatMap { Double($0.replacingOccurrences(of: ",", with: ".")) } }
                if let west = sides[0], let south = sides[1], let east = sides[2], let north = sides[3] {
                    place.box = SpatialCoverage.Box(west: west, south: south, east: east, north: north)
                    if place.box == nil {
                        reading.note(.spatialInvalid, of: record, ["place": .text("O \(west), S \(south), E \(east), N \(north)")])
                    }
                }
            }
            place.uri = extent.first("geographicElement", "EX_GeographicDescription", "geographicIdentifier")?.text
            if !place.isEmpty { details.spatial.append(place) }
            let period = extent.first("temporalElement", "EX_TemporalExtent", "extent", "TimePeriod")
            let start = period?.first("beginPosition")?.text ?? period?.first("begin")?.text
            let end = period?.first("endPosition")?.text ?? period?.first("end")?.text
            if start != nil || end != nil { record.metadata.temporalCoverage = TemporalCoverage(start: start, end: end) }
        }
    }

    private func resources(_ record: XMLElement) -> [HarvestedResource] {
        let distribution = record.all("distributionInfo", "MD_Distribution")
        let formats = distribution.flatMap { $0.all("distributionFormat", "MD_Format", "name") }.compactMap(\.text)
        let links = distribution.flatMap { $0.descendants("CI_OnlineResource") }
        return links.map { link in
            var details = DistributionDetails()
            details.accessURL = link.first("linkage")?.text
            let protocolName = link.first("protocol")?.text
            details.format = protocolName
            let function = link.first("function", "CI_OnLineFunctionCode").flatMap { code($0) }
            let isDownload = function == "download" || protocolName?.lowercased().contains("download") == true
            if isDownload {
                details.downloadURL = details.accessURL
                // The only form of the data is that of the file to download.
                if formats.count == 1, protocolName?.uppercased().hasPrefix("OGC") != true { details.format = formats[0] }
            }
            // The record itself, shown or told again, is no data.
            let lower = details.accessURL?.lowercased() ?? ""
            if lower.contains("getrecordbyid") || lower.contains("catalog.search#/metadata") {
                details.role = .documentation
                details.downloadURL = nil
                details.format = lower.contains("getrecordbyid") ? "xml" : "html"
            }
            if function == "information" || function == "search" { details.role = .documentation }
            return HarvestedResource(
                title: link.first("name")?.text ?? "", description: link.first("description")?.text ?? "", details: details)
        }
    }

    private func service(_ record: XMLElement) -> HarvestedService? {
        let identification = record.first("identificationInfo")?.children.first ?? record
        guard let id = record.first("fileIdentifier")?.text,
            let title = identification.first("citation", "CI_Citation", "title")?.text
        else { return nil }
        let responsible = identification.all("pointOfContact", "CI_ResponsibleParty")
        let point = identification.first("containsOperations", "SV_OperationMetadata", "connectPoint", "CI_OnlineResource", "linkage")
        let terms = identification.all("resourceConstraints").flatMap(\.children).flatMap { $0.all("useLimitation") + $0.all("otherConstraints") }
        return HarvestedService(
            remoteID: id,
            metadata: DataServiceMetadata(
                title: RichText.line(title), description: RichText.commonMark(identification.first("abstract")?.text ?? "").text,
                endpointURL: point?.text, licence: LicenceNames.recognise(terms.compactMap(\.text)) ?? .notSpecified,
                keywords: identification.all("descriptiveKeywords", "MD_Keywords", "keyword").compactMap(\.text),
                contacts: contacts(responsible)),
            publisher: publisher(responsible))
    }
}

extension String {
    /// `nil` for a text without a letter.
    var nonEmpty: String? { trimmingWhitespace().isEmpty ? nil : self }
}
