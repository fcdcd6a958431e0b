package import Foundation
import Localization
package import Store

/// Which engine holds an instance's store, and where.
package enum StoreLocation: Sendable, Hashable {
    /// The file within the instance's folder.
    case sqlite(URL)
    case postgres(PostgresAddress)

    /// The variable that holds the password of a PostgreSQL store.
    package static let passwordVariable = "PORTULAN_STORE_PASSWORD"

    /// - Parameter environment: where the password is looked for, before the file that the settings name.
    /// - Throws: ``InstanceError`` `store.password` where that file cannot be read; `StoreError`.
    package init(_ settings: Settings, in folder: InstanceFolder, environment: [String: String]) throws {
        guard settings.store != Self.embedded else {
            self = .sqlite(folder.store)
            return
        }
        self = .postgres(try PostgresAddress(
            settings.store, password: try Self.password(settings, in: folder, environment: environment)))
    }

    /// The value of the setting that means the embedded engine.
    package static let embedded = "sqlite"

    /// The engine's name and place, without any secret.
    package var shown: String {
        switch self {
        case .sqlite(let file): file.path
        case .postgres(let address): address.uri
        }
    }

    /// - Throws: `StoreError` of kind `cannotOpen`, `readOnly` or `corrupt`.
    package func open() async throws -> any TransferableStore {
        switch self {
        case .sqlite(let file): try SQLiteStore(path: file)
        case .postgres(let address): try await PostgresStore.open(address)
        }
    }

    private static func password(
        _ settings: Settings, in folder: InstanceFolder, environment: [String: String]
    ) throws -> String? {
        if let password = environment[passwordVariable], !password.isEmpty { return password }
        guard !settings.storePasswordFile.isEmpty else { return nil }
        let file = URL(fileURLWithPath: settings.storePasswordFile, relativeTo: folder.root).standardizedFileURL
        do {
            return String(decoding: try Data(contentsOf: file), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            throw InstanceError("store.password", ["file": .text(file.path)], underlying: error)
        }
    }
}
