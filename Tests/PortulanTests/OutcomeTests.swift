import Foundation
import Testing
import portulan

@Suite("Outcomes")
struct OutcomeTests {
    /// Failures that say themselves that the program is at fault.
    private static let mistakes: Set<String> = [
        "unexpected", "server.internal", "cli.engine.failed", "lake.engine.failed", "store.constraint", "store.statement", "store.unexpectedValue",
        "store.other",
    ]

    @Test("Every error of the catalogues has its exit status")
    func coverage() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Localization/Resources/fr").standardizedFileURL
        var codes: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let messages = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
            codes.formUnion(messages.keys.filter { $0.hasPrefix("errors.") && !$0.hasSuffix(".hint") })
        }
        #expect(codes.count > 100)
        for code in codes.map({ String($0.dropFirst("errors.".count)) }) where !Self.mistakes.contains(code) {
            #expect(Outcome(code: code) != .software, "\(code) has no exit status of its own")
        }
    }

    @Test("The longest code that fits decides", arguments: [
        ("cli.usage.option.unknown", Outcome.usage), ("tables.quote.unclosed", .dataError),
        ("tables.disk.full", .inputOutput), ("tablesque", .software), ("cli.file.missing.near", .noInput),
        ("cli.file.permission", .noPermission), ("catalog.fetch.status", .unavailable), ("nothing", .software),
    ])
    func precedence(code: String, expected: Outcome) {
        #expect(Outcome(code: code) == expected)
    }
}
