import Foundation

/// Every message of one language: the JSON files of its folder, one a topic, put together.
struct Catalogue: Sendable {
    let messages: [String: Message]

    /// The catalogues that ship with the program, read from its resource bundle on first use.
    ///
    /// Unreadable catalogues are a broken build, not a condition that a caller could handle: keys then stand for
    /// their messages, and the tests of this room fail.
    static func shipped(_ language: Language) -> Catalogue {
        switch language {
        case .french: french
        case .english: english
        }
    }

    private static let french = load(.french)
    private static let english = load(.english)

    private static func load(_ language: Language) -> Catalogue {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Resources/\(language.rawValue)")
        return (try? Catalogue(folder: folder, language: language)) ?? Catalogue(sources: [:], language: language)
    }

    /// - Parameter sources: the text of each message by key, as the catalogues write them.
    init(sources: [String: String], language: Language) {
        messages = sources.mapValues { Message(language == .french ? FrenchTypography.applied(to: $0) : $0) }
    }

    /// - Throws: when a file of `folder` is not an object of strings, or a key is written in two files.
    init(folder: URL, language: Language) throws {
        var sources: [String: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == "json" {
            let topic: [String: String]
            do {
                topic = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
            } catch {
                throw CatalogueError(file: file.lastPathComponent, problem: "\(error)")
            }
            for (key, text) in topic where sources.updateValue(text, forKey: key) != nil {
                throw CatalogueError(file: file.lastPathComponent, problem: "\(key) is also written in another file")
            }
        }
        self.init(sources: sources, language: language)
    }
}

struct CatalogueError: Error, CustomStringConvertible {
    let file: String
    let problem: String
    var description: String { "\(file): \(problem)" }
}
