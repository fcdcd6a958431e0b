import Foundation
import Identity
import Indicators
import Steering
import Store
import StoreFixtures
import Synchronization
import Territories

/// People who steer two policies in a small country, on a store of the run's engine, with a clock in the test's hand.
final class Desk: Sendable {
    static let programme = SteeringProgramme(
        service: "pilote", title: "Pilotage", levels: [.departement, .france, .region],
        policies: [
            SteeredPolicy(slug: "sante", name: "Santé", indicators: [.init(IndicatorID(service: "pilote", slug: "medecins"))]),
            SteeredPolicy(slug: "routes", name: "Routes", indicators: [.init(IndicatorID(service: "pilote", slug: "accidents"), weight: 2)]),
        ])
    static let ille = TerritoryID("departement:35")!
    static let finistere = TerritoryID("departement:29")!
    static let manche = TerritoryID("departement:50")!
    static let bretagne = TerritoryID("region:53")!

    let folder: URL
    let store: any TransferableStore
    let identity: Identity
    let steering: Steering
    let gazetteer: Gazetteer
    let clock = Clock()

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "steering-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try await TestStore(in: folder).open()
        let clock = clock
        identity = Identity(store: store, hasher: PasswordHasher(cost: ScryptCost(logRounds: 4, blockSize: 8, parallelism: 1))) { clock.now }
        try await identity.migrate()
        gazetteer = try Self.country(in: folder)
        steering = Steering(store: store, journal: identity.journal, gazetteer: gazetteer) { clock.now }
        try await steering.migrate()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Bretagne with two départements, Normandie with one.
    private static func country(in folder: URL) throws -> Gazetteer {
        let tables = [
            "regions": "code_region,nom,code_chef_lieu\n28,Normandie,\n53,Bretagne,\n",
            "departements": "code_departement,nom,code_region,code_chef_lieu\n29,Finistère,53,\n35,Ille-et-Vilaine,53,\n50,Manche,28,\n",
            "epci": "siren,nom,type\n", "cantons": "code_canton,nom,type,code_departement,code_bureau_centralisateur,geometry\n",
            "codes_postaux_communes": "code_postal,code_commune\n",
            "communes": """
                code_commune,type,nom,population_municipale,code_commune_parente,code_departement,code_region,siren_epci,geometry
                29019,COM,Brest,140000,,29,53,,
                35238,COM,Rennes,225000,,35,53,,
                50502,COM,Saint-Lô,19000,,50,28,,

                """,
        ]
        let source = folder.appending(path: "code")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (name, text) in tables { try Data(text.utf8).write(to: source.appending(path: "\(name).csv")) }
        let file = folder.appending(path: "country.territories")
        _ = try SnapshotBuilder(files: [source], base: nil, date: CivilDate("2026-01-01")).write(to: file)
        return try Gazetteer(opening: file)
    }

    /// Somebody with rights, each an action, a policy (nil for all) and a territory.
    func person(
        _ email: String, role: Grant? = nil, _ rights: [(SteeringAction, String?, TerritoryID)] = [], in programme: SteeringProgramme = programme
    ) async throws -> SteeringPrincipal {
        let made = try await identity.createAccount(
            email: email, name: "Nom de \(email)", grant: role, by: .commandLine(.manageAccounts, user: "root"))
        try await identity.reset(by: made.link, to: Self.password, address: "192.0.2.1")
        for (action, policy, territory) in rights {
            try await steering.grant(action, to: made.account.id, by: Self.root(.manage, policy, territory))
        }
        return try await principal(made.account, programme)
    }

    private static let password = "huit pommes bien rouges"

    /// Somebody as a request would find them now.
    func principal(_ account: Account, _ programme: SteeringProgramme = programme) async throws -> SteeringPrincipal {
        let opened = try await identity.login(
            email: account.email, password: Self.password, address: "192.0.2.1", limitKey: "192.0.2.1", agent: "Firefox")
        return try await steering.principal(opened.principal, in: programme)
    }

    /// The command line's proof.
    static func root(_ action: SteeringAction, _ policy: String?, _ territory: TerritoryID) -> SteeringAuthorization {
        .commandLine(action, user: "root", on: SteeringPlace(service: "pilote", policy: policy, territory: territory))
    }

    /// What everybody wrote in a place, the latest first.
    func texts(_ policy: String = "sante", _ territory: TerritoryID = ille) async throws -> [SteeringEntry.Content] {
        try await steering.entries(in: SteeringPlace(service: "pilote", policy: policy, territory: territory)).map(\.content)
    }
}

/// A clock that moves only when a test moves it.
final class Clock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_763_776_800))
    var now: Date { time.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}
