package import Foundation
import Localization
import Store

/// Looks at everything that an instance needs, and says how to mend what is wrong. It changes nothing.
package struct Doctor: Sendable {
    let folder: InstanceFolder?
    let environment: [String: String]
    let executable: URL
    let now: @Sendable () -> Date
    /// Where there is no instance to look at, the disk of this folder is looked at.
    let currentFolder: URL

    /// - Parameter root: the instance; nil looks at the machine only.
    package init(
        root: URL?, environment: [String: String], executable: URL,
        currentFolder: URL = URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        folder = root.map(InstanceFolder.init)
        self.environment = environment
        self.executable = executable
        self.currentFolder = currentFolder
        self.now = now
    }

    /// All checks, in the order in which one would mend.
    package func checks() async -> [DoctorCheck] {
        var checks = await machineChecks()
        guard let folder else { return checks }
        guard folder.exists else {
            checks.append(.wrong("folder", "missing", ["folder": .text(folder.root.path)]))
            return checks
        }
        checks.append(contentsOf: permissionChecks(folder))
        let (settings, found) = settingsChecks(folder)
        checks.append(contentsOf: found)
        checks.append(await storeCheck(folder, settings))
        checks.append(territoriesCheck(folder))
        if let settings {
            checks += await contentChecks(folder, settings)
            checks.append(portCheck(settings))
        }
        return checks
    }
}
