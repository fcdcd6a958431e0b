import Catalog
import Foundation
import Hummingbird
import HummingbirdTesting
import Instance
import Localization
import Logging
import NIOCore
import Server
import Store
import Territories

/// An instance with two small tables, served without a socket. Made once for all tests, which only read.
struct ServedInstance: Sendable {
    let application: Application<FrontDoor<RouterResponder<PortulanContext>>>
    let folder: URL

    static let shared = Task { try await ServedInstance() }

    /// Column names that trouble others, accents, missing values, a formula, a quote.
    static let places = #"""
        Code postal;prix.moyen;n°#;année__début;a "b";ouvert
        01000;1,5;1;2020-01-01;=1+1;oui
        02000;2,5;2;2021-06-30;"x;y";non
        2A000;;3;2022-12-31;Évry;oui
        75001;4,0;4;;"dit ""tu""";non

        """#

    static var root: URL { URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL }

    private init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "portulan-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var environment = ["PORTULAN_RATE_LIMIT": "0"]
        environment["PORTULAN_SUPPORT"] = ProcessInfo.processInfo.environment["PORTULAN_SUPPORT"]
            ?? Self.root.appending(path: ".portulan").path
        let (place, executable) = (folder.appending(path: "instance"), URL(filePath: "/nowhere/bin/portulan"))
        // All rooms of an instance know the territories that are there when it is opened.
        try await Instance.create(at: place, environment: environment, executable: executable).close()
        try Self.writeTerritories(to: place, from: folder.appending(path: "code"))
        let instance = try await Instance.open(at: place, environment: environment, executable: executable)

        let jobs = Task { await instance.runJobs() }
        let numbers = "n,pair\n" + (1...2500).map { "\($0),\($0 % 2 == 0)\n" }.joined()
        for (name, content) in [("lieux", Self.places), ("nombres", numbers)] {
            let file = folder.appending(path: "\(name).csv")
            try Data(content.utf8).write(to: file)
            let job = try await instance.catalog.ingest(IngestionRequest(source: .file(file), datasetSlug: name, resourceSlug: name))
            for try await state in instance.queue.updates(of: job) where state.state == .failed {
                throw RequestError("test.ingestion", ["error": .text("\(String(describing: state.error))")])
            }
        }
        jobs.cancel()
        await jobs.value
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        application = try PortulanServer(instance: instance, version: "test", logger: logger).application()
    }

    /// A vintage of one région, one département and two communes, without outlines.
    private static func writeTerritories(to root: URL, from source: URL) throws {
        let tables = [
            "regions": "code_region,nom,code_chef_lieu\n93,Provence-Alpes-Côte d'Azur,13055\n",
            "departements": "code_departement,nom,code_region,code_chef_lieu\n13,Bouches-du-Rhône,93,13055\n",
            "epci": "siren,nom,type\n200054807,Métropole d'Aix-Marseille-Provence,ME\n",
            "cantons": "code_canton,nom,type,code_departement,code_bureau_centralisateur,geometry\n",
            "codes_postaux_communes": "code_postal,code_commune\n13001,13055\n13100,13001\n",
            "communes": """
                code_commune,type,nom,population_municipale,code_commune_parente,code_departement,code_region,siren_epci,geometry
                13001,COM,Aix-en-Provence,147000,,13,93,200054807,
                13055,COM,Marseille,870000,,13,93,200054807,

                """,
        ]
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (name, text) in tables { try Data(text.utf8).write(to: source.appending(path: "\(name).csv")) }
        // A village that merged, and a hamlet that two communes shared.
        let events = source.appending(path: "mouvements.csv")
        try Data("""
            MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,LIBELLE_AP
            30,1975-01-01,COM,13902,0,Partagé,COM,13001,0,Aix-en-Provence
            30,1975-01-01,COM,13902,0,Partagé,COM,13055,0,Marseille
            31,2020-01-01,COM,13901,2,Le Petit-Bourg,COM,13001,0,Aix-en-Provence
            31,2020-01-01,COM,13001,0,Aix-en-Provence,COM,13001,0,Aix-en-Provence

            """.utf8).write(to: events)
        _ = try SnapshotBuilder(files: [source, events], base: nil, date: CivilDate("2026-01-01"))
            .write(to: root.appending(path: "territories.snapshot"))
    }

    /// One answer.
    static func answer(
        _ uri: String, method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:], body: String? = nil
    ) async throws -> TestResponse {
        try await shared.value.application.test(.router) { client in
            try await client.execute(uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
    }
}

/// An answer's body, read.
struct JSONAnswer: Decodable {
    enum Value: Decodable, Equatable {
        case null, bool(Bool), number(Double), text(String), other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() { self = .null }
            else if let value = try? container.decode(Bool.self) { self = .bool(value) }
            else if let value = try? container.decode(Double.self) { self = .number(value) }
            else if let value = try? container.decode(String.self) { self = .text(value) }
            else { self = .other }
        }
    }

    struct Links: Decodable { let next: String?, prev: String?, profile: String, swagger: String }
    struct Figures: Decodable { let page: Int?, page_size: Int, total: Int, next_cursor: String?, message: String? }

    let data: [[String: Value]]
    let links: Links
    let meta: Figures

    static func of(_ uri: String) async throws -> JSONAnswer {
        let answer = try await ServedInstance.answer(uri)
        guard answer.status == .ok else { throw RequestError("test.status", ["body": .text(String(buffer: answer.body))]) }
        return try JSONDecoder().decode(JSONAnswer.self, from: Data(answer.body.readableBytesView))
    }
}

/// A problem document, read.
struct ProblemAnswer: Decodable {
    struct Item: Decodable { let code: String?, title: String, detail: String }
    let type: String, title: String, status: Int, detail: String, hint: String?, instance: String, request_id: String
    let errors: [Item]
}
