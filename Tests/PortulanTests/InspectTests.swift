import Foundation
import Terminal
import Testing
import portulan

/// Delimited text is described without any installed library, so these run everywhere.
@Suite("Describing a file")
struct InspectTests {
    private static let text = """
        nom;prix;date
        Évry;1,5;2024-01-31
        Lyon;2,75;2024-02-01
        Pau;abc;2024-02-02;et;un;mot;de;trop
        Nice;3;2024-02-03

        """

    private func inspecting(_ words: [String], width: Int? = nil, _ body: (Run) throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try Self.text.write(to: folder.appending(path: "villes.csv"), atomically: true, encoding: .utf8)
            try body(await Run(["inspect", "villes.csv"] + words, folder: folder, width: width))
        }
    }

    @Test("A person reads what the file is, each column, and which rows were left out")
    func report() async throws {
        try await inspecting([]) { run in
            #expect(run.status == .success)
            for word in ["UTF-8", "point-virgule", "1 ligne écartée", "décimal", "1,5 → 3", "2024-01-31 → 2024-02-03", "ligne 4"] {
                #expect(run.output.contains(word), "\(word) is not in: \(run.output)")
            }
            #expect(run.errors.isEmpty)
        }
    }

    @Test("Every line of the report fits the screen", arguments: [50, 80, 120])
    func fits(width: Int) async throws {
        try await inspecting([], width: width) { run in
            for line in run.output.split(separator: "\n") { #expect(line.displayWidth <= width, "\(line)") }
        }
    }

    @Test("A program reads the same in every language", arguments: ["fr", "en"])
    func document(language: String) async throws {
        try await inspecting(["--json", "--lang", language]) { run in
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
            #expect(document["rows"] as? Int == 3)
            #expect(document["rejectedRows"] as? Int == 1)
            let columns = try #require(document["columns"] as? [[String: Any]])
            #expect(columns.map { $0["type"] as? String } == ["text", "number", "date"])
        }
    }

    @Test("A column's type is explained, by its name in any case")
    func why() async throws {
        try await inspecting(["--why", "PRIX"]) { run in
            #expect(run.status == .success)
            #expect(run.output.contains("✓"))
        }
    }

    @Test("A column that is not there is answered with its neighbour")
    func unknownColumn() async throws {
        try await inspecting(["--why", "prx"]) { run in
            #expect(run.status == .usage)
            #expect(run.errors.contains("« prix »"))
        }
    }
}
