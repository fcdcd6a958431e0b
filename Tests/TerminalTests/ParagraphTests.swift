import Terminal
import Testing

@Suite("Paragraphs")
struct ParagraphTests {
    @Test("Lines break between words, never inside", arguments: [
        ("un deux trois", 8, 0, ["un deux", "trois"]), ("un deux trois", 8, 2, ["un deux", "  trois"]),
        ("anticonstitutionnellement oui", 10, 0, ["anticonstitutionnellement", "oui"]),
        ("un\n\ndeux", 80, 0, ["un", "", "deux"]), ("été « là »", 20, 0, ["été « là »"]),
        ("un « deux\u{A0}»", 7, 0, ["un «", "deux\u{A0}»"]),
    ])
    func breaking(text: String, width: Int, hanging: Int, expected: [String]) {
        #expect(Paragraph(text).lines(width: width, hanging: hanging) == expected)
    }

    @Test("Without a width, a paragraph is one line")
    func unlimited() {
        let text = Array(repeating: "mot", count: 100).joined(separator: " ")
        #expect(Paragraph(text).lines(width: nil) == [text])
    }
}

@Suite("Terminals")
struct TerminalTests {
    /// Tests run away from any terminal, so only the environment can give width and colours.
    @Test("The environment has its say", arguments: [
        ([:], nil, false), (["COLUMNS": "72"], 72, false), (["COLUMNS": "zero"], nil, false),
        (["CLICOLOR_FORCE": "1"], nil, true), (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], nil, false),
        (["CLICOLOR_FORCE": "1", "NO_COLOR": ""], nil, true), (["CLICOLOR_FORCE": "0"], nil, false),
    ] as [([String: String], Int?, Bool)])
    func environment(variables: [String: String], width: Int?, hasColour: Bool) {
        let terminal = Terminal(.output, environment: variables)
        guard !terminal.isInteractive else { return }
        #expect(terminal.width == width)
        #expect(terminal.hasColour == hasColour)
    }

    @Test("Code shows as code, and keeps its quotes where there are no colours")
    func code() {
        let colours = Ink(Terminal(isInteractive: true, width: 80, hasColour: true))
        #expect(colours.message("faites `ls`.") == "faites \u{1B}[36mls\u{1B}[0m.")
        #expect(Ink(.plain).message("faites `ls`.") == "faites `ls`.")
    }
}
