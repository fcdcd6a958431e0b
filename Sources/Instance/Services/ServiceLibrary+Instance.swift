import DuckDB
import Foundation
import Services

extension ServiceLibrary {
    /// The folders that hold the services of an instance: its own, then those of its settings.
    static func folders(_ settings: Settings, in folder: InstanceFolder) -> [URL] {
        [folder.services] + settings.serviceFolders.split(separator: ":").map { path in
            URL(filePath: String(path), directoryHint: .isDirectory, relativeTo: folder.root).absoluteURL
        }
    }

    /// The services of an instance: its own folder, then those of its settings.
    ///
    /// An instance whose territories are damaged serves all the same; the doctor says what is wrong.
    convenience init(_ settings: Settings, in folder: InstanceFolder, support: SupportFolder, environment: [String: String]) {
        var variables = environment
        if variables["DATA"] == nil {
            let data = support.root.appendingPathComponent("data-france")
            if FileManager.default.fileExists(atPath: data.path) { variables["DATA"] = data.path }
        }
        for word in settings.serviceVariables.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { variables[parts[0]] = parts[1] }
        }
        self.init(
            folders: Self.folders(settings, in: folder), variables: variables, support: support,
            gazetteer: (try? folder.gazetteer(support)) ?? nil)
    }
}
