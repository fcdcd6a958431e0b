import Terminal
import Testing

@Suite("Tables of text")
struct TextTableTests {
    private let ink = Ink(.plain)

    @Test("Widths are those a terminal shows", arguments: [
        ("abc", 3), ("été", 3), ("e\u{301}te\u{301}", 3), ("東京", 4), ("👍🏽", 2), ("a\u{202F}b", 3), ("", 0), ("한글", 4),
    ])
    func displayWidth(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test("Text is cut at a width with an ellipsis", arguments: [
        ("Pont-à-Mousson", 20, "Pont-à-Mousson"), ("Pont-à-Mousson", 14, "Pont-à-Mousson"),
        ("Pont-à-Mousson", 7, "Pont-à…"), ("東京都庁", 5, "東京…"), ("東京都庁", 8, "東京都庁"), ("ab", 1, "…"), ("a", 1, "a"), ("ab", 0, ""),
    ])
    func truncation(text: String, width: Int, expected: String) {
        #expect(text.truncated(toWidth: width) == expected)
        #expect(text.truncated(toWidth: width).displayWidth <= width)
    }

    @Test("Nothing in a cell acts on the terminal", arguments: [
        ("a\u{1B}[2Jb", "a␛[2Jb"), ("a\r\nb", "a↵b"), ("a\tb", "a→b"), ("\u{202E}abc", "\u{FFFD}abc"), ("\u{9B}2J", "\u{FFFD}2J"),
        ("café", "café"),
    ])
    func visible(text: String, expected: String) {
        #expect(text.visible == expected)
    }

    private func table() -> TextTable {
        var table = TextTable(columns: [
            .init("Nom", minimumWidth: 5, rank: 2), .init("Population", alignment: .trailing, minimumWidth: 10, rank: 1),
            .init("Exemples", minimumWidth: 8, rank: 0),
        ])
        table.append(["Saint-Remy-en-Bouzemont", "537", "un exemple qui est bien long"])
        table.append(["Y", "12", "court"])
        return table
    }

    @Test("Every line fits the width", arguments: [120, 80, 60, 40, 30, 20, 12])
    func fits(width: Int) {
        for line in table().lines(width: width, ink: ink).lines { #expect(line.displayWidth <= width) }
    }

    @Test("Columns of the lowest rank go first, and are counted")
    func omission() {
        #expect(table().lines(width: 80, ink: ink).omitted == 0)
        #expect(table().lines(width: 22, ink: ink).omitted == 1)
        #expect(table().lines(width: 22, ink: ink).lines[0].hasPrefix("Nom"))
        #expect(table().lines(width: 8, ink: ink).omitted == 2)
    }

    @Test("Nothing is cut where nothing limits the width")
    func unlimited() {
        #expect(table().lines(width: nil, ink: ink).lines[2] == "Saint-Remy-en-Bouzemont         537  un exemple qui est bien long")
    }
}
