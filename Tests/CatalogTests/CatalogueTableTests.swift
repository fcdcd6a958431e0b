import Catalog
import Foundation
import Testing

@Suite("The catalogue as a table (SCDL)")
struct CatalogueTableTests {
    private func read(_ text: String) throws -> [HarvestedDataset] {
        try CatalogueTableReader(now: Date(timeIntervalSince1970: 1_790_000_000)).read(Data(text.utf8)).datasets
    }

    @Test("The columns and the words of the schema are read")
    func schema() throws {
        let read = try read("""
            COLL_NOM,COLL_SIRET,ID,TITRE,DESCRIPTION,THEME,PRODUCTEUR_NOM,PRODUCTEUR_SIRET,COUV_SPAT_MAILLE,COUV_SPAT_NOM,COUV_TEMP_DEBUT,COUV_TEMP_FIN,DATE_PUBL,FREQ_MAJ,DATE_MAJ,MOTS_CLES,LICENCE,NOMBRE_RESSOURCES,FORMAT_RESSOURCES,URL
            Rennes Métropole,24350013900189,prenoms,Prénoms,Les prénoms,Administration,Ville de Rennes,21350238800019,Communale,Rennes,2017-01-01,2017-12-31,2017-06-01,Hebdomadaire ou plusieurs fois par semaine,2018-01-14,prenoms;etat-civil,Licence Ouverte-LO,1,csv,https://data.exemple.fr/prenoms
            Rennes Métropole,24350013900189,autre,'=Autre,Texte,,,,Infracommunale,Cleunay,,,,Biennale,,,Open Database License-ODBL,2,csv;json,https://data.exemple.fr/autre
            """)
        let prenoms = try #require(read.first)
        #expect(prenoms.remoteID == "prenoms" && prenoms.publisher?.name == "Ville de Rennes" && prenoms.publisher?.siren == "21350238800019")
        let metadata = prenoms.metadata
        #expect(metadata.licence == .lov2 && metadata.frequency == .weekly && metadata.territoryLevel == .commune)
        #expect(metadata.temporalCoverage == TemporalCoverage(start: "2017-01-01", end: "2017-12-31") && metadata.keywords == ["prenoms", "etat-civil"])
        #expect(metadata.details?.issued == "2017-06-01" && metadata.details?.modified == "2018-01-14")
        #expect(metadata.details?.spatial.map(\.name) == ["Rennes"])
        #expect(prenoms.resources.map(\.details.format) == ["csv"])
        let other = try #require(read.last)
        #expect(other.metadata.title == "=Autre" && other.publisher?.name == "Rennes Métropole" && other.publisher?.siren == "24350013900189")
        #expect(other.metadata.licence == .odbl && other.metadata.frequency == .biennial && other.metadata.territoryLevel == nil)
        #expect(other.metadata.details?.spatial.map(\.name) == ["Cleunay"] && other.resources.map(\.details.format) == [nil])
    }

    @Test("What is written is read again, each dataset once, slice by slice, whatever it is called")
    func roundTrip() async throws {
        // All made at one instant: the order must not hang on the clock.
        let fixture = try await Fixture(now: { Date(timeIntervalSince1970: 1_790_000_000) })
        try await fixture.catalog.upsertOrganization(OrganizationMetadata(slug: "ville", name: "Ville de « Rennes »"))
        let titles = ["=1+1", "a,\"b\"\r\nc", "Étés; hivers"] + (0..<20).map { "Jeu \($0)" }
        for title in titles {
            var details = DatasetDetails()
            details.spatial = [SpatialCoverage(name: "Rennes")]
            details.issued = "2015-03-01"
            try await fixture.catalog.upsertDataset(DatasetMetadata(
                title: title, description: "Texte;\nsuite", organization: "ville", licence: .odbl, frequency: .semiannual, themes: [.education],
                keywords: ["a b", "c"], territoryLevel: .epci, temporalCoverage: TemporalCoverage(start: "2013-01-01", end: nil), details: details))
        }
        let table = CatalogueCSV(publisher: "Portail") { "https://portail.test/datasets/\($0.slug)" }
        var text = table.header
        var last: ListedDataset?
        var slices = 0
        while true {
            let slice = try await fixture.catalog.listedDatasets(after: last, limit: 7)
            guard !slice.isEmpty else { break }
            text += slice.map(table.line).joined()
            (last, slices) = (slice.last, slices + 1)
        }
        #expect(slices == 4)
        let read = try read(text)
        // A title is one line.
        #expect(read.map(\.metadata.title).sorted() == titles.map { $0.replacing("\r\n", with: " ") }.sorted())
        for dataset in read {
            let metadata = dataset.metadata
            #expect(dataset.publisher?.name == "Ville de « Rennes »" && metadata.licence == .odbl && metadata.frequency == .semiannual)
            #expect(metadata.themes == [.education] && metadata.keywords == ["a b", "c"] && metadata.territoryLevel == .epci)
            #expect(metadata.details?.issued == "2015-03-01" && metadata.details?.spatial.map(\.name) == ["Rennes"])
            #expect(dataset.remoteURL?.hasPrefix("https://portail.test/datasets/") == true)
        }
        let before = try await fixture.catalog.listingState()
        #expect(try await fixture.catalog.listingState() == before)
        try await fixture.catalog.upsertDataset(slug: "jeu-3", DatasetMetadata(title: "Autre"))
        #expect(try await fixture.catalog.listingState() != before)
    }
}
