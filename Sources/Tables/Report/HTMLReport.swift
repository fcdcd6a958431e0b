package import Localization

/// A report as one HTML file that needs nothing else: no script, no font, no picture, nothing from the network.
package struct HTMLReport: Sendable {
    private let text: ReportText
    private let localizer: Localizer

    package init(_ report: ValidationReport, localizer: Localizer) {
        text = ReportText(report, localizer: localizer)
        self.localizer = localizer
    }

    package var html: String {
        var out = """
            <!doctype html>
            <html lang="\(localizer.language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(text.title))</title>
            <style>\(HTMLReportStyle.css)</style>
            </head>
            <body>
            <main>
            <h1>\(escaped(text.title))</h1>
            <div class="verdict \(text.isValid ? "valid" : "invalid")" role="status"><p class="word">\(escaped(text.verdict))</p><p>\(escaped(text.advice))</p></div>
            <dl class="facts">

            """
        for fact in text.facts { out += "<div><dt>\(escaped(fact.label))</dt><dd>\(escaped(fact.value))</dd></div>\n" }
        out += "</dl>\n"
        if text.errors.count + text.warnings.count > 1 { out += summary }
        out += section(text.errors, "report.section.errors")
        out += section(text.warnings, "report.section.warnings")
        return out + "</main>\n</body>\n</html>\n"
    }

    private var summary: String {
        var out = "<nav aria-labelledby=\"sommaire\"><h2 id=\"sommaire\">\(t("report.section.summary"))</h2>\n<ol>\n"
        for cause in text.errors + text.warnings {
            out += "<li><a href=\"#\(cause.id)\">\(escaped(cause.title))</a> <span class=\"count\">\(escaped(cause.count))</span></li>\n"
        }
        return out + "</ol></nav>\n"
    }

    private func section(_ causes: [ReportText.Cause], _ key: String) -> String {
        guard !causes.isEmpty else { return "" }
        return "<section>\n<h2>\(t(key))</h2>\n" + causes.map(article).joined() + "</section>\n"
    }

    private func article(_ cause: ReportText.Cause) -> String {
        var out = "<article id=\"\(cause.id)\" class=\"\(cause.isError ? "error" : "warning")\">\n<h3>\(escaped(cause.title)) <span class=\"count\">\(escaped(cause.count))</span></h3>\n"
        if !cause.rules.isEmpty {
            out += "<p class=\"label\">\(t("report.label.rule"))</p><ul>" + cause.rules.map { "<li>\(escaped($0))</li>" }.joined() + "</ul>\n"
        }
        out += "<p><strong>\(t("report.label.mend"))</strong> \(escaped(cause.mend))</p>\n"
        if let correction = cause.correction { out += "<p class=\"correction\">\(escaped(correction))</p>\n" }
        if let source = cause.source { out += "<p class=\"note\">\(escaped(source))</p>\n" }
        for sample in cause.samples where sample.place != nil || sample.cell != nil { out += self.sample(sample) }
        if let more = cause.more { out += "<p class=\"note\">\(escaped(more))</p>\n" }
        return out + "</article>\n"
    }

    private func sample(_ sample: ReportText.Sample) -> String {
        var out = "<div class=\"sample\">\n<p>"
        if let place = sample.place { out += "<strong>\(escaped(place))</strong> " }
        if let cell = sample.cell { out += cell.isEmpty ? "<em>\(t("report.emptyCell"))</em>" : "<del>\(escaped(cell))</del>" }
        if let proposal = sample.proposal {
            let shown = proposal.isEmpty ? "<em>\(t("report.emptyCell"))</em>" : "<ins>\(escaped(proposal))</ins>"
            out += " <span aria-hidden=\"true\">→</span> \(shown) <span class=\"note\">\(t(sample.isCertain ? "report.confidence.certain" : "report.confidence.likely"))"
            if let reason = sample.reason { out += " · \(escaped(reason))" }
            out += "</span>"
        }
        if let detail = sample.detail { out += " <span class=\"note\">\(escaped(detail))</span>" }
        out += "</p>\n"
        if !sample.row.isEmpty {
            out += "<div class=\"row\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(sample.place ?? ""))\"><table><thead><tr>"
            out += sample.row.map { "<th scope=\"col\">\(escaped($0.header))</th>" }.joined() + "</tr></thead><tbody><tr>"
            out += sample.row.map { $0.isFaulty ? "<td class=\"faulty\">\(escaped($0.text))</td>" : "<td>\(escaped($0.text))</td>" }.joined()
            out += "</tr></tbody></table></div>\n"
        }
        return out + "</div>\n"
    }

    private func t(_ key: String) -> String { escaped(localizer.text(key)) }

    private func escaped(_ text: String) -> String { Badge.escaped(text) }
}

/// The look of the file, after the State's design system: its colours pass the contrast of WCAG 2.1 AA in both schemes.
enum HTMLReportStyle {
    static let css = """
        :root{color-scheme:light dark;--text:#161616;--soft:#666;--page:#fff;--band:#f6f6f6;--line:#ddd;--bad:#ce0500;--badfill:#ffe9e9;--good:#18753c;--goodfill:#b8fec9;--note:#0063cb}
        @media(prefers-color-scheme:dark){:root{--text:#fff;--soft:#cecece;--page:#161616;--band:#242424;--line:#3a3a3a;--bad:#ff9575;--badfill:#3a1b16;--good:#88fdaa;--goodfill:#19271d;--note:#9cc3ff}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 Marianne,Arial,sans-serif}
        main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.75rem;line-height:1.2}h2{font-size:1.35rem;margin-top:2.5rem}
        h3{font-size:1.1rem;margin:0 0 .5rem}code{font-family:ui-monospace,monospace;font-size:.95em;background:var(--band);padding:.1em .3em}
        .verdict{border-left:.3rem solid;padding:.75rem 1rem}.verdict p{margin:.15rem 0}.valid{border-color:var(--good);background:var(--goodfill)}.invalid{border-color:var(--bad);background:var(--badfill)}
        .word{font-weight:700;font-size:1.2rem}.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem}.facts div{min-width:10rem}dt{color:var(--soft);font-size:.875rem}dd{margin:0;font-weight:700}
        .count{font-weight:400;color:var(--soft);font-size:.9rem;white-space:nowrap}article{border:1px solid var(--line);border-left:.3rem solid var(--bad);padding:1rem;margin:1rem 0}
        article.warning{border-left-color:var(--note)}article p{margin:.4rem 0}article ul{margin:.2rem 0 .6rem}.label{font-weight:700}.note{color:var(--soft);font-size:.875rem}
        .correction{border-left:.2rem solid var(--good);padding-left:.6rem}.sample{border-top:1px solid var(--line);padding-top:.6rem;margin-top:.6rem}
        del{color:var(--bad);text-decoration-thickness:1px;white-space:pre-wrap}ins{color:var(--good);text-decoration:none;font-weight:700;white-space:pre-wrap}
        .row{overflow-x:auto}table{border-collapse:collapse;font-size:.875rem}th,td{border:1px solid var(--line);padding:.25rem .5rem;text-align:left;white-space:nowrap;max-width:20rem;overflow:hidden;text-overflow:ellipsis}
        th{background:var(--band)}td.faulty{outline:2px solid var(--bad);outline-offset:-2px;font-weight:700}a{color:var(--note)}
        @media print{article{break-inside:avoid}.row{overflow:visible}td,th{white-space:normal}}
        """
}
