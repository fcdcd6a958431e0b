import Foundation
import Localization

/// What every record of every kind of portal goes through once it is read: texts made safe, words recognised, what is
/// missing or wrong noted for the producer.
struct RecordChecks {
    /// The present, against which dates are judged.
    let now: Date
    /// Clocks differ by this much before anybody is told, in seconds.
    static let tolerance: Double = 86_400

    /// Makes a record fit for the catalogue, and adds it to the reading with what is to mend.
    func add(_ record: HarvestedDataset, to reading: inout HarvestReading) {
        var record = record
        record.metadata.title = String(RichText.line(record.metadata.title).prefix(1_000))
        guard !record.remoteID.isEmpty else {
            reading.findings.append(HarvestFinding(.idMissing, title: record.metadata.title))
            return
        }
        guard !record.metadata.title.isEmpty else {
            reading.findings.append(HarvestFinding(.titleMissing, record: record.remoteID))
            return
        }
        guard reading.known.insert(record.remoteID).inserted else {
            reading.note(.idDuplicate, of: record, ["id": .text(record.remoteID)])
            return
        }
        describe(&record, &reading)
        checkTerms(&record, &reading)
        checkDates(&record, &reading)
        checkResources(&record, &reading)
        // Geographic catalogues name the body with the contact.
        let organization = record.metadata.details?.contacts.lazy.compactMap(\.organization).first
        if record.publisher == nil, let organization { record.publisher = Agent(name: organization) }
        if record.publisher == nil { reading.note(.publisherMissing, of: record) }
        reading.datasets.append(record)
    }

    private func describe(_ record: inout HarvestedDataset, _ reading: inout HarvestReading) {
        let description = RichText.commonMark(record.metadata.description)
        record.metadata.description = description.text
        if description.isHostile { reading.note(.textHostile, of: record) }
        if description.text.isEmpty { reading.note(.descriptionMissing, of: record) }
        var seen: Set<String> = []
        record.metadata.keywords = record.metadata.keywords.map { RichText.line($0) }
            .filter { !$0.isEmpty && $0.count <= 200 && seen.insert($0.lowercased()).inserted }
        let provenance = (record.metadata.details?.provenance ?? []).map { RichText.commonMark($0).text }
        record.metadata.details?.provenance = provenance
        let level = record.metadata.details?.spatial.compactMap(\.level).first
        record.metadata.territoryLevel = record.metadata.territoryLevel ?? level
    }

    private func checkTerms(_ record: inout HarvestedDataset, _ reading: inout HarvestReading) {
        if let text = record.metadata.details?.licenceText {
            let line = RichText.line(text)
            record.metadata.details?.licenceText = String(line.prefix(2_000))
            if record.metadata.licence == .notSpecified { reading.note(.licenceUnknown, of: record, ["licence": .text(String(line.prefix(200)))]) }
        } else if record.metadata.licence == .notSpecified {
            reading.note(.licenceMissing, of: record)
        }
        if let text = record.metadata.details?.frequencyText {
            reading.note(.frequencyUnknown, of: record, ["frequency": .text(String(text.prefix(200)))])
        }
    }

    private func checkDates(_ record: inout HarvestedDataset, _ reading: inout HarvestReading) {
        let keys: [WritableKeyPath<DatasetDetails, String?>] = [\.issued, \.created, \.modified]
        for key in keys {
            guard let written = record.metadata.details?[keyPath: key] else { continue }
            guard let text = DateText.normalise(written) else {
                record.metadata.details?[keyPath: key] = nil
                reading.note(.dateInvalid, of: record, ["date": .text(String(written.prefix(100)))])
                continue
            }
            record.metadata.details?[keyPath: key] = text
            // Some portals write when data will come out; only what has happened can be late or early.
            if let date = DateText.date(text), date.timeIntervalSince(now) > Self.tolerance {
                reading.note(.dateFuture, of: record, ["date": .text(text)])
            }
        }
        if let period = record.metadata.temporalCoverage {
            let start = period.start.flatMap { DateText.normalise($0) }.map { String($0.prefix(10)) }
            let end = period.end.flatMap { DateText.normalise($0) }.map { String($0.prefix(10)) }
            for (written, read) in [(period.start, start), (period.end, end)] {
                if let written, read == nil, written != ".." { reading.note(.dateInvalid, of: record, ["date": .text(String(written.prefix(100)))]) }
            }
            record.metadata.temporalCoverage = start == nil && end == nil ? nil : TemporalCoverage(start: start, end: end)
        }
    }

