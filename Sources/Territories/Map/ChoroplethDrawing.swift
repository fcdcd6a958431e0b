import Localization

/// A choropleth map on its way to SVG.
struct ChoroplethDrawing {
    private let map: ChoroplethMap
    private let localizer: Localizer
    private let sheet: MapSheet
    /// Those of the sheet that count, each with its value; those that are neither drawn nor known are left out.
    private let territories: [(territory: Territory, value: Double?)]
    private let classes: ValueClasses?
    private let colours: [Colour]

    init(_ map: ChoroplethMap, _ localizer: Localizer) {
        self.map = map
        self.localizer = localizer
        sheet = map.gazetteer.sheet(map.level, in: map.holder)
        territories = sheet.territories.compactMap { territory in
            // Overseas collectivities have no outline: a hatched nothing would count as missing.
            if territory.bounds == nil, map.isPlain || map.values[territory.id] == nil { return nil }
            return (territory, map.values[territory.id].flatMap { $0.isFinite ? $0 : nil })
        }
        classes = map.classification.classes(of: territories.compactMap(\.value))
        colours = map.ramp.colours(classes?.counts.count ?? 0)
    }

    /// How many classes there are.
    var count: Int { colours.count }

    // MARK: Legend

    var legend: [ChoroplethMap.LegendEntry] {
        var entries: [ChoroplethMap.LegendEntry] = []
        if let classes {
            for index in classes.counts.indices {
                entries.append(.init(colour: colours[index], label: label(index, classes), count: classes.counts[index], position: index))
            }
        }
        let missing = territories.count { $0.value == nil }
        if missing > 0 { entries.append(.init(colour: nil, label: localizer.text("territories.map.missing"), count: missing, position: nil)) }
        return entries
    }

    private func label(_ index: Int, _ classes: ValueClasses) -> String {
        let from = index == 0 ? nil : classes.bounds[index - 1], to = index < classes.bounds.count ? classes.bounds[index] : nil
        let arguments: [String: MessageArgument] = [
            "from": .text(number(from ?? classes.least)), "to": .text(shown(to ?? classes.most)), "first": .text(shown(from ?? classes.least)),
        ]
        return switch (from, to) {
        case (nil, nil): classes.least == classes.most ? shown(classes.least) : localizer.text("territories.map.class.all", arguments)
        case (nil, _): localizer.text("territories.map.class.lowest", arguments)
        case (_, nil): localizer.text("territories.map.class.highest", arguments)
        default: localizer.text("territories.map.class.between", arguments)
        }
    }

    /// Bounds keep the decimals that part the classes, also where values are shown with fewer.
    private func number(_ value: Double) -> String {
        let short = localizer.decimal(value, maxDigits: map.digits)
        let isBound = classes?.bounds.contains(value) ?? false
        return isBound ? localizer.decimal(value, maxDigits: 6) : short
    }

    private func shown(_ value: Double) -> String {
        if map.unit.isEmpty { return number(value) }
        let space = map.unit == "%" ? (localizer.language == .french ? "\u{202F}" : "") : "\u{A0}"
        return number(value) + space + localizer.word(map.unit, for: value, maxDigits: map.digits)
    }

    /// The value of one territory.
    private func told(_ value: Double) -> String { localizer.quantity(value, unit: map.unit, maxDigits: map.digits) }

    // MARK: SVG

