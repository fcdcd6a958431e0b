import Catalog
import Declarations
import DuckDB
import Foundation
import Indicators
import Localization
import Services
import Territories
import Testing

@Suite("A service's folder")
struct FolderTests {
    private func read(_ changes: [String: String], _ surroundings: ServiceReader.Surroundings = .init()) throws -> ServiceReport {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        let folder = try fixture.write("mairies", FolderFixture.sound.merging(changes) { $1 })
        return ServiceReader(folder, prefix: "mairies/", surroundings).read()
    }

    private func sound(_ path: String, _ old: String, _ new: String) -> [String: String] {
        [path: FolderFixture.sound[path, default: ""].replacingOccurrences(of: old, with: new)]
    }

    @Test("A sound folder says all that it declares")
    func reading() throws {
        let report = try read([:])
        #expect(report.problems.isEmpty, "\(report.problems)")
        let service = try #require(report.definition)
        #expect(service.slug == "mairies" && service.title == "Mairies")
        #expect(service.menu == ["accueil"])
        #expect(service.home?.slug == "accueil")
        #expect(service.territoryPage == "fiche")
        #expect(service.levels == [.france, .departement, .commune])
        #expect(service.parameters.map(\.kind) == [
            .choice([.init(value: "premier", label: "Premier"), .init(value: "second", label: "Second")]), .level([.region, .departement]),
        ])
        #expect(service.policies.map(\.indicators) == [[IndicatorID(service: "mairies", slug: "heures")]])
        #expect(service.pages.map(\.slug) == ["accueil", "fiche"])
        #expect(report.sources.flatMap(\.datasets).map(\.slug) == ["mairies"])
    }

    @Test("Each mistake is told with its file, its place and the word that was meant", arguments: [
        ("service.yaml", "title: Mairies", "titel: Mairies", "service.yaml:1:1: key_unknown", "title"),
        ("service.yaml", "menu: [accueil]", "menu: [acceuil]", "service.yaml:5:8: page_unknown", "accueil"),
        ("service.yaml", "territory: fiche", "territory: fihce", "service.yaml:4:12: page_unknown", "fiche"),
        ("service.yaml", "commune]", "communes]", "service.yaml:3:31: value_unknown", "commune"),
        ("service.yaml", "  rang:", "  date: {label: x}\n  rang:", "service.yaml:8:3: parameter_reserved", "date"),
        ("service.yaml", "type: level", "type: levels", "service.yaml:11:33: value_unknown", "level"),
        ("service.yaml", "label: Rang", "label: Rang\n    tipe: x", "service.yaml:10:5: key_unknown", "type"),
        ("service.yaml", "values: {premier: Premier, second: Second}", "type: choice", "service.yaml:9:5: block_incomplete", "values"),
        ("service.yaml", "theme: horaires", "theme: horaire", "service.yaml:15:12: theme_unknown", "horaires"),
        ("service.yaml", "indicators: [heures]", "indicators: [heure]", "service.yaml:16:18: indicator_unknown", "heures"),
        ("service.yaml", "levels:", "start: departement:99\nlevels:", "service.yaml:3:8: zone_unknown", "departement:99"),
        ("service.yaml", "levels:", "services: [autre]\nlevels:", "service.yaml:3:11: service_unknown", "autre"),
        ("sources/mairies.yaml", "title: Horaires des mairies", "titre: x", "sources/mairies.yaml:6:9: key_unknown", "title"),
        ("sources/mairies.yaml", "        file: ../data/mairies.csv", "", "sources/mairies.yaml:5:9: source_missing", ""),
        ("sources/mairies.yaml", "file: ../data/mairies.csv", "sql: mairies.sql\n        files: x", "sources/mairies.yaml:7:14: own_file_missing", "mairies.yaml"),
        ("pages/accueil.md", "```chart", "```chrat", "pages/accueil.md:5:4: block_unknown", "chart"),
        ("pages/accueil.md", "heures", "heurse", "pages/accueil.md:6:1: indicator_unknown", "heures"),
        ("pages/accueil.md", "---\ntitle: Accueil", "title: Accueil", "pages/accueil.md:1:1: front_matter_missing", ""),
        ("pages/fiche.md", "source: mairies", "source: maries", "pages/fiche.md:6:9: resource_unknown", "mairies"),
        ("pages/fiche.md", "$rang", "$rag", "pages/fiche.md:7:15: parameter_unknown", "$rang"),
        ("pages/fiche.md", "source: mairies", "source: mairies\nsource: mairies", "pages/fiche.md:6:1: key_duplicate", "source"),
        ("indicateurs/x.yaml", "", "name: x", "indicateurs:1:1: entry_unknown", "indicators"),
        ("indicators/x.yml", "", "name: x\nsource: values", "", ""),
        ("pages/x.html", "", "<p>", "pages/x.html:1:1: entry_unknown", "x.md"),
        ("pages/Été.md", "", "---\ntitle: x\n---\n", "slug_invalid", "ete"),
        ("schemas/x.json", "", "{\"fields\": 3}", "schemas/x.json:1:1: schema_invalid", "/fields"),
        ("indicators/heures.yaml", "dataset: mairies", "dataset: maries", "indicators/heures.yaml:5:19: resource_unknown", "mairies"),
        ("indicators/heures.yaml", "sum(heures)", "sun(heures)", "indicators/heures.yaml:5:", "sum"),
        ("indicators/heures.yaml", "unit: h", "unit: h\ntargets: [{territory: departement:99, date: 2026-12-31, value: 3}]", "indicators/heures.yaml:3:23: zone_unknown", "departement:99"),
        ("indicators/heures.yaml", "unit: h", "unit: h\ntargets: [{level: commune, value: 3}]", "indicators/heures.yaml:3:11: key_missing", "date"),
        ("indicators/tour.yaml", "", "name: x\nformula: heures + tour", "indicators/tour.yaml:2:", "indicator_cyclic"),
        ("demo/x.yaml", "", "seed: 1\neach: {territory: departement}\ncolumns: {a: {law: normall, mean: 3}}", "demo/x.yaml:3:20: value_unknown", "normal"),
        ("demo/y.yaml", "", "seed: 1\neach: {territory: departement}\ncolumns: {a: $secteur}", "demo/y.yaml:3:10: axis_unknown", "secteur"),
    ])
    func mistakes(file: String, old: String, new: String, expected: String, word: String) throws {
        var surroundings = ServiceReader.Surroundings()
        surroundings.knows = { $0.code != "99" }
        let problems = try read(old.isEmpty ? [file: new] : sound(file, old, new), surroundings).problems
        let told = problems.map(\.description)
        guard !expected.isEmpty else { return #expect(problems.isEmpty, "\(told)") }
        #expect(told.contains { $0.contains(expected) && (word.isEmpty || $0.contains(word)) }, "\(told)")
        // One mistake is told once, whatever else names what is faulty.
        #expect(Set(problems.map(\.file)).count == 1, "\(told)")
    }

    @Test("A folder without its declaration or without a page says so", arguments: [
        ("service.yaml", "service_missing"), ("pages", "pages_missing"),
    ])
    func missing(part: String, kind: String) throws {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        let folder = try fixture.write("mairies", FolderFixture.sound.filter { !$0.key.hasPrefix(part) })
        let problems = ServiceReader(folder).read().problems
        #expect(problems.contains { $0.kind.name == kind }, "\(problems)")
    }

    @Test("All the mistakes of all files are told at once, in their order")
    func allAtOnce() throws {
        let problems = try read([
            "service.yaml": "titel: x\nmenu: [rien]\n", "sources/mairies.yaml": "datasets: 3\n", "pages/accueil.md": "# x\n",
            "pages/fiche.md": "---\ntitle: x\n---\n```cart\n```\n",
        ]).problems
        var files: [String] = []
        for problem in problems where files.last != problem.file { files.append(problem.file) }
        #expect(files == ["mairies/service.yaml", "mairies/pages/accueil.md", "mairies/pages/fiche.md", "mairies/sources/mairies.yaml"])
    }

    @Test("A file that cannot be read is told alone: what it may declare is missed nowhere", arguments: [
        ("service.yaml", "title: Mairies\nthemes: {a: b\nmenu: [accueil]\n", "service.yaml:2:9: syntax", "brace"),
        ("service.yaml", "title: Mairies\nmenu: [accueil]\nthemse: {horaires: Horaires}\nparameters: {rang: {label: Rang, values: [premier]}}\npolicies: [{slug: a, name: A, theme: horaires, indicators: [heures]}]\n", "service.yaml:3:1: key_unknown", "themes"),
        ("sources/mairies.yaml", "datasets:\n\t- slug: mairies\n", "sources/mairies.yaml:2:1: syntax", "start"),
        ("sources/mairies.yaml", "datsets: []\n", "sources/mairies.yaml:1:1: key_unknown", "datasets"),
        ("indicators/heures.yaml", "name: \"Heures\nunit: h\n", "indicators/heures.yaml:1:7: syntax", "quote"),
        ("indicators/heures.yaml", "indicatrs:\n  - slug: heures\n", "indicators/heures.yaml:1:1: key_unknown", "indicators"),
        ("pages/fiche.md", "---\ntitle: Fiche\n---\n```chart\nindicators: [heures\n```\n```download\nblocks: [chart-1]\n```\n", "pages/fiche.md:5:13: syntax", "bracket"),
        ("pages/fiche.md", "---\ntitle: Fiche\n---\n```chart evolution\nheures\n\n# Suite : encore\n", "pages/fiche.md:4:4: block_unclosed", "chart"),
        ("pages/fiche.md", "---\ntitle: Fiche\n---\n```chart Une\nheures\n```\n```download\nblocks: [une]\n```\n", "pages/fiche.md:4:4: slug_invalid", "une"),
    ])
    func oneFault(file: String, text: String, expected: String, word: String) throws {
        let problems = try read([file: text]).problems
        let told = problems.map(\.description)
        #expect(told.count == 1 && told[0].contains(expected) && told[0].contains(word), "\(told)")
    }

    @Test("What a faulty service declares is missed by no other")
    func faultyNeighbour() throws {
        var surroundings = ServiceReader.Surroundings(services: ["autre"])
        surroundings.unread = ["autre"]
        let uses = FolderFixture.sound["service.yaml", default: ""] + "\nservices: [autre]\n"
        let page = ["service.yaml": uses, "pages/accueil.md": "---\ntitle: x\n---\n```chart\nautre/taux\n```\n"]
        #expect(try read(page, surroundings).problems.isEmpty)
        surroundings.unread = []
        #expect(try read(page, surroundings).problems.map(\.kind.code) == ["services.indicator_unknown"])
    }

    @Test("What is proposed for a word fits its place, and is left out where nothing is likely", arguments: [
        ("pages/accueil.md", "```chart\nheures", "```comparaison\nheures", "compare", "chart, map"),
        ("pages/accueil.md", "```chart\nheures", "```graphique\nheures", "chart", "chart, map"),
        ("pages/accueil.md", "```chart\nheures", "```zzzz\nheures", nil, "chart, map"),
        ("pages/accueil.md", "```progress\n```", "{{heurs}}", "heures", "heures"),
        ("pages/accueil.md", "```progress\n```", "{{secteur}}", nil, "heures"),
        ("pages/accueil.md", "```progress\n```", "{{maille}}", "$maille", "heures"),
        ("indicators/heures.yaml", "sum(heures)", "concatener(heures)", "concat", "count_distinct"),
        ("service.yaml", "title: Mairies", "titre: Mairies", "title", "description"),
    ] as [(String, String, String, String?, String)])
    func proposals(file: String, old: String, new: String, nearest: String?, valid: String) throws {
        let problem = try #require(try read(sound(file, old, new)).problems.first { $0.details["nearest"] != nil || $0.details["valid"] != nil })
        #expect(problem.details["nearest"] == nearest.map { .text($0) }, "\(problem)")
        let message = Localizer(.french).message(for: problem)
        let told = message.text + (message.hint ?? "")
        #expect(told.contains(valid) && !told.contains("{") && told.contains("Vouliez-vous") == (nearest != nil), "\(told)")
        #expect(!(message.hint ?? "").contains("territoire,"), "\(told)")
    }

    @Test("A link to a page that is not there is told where it stands; other links are left alone", arguments: [
        ("[a](accueil) [b](fiche.md#x) [c](#x) [d](/services/x) [e](https://a.fr/b) [f](mailto:a@b.fr) [g](?date=2024) `[h](rien)` [i]({{heures}})", "", ""),
        ("Un.\n\nVoir [la méthode](methode).", "6:19", "methode"), ("[a]: acceuil", "4:6", "acceuil"), ("[a](fihce.md#x)", "4:5", "fihce"),
        ("```\n[a](rien)\n```", "", ""), ("```text when heures < 3\nVoir [a](rien)\n```", "5:10", "rien"),
        ("```chart\nindicators: heures\nnote: \"[a](rien)\"\n```", "6:7", "rien"),
    ])
    func links(body: String, place: String, name: String) throws {
        let problems = try read(["pages/accueil.md": "---\ntitle: Accueil\n---\n" + body + "\n"]).problems
        guard !place.isEmpty else { return #expect(problems.isEmpty, "\(problems)") }
        #expect(problems.map(\.kind) == [.linkUnknown] && problems[0].description.contains(place + ":"), "\(problems)")
        #expect(problems.first?.details["name"] == .text(String(name.prefix { $0 != "." })))
    }

    @Test("A file that the service should hold itself is looked for; what others bring, or rows stand in for, is not", arguments: [
        ("file: ../data/maires.csv", "7:15", "data/mairies.csv"), ("file: mairies.csv", "7:15", "data/mairies.csv"),
        ("file: ../data/mairies.csv", "", ""), ("file: ${AILLEURS}/x.csv", "", ""), ("file: /ailleurs/x.csv", "", ""),
        ("file: ../data/x.csv\n        demo: x.yaml", "", ""), ("file: ../data/x.csv\n        url: https://a.fr/x.csv", "", ""),
        ("sql: x.sql\n        files: ../data/*.json", "8:16", ""),
    ])
    func ownData(source: String, place: String, nearest: String) throws {
        var surroundings = ServiceReader.Surroundings()
        surroundings.readsData = true
        var files = sound("sources/mairies.yaml", "file: ../data/mairies.csv", source)
        files["sources/x.sql"] = source.contains("x.sql") ? "SELECT content FROM files" : ""
        files["demo/x.yaml"] = source.contains("x.yaml") ? "seed: 1\neach: {territory: departement}\ncolumns: {code: $territory, heures: 3, rang: premier, annee: 2024}" : ""
        let problems = try read(files, surroundings).problems.filter { $0.file.contains("sources/") }
        guard !place.isEmpty else { return #expect(problems.isEmpty, "\(problems)") }
        #expect(problems.map(\.kind) == [.dataMissing] && problems[0].description.contains(":" + place + ":"), "\(problems)")
        #expect(problems.first?.details["nearest"] == (nearest.isEmpty ? nil : .text(nearest)))
        let told = problems.first.map { Localizer(.french).message(for: $0).text } ?? ""
        #expect(told.contains("/mairies/"), "\(told)")
    }

    @Test("The code of a row's territory may be made of one column", arguments: [
        ("left(code, 2)", "", ""), ("\"if(length(code) = 4, concat('0', code), code)\"", "", ""), ("\"[code]\"", "", ""),
        ("lefft(code, 2)", "function", "7:22"), ("concat(code, annee)", "oneColumn", "7:22"), ("sum(code)", "aggregate", "7:22"), ("left(2)", "arguments", "7:22"),
    ])
    func codes(expression: String, mistake: String, place: String) throws {
        let page = "---\ntitle: Fiche\n---\n\n```table\nsource: mairies\ncodes: {departement: \(expression.hasPrefix("\"") ? expression : "\"\(expression)\"")}\n```\n"
        let report = try read(["pages/fiche.md": page])
        let problems = report.problems
        guard mistake.isEmpty else {
            #expect(problems.map(\.kind.code) == ["indicators.expression.\(mistake)"] && problems[0].description.contains(":" + place), "\(problems)")
            for language in Language.allCases { #expect(!Localizer(language).message(for: problems[0]).text.contains("{")) }
            return
        }
        #expect(problems.isEmpty, "\(problems)")
        guard case .table(.rows(let table))? = report.definition?.page("fiche")?.blocks.first?.content else { Issue.record("no table"); return }
        #expect(table.territoryExpressions[.departement]?.column == "code" && table.territoryColumns.isEmpty)
    }

    @Test("Without any page none is proposed")
    func noPages() throws {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        let folder = try fixture.write("mairies", FolderFixture.sound.filter { !$0.key.hasPrefix("pages") })
        for problem in ServiceReader(folder).read().problems where problem.kind == .pageUnknown {
            #expect(Localizer(.french).message(for: problem).hint == nil)
        }
    }

    @Test("A column that a table names is looked for in its file, its schema, its query or the rows that stand in", arguments: [
        ("columns: {heurs: Heures}", "8:11", "heurs", "heures"), ("columns: [code, hueres]", "8:17", "hueres", "heures"), ("codes: {commune: cod}", "8:18", "cod", "code"),
        ("where: {range: premier}", "8:9", "range", "rang"), ("sort: -heurse", "8:7", "heurse", "heures"), ("columns: [code]\ncodes: {commune: code}\nsort: -heures", "", "", ""),
    ])
    func columns(line: String, place: String, name: String, nearest: String) throws {
        let page = ["pages/fiche.md": FolderFixture.sound["pages/fiche.md", default: ""].replacing("where: {rang: $rang}", with: "limit: 3\n" + line)]
        let real = ["sources/mairies.yaml": FolderFixture.sound["sources/mairies.yaml", default: ""]]
        func declared(_ words: String) -> [String: String] {
            ["sources/mairies.yaml": FolderFixture.sound["sources/mairies.yaml", default: ""].replacing("file: ../data/mairies.csv", with: words), "data/mairies.csv": ""]
        }
        let origins = [
            real,
            declared("file: ${NOWHERE}/x.csv\n        schema: mairies").merging([
                "schemas/mairies.json": #"{"fields": [{"name": "code", "type": "string"}, {"name": "heures", "type": "number"}, {"name": "rang", "type": "string"}, {"name": "annee", "type": "year"}]}"#,
            ]) { $1 },
            declared("file: ${NOWHERE}/x.csv\n        demo: mairies.yaml").merging([
                "demo/mairies.yaml": "seed: 1\neach: {territory: departement}\ncolumns: {code: $territory.code, heures: {law: uniform, min: 1, max: 2}, rang: premier, annee: '2024'}\n",
            ]) { $1 },
            declared("sql: mairies.sql\n        files: ${NOWHERE}/*.csv").merging([
                "sources/mairies.sql": "SELECT path AS code, 1 AS heures, 'premier' AS rang, 2024 AS annee FROM files\n",
            ]) { $1 },
        ]
        var surroundings = ServiceReader.Surroundings()
        surroundings.support = SourceTests.support
        surroundings.readsData = true
        for origin in origins {
            let problems = try read(page.merging(origin) { $1 }, surroundings).problems.filter { $0.kind.name == "column_unknown" }
            if name.isEmpty {
                #expect(problems.isEmpty, "\(problems)")
            } else {
                let problem = try #require(problems.first, "\(origin)")
                #expect(problems.count == 1 && problem.file == "mairies/pages/fiche.md" && "\(problem.line):\(problem.column)" == place, "\(problem)")
                #expect(problem.details["name"] == .text(name) && problem.details["nearest"] == .text(nearest) && problem.details["source"] == .text("mairies"))
            }
        }
        // An instance that serves does not look: a block whose table lacks a column says so, and the rest is shown.
        surroundings.readsData = false
        #expect(try read(page, surroundings).problems.isEmpty)
    }

    @Test("A faulty service is out of service, and the others are not")
    func outOfService() throws {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        try fixture.write("bonne", FolderFixture.sound)
        let faulty = try fixture.write("fautive", sound("service.yaml", "title: Mairies", "title: Fautive\nlevles: 1").merging(FolderFixture.sound) { first, _ in first })
        let library = ServiceLibrary(folders: [fixture.root], variables: [:], support: Self.nowhere, gazetteer: nil)
        library.read()
        #expect(library.services.map(\.slug) == ["bonne", "fautive"])
        #expect(library.service("bonne")?.isOutOfService == false, "\(library.service("bonne")?.problems ?? [])")
        let service = try #require(library.service("fautive"))
        #expect(service.isOutOfService && service.title == "Fautive")
        #expect(service.problems.map(\.file) == ["fautive/service.yaml"])
        #expect(!library.readIfChanged())
        // Mended while the instance runs.
        try Data(FolderFixture.sound["service.yaml", default: ""].utf8).write(to: faulty.declaration)
        #expect(library.readIfChanged())
        #expect(library.service("fautive")?.isOutOfService == false)
        // Data is a part of the service too.
        try Data("code,annee,heures,rang\n01001,2025,13,premier\n".utf8).write(to: faulty.folder(.data).appendingPathComponent("mairies.csv"))
        #expect(library.readIfChanged())
    }

    @Test("A service takes the indicators of another that it names")
    func others() throws {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        try fixture.write("mairies", FolderFixture.sound)
        try fixture.write("pilotage", [
            "service.yaml": "title: Pilotage\nservices: [mairies]\n", "pages/accueil.md": "---\ntitle: x\n---\n```chart\nmairies/heures\n```\n",
        ])
        let library = ServiceLibrary(folders: [fixture.root], variables: [:], support: Self.nowhere, gazetteer: nil)
        library.read()
        let service = try #require(library.service("pilotage"))
        #expect(service.problems == [])
        // Its pages say where borrowed figures come from, and whether they are made up.
        let page = try #require(service.definition?.home)
        #expect(service.absentSources(of: page).map(\.resource) == ["mairies"])
    }

    @Test("The first service that the program writes has no mistake", arguments: [Language.french, .english])
    func template(language: Language) throws {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        let folder = fixture.root.appendingPathComponent("equipements")
        let files = try ServiceTemplate("equipements", language).write(to: folder)
        #expect(files.contains("service.yaml") && files.contains("pages/accueil.md"))
        let check = ServiceCheck(folder, prefix: "", variables: [:], support: nil, gazetteer: nil)
        #expect(check.service.problems == [])
        #expect(check.absent.isEmpty)
        #expect(throws: ServiceTemplate.Refusal.occupied) { _ = try ServiceTemplate("equipements", language).write(to: folder) }
        #expect(throws: ServiceTemplate.Refusal.name(nearest: "les-ecoles")) { _ = try ServiceTemplate("Les écoles", language) }
    }

    @Test("Schemas for editors describe every field that the checker knows", arguments: [Language.french, .english])
    func schemas(language: Language) throws {
        let localizer = Localizer(language)
        for table in EditorSchemas.tables + EditorSchemas.described {
            for name in table.names {
                #expect(localizer.contains("services.field.\(table.name).\(name)") || localizer.contains("services.field.\(name)"), "\(table.name).\(name)")
            }
        }
        for (name, schema) in EditorSchemas.all(localizer) {
            let object = try #require(JSONSerialization.jsonObject(with: Data(schema.written.utf8)) as? [String: Any], "\(name)")
            #expect(object["$schema"] != nil)
        }
    }

    /// A support folder that is not there: what needs DuckDB is not tried.
    static let nowhere = SupportFolder(root: URL(filePath: "/nonexistent/portulan-support"))
}

@Suite("Schemas for editors")
struct EditorSchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("Those in the documentation are what the checker knows")
    func published() throws {
        let folder = Self.root.appending(path: "docs/editeurs")
        var names: Set<String> = []
        for (name, schema) in EditorSchemas.all(Localizer(.french)) {
            names.insert(name)
            let file = folder.appending(path: name)
            if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] != nil { try Data(schema.written.utf8).write(to: file) }
            #expect(try String(contentsOf: file, encoding: .utf8) == schema.written, "\(name)")
        }
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == names)
    }

    @Test("What other rooms read is described as they read it: the words that they say to be possible")
    func described() throws {
        func valid(_ problems: [DeclarationProblem]) throws -> [String] {
            let problem = try #require(problems.first { $0.details["key"] == .text("qqq") }, "\(problems)")
            guard case .text(let words)? = problem.details["valid"] else { return [] }
            return words.components(separatedBy: ", ")
        }
        func indicator(_ yaml: String) throws -> [String] {
            try valid(IndicatorFile(yaml: yaml, file: "f.yaml", service: "s", slug: "f").problems)
        }
        #expect(try indicator("name: A\nqqq: 1\n") == IndicatorFields.indicator.names)
        let nested = ["source": "source", "unit": "unit", "breakdowns": "breakdown", "targets": "target", "bounds": "bounds", "secrecy": "secrecy", "alerts": "alerts"]
        for (key, name) in nested {
            let isList = key == "breakdowns" || key == "targets"
            let table = try #require(IndicatorFields.tables.first { $0.name == "indicator.\(name)" })
            #expect(try indicator("name: A\n\(key):\n  \(isList ? "- " : "")qqq: 1\n") == table.names, "\(key)")
        }
        func source(_ yaml: String) throws -> [String] {
            let reader = DeclarationReader(file: "f.yaml")
            let root = try reader.compose(yaml)
            _ = CatalogueDeclaration(service: root, reader: reader, folder: Self.root, variables: [:])
            return try valid(reader.problems)
        }
        #expect(try source("qqq: 1\n") == SourceFields.file.names)
        #expect(try source("datasets:\n  - qqq: 1\n") == SourceFields.dataset.names)
        #expect(try source("datasets:\n  - resources:\n      - qqq: 1\n") == SourceFields.resource.names)
        #expect(try source("datasets:\n  - period: {qqq: 1}\n") == SourceFields.tables[3].names)
        #expect(try source("organizations:\n  - qqq: 1\n") == SourceFields.tables[4].names)
        #expect(try source("reuses:\n  - qqq: 1\n") == SourceFields.tables[5].names)
    }

    @Test("The documentation names every field and every block")
    func documented() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/services.md"), encoding: .utf8)
        for kind in BlockKind.allCases { #expect(text.contains("`\(kind.rawValue)") || text.contains("#### `\(kind.rawValue)`"), "\(kind.rawValue)") }
        for table in EditorSchemas.tables {
            for name in table.names {
                #expect(text.contains("`\(name)`") || text.contains("`\(name):") || text.contains("\(name): ") || text.contains("\(name):\n"), "\(table.name): \(name)")
            }
        }
    }

    @Test("The example of the documentation has no mistake")
    func example() throws {
        let text = try String(contentsOf: Self.root.appending(path: "docs/services.md"), encoding: .utf8)
        let part = try #require(text.components(separatedBy: "## Exemple complet\n").dropFirst().first?.components(separatedBy: "\n## ").first)
        var files: [String: String] = [:]
        for match in part.matches(of: /`(?<path>[a-z]+[\/.][a-z.\/]+)`\n(?<fence>`{3,})[a-z]+\n(?<body>(?s:.*?))\n\k<fence>\n/) {
            files[String(match.path)] = String(match.body)
        }
        #expect(files.keys.sorted() == ["indicators/heures.yaml", "pages/accueil.md", "pages/fiche.md", "service.yaml"])
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        let problems = ServiceReader(try fixture.write("mairies", files)).read().problems
        #expect(problems == [])
    }

    @Test("The services that ship have no mistake")
    func shipped() throws {
        let folder = Self.root.appending(path: "services")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") && name.firstIndex(of: ".") == nil {
            let check = ServiceCheck(
                folder.appending(path: name), prefix: "services/\(name)/", variables: [:], support: SourceTests.support, gazetteer: nil)
            #expect(check.service.problems == [], "\(name)")
        }
    }
}
