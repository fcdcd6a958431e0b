import Declarations
import Indicators
import Localization
import Services
import Territories
import Testing

@Suite("Pages of a service")
struct PageTests {
    static let vocabulary: Vocabulary = {
        var vocabulary = Vocabulary(service: "mairies")
        var hours = IndicatorDefinition(id: IndicatorID(service: "mairies", slug: "heures"), name: "Heures", source: .values, nature: .published)
        hours.breakdowns = [Breakdown(slug: "jour", name: "Jour", category: "jour")]
        let women = IndicatorDefinition(id: IndicatorID(service: "mairies", slug: "femmes"), name: "Femmes", source: .values, nature: .published)
        vocabulary.indicators = [hours.id: hours, women.id: women]
        vocabulary.indicators.updateValue(nil, forKey: IndicatorID(service: "autre", slug: "x"))
        vocabulary.resources = ["communes"]
        vocabulary.parameters = [
            ServiceParameter(name: "jour", label: "Jour", kind: .category(indicator: hours.id, breakdown: "jour")),
            ServiceParameter(name: "maille", label: "Maille", kind: .level([.departement, .region])),
            ServiceParameter(name: "indicateur", label: "Indicateur", kind: .indicator),
        ]
        vocabulary.policies = ["accueil"]
        vocabulary.pages = ["accueil", "fiche"]
        vocabulary.knows = { $0 != TerritoryID(.departement, "99") }
        return vocabulary
    }()

    private func read(_ body: String) -> (page: Page?, problems: [DeclarationProblem]) {
        Page.read("---\ntitle: Essai\n---\n" + body, slug: "essai", file: "pages/essai.md", Self.vocabulary)
    }

    private func block(_ body: String) throws -> Block {
        let (page, problems) = read(body)
        try #require(problems.isEmpty, "\(problems)")
        return try #require(page?.blocks.first)
    }

    @Test("A page is its prose and its blocks, in order")
    func order() throws {
        let (page, problems) = read("Avant.\n\n```chart evolution\nheures\n```\n\nEntre `{{heures}}`.\n\n```\ndu code\n```\n\n~~~map\nindicator: heures\n~~~\n")
        #expect(problems.isEmpty, "\(problems)")
        let page2 = try #require(page)
        #expect(page2.title == Template("Essai"))
        #expect(page2.blocks.map(\.id) == ["evolution", "map-1"])
        #expect(page2.content.count == 4)
        guard case .prose(let prose) = page2.content[2] else { Issue.record("prose"); return }
        #expect(prose.filled { _ in "9 h" } == "\nEntre `9 h`.\n\n```\ndu code\n```\n")
    }

    @Test("Weathers are read for the pages that show one", arguments: [
        ("Ouvert {{heures}} h.", false), ("La météo : {{heures.weather}}.", true), ("```figure\nindicator: heures\nshow: weather\n```", true),
        ("```figure\nheures\n```", false), ("```table\nindicators: heures\nshow: [value, weather]\n```", true),
        ("```text when heures.weather = objectifs-compromis\nAttention.\n```", true), ("```text when heures < 10\n{{heures.weather}}\n```", true),
        ("```alerts\nindicators: heures\n```", true), ("```alerts\nindicators: heures\nkinds: late\n```", false),
    ])
    func weather(_ body: String, _ expected: Bool) throws {
        let (page, problems) = read(body)
        try #require(problems.isEmpty, "\(problems)")
        #expect(page?.asksWeather == expected)
    }

