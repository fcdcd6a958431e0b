import Catalog
import Foundation
import Localization
import Testing

@Suite("Exports of a bouquet") struct BouquetExportTests {
    private func detail(_ fixture: Fixture) async throws -> BouquetDetail {
        let catalog = fixture.catalog
        try await catalog.upsertDataset(slug: "bornes", DatasetMetadata(title: "Bornes", licence: .lov2))
        try await fixture.ingest(
            "bornes.csv", "nom,latitude,longitude\nA,48.11,-1.68\nB,48.12,-1.67\n", dataset: "bornes", resource: "bornes")
        try await fixture.ingest("prix.csv", "annee,prix\n2024,12\n2025,13\n", dataset: "bornes", resource: "prix")
        let bornes = try #require(try await catalog.dataset("bornes")).dataset.id
        let content = BouquetContent(
            loose: [BouquetElement(title: "=1+1", reason: "Dit \"pourquoi\",\nen deux lignes", answer: .unmet(.missing))],
            sections: [.init(title: "Rouler <propre>", elements: [
                BouquetElement(title: "Bornes & prix", answer: .dataset(bornes)),
                BouquetElement(title: "Fond", answer: .link(URL(string: "https://carte.exemple.fr/wms?SERVICE=WMS&REQUEST=GetMap&LAYERS=plan&map=a")!)),
                BouquetElement(title: "Zones", answer: .link(URL(string: "https://carte.exemple.fr/wfs?service=WFS&typeName=v:zones")!)),
                BouquetElement(title: "Page", answer: .link(URL(string: "https://exemple.fr/page")!)),
            ])])
        let editor = Editor(author: Author(id: "l", name: "Léa")) { _, _ in }
        let made = try await catalog.createBouquet(BouquetMetadata(title: "Mobilité \u{7}\"verte\""), content: content, by: editor)
        return try #require(try await catalog.bouquet(made.slug))
    }

    @Test("CSV: one line a need, nothing that a spreadsheet would run") func csv() async throws {
        let fixture = try await Fixture()
        let text = BouquetCSV(try await detail(fixture), localizer: Localizer(.french)) { answer in
            if case .link(let url) = answer { url.absoluteString } else { "" }
        }.text
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.count == 7 && lines.last == "")
        #expect(lines[0].hasPrefix("section,besoin,raison,reponse,titre,adresse"))
        #expect(lines[1].hasPrefix(",'=1+1,\"Dit \"\"pourquoi\"\",\nen deux lignes\",donnée manquante,"))
        #expect(lines[1].hasSuffix(",0.0,0.0,0.0,0.0"))
        #expect(lines[2].contains("jeu de données,Bornes,") && lines[2].hasSuffix(",csv,1.0,,1.0,1.0"))
        #expect(lines[3].hasSuffix(",1.0,,,") && lines[3].contains("lien externe,,https://carte.exemple.fr/wms"))
    }

    @Test("QGIS: well-formed, a layer for each file and each named layer of a service", arguments: [true, false])
    func qgis(isProject: Bool) async throws {
        let fixture = try await Fixture()
        let layers = BouquetLayers(try await detail(fixture), origin: "https://donnees.exemple.fr")
        let sources = layers.groups.flatMap(\.layers).map(\.source)
        #expect(sources == [
            "/vsicurl_streaming/https://donnees.exemple.fr/api/resources/bornes/data/geojson/",
            "CSV:/vsicurl_streaming/https://donnees.exemple.fr/api/resources/prix/data/csv/",
            "crs=EPSG:3857&format=image/png&layers=plan&styles=&url=https://carte.exemple.fr/wms?SERVICE%3DWMS%26map%3Da",
            "pagingEnabled='true' typename='v:zones' url='https://carte.exemple.fr/wfs?service=WFS' version='auto'",
        ])
        let text = isProject ? layers.file.project : layers.file.layerDefinition
        // The reader of the catalogue takes no document type.
        let root = try XMLElement(parsing: Data(text.split(separator: "\n").dropFirst().joined(separator: "\n").utf8))
        #expect(root.name == (isProject ? "qgis" : "qlr"))
        let found = root.descendants("maplayer")
        #expect(found.compactMap { $0.first("datasource")?.text } == sources)
        #expect(found.compactMap { $0.first("provider")?.text } == ["ogr", "ogr", "wms", "WFS"])
        #expect(found.first?.first("layername")?.text == "Bornes & prix — bornes")
        let leaves = root.descendants("layer-tree-group").flatMap { $0.descendants("layer-tree-layer") + $0.descendants("layer-tree-group") }
        #expect(!leaves.isEmpty)
        let named = (isProject ? root.first("title")?.text : root.first("layer-tree-group", "layer-tree-group")?.attributes["name"])
        #expect(named == "Mobilité \"verte\"")
    }
}
