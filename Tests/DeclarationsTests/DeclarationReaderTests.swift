import Declarations
import Localization
import Testing

@Suite("YAML with places")
struct DeclarationReaderTests {
    @Test("Each mistake is told with its place and what to do", arguments: [
        ("a: b\nnom: \"a", "f.yaml:2:"), ("nom: @a", "f.yaml:1:6: syntax"),
        ("nom: a\nnom: b", "f.yaml:1:1: key_duplicate"),
        ("nom: a\nnmo: b", "f.yaml:2:1: key_unknown"),
        ("jour: 2025-02-30\nnom: a", "f.yaml:1:7: date_invalid"),
        ("nombre: douze\nnom: a", "f.yaml:1:9: number_expected"),
        ("nom: {a: b}", "f.yaml:1:6: text_expected"),
        ("liste: a\nnom: a", "f.yaml:1:8: list_expected"),
        ("adresse: exemple.fr\nnom: a", "f.yaml:1:10: address_invalid"),
        ("adresse: https://${HOTE}/\nnom: a", "f.yaml:1:10: variable_unknown"),
        ("oui: peut-être\nnom: a", "f.yaml:1:6: value_unknown"),
        ("combien: 0\nnom: a", "f.yaml:1:10: value_unknown"),
        ("slug: À faire\nnom: a", "f.yaml:1:7: slug_invalid"),
        ("liste: []", "f.yaml:1:1: key_missing"),
        ("- a", "f.yaml:1:1: mapping_expected"),
        ("", "f.yaml:1:1: key_missing"),
    ])
    func mistakes(yaml: String, expected: String) {
        let error = #expect(throws: DeclarationError.self) { try read(yaml) }
        #expect(error?.problems.count == 1)
        #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }

    @Test("What stops YAML is told in words, where it begins", arguments: [
        ("a: @b", "1:4", "start"), ("a: b: c", "1:5", "value"), ("a: \"b\nc: d", "1:4", "quote"), ("a: [b\nc: d", "1:4", "bracket"),
        ("a: {b: 1\nc: d", "1:4", "brace"), ("a:\n  b: 1\n c: 2", "3:2", "key"), ("a:\n  - b\n c", "", ""), ("a: \"\\q\"", "1:5", "escape"),
        ("a: *b", "1:4", "alias"), ("a: 1\nb\nc: 2", "2:1", "colon"), ("a: |b\n  c", "1:5", "folded"), ("a: 1\n---\nb: 2", "2:1", "document"),
        ("a: b\u{1}c", "1:5", "control"), ("a: - b", "1:4", "dash"), ("a: b\n- c", "2:1", "key"),
    ])
    func syntax(yaml: String, place: String, kind: String) {
        let error = #expect(throws: DeclarationError.self) { try DeclarationReader(file: "f.yaml").compose(yaml) }
        guard !kind.isEmpty, let problem = error?.problems.first else { return }
        #expect("\(problem.line):\(problem.column)" == place && problem.details["detail"] == .message("declarations.yaml.\(kind)"), "\(problem)")
        for language in Language.allCases { #expect(Localizer(language).contains("declarations.yaml.\(kind)")) }
    }

    @Test("All mistakes are told at once, in the order of the file")
    func allMistakes() {
        let error = #expect(throws: DeclarationError.self) { try read("combien: -1\nnmo: x\njour: hier\n") }
        #expect(error?.problems.map(\.line) == [1, 2, 3])
    }

    @Test("A part of a file is read with the file's lines")
    func part() throws {
        let reader = DeclarationReader(file: "page.md")
        let root = try reader.compose("a: 1\nb: 2\n", firstLine: 40)
        _ = reader.mapping(root, named: "bloc", keys: ["a"])
        #expect(reader.problems.map(\.line) == [41])
        let broken = DeclarationReader(file: "page.md")
        _ = #expect(throws: DeclarationError.self) { try broken.compose("a: [\n", firstLine: 40) }
        #expect(broken.problems.first?.line ?? 0 >= 40)
    }

    @Test("Values are read as they are meant")
    func values() throws {
        let mapping = try read("nom: ' a '\nnombre: 12,5\njour: 2024-02-29\noui: non\nliste: [1, b]\ncombien: 3\nadresse: https://${H}/x", ["H": "a.fr"])
        #expect(mapping?.text("nom") == "a")
        #expect(mapping?.number("nombre") == 12.5)
        #expect(mapping?.day("jour") == "2024-02-29")
        #expect(mapping?.flag("oui") == false)
        #expect(mapping?.texts("liste") == ["1", "b"])
        #expect(mapping?.count("combien") == 3)
    }

    @Test("Aliases of aliases are refused before they fill the memory")
    func aliases() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            yaml += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
        }
        let error = #expect(throws: DeclarationError.self) { try DeclarationReader(file: "f.yaml").compose(yaml) }
        #expect(error?.problems.first?.kind == .tooLarge)
    }

    @Test("Every mistake has its words", arguments: [Language.french, .english])
    func words(language: Language) {
        let localizer = Localizer(language)
        for kind in DeclarationProblem.Kind.allCases {
            #expect(localizer.contains("errors.\(kind.code)"), "\(kind.code)")
            #expect(localizer.contains("errors.\(kind.code).hint"), "\(kind.code)")
        }
    }

    /// Reads every key of the tables above.
    @discardableResult
    private func read(_ yaml: String, _ variables: [String: String] = [:]) throws -> DeclarationMapping? {
        let reader = DeclarationReader(file: "f.yaml")
        let keys = ["nom", "jour", "nombre", "liste", "adresse", "oui", "combien", "slug"]
        let mapping = try reader.mapping(reader.compose(yaml), named: "essai", keys: keys)
        if let mapping {
            _ = mapping.required("nom")
            _ = (mapping.day("jour"), mapping.number("nombre"), mapping.texts("liste"), mapping.flag("oui"))
            _ = (mapping.address("adresse", variables: variables), mapping.count("combien"))
            if mapping.node("slug") != nil { _ = mapping.slug() }
        }
        try reader.finish()
        return mapping
    }
}
