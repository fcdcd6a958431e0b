import Foundation
import Localization
import Testing

@Suite struct MessageTests {
    @Test(arguments: [
        (0, "0 ligne", "0 rows"), (1, "1 ligne", "1 row"), (2, "2 lignes", "2 rows"), (1500, "1\u{202F}500 lignes", "1,500 rows"),
    ])
    func pluralsFollowEachLanguage(count: Int, inFrench: String, inEnglish: String) {
        let french = Localizer(.french, messages: ["rows": "{count} {count|ligne|lignes}"])
        let english = Localizer(.english, messages: ["rows": "{count} {count|row|rows}"])
        #expect(french.text("rows", ["count": .integer(count)]) == inFrench)
        #expect(english.text("rows", ["count": .integer(count)]) == inEnglish)
    }

    @Test func whatIsMissingShowsAndStopsNothing() {
        let localizer = Localizer(.english, messages: ["greet": "Hello {name}"])
        #expect(localizer.text("no.such.key") == "no.such.key")
        #expect(localizer.text("greet") == "Hello {name}")
        #expect(!localizer.contains("no.such.key"))
    }

    @Test(arguments: [
        ("{{{name}}}", "{Léa}"), ("{ name }", "{ name }"), ("{}", "{}"), ("{name", "{name"), ("{{name}}", "{name}"),
        ("a {name|b}", "a {name|b}"),
    ])
    func bracesThatAreNotPlaceholders(source: String, expected: String) {
        #expect(Localizer(.english, messages: ["m": source]).text("m", ["name": "Léa"]) == expected)
    }

    @Test("Words about an argument are there where it is", arguments: [
        (nil, "Noms : a."), ("", "Noms : a."), ("port", "Vouliez-vous dire « port » ? Noms : a."),
    ] as [(String?, String)])
    func optional(nearest: String?, expected: String) {
        let localizer = Localizer(.french, messages: ["m": "{nearest?Vouliez-vous dire « # » ? }Noms : {valid}."])
        var arguments: [String: MessageArgument] = ["valid": "a"]
        arguments["nearest"] = nearest.map { .text($0) }
        let plain = localizer.text("m", arguments).replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
        #expect(plain == expected)
    }

    @Test func argumentsAreWrittenAsTheLanguageWritesThem() {
        let localizer = Localizer(.french, messages: ["m": "{a} ; {b} ; {c} ; {d}", "unit": "lignes"])
        let text = localizer.text("m", ["a": .bytes(1500), "b": .percent(0.5), "c": .message("unit"), "d": .list(["x", "y"])])
        // "format.list.last" is a shipped message, which these given messages leave out.
        #expect(text == "1,5\u{A0}format.bytes.kilo\u{202F}; 50\u{202F}%\u{202F}; lignes\u{202F}; xformat.list.last")
        #expect(Localizer(.french).list(["a", "b", "c"]) == "a, b et c")
        #expect(Localizer(.english).list(["a"]) == "a")
    }

    @Test func messageWithinAMessageSeesItsArguments() {
        let localizer = Localizer(
            .english, messages: ["outer": "Wanted {expected}.", "inner": "at most {max}", "self": "again {loop}"])
        #expect(localizer.text("outer", ["expected": .message("inner"), "max": 5]) == "Wanted at most 5.")
        #expect(localizer.text("self", ["loop": .message("self")]) == "again again {loop}")
    }

    @Test(arguments: [
        ("Erreur : quoi ?", "Erreur\u{A0}: quoi\u{202F}?"),
        ("« oui »", "«\u{A0}oui\u{A0}»"),
        ("l'erreur d'{name}", "l\u{2019}erreur d\u{2019}Léa"),
        ("tapez `a ? b : c'd`", "tapez `a ? b : c'd`"),
        ("<a title='l'x ?'>x</a> !", "<a title='l'x ?'>x</a>\u{202F}!"),
        ("a < b ?", "a < b\u{202F}?"),
    ])
    func frenchSpacing(source: String, expected: String) {
        #expect(Localizer(.french, messages: ["m": source]).text("m", ["name": "Léa"]) == expected)
        #expect(Localizer(.english, messages: ["m": "a ? b"]).text("m") == "a ? b")
    }

    @Test(arguments: [
        ("fr-FR,fr;q=0.9,en;q=0.8", Language.french), ("en-GB, fr;q=0.5", .english), ("de, en;q=0.3", .english),
        ("en;q=0, *", .french), ("", .french), ("en_US.UTF-8", .english), ("C", .french), ("fr;q=0.2,en;q=0.7", .english),
    ])
    func preferences(field: String, expected: Language) {
        #expect(Language(preferences: field) == expected)
    }

    @Test func argumentsSurviveStorage() throws {
        let arguments: [String: MessageArgument] = [
            "a": "text", "b": 12, "c": 1.5, "d": .bytes(3), "e": .percent(0.2), "f": .duration(seconds: 2),
            "g": .date(Date(timeIntervalSince1970: 0)), "h": .dateTime(Date(timeIntervalSince1970: 1)),
            "i": .message("key"), "j": .list(["x", 2]), "k": .decimal(2),
        ]
        let json = try JSONEncoder().encode(arguments)
        #expect(try JSONDecoder().decode([String: MessageArgument].self, from: json) == arguments)
    }

    @Test func failuresAreToldWithTheirWayOut() {
        struct Unclosed: LocalizedFailure {
            let code = "unclosed"
            let arguments: [String: MessageArgument] = ["line": 3]
            let isPermanent = true
        }
        let localizer = Localizer(.english, messages: [
            "errors.unclosed": "Line {line} is open.", "errors.unclosed.hint": "Close it.",
            "errors.unexpected": "Unexpected: {detail}",
        ])
        #expect(localizer.message(for: Unclosed()) == ("Line 3 is open.", "Close it."))
        let unprepared = localizer.message(for: CancellationError())
        #expect(unprepared.text == "Unexpected: CancellationError()")
        #expect(unprepared.hint == nil)
    }
}
