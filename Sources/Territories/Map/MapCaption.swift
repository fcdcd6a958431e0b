import Localization

/// The title over a map, and the legend and the source under it.
struct MapCaption {
    let title: String
    let titleHeight: Int
    private let entries: [ChoroplethMap.LegendEntry]
    private let source: String
    private let level: TerritoryLevel
    private let localizer: Localizer
    private let identifier: String

    init(
        _ title: String, _ entries: [ChoroplethMap.LegendEntry], _ source: String, _ level: TerritoryLevel, _ localizer: Localizer,
        _ identifier: String
    ) {
        let lines = SVGText.lines(title, width: 56)
        self.title = lines.enumerated().map { index, line in
            "<text x=\"0\" y=\"\(62 + index * 78)\" font-size=\"64\" font-weight=\"700\" aria-hidden=\"true\">\(SVGText.escaped(line))</text>\n"
        }.joined()
        titleHeight = lines.count * 78 + 40
        self.entries = entries
        self.source = source
        self.level = level
        self.localizer = localizer
        self.identifier = identifier
    }

    /// - Returns: the legend, in two columns where they fit, and the height that it takes.
    func legend(at top: Int) -> (text: String, height: Int) {
        let counts = entries.map { localizer.text("territories.count.\(level.slug)", ["count": .integer($0.count)]) }
        let longest = zip(entries, counts).map { $0.label.count + $1.count }.max() ?? 0
        let rows = longest > 34 ? entries.count : (entries.count + 1) / 2
        var text = "<g class=\"carte-legende\" role=\"list\" aria-label=\"\(SVGText.escaped(localizer.text("territories.map.legend")))\" font-size=\"48\">\n"
        for (index, entry) in entries.enumerated() {
            let x = index / rows * 1000, y = top + index % rows * 84
            let fill = entry.colour?.hexadecimal ?? "url(#\(identifier)-hachures)"
            text += """
                <g role="listitem"><rect x="\(x + 2)" y="\(y)" width="84" height="56" fill="\(fill)" stroke="\(ColourRamp.ink.hexadecimal)" stroke-width="2"/>\
                <text x="\(x + 108)" y="\(y + 45)">\(SVGText.escaped(entry.label))<tspan fill="#666" font-size="40" dx="16">\(SVGText.escaped(counts[index]))</tspan></text></g>

                """
        }
        text += "</g>\n"
        var height = rows * 84 + 60
        for line in SVGText.lines(source, width: 92) {
            height += 52
            text += "<text x=\"0\" y=\"\(top + height - 66)\" font-size=\"40\" fill=\"#666\">\(SVGText.escaped(line))</text>\n"
        }
        return (text, height + 10)
    }
}