    private func checkResources(_ record: inout HarvestedDataset, _ reading: inout HarvestReading) {
        var kept: [HarvestedResource] = []
        for var resource in record.resources {
            resource.title = String(RichText.line(resource.title).prefix(500))
            resource.description = RichText.commonMark(resource.description).text
            resource.details.issued = resource.details.issued.flatMap { DateText.normalise($0) }
            resource.details.modified = resource.details.modified.flatMap { DateText.normalise($0) }
            resource.details.accessURL = WebAddress.normalise(resource.details.accessURL)
            resource.details.downloadURL = WebAddress.normalise(resource.details.downloadURL)
            guard let address = resource.address else {
                let name = resource.title.nonEmpty ?? resource.details.remoteID ?? ""
                reading.note(.resourceAddressMissing, of: record, ["resource": .text(String(name.prefix(300)))])
                continue
            }
            guard WebAddress.isWeb(address) else {
                reading.note(.addressInvalid, of: record, ["resource": .text(resource.title), "address": .text(String(address.prefix(300)))])
                continue
            }
            if resource.title.isEmpty { resource.title = WebAddress.lastPart(address) ?? record.metadata.title }
            resource.details.mediaType = FormatNames.mediaType(resource.details.mediaType)
            resource.details.format = FormatNames.normalise(
                resource.details.format, mediaType: resource.details.mediaType, address: address)
            resource.details.format = FormatNames.refined(resource.details.format, title: resource.title, address: address)
            if FormatNames.isService(resource.details.format) { resource.details.role = .service }
            if resource.details.format == "html", resource.details.role == .data { resource.details.role = .page }
            if resource.details.role == .data, Self.isDocument(resource) { resource.details.role = .documentation }
            if kept.contains(where: { $0.address == resource.address && $0.title == resource.title }) { continue }
            kept.append(resource)
        }
        record.resources = kept
        if kept.isEmpty, record.services.isEmpty { reading.note(.resourcesMissing, of: record) }
    }
}

extension RecordChecks {
    /// Whether a file is about the data rather than the data: of a form for reading, under a title that says so.
    private static func isDocument(_ resource: HarvestedResource) -> Bool {
        guard let format = resource.details.format, ["pdf", "doc", "docx", "odt", "txt", "md"].contains(format) else { return false }
        let told: Set = ["documentation", "notice", "dictionnaire", "guide", "metadonnees", "lisezmoi", "readme", "descriptif"]
        return !told.isDisjoint(with: Folding.words(resource.title))
    }
}

/// Addresses of the web as catalogues write them.
enum WebAddress {
    /// Without white space at its ends, spaces and letters outside ASCII escaped.
    static func normalise(_ written: String?) -> String? {
        guard let text = written?.trimmingWhitespace(), !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }) { return text }
        var result = ""
        for byte in text.utf8 {
            if byte > 0x20, byte < 0x7F, !"<>\"{}|\\^`".utf8.contains(byte) {
                result.append(Character(Unicode.Scalar(byte)))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    static func isWeb(_ address: String) -> Bool {
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased() else { return false }
        return ["http", "https", "ftp", "ftps"].contains(scheme) && url.host()?.isEmpty == false && address.count <= 4_000
    }

    /// The last part of the path, for want of a title.
    static func lastPart(_ address: String) -> String? {
        guard let url = URL(string: address), url.pathComponents.count > 1 else { return nil }
        let last = url.lastPathComponent
        return last == "/" || last.isEmpty ? nil : last
    }

    static func host(_ address: String?) -> String? { address.flatMap { URL(string: $0)?.host()?.lowercased() } }
}
