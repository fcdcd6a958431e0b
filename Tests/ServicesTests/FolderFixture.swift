import Foundation
import Services

/// A service's folder written for one test.
struct FolderFixture {
    /// The folder that holds the services.
    let root: URL

    /// A small service without a mistake, by the paths of its files.
    static let sound = [
        "service.yaml": """
            title: Mairies
            description: Quand ouvrent-elles ?
            levels: [france, departement, commune]
            territory: fiche
            menu: [accueil]
            themes: {horaires: Horaires}
            parameters:
              rang:
                label: Rang
                values: {premier: Premier, second: Second}
              maille: {label: Maille, type: level}
            policies:
              - slug: ouvrir
                name: Ouvrir plus
                theme: horaires
                indicators: [heures]
            """,
        "sources/mairies.yaml": """
            datasets:
              - slug: mairies
                title: Mairies
                resources:
                  - slug: mairies
                    title: Horaires des mairies
                    file: ../data/mairies.csv
            """,
        "data/mairies.csv": "code,annee,heures,rang\n01001,2024,12,premier\n",
        "indicators/heures.yaml": """
            name: Heures d'ouverture
            unit: h
            level: commune
            nature: sum
            source: {dataset: mairies, territory: code, date: annee, value: sum(heures)}
            """,
        "pages/accueil.md": "---\ntitle: Accueil\n---\n\n```chart\nheures\n```\n\n```progress\n```\n",
        "pages/fiche.md": "---\ntitle: Fiche {{territoire.of}}\n---\n\n```table\nsource: mairies\nwhere: {rang: $rang}\n```\n",
    ]

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("portulan-services-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: root) }

    /// - Parameter files: texts by path in the service's folder; an empty text writes no file.
    @discardableResult
    func write(_ name: String, _ files: [String: String]) throws -> ServiceFolder {
        let folder = root.appendingPathComponent(name)
        for (path, text) in files where !text.isEmpty {
            let url = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return ServiceFolder(folder)
    }
}
