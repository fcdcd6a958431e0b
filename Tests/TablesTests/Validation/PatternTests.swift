import Foundation
import Tables
import Testing

/// Our own automaton against PCRE2: on every value one answer.
@Suite struct PatternTests {
    /// The patterns of the national schemas and of the benchmarks, those at hand in any case first.
    static let patterns: [String] = {
        var patterns = [
            #"^([013-9]\d|2[AB1-9])\d{3}$"#, #"^\d{14}$"#, #"[a-c]+x?|é{2,3}"#, #"^(a|b)*abb$"#, #"(?:(?:^|,)(^[A-Z]{2}[A-Z0-9]{4,33}$|Non concerné))+$"#,
            #"(.*?)((\d{1,2}:\d{2})-(\d{1,2}:\d{2})|24/7)"#, #"^[^|]+(\|[^|]+)*$"#, #"[À-ÿ]+"#, #"\w+\s?"#, #"[\w.-]{1,3}"#, #"a{0}b"#, "", "^$", "a||b", #"\u00e9\.x"#,
            #"(a?){3}b"#, #"[^\d]x"#, "(^a|b$)+", #"\D\S\W"#,
        ]
        let folder = URL(filePath: "../shared/data/schemas")
        for file in (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [] {
            guard let data = try? Data(contentsOf: file), let schema = try? TableSchema(json: data) else { continue }
            patterns += schema.fields.compactMap(\.constraints.pattern)
        }
        for name in ["bal", "irve"] {
            guard let data = try? Data(contentsOf: URL(filePath: "../shared/bench/\(name).schema.json")), let schema = try? TableSchema(json: data) else { continue }
            patterns += schema.fields.compactMap(\.constraints.pattern)
        }
        return Array(Set(patterns)).sorted()
    }()

    @Test(arguments: patterns)
    func automatonAndPCREAgree(pattern: String) throws {
        let comparison = try PatternComparison(pattern)
        guard comparison.hasAutomaton else { return }
        var numbers = SeededNumbers(seed: UInt64(pattern.utf8.reduce(7) { $0 &* 31 &+ Int($1) }.magnitude))
        // Values near the pattern: its own letters and what they often stand for, cut, joined and disturbed.
        let letters = Array(pattern.unicodeScalars) + Array("019azAZé_ -|,.:/\n٣".unicodeScalars)
        let words = pattern.split { "()|^$?*+[]{}\\".contains($0) }.map(String.init) + ["0", "12", "345", "2A", "FR", "a", "é", "24/7", "10:00-12:00", "|", ","]
        var matches = 0
        for _ in 0..<1_500 {
            var value = ""
            for _ in 0..<(numbers.next() % 6) {
                if numbers.next() % 3 == 0 {
                    value.unicodeScalars.append(letters[Int(numbers.next() % UInt64(letters.count))])
                } else {
                    value += words[Int(numbers.next() % UInt64(words.count))]
                }
            }
            let answers = comparison.answers(value)
            #expect(answers.automaton == nil || answers.automaton == answers.expression, "\(pattern) on \(value.debugDescription)")
            if answers.expression == true { matches += 1 }
        }
        _ = matches
    }

    /// Most of what the national schemas write is within the automaton's means.
    @Test(arguments: [(#"^\d{5}$"#, true), (#"(a)\1"#, false), (#"(?i)abc"#, false), (#"(?=a)b"#, false), (#"\bword\b"#, false), ("a{1,2000}", false), (#"^[^\s]+$"#, true), (#"\p{L}"#, false), ("a++", false), ("[[:alpha:]]", false)])
    func automataAreMadeWhereTheyDecide(pattern: String, isMade: Bool) throws {
        #expect(try PatternComparison(pattern).hasAutomaton == isMade)
    }
}
