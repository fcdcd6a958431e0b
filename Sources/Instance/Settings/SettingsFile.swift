package import Foundation
import Localization
import Yams

/// `portulan.yaml` and the environment, read into ``Settings``.
package enum SettingsFile {
    /// Variables of this prefix that are not settings.
    private static let otherVariables: Set<String> = [
        "PORTULAN_INSTANCE", "PORTULAN_LANG", "PORTULAN_SUPPORT", "PORTULAN_REGENERATE",
        "PORTULAN_TEST_POSTGRES", StoreLocation.passwordVariable,
    ]

    /// The settings of a file, with those of the environment over them.
    ///
    /// - Throws: ``InstanceError``, the first of ``problems(in:environment:)`` that is an error.
    package static func load(_ file: URL, environment: [String: String]) throws -> Settings {
        let text: String
        do {
            text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        } catch {
            throw InstanceError("settings.unreadable", ["file": .text(file.path)], underlying: error)
        }
        return try parse(text, file: file.lastPathComponent, environment: environment)
    }

    /// The settings that `text` writes.
    ///
    /// - Parameter file: its name, for messages.
    package static func parse(
        _ text: String, file: String = "portulan.yaml", environment: [String: String] = [:]
    ) throws -> Settings {
        var settings = Settings()
        if let problem = read(text, file: file, into: &settings).first { throw problem }
        if let problem = read(environment, into: &settings).first { throw problem }
        return settings
    }

    /// Everything that is wrong, in the order of the lines.
    package static func problems(in text: String, file: String, environment: [String: String]) -> [InstanceError] {
        var settings = Settings()
        return read(text, file: file, into: &settings) + read(environment, into: &settings)
    }

    /// Variables that look like settings and are none, each with the name that was probably meant.
    package static func unknownVariables(_ environment: [String: String]) -> [(name: String, nearest: String?)] {
        let known = Set(Setting.all.map(\.environmentName)).union(otherVariables)
        return environment.keys.filter { $0.hasPrefix("PORTULAN_") && !known.contains($0) }.sorted().map {
            ($0, known.sorted().nearest(to: $0))
        }
    }

    /// The file's text with one setting written in it: in place of its line, commented out or not, or at the end. What
    /// people wrote around it stays.
    static func writing(_ value: String, for setting: Setting, in text: String) -> String {
        var lines = text.components(separatedBy: "\n")
        let line = "\(setting.key): \(value)"
        let places = ["\(setting.key):", "#\(setting.key):"].compactMap { start in
            lines.firstIndex { $0.hasPrefix(start) }
        }
        if let place = places.first {
            lines[place] = line
        } else {
            lines.insert(line, at: lines.last?.isEmpty == true ? lines.count - 1 : lines.count)
        }
        return lines.joined(separator: "\n")
    }

    /// Replaces the file at once.
    static func save(_ text: String, to file: URL) throws {
        let beside = file.deletingLastPathComponent().appendingPathComponent(".\(file.lastPathComponent).new")
        try? FileManager.default.removeItem(at: beside)
        let output = try DurableFile.create(beside)
        try output.write(contentsOf: Data(text.utf8))
        try output.synchronize()
        try output.close()
        try DurableFile.replace(file, with: beside)
    }

    private static func read(_ environment: [String: String], into settings: inout Settings) -> [InstanceError] {
        Setting.all.compactMap { setting -> InstanceError? in
            guard let text = environment[setting.environmentName], !text.isEmpty else { return nil }
            do throws(SettingKind.Refusal) {
                try setting.apply(text, &settings)
                return nil
            } catch {
                return InstanceError(
                    "settings.variable",
                    ["variable": .text(setting.environmentName), "value": .text(setting.shown(text))], refusal: error)
            }
        }
    }

    private static func read(_ text: String, file: String, into settings: inout Settings) -> [InstanceError] {
        let root: Node
        do {
            // A file of nothing but comments is a file of defaults.
            guard let node = try Yams.compose(yaml: text) else { return [] }
            root = node
        } catch {
            return [syntaxProblem(error, file: file)]
        }
        if root.scalar.map({ $0.string.isEmpty }) == true { return [] }
        guard let mapping = root.mapping else {
            return [InstanceError("settings.shape", ["file": .text(file), "line": .integer(root.mark?.line ?? 1)])]
        }
        return mapping.compactMap { keyNode, valueNode -> InstanceError? in
            let key = keyNode.string ?? ""
            var place: [String: MessageArgument] = [
                "file": .text(file), "line": .integer(keyNode.mark?.line ?? 1), "key": .text(key),
            ]
            guard let setting = Setting.all.first(where: { $0.key == key }) else {
                guard let nearest = Setting.all.map(\.key).nearest(to: key) else {
                    return InstanceError("settings.unknown", place)
                }
                place["nearest"] = .text(nearest)
                return InstanceError("settings.misspelled", place)
            }
            guard let scalar = valueNode.scalar else { return InstanceError("settings.nested", place) }
            // `title:` with nothing behind it asks for the default.
            if scalar.style == .plain, ["", "~", "null"].contains(scalar.string) { return nil }
            do throws(SettingKind.Refusal) {
                try setting.apply(scalar.string, &settings)
                return nil
            } catch {
                place["value"] = .text(setting.shown(scalar.string))
                return InstanceError("settings.value", place, refusal: error)
            }
        }
    }

    private static func syntaxProblem(_ error: any Error, file: String) -> InstanceError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            InstanceError(
                "settings.syntax",
                [
                    "file": .text(file), "line": .integer(mark.line), "column": .integer(mark.column),
                    "problem": .text(problem),
                ], underlying: error)
        case .duplicatedKeysInMapping(let duplicates, let context):
            InstanceError(
                "settings.duplicate",
                [
                    "file": .text(file), "line": .integer(context.mark.line),
                    "keys": .list(duplicates.map { .text("\($0)") }),
                ], underlying: error)
        default:
            InstanceError(
                "settings.syntax",
                ["file": .text(file), "line": 1, "column": 1, "problem": .text("\(error)")], underlying: error)
        }
    }
}

extension InstanceError {
    fileprivate init(_ problem: String, _ arguments: [String: MessageArgument], refusal: SettingKind.Refusal) {
        // What is expected is a message with arguments of its own; they travel in the same set, under other names.
        self.init(
            problem,
            arguments.merging(refusal.arguments) { given, _ in given }
                .merging(["expected": .message(refusal.expected)]) { given, _ in given })
    }
}