    @Test("What a block leaves out follows from what is there")
    func defaults() throws {
        let line = try block("```chart\nheures\n```")
        #expect(line.content == .chart(ChartBlock(shape: .line, indicators: [.fixed(hours)], axis: .dates)))
        #expect(line.territory == .chosen && line.date == .parameter("date") && line.width == .full)
        let bars = try block("```chart\ntype: bar\nindicators: heures\nlevel: $maille\n```")
        #expect(bars.content == .chart(ChartBlock(
            shape: .bar, indicators: [.fixed(hours)], axis: .territories, level: .parameter("maille"), order: .highest)))
        let pile = try block("```chart\ntype: stacked\nindicators: heures\nbreakdown: jour\n```")
        #expect(pile.content == .chart(ChartBlock(
            shape: .stacked, indicators: [.fixed(hours)], axis: .dates, parts: .categories, breakdown: "jour")))
        let map = try block("```map\nindicator: $indicateur\nlevel: epci\nwithin: region\nmethod: natural\nclasses: 4\ncolours: orange-blue\n```")
        #expect(map.content == .map(MapBlock(
            indicator: .parameter("indicateur"), level: .fixed(.epci), within: .holder(.region), classification: .naturalBreaks(4),
            ramp: .orangeToBlue)))
        let rows = try block("```table\nsource: communes\ncolumns: {nom: Commune, code: code}\ncodes: {commune: code, departement: dep}\nwhere: {jour: $jour, type: COM}\nsort: -population\n```")
        #expect(rows.content == .table(.rows(RowsTable(
            resource: "communes", columns: [.init(name: "nom", label: "Commune"), .init(name: "code")],
            territoryColumns: [.commune: "code", .departement: "dep"],
            filters: [.init(column: "jour", value: .parameter("jour")), .init(column: "type", value: .fixed("COM"))],
            sort: [.init(column: "population", isDescending: true)]))))
        let slice = try block("```figure\nindicator: heures\nbreakdown: jour\ncategory: $jour\nshow: rank\n```")
        #expect(slice.content == .figure(FigureBlock(
            indicator: .fixed(hours), slice: SliceChoice(breakdown: "jour", category: .parameter("jour")), facet: .rank)))
        #expect(try block("```progress\n```").content == .progress(ProgressBlock(scope: .allPolicies(theme: nil))))
        #expect(try block("```compare\nheures\n```").content == .compare(CompareBlock(
            indicators: [.fixed(hours)], comparands: [.neighbours, .holder(.departement), .fixed(.france)])))
    }

    @Test("A condition holds as it reads", arguments: [
        ("heures < 10", true), ("heures > 10", false), ("heures < 9,5 et level = commune", true),
        ("not (heures < 10 or femmes > 1)", false), ("femmes missing", true), ("femmes", false), ("femmes < 10", false),
        ("heures@france >= 9", true), ("$jour = 'lundi'", true), ("$jour = mardi ou level != commune", false),
        ("territoire = commune:01001", true), ("heures.progress missing and non femmes", true),
    ])
    func conditions(text: String, holds: Bool) throws {
        let condition = try #require(try block("```text when \(text)\nOui.\n```").condition)
        let value = condition.holds { operand in
            switch operand {
            case .figure(.fixed(hours), .value, _): .number(9)
            case .level: .word("commune")
            case .parameter("jour"): .word("lundi")
            case .name(.chosen, .identifier): .word("commune:01001")
            case .number(let number): .number(number)
            case .word(let word): .word(word)
            default: nil
            }
        }
        #expect(value == holds)
    }

    @Test("Each mistake is told with its place and the word that was meant", arguments: [
        ("```chrat\nheures\n```", "4:4: block_unknown", "chart"),
        ("```chart\nheures\ntypes: bar\n```", "6:6: syntax", ""), ("```chart\nindicator: heures\ntypes: bar\n```", "6:1: key_unknown", "type"),
        ("```chart\nheure\n```", "5:1: indicator_unknown", "heures"),
        ("```chart\n- femmes\n- heure\n```", "6:3: indicator_unknown", "heures"),
        ("```chart\ntype: lines\nindicators: heures\n```", "5:7: value_unknown", "line"),
        ("```chart\ntype: stacked\nindicators: heures\n```", "5:1: block_incomplete", "breakdown"),
        ("```chart\nindicators: femmes\nbreakdown: jour\n```", "6:12: breakdown_none", "femmes"),
        ("```chart\nheures", "4:4: block_unclosed", "chart"),
        ("```chart a b\nheures\n```", "4:4: block_heading", "b"),
        ("```chart À\nheures\n```", "4:4: slug_invalid", "a"),
        ("```chart x\nheures\n```\n```map x\nheures\n```", "7:4: block_duplicate", "x"),
        ("```map\nindicator: heures\nlevel: departements\n```", "6:8: value_unknown", "departement"),
        ("```map\nindicator: heures\nwithin: departement:99\n```", "6:9: zone_unknown", "departement:99"),
        ("```map\nindicator: $indicatuer\n```", "5:12: parameter_unknown", "$indicateur"),
        ("```map\nindicator: $jour\n```", "5:12: parameter_kind", "$jour"),
        ("```table\nsource: commune\n```", "5:9: resource_unknown", "communes"),
        ("```table\nsource: communes\nindicators: heures\n```", "5:1: block_contrary", "source"),
        ("```progress\npolicies: acceuil\n```", "5:11: policy_unknown", "accueil"),
        ("```progress\nlink: fche\n```", "5:7: page_unknown", "fiche"),
        ("```filter\nparameters: jours\n```", "5:13: parameter_unknown", "jour"),
        ("```figure\n```", "4:4: key_missing", "indicator"),
        ("```download\nblocks: crate\n```\n```chart carte\nheures\n```", "5:9: block_named", "carte"),
        ("```text\nBonjour\n```", "4:4: condition_missing", ""),
        ("```text when heures <\nBonjour\n```", "4:4: condition_invalid", ""),
        ("```text when heure < 3\nBonjour\n```", "4:4: operand_unknown", "heures"),
        ("Un.\n\nIl y a {{heure}} ici.", "6:8: operand_unknown", "heures"),
        ("Un {{heures", "4:4: template_invalid", ""),
        ("Un {{heures.targte}}", "4:4: value_unknown", "target"),
        ("```chart\nindicators: [heures\n```", "5:13: syntax", "bracket"),
    ])
    func mistakes(body: String, place: String, word: String) throws {
        let problems = read(body).problems
        let told = problems.map(\.description)
        #expect(told.contains { $0.hasPrefix("pages/essai.md:\(place)") && $0.contains(word) }, "\(told)")
        #expect(problems.count == 1, "\(told)")
    }

    @Test("A page without its front matter says so", arguments: [
        ("# Titre", "front_matter_missing"), ("---\ntitle: x\n", "front_matter_unclosed"), ("---\ntitel: x\n---\n", "key_unknown"),
    ])
    func frontMatter(text: String, kind: String) {
        let (page, problems) = Page.read(text, slug: "a", file: "pages/a.md", Self.vocabulary)
        #expect(page == nil)
        #expect(problems.first?.kind.name == kind, "\(problems)")
    }

    @Test("Every mistake has its words", arguments: [Language.french, .english])
    func words(language: Language) {
        let localizer = Localizer(language)
        for kind in DeclarationProblem.Kind.services {
            #expect(localizer.contains("errors.\(kind.code)"), "\(kind.code)")
            #expect(localizer.contains("errors.\(kind.code).hint"), "\(kind.code)")
        }
    }

    private var hours: IndicatorID { IndicatorID(service: "mairies", slug: "heures") }
}
