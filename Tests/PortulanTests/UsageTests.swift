import Foundation
import Terminal
import Testing
import portulan

@Suite("Words that are not understood")
struct UsageTests {
    struct Case: CustomTestStringConvertible {
        let words: [String]
        let status: Outcome
        /// What the message must name, and the way out that must follow.
        let message: [String]
        var testDescription: String { words.joined(separator: " ") }

        init(_ words: [String], _ status: Outcome = .usage, says message: String...) {
            self.words = words
            self.status = status
            self.message = message
        }
    }

    static let cases = [
        Case(["nimporte"], says: "« nimporte »", "inspect, validate"),
        Case(["inspct", "x"], says: "« inspct »", "`portulan inspect`"),
        Case(["jobs", "lst"], says: "`portulan jobs list`"),
        Case(["service", "verifier", "x"], says: "« verifier »", "`portulan service check`", "`portulan service --help`", "new, check, list"),
        Case(["service", "chek", "--help"], says: "« chek »", "`portulan service check`"),
        Case(["service", "zzzz"], says: "« zzzz »", "new, check, list", "`portulan service --help`"),
        Case(["inspect"], says: "<fichier>", "`portulan inspect --help`"),
        Case(["inspect", "--sheet"], says: "--sheet", "<nom>"),
        Case(["inspect", "--sheet", "--json", "a"], says: "--sheet", "<nom>"),
        Case(["inspect", "a", "b"], says: "« b »", "guillemets"),
        Case(["inspect", "--jsn", "a"], says: "--jsn", "`--json`"),
        Case(["inspect", "--json=oui", "a"], says: "--json ne prend pas de valeur"),
        Case(["inspect", "a", "--delimiter", ";;"], .noInput, says: "a"),
        Case(["inspect", "a", "--encoding", "utf8"], says: "« utf8 »", "`utf-8`"),
        Case(["serve", "--port", "abc"], says: "« abc »", "nombre entier"),
        Case(["serve", "--port", "99999"], says: "99999", "65535"),
        Case(["query", "x", "--format", "cvs"], says: "« cvs »", "`csv`"),
        Case(["query"], says: "<ressource>"),
        Case(["restore", "a"], says: "<dossier>"),
        Case(["territories", "passage", "a.csv"], says: "`--from <jour>`", "--help"),
        Case(["jobs", "list", "--state", "fini"], says: "« fini »", "queued, running, succeeded, failed et cancelled"),
        Case(["--lang", "de", "inspect", "x"], says: "« de »", "fr et en"),
        Case(["inspect", "--lang"], says: "--lang", "<langue>"),
        Case(["--generate-completion-script", "csh"], says: "« csh »", "bash, zsh et fish"),
        Case(["inspect", "absent.csv"], .noInput, says: "absent.csv"),
        Case(["inspect", "https://exemple.fr/a.csv"], .noInput, says: "adresse", "portulan ingest"),
        Case(["inspect", "/"], .noInput, says: "dossier", "`/*.csv`"),
        Case(["query", "communes"], .noInput, says: "instance", "portulan init"),
        Case(["serve", "--instance", "/nowhere/at/all"], .noInput, says: "/nowhere/at/all", "portulan.yaml"),
    ]

    @Test("The message names the word at fault and the way out", arguments: cases)
    func message(_ example: Case) async throws {
        try await withTemporaryFolder { folder in
            let run = await Run(example.words, folder: folder)
            #expect(run.status == example.status)
            #expect(run.output.isEmpty)
            let lines = run.errors.split(separator: "\n")
            #expect(lines.first?.hasPrefix("portulan: ") == true)
            #expect(lines.count >= 2, "there is no way out: \(run.errors)")
            for word in example.message { #expect(run.errors.contains(word), "\(run.errors)") }
        }
    }

    @Test("A missing file is named with its nearest neighbour")
    func neighbour() async throws {
        try await withTemporaryFolder { folder in
            try "a\n1\n".write(to: folder.appending(path: "communes.csv"), atomically: true, encoding: .utf8)
            let run = await Run(["inspect", "comunes.csv"], folder: folder)
            #expect(run.status == .noInput)
            #expect(run.errors.contains("`communes.csv`"))
        }
    }

    @Test("The language is asked for before all else", arguments: [
        (["--lang", "en", "nimporte"], [:], "Unknown command"),
        (["nimporte", "--lang=en"], [:], "Unknown command"),
        (["nimporte"], ["LANG": "en_GB.UTF-8"], "Unknown command"),
        (["nimporte"], ["LANG": "en_GB.UTF-8", "PORTULAN_LANG": "fr"], "Commande inconnue"),
        (["nimporte"], ["LANG": "C.UTF-8"], "Commande inconnue"),
        (["nimporte", "--lang", "fr"], ["PORTULAN_LANG": "en"], "Commande inconnue"),
        (["inspect", "--", "--lang"], ["LANG": "fr_FR"], "--lang"),
    ] as [([String], [String: String], String)])
    func language(words: [String], environment: [String: String], expected: String) async {
        #expect(await Run(words, environment: environment).errors.contains(expected))
    }
}
