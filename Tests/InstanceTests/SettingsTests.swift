import Foundation
import Instance
import Localization
import Testing

@Suite struct SettingsTests {
    @Test func defaultsAreThoseOfAnEmptyFile() throws {
        let settings = try SettingsFile.parse("")
        #expect(settings == Settings())
        #expect(settings.address == "127.0.0.1")
        #expect(settings.port == 8080)
        #expect(settings.baseURL == nil)
        #expect(settings.privateAddresses == false)
        #expect(try SettingsFile.parse("# only a comment\n") == settings)
        #expect(try SettingsFile.parse("title:\n") == settings)
    }

    @Test func eachKindIsRead() throws {
        let settings = try SettingsFile.parse(
            """
            title: "Données : Lyon"
            theme: neutre
            contact: donnees@lyon.fr
            base_url: https://donnees.lyon.fr/
            port: 9000
            trust_proxy: oui
            body_limit: 2,5 Mo
            rate_limit: 0
            query_timeout: 1500 ms
            hot_tables: 512MB
            file_max: 1000000
            log_format: json
            """)
        #expect(settings.title == "Données : Lyon")
        #expect(settings.theme == .neutre)
        #expect(settings.contact == "donnees@lyon.fr")
        #expect(settings.baseURL?.absoluteString == "https://donnees.lyon.fr")
        #expect(settings.port == 9000)
        #expect(settings.trustsProxy)
        #expect(settings.bodyLimit == 2_500_000)
        #expect(settings.rateLimit == 0)
        #expect(settings.queryTimeout == 1.5)
        #expect(settings.hotTables == 512_000_000)
        #expect(settings.fileMax == 1_000_000)
        #expect(settings.logFormat == .json)
    }

    @Test func environmentTakesPrecedence() throws {
        let settings = try SettingsFile.parse(
            "port: 9000\nrate_limit: 5", environment: ["PORTULAN_PORT": "9001", "PORTULAN_RATE_LIMIT": "", "PORT": "1"])
        #expect(settings.port == 9001)
        #expect(settings.rateLimit == 5)
    }

    @Test(arguments: [
        ("title: a\nprot: 80", "portulan.yaml:2: there is no setting `prot`.", "Did you mean `port`?"),
        ("\n\nzzzzzz: 1", "portulan.yaml:3: there is no setting `zzzzzz`.", "`docs/settings.md` lists the settings."),
        ("port: 70000", "portulan.yaml:1: `70000` does not suit `port`.", "It takes a whole number from 0 to 65,535."),
        ("port: x", "portulan.yaml:1: `x` does not suit `port`.", "It takes a whole number from 0 to 65,535."),
        ("theme: bleu", "portulan.yaml:1: `bleu` does not suit `theme`.", "It takes one of: `dsfr`, `neutre`."),
        ("trust_proxy: perhaps", "portulan.yaml:1: `perhaps` does not suit `trust_proxy`.", "It takes `true` or `false`."),
        ("file_max: 3 apples", "portulan.yaml:1: `3 apples` does not suit `file_max`.", "It takes a size from 1\u{A0}kB to 1\u{A0}TB."),
        ("query_timeout: 0", "portulan.yaml:1: `0` does not suit `query_timeout`.", "It takes a duration from 100\u{A0}ms to 1\u{A0}h."),
        ("contact: nobody", "portulan.yaml:1: `nobody` does not suit `contact`.", "It takes an e-mail address."),
        ("base_url: ftp://a.fr", "portulan.yaml:1: `ftp://a.fr` does not suit `base_url`.", "It takes an `https://…` address without a path."),
        ("base_url: https://a.fr/b", "portulan.yaml:1: `https://a.fr/b` does not suit `base_url`.", "It takes an `https://…` address without a path."),
        ("address: 'a b'", "portulan.yaml:1: `a b` does not suit `address`.", "It takes an IP address or a host name."),
        ("store: mysql://h/d", "portulan.yaml:1: `mysql://h/d` does not suit `store`.", "It takes `sqlite`, or a `postgresql://…` address without a password."),
        ("store: postgresql://u:secret@h/d", "portulan.yaml:1: `postgresql://…` does not suit `store`.", "It takes `sqlite`, or a `postgresql://…` address without a password."),
        ("port:\n  number: 1", "portulan.yaml:1: `port` has no simple value.", "Write the value on the same line: `port: value`."),
        ("- a\n- b", "portulan.yaml:1: the file must be a list of `name: value` lines.", "`docs/settings.md` lists the settings."),
        ("port: 1\nport: 2", "portulan.yaml:1: port is written more than once.", "Keep one line of it."),
    ])
    func mistakesAreToldWithTheirLine(text: String, message: String, hint: String) {
        let error = #expect(throws: InstanceError.self) { try SettingsFile.parse(text) }
        let told = Localizer(.english).message(for: error!)
        #expect(told.text == message)
        #expect(told.hint == hint)
    }

    @Test func brokenYAMLIsToldWithItsPlace() throws {
        let error = try #require(throws: InstanceError.self) { try SettingsFile.parse("title: a\nport: \"80") }
        #expect(error.problem == "settings.syntax")
        #expect(error.arguments["line"] == .integer(3) || error.arguments["line"] == .integer(2))
    }

    @Test func everyMistakeIsFound() {
        let problems = SettingsFile.problems(
            in: "prot: 1\ntheme: bleu\ntitle: fine", file: "portulan.yaml", environment: ["PORTULAN_PORT": "many"])
        #expect(problems.map(\.problem) == ["settings.misspelled", "settings.value", "settings.variable"])
    }

    @Test func variablesThatAreNoSettingAreNoticed() {
        let unknown = SettingsFile.unknownVariables([
            "PORTULAN_PROT": "1", "PORTULAN_INSTANCE": "x", "PORTULAN_PORT": "1", "HOME": "/",
        ])
        #expect(unknown.map(\.name) == ["PORTULAN_PROT"])
        #expect(unknown.first?.nearest == "PORTULAN_PORT")
    }

    @Test(arguments: Language.allCases)
    func templateMeansTheDefaultsAndStaysSoUncommented(language: Language) throws {
        let template = SettingsDocument.template(Localizer(language))
        #expect(try SettingsFile.parse(template) == Settings())
        let uncommented = template.split(separator: "\n").map { line in
            line.hasPrefix("#") && !line.hasPrefix("# ") ? String(line.dropFirst()) : String(line)
        }.joined(separator: "\n")
        #expect(try SettingsFile.parse(uncommented) == Settings())
        for setting in Setting.all { #expect(uncommented.contains("\n\(setting.key): ")) }
        #expect(!template.contains("settings."), "a message is missing")
    }

    /// `PORTULAN_REGENERATE=1` writes the page again.
    @Test func documentationIsThatOfTheTable() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/settings.md").standardizedFileURL
        let expected = SettingsDocument.markdown(Localizer(.french))
        if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] != nil {
            try Data(expected.utf8).write(to: page)
        }
        let found = try String(contentsOf: page, encoding: .utf8)
        #expect(found == expected, "the settings changed; PORTULAN_REGENERATE=1 swift test writes docs/settings.md again")
    }
}
