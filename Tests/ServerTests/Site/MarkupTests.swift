import Server
import Testing

@Suite struct MarkupTests {
    @Test(arguments: [
        ("L'Haÿ-les-Roses", "L&#39;Haÿ-les-Roses"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & b", "a &amp; b"),
        // With a combining accent, the quote is another Character, and still ends an attribute in a browser.
        ("\"\u{301} onfocus=x", "&quot;\u{301} onfocus=x"),
        ("<\u{338}b", "&lt;\u{338}b"),
        ("", ""),
    ])
    func textCannotBecomeMarkup(text: String, html: String) {
        #expect(Markup.escaped(text) == html)
    }

    @Test(arguments: [
        ("<script>alert(1)</script>", "script"),
        ("[ici](javascript:alert)", "javascript:"),
        ("<img src=x onerror=alert(1)>", "onerror"),
    ])
    func writtenTextCarriesNothingHarmful(text: String, harm: String) {
        #expect(!CommonMark.html(text).html.contains(harm))
    }

    @Test func headingsTakeTheirPlaceInThePage() {
        let html = CommonMark.html("# Titre\n\n###### Petit", headingLevel: 3).html
        #expect(html.contains("<h3>Titre</h3>"))
        #expect(html.contains("<h6>Petit</h6>"))
    }

    @Test func eachTableScrollsInAFrameWithAName() {
        let html = CommonMark.html("| a |\n|---|\n| 1 |\n\ntexte\n\n| b |\n|---|\n| 2 |", tableLabel: "Tableau").html
        #expect(html.contains("aria-label=\"Tableau 1\""))
        #expect(html.contains("aria-label=\"Tableau 2\""))
        #expect(html.contains("<th scope=\"col\">a</th>"))
    }

    @Test func summariesAreWithoutMarks() {
        #expect(CommonMark.plain("Les **508 788** mandats, voir [ici](https://a.fr).\n\n- un & deux") == "Les 508 788 mandats, voir ici. un & deux")
    }
}
