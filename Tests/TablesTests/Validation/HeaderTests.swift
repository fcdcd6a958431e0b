import Localization
import Tables
import Testing

/// How columns and fields go together, by name.
@Suite struct HeaderTests {
    private static let schema = #"{"fields": [{"name": "code_insee", "constraints": {"required": true}}, {"name": "Libellé"}, {"name": "date_maj", "type": "date"}]}"#

    static let cases: [(header: String, findings: [String])] = [
        ("code_insee;Libellé;date_maj", []),
        ("Libellé;code_insee;date_maj", ["1:- header.order "]),
        // The same name but for case, accents, spaces: proposed, never taken for right.
        ("Code INSEE;Libellé;date_maj", ["1:0 header.nearMiss Code INSEE"]),
        ("code_insee;libelle;date-maj", ["1:1 header.nearMiss libelle", "1:2 header.nearMiss date-maj"]),
        ("Libellé;date_maj", ["1:- header.missing "]),
        ("code_insee;date_maj", ["1:- header.missingOptional "]),
        ("code_insee;Libellé;date_maj;autre", ["1:3 header.extra autre"]),
        ("code_insee;Libellé;date_maj;", ["1:3 header.empty "]),
        ("code_insee;Libellé;code_insee;date_maj", ["1:2 header.duplicate code_insee"]),
        ("code_inse;Libellé;date_maj", ["1:- header.missing ", "1:0 header.extra code_inse"]),
    ]

    @Test(arguments: cases.indices)
    func headersAreMatched(index: Int) throws {
        let item = Self.cases[index]
        let cells = item.header.split(separator: ";", omittingEmptySubsequences: false).map { $0.contains("date") ? "2024-01-01" : "x" }
        let text = item.header + "\n" + cells.joined(separator: ";") + "\n"
        #expect(try Validating.findings(text, Self.schema, warnings: true) == item.findings)
        Validating.checkWords(try Validating.validate(text, Validating.schema(Self.schema)))
    }

    @Test func nearMissesAreCheckedAndProposed() throws {
        let validation = try Validating.validate("code_insee;DATE MAJ\nx;hier\n", Validating.schema(Self.schema))
        #expect(validation.findings.filter { $0.rule.isError }.map(\.rule) == [.headerNearMiss, .typeDate])
        let proposal = validation.findings.first { $0.rule == .headerNearMiss }?.arguments["name"]
        #expect(proposal == .text("date_maj"))
    }

    /// A slip of the pen is proposed to both sides: to the field that is missing and to the column that is too many.
    @Test func slipsAreProposed() throws {
        let validation = try Validating.validate("code_inse;Libellé;date_maj\nx;x;2024-01-01\n", Validating.schema(Self.schema))
        let words = Localizer(.english)
        let sentences = validation.findings.compactMap { finding -> String? in
            if case .message(let key)? = finding.arguments["detail"] { words.text(key, finding.arguments) } else { nil }
        }
        #expect(sentences == ["The column “code_inse” may be this one: rename it.", "Did you mean “code_insee”?"])
        #expect(validation.header.missing == [0])
    }

    /// Two candidates are no proposal.
    @Test func ambiguousNames() throws {
        let schema = try Validating.schema(#"{"fields": [{"name": "a_b"}, {"name": "a-b"}]}"#)
        let header = HeaderMatch(headers: ["A B"], schema: schema)
        #expect(header.columns.map(\.role) == [.extra])
        #expect(header.missing == [0, 1])
    }
}
