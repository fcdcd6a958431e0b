import Foundation
import Identity
import Store
import StoreFixtures
import Synchronization

/// Accounts on a store of the run's engine, a clock in the test's hand, and passwords that cost little.
final class Fixture: Sendable {
    let folder: URL
    let store: any TransferableStore
    let identity: Identity
    private let place: TestStore
    let clock = Clock()

    static let cheap = ScryptCost(logRounds: 4, blockSize: 8, parallelism: 1)
    static let password = "huit pommes bien rouges"
    static let chief = Authorization.commandLine(.manageAccounts, user: "root")
    static let members = Authorization.commandLine(.manageMembers, user: "root")

    init(cost: ScryptCost = cheap) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("identity-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        place = try await TestStore(in: folder)
        store = try place.open()
        let clock = clock
        identity = Identity(store: store, hasher: PasswordHasher(cost: cost), siteNames: ["Données de Lyon"]) { clock.now }
        try await identity.migrate()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The same accounts as another process sees them, perhaps with other costs.
    func other(cost: ScryptCost = cheap) throws -> Identity {
        let clock = clock
        return Identity(store: try place.open(), hasher: PasswordHasher(cost: cost)) { clock.now }
    }

    /// An account whose owner has chosen ``password``.
    @discardableResult
    func account(_ email: String = "lea@exemple.fr", grant: Grant? = nil) async throws -> Account {
        let made = try await identity.createAccount(email: email, name: "Léa Martin", grant: grant, by: Self.chief)
        try await identity.reset(by: made.link, to: Self.password, address: "192.0.2.1")
        return made.account
    }

    @discardableResult
    func login(
        _ email: String = "lea@exemple.fr", _ password: String = password, from address: String = "192.0.2.1",
        former: SecretToken? = nil, on identity: Identity? = nil
    ) async throws -> OpenedSession {
        try await (identity ?? self.identity).login(
            email: email, password: password, address: address, limitKey: address, agent: "Firefox", former: former)
    }

    /// The problem that `body` ends with; nil where it ends well.
    func problem(_ body: () async throws -> Void) async throws -> IdentityError.Problem? {
        do {
            try await body()
            return nil
        } catch let error as IdentityError {
            return error.problem
        }
    }
}

/// A clock that moves only when a test moves it.
final class Clock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_763_776_800))
    var now: Date { time.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}
