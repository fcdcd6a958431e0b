import Localization
import Tables
import Testing

/// JSON texts into values: what is read, and where what is wrong is told to be.
struct JSONReadingTests {
    @Test("Values are read with all their digits, members in their order", arguments: [
        ("null", .null), (" true ", .bool(true)), ("-0.50e+2", .number("-0.50e+2")), ("12345678901234567890", .number("12345678901234567890")),
        (#""é""#, .string("é")), (#""a\n\"\\\/\b\f\r\tz""#, .string("a\n\"\\/\u{8}\u{C}\r\tz")), (#""""#, .string("")),
        (#""\u00e9\u20AC\ud83d\ude00""#, .string("é€😀")), (#""\ud83d-""#, .string("\u{FFFD}-")), (#""\ud83d\u0041""#, .string("\u{FFFD}A")),
        ("[]", .array([])), ("[1 , [ ]]", .array([.number("1"), .array([])])), ("{}", .object([])),
        (#"{"b": 1, "a": 2, "b": 3}"#, .object([.init("b", .number("1")), .init("a", .number("2")), .init("b", .number("3"))])),
        ("\u{FEFF}[0]", .array([.number("0")])),
    ] as [(String, JSONValue)])
    func reading(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text.utf8) == value)
        #expect(try JSONValue(parsing: value.prettyText.utf8) == value)
    }

    @Test("The last of the members of one name counts")
    func lastMember() throws {
        #expect(try JSONValue(parsing: #"{"b": 1, "b": 3}"#.utf8)["b"] == .number("3"))
    }

    @Test("What is wrong is told with its place", arguments: [
        ("", 1, 1, .end), ("[1, 2", 1, 6, .end), ("{\"a\": 1,\n \"b\": }", 2, 7, .value), ("{\"é\": 1, b}", 1, 10, .name),
        ("{\"a\" 1}", 1, 6, .colon), ("[1 2]", 1, 4, .comma), ("{\"a\": 1,", 1, 9, .end), ("{\"a\"", 1, 5, .end), ("[] []", 1, 4, .trailing),
        ("[\n\"a", 2, 1, .quote), ("\"a\u{9}\"", 1, 3, .control), (#"["\x"]"#, 1, 3, .escape), (#"["\u12G4"]"#, 1, 7, .escape), (#"["\u+123"]"#, 1, 5, .escape),
        (#"["\u12"#, 1, 7, .end), ("tru", 1, 4, .end), ("trve", 1, 1, .value), ("01", 1, 1, .value), ("1.", 1, 1, .value), ("+1", 1, 1, .value),
        ("NaN", 1, 1, .value), ("\u{FEFF}x", 1, 1, .value),
    ] as [(String, Int, Int, JSONFault.Reason)])
    func faults(text: String, line: Int, column: Int, reason: JSONFault.Reason) {
        do {
            _ = try JSONValue(parsing: text.utf8)
            Issue.record("read: \(text)")
        } catch {
            #expect(error.line == line && error.column == column && error.reason == reason, "\(error)")
        }
    }

    @Test("Bytes that are not UTF-8 are refused, also behind an escape", arguments: [
        [0x5B, 0x22, 0x61, 0xE9, 0x22, 0x5D], [0x5B, 0x22, 0x5C, 0x6E, 0xC3, 0x22, 0x5D],
    ] as [[UInt8]])
    func charset(bytes: [UInt8]) {
        do {
            _ = try JSONValue(parsing: bytes)
            Issue.record("read: \(bytes)")
        } catch {
            #expect(error.reason == .charset && error.column == 2)
        }
    }

    @Test("Rules say how deep a text may go, and whether its strings hold line ends")
    func rules() throws {
        let wide = JSONRules(deepest: 3, allowsControlCharacters: true)
        #expect(try JSONValue(parsing: "[[\"a\nb\"]]".utf8, by: wide) == .array([.array([.string("a\nb")])]))
        for (text, rules) in [("[[[1]]]", wide), (String(repeating: "[", count: 100_000), .strict)] {
            do {
                _ = try JSONValue(parsing: text.utf8, by: rules)
                Issue.record("read: \(text.prefix(20))")
            } catch {
                #expect(error.reason == .deep)
            }
        }
    }

    @Test("Every fault has its words", arguments: [Language.french, .english])
    func words(language: Language) {
        for reason in JSONFault.Reason.allCases { #expect(Localizer(language).contains(reason.key), "\(reason)") }
    }
}