    func text() -> String {
        var body = ""
        let hasLinks = territories.count <= map.maximumOfLinks
        var linked: Set<Int> = []
        for drawn in sheet.frames {
            if let key = drawn.frame.nameKey { body += inset(drawn.frame, localizer.text(key)) }
            body += "<g stroke=\"\(ColourRamp.ink.hexadecimal)\" stroke-width=\"\(sheet.isFine ? "0.7" : "1.6")\" stroke-linejoin=\"round\">\n"
            for part in drawn.parts {
                let territory = sheet.territories[part.index]
                // The enlarged Paris repeats what is on the map: one link is enough for the keyboard.
                let isLinked = hasLinks && linked.insert(part.index).inserted
                let value = map.values[territory.id].flatMap { $0.isFinite ? $0 : nil }
                body += self.territory(territory, value, part.path, isLinked: isLinked)
            }
            body += "</g>\n" + borders(drawn)
        }
        let caption = map.showsCaption && !map.isPlain ? MapCaption(map.title, legend, map.source, map.level, localizer, map.identifier) : nil
        let top = caption?.titleHeight ?? 0
        let legend = caption?.legend(at: top + sheet.height + 50) ?? ("", 0)
        let height = top + sheet.height + legend.1
        let id = map.identifier
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="carte\(map.isPlain ? "" : " " + map.palette(colours.count))" viewBox="0 0 \(MapLayout.width) \(height)" role="group" aria-labelledby="\(id)-titre" aria-describedby="\(id)-desc" font-family="Marianne, system-ui, sans-serif" fill="\(ColourRamp.ink.hexadecimal)">
            <title id="\(id)-titre">\(SVGText.escaped(map.title))</title>
            <desc id="\(id)-desc">\(SVGText.escaped(summary))</desc>
            <defs><pattern id="\(id)-hachures" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="14" height="14" fill="#fff"/><path d="M0 0V14" stroke="#666" stroke-width="6"/></pattern></defs>
            \(caption?.title ?? "")<g transform="translate(0 \(top))">
            \(body)</g>
            \(legend.0)</svg>

            """
    }

    /// What a person who does not see the map should know: how many, the extremes, what is missing.
    private var summary: String {
        if map.isPlain { return localizer.text("territories.count.\(map.level.slug)", ["count": .integer(territories.count)]) }
        let known = territories.filter { $0.value != nil }
        let count = localizer.text("territories.count.\(map.level.slug)", ["count": .integer(known.count)])
        guard let least = known.min(by: { $0.value! < $1.value! }), let most = known.max(by: { $0.value! < $1.value! }) else {
            return localizer.text("territories.map.empty")
        }
        let text = localizer.text("territories.map.summary", [
            "territories": .text(count), "least": .text(told(least.value!)), "where": .text(least.territory.name.full),
            "most": .text(told(most.value!)), "there": .text(most.territory.name.full),
        ])
        let missing = territories.count - known.count
        return missing == 0 ? text : text + " " + localizer.text("territories.map.summary.missing", ["count": .integer(missing)])
    }

    private func territory(_ territory: Territory, _ value: Double?, _ data: String, isLinked: Bool) -> String {
        if data.isEmpty { return "" }
        if map.isPlain { return plain(territory, data, isLinked: isLinked) }
        let index = value.flatMap { classes?.index(of: $0) }
        let fill = index.map { colours[$0].hexadecimal } ?? "url(#\(map.identifier)-hachures)"
        let name = localizer.text("territories.map.value", [
            "name": .text(territory.name.full), "value": .text(value.map(told) ?? localizer.text("territories.map.missing")),
        ])
        let kind = index.map { "carte-\($0)" } ?? "carte-sans"
        let title = "<title>\(SVGText.escaped(name))</title>"
        if isLinked, let target = map.link(territory) {
            return "<a href=\"\(SVGText.escaped(target))\" class=\"\(kind)\">\(title)<path fill=\"\(fill)\" d=\"\(data)\"/></a>\n"
        }
        return "<path class=\"\(kind)\" fill=\"\(fill)\" d=\"\(data)\">\(title)</path>\n"
    }

    private func plain(_ territory: Territory, _ data: String, isLinked: Bool) -> String {
        let name = SVGText.escaped(territory.name.full)
        let path = "<path class=\"carte-plein\" fill=\"#e3e3fd\" d=\"\(data)\"/>"
        guard isLinked, let target = map.link(territory) else { return "<g><title>\(name)</title>\(path)</g>\n" }
        return "<a href=\"\(SVGText.escaped(target))\" aria-label=\"\(name)\"><title>\(name)</title>\(path)</a>\n"
    }

    private func inset(_ frame: MapFrame, _ name: String) -> String {
        let box = frame.box
        return """
            <rect x="\(box.x + 1)" y="\(box.y + 1)" width="\(box.width - 2)" height="\(box.height - 2)" rx="6" fill="none" stroke="#929292" stroke-width="2"/>
            <text x="\(box.x + box.width / 2)" y="\(box.y + box.height - 16)" font-size="32" text-anchor="middle">\(SVGText.escaped(name))</text>

            """
    }

    private func borders(_ drawn: MapSheet.Frame) -> String {
        if drawn.borders.isEmpty { return "" }
        return "<path class=\"carte-limites\" fill=\"none\" stroke=\"\(ColourRamp.ink.hexadecimal)\" stroke-width=\"\(sheet.isFine ? "2.4" : "4")\" stroke-linejoin=\"round\" pointer-events=\"none\" d=\"\(drawn.borders)\"/>\n"
    }
}

/// Text inside SVG.
enum SVGText {
    static func escaped(_ text: String) -> String {
        if !text.utf8.contains(where: { [0x22, 0x26, 0x3C, 0x3E].contains($0) }) { return text }
        return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    /// Lines of at most so many letters, broken at spaces.
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width { lines[lines.count - 1] = last + " " + word } else { lines.append(String(word)) }
        }
        return lines
    }
}
