package import Foundation
import Localization

/// Datasets of a CSV table: one line each, after the schema *catalogue* of the Socle commun des données locales
/// (<https://schema.data.gouv.fr/scdl/catalogue/>), and under the names that portals give the same columns.
package struct CatalogueTableReader {
    private let checks: RecordChecks

    package init(now: Date) {
        checks = RecordChecks(now: now)
    }

    /// - Throws: ``DocumentProblem`` where the first line names none of the schema's columns.
    package func read(_ document: Data) throws -> HarvestReading {
        guard let text = String(data: document, encoding: .utf8) ?? String(data: document, encoding: .windowsCP1252) else {
            throw DocumentProblem(.charset)
        }
        var reading = HarvestReading()
        var lines = DelimitedLines(text)
        let names = (lines.next() ?? []).map { $0.trimmingWhitespace().lowercased() }
        guard names.contains("titre") else { throw DocumentProblem(.unexpected, line: 1, column: 1, detail: "TITRE") }
        while let cells = lines.next() {
            if cells.allSatisfy({ $0.trimmingWhitespace().isEmpty }) { continue }
            let row = Dictionary(zip(names, cells.map { $0.trimmingWhitespace() }), uniquingKeysWith: { first, _ in first })
            checks.add(dataset(row), to: &reading)
        }
        return reading
    }

    private func dataset(_ row: [String: String]) -> HarvestedDataset {
        let cell = { (name: String) -> String? in row[name].map(Self.armed)?.nonEmpty }
        let list = { (name: String) -> [String] in
            (cell(name) ?? "").split(separator: ";").map { $0.trimmingWhitespace() }.filter { !$0.isEmpty }
        }
        var details = DatasetDetails()
        details.issued = cell("date_publ") ?? cell("date")
        details.modified = cell("date_maj") ?? cell("date")
        details.languages = list("langue").compactMap { LanguageNames.code($0) }
        details.provenance = cell("source").map { [$0] } ?? []
        let level = cell("couv_spat_maille").map { Folding.words($0).joined() }.flatMap { Self.levels[$0] ?? Granularity(rawValue: $0) }
        // What names no level was the name of the place.
        if level == nil, let name = cell("couv_spat_maille"), !Self.vagueLevels.contains(Folding.words(name).joined()) {
            details.spatial = [SpatialCoverage(name: name)]
        }
        details.spatial += list("couv_spat_nom").map { SpatialCoverage(name: $0) }
        let contact = ContactPoint(name: cell("prod_nom_service") ?? cell("contrib"), email: cell("email") ?? cell("contact"))
        if !contact.isEmpty { details.contacts = [contact] }
        var metadata = DatasetMetadata(
            title: cell("titre") ?? "", description: cell("description") ?? "", keywords: list("mots_cles") + list("mot_cle"))
        for theme in list("theme") {
            if let known = ThemeNames.recognise(theme) { metadata.themes.append(known) } else { details.subjects.append(theme) }
        }
        if let licence = cell("licence") {
            metadata.licence = LicenceNames.recognise(licence) ?? .notSpecified
            if metadata.licence == .notSpecified { details.licenceText = licence }
        }
        if let rhythm = cell("freq_maj") ?? cell("frequence") ?? cell("maj") {
            if let known = FrequencyNames.recognise(rhythm) { metadata.frequency = known } else { details.frequencyText = rhythm }
        }
        metadata.territoryLevel = level
        if cell("couv_temp_debut") != nil || cell("couv_temp_fin") != nil {
            metadata.temporalCoverage = TemporalCoverage(start: cell("couv_temp_debut"), end: cell("couv_temp_fin"))
        }
        let address = cell("url") ?? cell("url_fichier")
        metadata.source = address.flatMap { WebAddress.isWeb($0) ? URL(string: $0) : nil }
        metadata.details = details
        var resources: [HarvestedResource] = []
        if let address {
            var file = DistributionDetails()
            file.accessURL = address
            // Several formats are those of several files, of which the page alone is told.
            let formats = list("format_ressources") + list("formats") + list("format")
            file.format = formats.count == 1 ? FormatNames.normalise(formats[0], mediaType: nil, address: nil) : nil
            resources = [HarvestedResource(title: cell("titre") ?? "", details: file)]
        }
        // The producer publishes; the authority of the first columns gathered the list.
        let producer = cell("producteur_nom") ?? cell("publisher")
        let siret = cell(producer == nil ? "coll_siret" : "producteur_siret").flatMap { DCATAgentReader.siren($0) }
        let name = producer ?? cell("coll_nom")
        // A line has no name of its own: the schema makes its identifier optional.
        let id = cell("id") ?? cell("identifiant") ?? address ?? "\(siret ?? "")\(cell("titre") ?? "")"
        return HarvestedDataset(
            remoteID: id, uri: nil, remoteURL: address, metadata: metadata,
            publisher: name.map { Agent(name: $0, siren: siret) }, resources: resources)
    }

    /// A text without the apostrophe that keeps a spreadsheet from running it (OWASP, “CSV Injection”).
    private static func armed(_ text: String) -> String {
        text.hasPrefix("'") && text.dropFirst().first.map { "=+-@".contains($0) } == true ? String(text.dropFirst()) : text
    }

    /// The words of the schema for what is covered, folded.
    private static let levels: [String: Granularity] = [
        "communale": .commune, "intercommunale": .epci, "cantonale": .canton, "departementale": .departement, "regionale": .region,
        "nationale": .france,
    ]
    /// Those that no level here answers to.
    private static let vagueLevels: Set<String> = ["infracommunale", "autre"]
}

/// Lines of delimited text (RFC 4180), whatever of comma, semicolon or tab the first line holds most.
struct DelimitedLines {
    private let characters: [Character]
    private var index = 0
    private let separator: Character

    init(_ text: String) {
        characters = Array(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
        let head = characters.prefix { !$0.isNewline }
        separator = [",", ";", "\t"].max { left, right in head.count { $0 == left } < head.count { $0 == right } } ?? ","
    }

    mutating func next() -> [String]? {
        guard index < characters.count else { return nil }
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        while index < characters.count {
            let character = characters[index]
            index += 1
            if isQuoted {
                if character == "\"" {
                    if index < characters.count, characters[index] == "\"" { cell.append("\""); index += 1 } else { isQuoted = false }
                } else { cell.append(character) }
            } else if character == "\"", cell.isEmpty {
                isQuoted = true
            } else if character == separator {
                cells.append(cell)
                cell = ""
            } else if character.isNewline {
                break
            } else {
                cell.append(character)
            }
        }
        return cells + [cell]
    }
}
