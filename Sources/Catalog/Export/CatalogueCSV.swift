import Foundation
import Localization
import Store
import Tables

/// A dataset as a table of all of them tells it.
package struct ListedDataset: Sendable {
    package let dataset: Dataset
    let organization: Organization?
    let siren: String?
    let resources: Int
    /// Short names, each once.
    let formats: [String]
}

/// The catalogue as a table that any spreadsheet opens and other catalogues harvest: one line a dataset, in the columns and the
/// words of the schema *catalogue* of the Socle commun des données locales (<https://schema.data.gouv.fr/scdl/catalogue/>).
package struct CatalogueCSV: Sendable {
    package static let columns = [
        "COLL_NOM", "COLL_SIRET", "ID", "TITRE", "DESCRIPTION", "THEME", "PRODUCTEUR_NOM", "PRODUCTEUR_SIRET", "COUV_SPAT_MAILLE",
        "COUV_SPAT_NOM", "COUV_TEMP_DEBUT", "COUV_TEMP_FIN", "DATE_PUBL", "FREQ_MAJ", "DATE_MAJ", "MOTS_CLES", "LICENCE",
        "NOMBRE_RESSOURCES", "FORMAT_RESSOURCES", "URL",
    ]

    private let publisher: String
    private let address: @Sendable (Dataset) -> String
    // The schema is French, whatever the reader's language.
    private let localizer = Localizer(.french)

    /// - Parameters:
    ///   - publisher: who publishes the catalogue.
    ///   - address: the page of a dataset.
    package init(publisher: String, address: @escaping @Sendable (Dataset) -> String) {
        self.publisher = publisher
        self.address = address
    }

    package var header: String { CSVText.line(Self.columns) }

    package func line(_ listed: ListedDataset) -> String {
        let (dataset, details) = (listed.dataset, listed.dataset.metadata.details)
        let places = (details?.spatial ?? []).compactMap(\.name)
        return CSVText.line([
            publisher, "", dataset.id.text, dataset.title, dataset.description, list(dataset.themes.map { $0.label(localizer) }),
            listed.organization?.name ?? "", listed.siren.flatMap { $0.count == 14 ? $0 : nil } ?? "",
            dataset.territoryLevel?.scdlName ?? "", list(places), dataset.temporalCoverage?.start ?? "", dataset.temporalCoverage?.end ?? "",
            day(dataset.metadata.firstPublication ?? dataset.createdAt), dataset.frequency.scdlName, day(dataset.modifiedAt),
            list(dataset.keywords), dataset.licence.scdlName, "\(listed.resources)", list(listed.formats), address(dataset),
        ])
    }

    private func list(_ texts: [String]) -> String { texts.map { $0.replacing(";", with: ",") }.joined(separator: ";") }
    private func day(_ date: Date) -> String { date.formatted(.iso8601.year().month().day()) }
}

extension Granularity {
    /// The word of the SCDL for what is covered.
    fileprivate var scdlName: String {
        switch self {
        case .commune: "Communale"
        case .canton: "Cantonale"
        case .epci: "Intercommunale"
        case .departement: "Départementale"
        case .region: "Régionale"
        case .circonscription, .france: "Autre"
        }
    }
}

extension Frequency {
    /// The word of the SCDL, which has fewer of them.
    fileprivate var scdlName: String {
        switch self {
        case .unknown: "Inconnue"
        case .punctual: "Ponctuelle"
        case .irregular: "Irrégulière"
        case .continuous: "Continuelle"
        case .hourly: "Toutes les heures"
        case .daily: "Quotidienne ou plusieurs fois par jour"
        case .semiweekly, .weekly: "Hebdomadaire ou plusieurs fois par semaine"
        case .biweekly, .semimonthly, .monthly: "Mensuelle ou plusieurs fois par mois"
        case .bimonthly: "Bimestrielle"
        case .quarterly: "Trimestrielle"
        case .threeTimesAYear, .semiannual: "Semestrielle"
        case .annual: "Annuelle"
        case .biennial: "Biennale"
        case .triennial: "Triennale"
        case .quinquennial: "Quinquennale"
        }
    }
}

extension Licence {
    /// The word of the SCDL, which has four of them.
    fileprivate var scdlName: String {
        switch self {
        case .lov1, .lov2: "Licence Ouverte-LO"
        case .odbl: "Open Database License-ODBL"
        case .ccBy, .ccBySA, .ccZero: "Creative Commons-CC"
        case .notSpecified: ""
        default: "Spécifique ou autre"
        }
    }
}

extension Catalog {
    /// What changes whenever a table of all datasets does.
    package func listingState() async throws -> String {
        try await store.read { session in
            let row = try session.row("SELECT count(*) AS n, max(modified_at) AS last FROM datasets WHERE vanished_at IS NULL", [])
            return "\(try session.lastSearchChange())-\(try row?.int64("n") ?? 0)-\(try row?.optionalInt64("last") ?? 0)"
        }
    }

    /// Some of the datasets, in the order in which they were made, those that their source no longer has excepted.
    ///
    /// - Parameter last: the last one of the slice before; nil for the first slice.
    package func listedDatasets(after last: ListedDataset?, limit: Int = 200) async throws -> [ListedDataset] {
        try await store.read { session in
            let (place, values): (String, [StoreValue]) = last.map {
                ("AND (d.created_at > ? OR (d.created_at = ? AND d.id > ?))",
                 [StoreValue($0.dataset.createdAt), StoreValue($0.dataset.createdAt), .text($0.dataset.id.text)])
            } ?? ("", [])
            let rows = try session.rows(
                """
                SELECT \(DatasetRow.columns), \(OrganizationRow.columns), o.siren AS o_siren
                FROM datasets d LEFT JOIN organizations o ON o.id = d.organization_id
                WHERE d.vanished_at IS NULL \(place) ORDER BY d.created_at, d.id LIMIT ?
                """, values + [StoreValue(limit)])
            let datasets = try rows.map { try DatasetRow.dataset($0) }
            let files = try session.formats(ofDatasets: datasets.map(\.id))
            return try zip(datasets, rows).map { dataset, row in
                let own = files[dataset.id] ?? []
                var known: Set<String> = []
                return ListedDataset(
                    dataset: dataset, organization: try OrganizationRow.organization(row), siren: try row.optionalString("o_siren"),
                    resources: own.count, formats: own.compactMap(\.self).filter { known.insert($0).inserted })
            }
        }
    }
}

extension ReadSession {
    /// The format of each resource of some datasets, in their order; nil for one of which it is not known.
    fileprivate func formats(ofDatasets ids: [UUID]) throws -> [UUID: [String?]] {
        guard !ids.isEmpty else { return [:] }
        let found = try rows(
            """
            SELECT dataset_id, format, distribution FROM resources
            WHERE vanished_at IS NULL AND dataset_id IN (\(ids.map { _ in "?" }.joined(separator: ", "))) ORDER BY dataset_id, position, slug
            """, ids.map { .text($0.text) })
        var formats: [UUID: [String?]] = [:]
        for row in found {
            let details: DistributionDetails? = try row.optionalJSON("distribution")
            formats[try row.uuid("dataset_id"), default: []].append(try row.optionalString("format") ?? details?.format)
        }
        return formats
    }
}
