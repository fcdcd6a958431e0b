import Foundation
import Testing

/// The catalogues against one another, and against what the program uses.
@Suite struct CatalogueTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardizedFileURL
    private static let folder = root.appendingPathComponent("Sources/Localization/Resources")

    static let topics: [String] = {
        let names = ["fr", "en"].flatMap {
            (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent($0).path)) ?? []
        }
        return Set(names).sorted()
    }()

    /// Every key of one language, put together.
    private static let keys: Set<String> = Set(topics.flatMap { topic in
        (try? messages("fr", topic).keys).map(Array.init) ?? []
    })

    private static func messages(_ language: String, _ topic: String) throws -> [String: String] {
        let file = folder.appendingPathComponent(language).appendingPathComponent(topic)
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    private static func files(_ folder: String, _ pathExtension: String) -> [URL] {
        let enumerator = FileManager.default.enumerator(
            at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        return (enumerator.map { Array($0) } ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == pathExtension }
    }

    /// `{count|ligne|lignes}` and `{count}` both need `count`.
    private func placeholders(_ text: String) -> Set<String> {
        let bare = text.replacing("{{", with: "").replacing("}}", with: "")
        return Set(bare.matches(of: /\{([A-Za-z0-9_]+)(\|[^{}|]*\|[^{}|]*|\?[^{}]*)?\}/).map { String($0.1) })
    }

    @Test(arguments: topics)
    func bothLanguagesSayTheSameThings(topic: String) throws {
        let french = try Self.messages("fr", topic)
        let english = try Self.messages("en", topic)
        #expect(Set(french.keys).symmetricDifference(english.keys).sorted() == [])
        for (key, text) in french {
            if let other = english[key] { #expect(placeholders(text) == placeholders(other), "\(key)") }
        }
    }

    @Test(arguments: ["fr", "en"])
    func noKeyIsWrittenInTwoFiles(language: String) throws {
        var places: [String: String] = [:]
        for topic in Self.topics {
            for key in try Self.messages(language, topic).keys {
                if let other = places.updateValue(topic, forKey: key) { Issue.record("\(key) is in \(other) and \(topic)") }
            }
        }
    }

    /// Messages are put into pages and terminals as they are.
    @Test(arguments: topics)
    func messagesAreTidy(topic: String) throws {
        for language in ["fr", "en"] {
            for (key, text) in try Self.messages(language, topic) {
                #expect(!text.isEmpty, "\(language) \(key)")
                #expect(!text.contains("  ") || text.contains("\n"), "two spaces: \(language) \(key)")
                #expect(!text.contains("TODO"), "\(language) \(key)")
                let isOpen = text.replacing("{{", with: "").contains("{") && placeholders(text).isEmpty
                #expect(!isOpen, "a brace that is no placeholder: \(language) \(key): \(text)")
            }
        }
    }

    @Test func everyKeyUsedInTheSourcesExists() throws {
        var unknown: [String] = []
        var found = 0
        for file in Self.files("Sources", "swift") {
            let source = try String(contentsOf: file, encoding: .utf8)
            let code = source.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }.joined(separator: "\n")
            let messages = /(?:\btext|\bt|\bsay|\.message|\bphrase)\(\s*"([a-z][A-Za-z0-9_-]*\.[^"\s]*)"/
            for use in code.matches(of: messages.wordBoundaryKind(.simple)) {
                found += 1
                check(String(use.1), prefix: "", in: file, &unknown)
            }
            for use in code.matches(of: /\bmessage\(\s*code: "([^"\s]+)"/.wordBoundaryKind(.simple)) {
                check(String(use.1), prefix: "errors.", in: file, &unknown)
            }
            for use in code.matches(of: /\b(Instance|Job)(?:Error|Failure)\(\s*(?:code: )?"([^"\s]+)"/.wordBoundaryKind(.simple)) {
                check(String(use.2), prefix: use.1 == "Instance" ? "errors.instance." : "errors.", in: file, &unknown)
            }
        }
        #expect(unknown.sorted() == [])
        #expect(found > 200, "the patterns no longer see how the sources use keys")
    }

    @Test func everyKeyUsedInTheTemplatesExists() throws {
        var unknown: [String] = []
        for file in Self.files("Sources/Server/Resources/Templates", "mustache") {
            let source = try String(contentsOf: file, encoding: .utf8)
            for use in source.matches(of: /\{\{\{?[&#^\/]?\s*t\.([A-Za-z0-9_.-]+)\s*\}?\}\}/) {
                check(String(use.1), prefix: "site.", in: file, &unknown)
            }
        }
        #expect(unknown.sorted() == [])
    }

    /// A key with a part that is computed must at least begin and end as some message does.
    private func check(_ literal: String, prefix: String, in file: URL, _ unknown: inout [String]) {
        let parts = literal.split(separator: /\\\(.*\)/, omittingEmptySubsequences: false).map(String.init)
        let isKnown: Bool
        if parts.count > 1 {
            let (start, end) = (prefix + parts[0], parts[parts.count - 1])
            isKnown = Self.keys.contains { $0.hasPrefix(start) && $0.hasSuffix(end) }
        } else if literal.contains("\\(") {
            // The literal goes on behind a quote inside the interpolation: only its beginning is known.
            let start = prefix + literal.prefix { $0 != "\\" }
            isKnown = Self.keys.contains { $0.hasPrefix(start) }
        } else if literal.hasSuffix(".") {
            // The rest is put behind it.
            isKnown = Self.keys.contains { $0.hasPrefix(prefix + literal) }
        } else {
            isKnown = Self.keys.contains(prefix + literal)
        }
        if !isKnown { unknown.append("\(file.lastPathComponent): \(prefix)\(literal)") }
    }
}
