import Localization

/// A choropleth map on its way to SVG.
struct ChoroplethDrawing {
    private let map: ChoroplethMap
    private let localizer: Localizer
    private let territories: [(place: Int, territory: Territory, value: Double?)]
    private let classes: ValueClasses?
    private let colours: [Colour]

    init(_ map: ChoroplethMap, _ localizer: Localizer) {
        self.map = map
        self.localizer = localizer
        let drawn = map.gazetteer.territories(map.level, in: map.holder)
        let found: [(name: String, item: (place: Int, territory: Territory, value: Double?))] = drawn.compactMap { territory in
            guard let place = map.gazetteer.place(of: territory.id) else { return nil }
            // Overseas collectivities have no outline: a hatched nothing would count as missing.
            if territory.bounds == nil, map.isPlain || map.values[territory.id] == nil { return nil }
            let name = String(decoding: FoldedName.bytes(territory.name.bare), as: UTF8.self)
            return (name, (place, territory, map.values[territory.id].flatMap { $0.isFinite ? $0 : nil }))
        }
        // By name, as one looks for it: it is the order of the keyboard.
        territories = found.sorted { ($0.name, $0.item.place) < ($1.name, $1.item.place) }.map(\.item)
        classes = map.classification.classes(of: territories.compactMap(\.value))
        colours = map.ramp.colours(classes?.counts.count ?? 0)
    }

    // MARK: Legend

    var legend: [ChoroplethMap.LegendEntry] {
        var entries: [ChoroplethMap.LegendEntry] = []
        if let classes {
            for index in classes.counts.indices {
                entries.append(.init(colour: colours[index], label: label(index, classes), count: classes.counts[index]))
            }
        }
        let missing = territories.count { $0.value == nil }
        if missing > 0 { entries.append(.init(colour: nil, label: localizer.text("territories.map.missing"), count: missing)) }
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
        return number(value) + space + map.unit
    }

    // MARK: SVG

    func text() -> String {
        let layout = MapLayout(map.gazetteer, territories.map(\.place), enlargesParis: map.level == .departement)
        var body = ""
        let byPlace = Dictionary(uniqueKeysWithValues: territories.enumerated().map { ($1.place, $0) })
        let isFine = territories.count > 400
        let hasLinks = territories.count <= map.maximumOfLinks
        var linked: Set<Int> = []
        for frame in layout.frames {
            if let key = frame.nameKey { body += inset(frame, localizer.text(key)) }
            guard let outlines = map.gazetteer.outlines[map.level] else { continue }
            let path = MapPath(outlines, frame, detail: isFine ? 3 : 2)
            let first = map.gazetteer.range(map.level).lowerBound
            body += "<g stroke=\"\(ColourRamp.ink.hexadecimal)\" stroke-width=\"\(isFine ? "0.7" : "1.6")\" stroke-linejoin=\"round\">\n"
            for place in frame.places.sorted(by: { (byPlace[$0] ?? 0) < (byPlace[$1] ?? 0) }) {
                guard let index = byPlace[place] else { continue }
                // The enlarged Paris repeats what is on the map: one link is enough for the keyboard.
                let isLinked = hasLinks && linked.insert(place).inserted
                body += territory(territories[index], path.data(of: place - first), isLinked: isLinked)
            }
            body += "</g>\n"
            body += borders(frame, isFine)
        }
        let caption = map.showsCaption && !map.isPlain ? MapCaption(map.title, legend, map.source, map.level, localizer, map.identifier) : nil
        let top = caption?.titleHeight ?? 0
        let legend = caption?.legend(at: top + layout.height + 50) ?? ("", 0)
        let height = top + layout.height + legend.1
        let id = map.identifier
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="carte" viewBox="0 0 \(MapLayout.width) \(height)" role="group" aria-labelledby="\(id)-titre" aria-describedby="\(id)-desc" font-family="Marianne, system-ui, sans-serif" fill="\(ColourRamp.ink.hexadecimal)">
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
            "territories": .text(count), "least": .text(shown(least.value!)), "where": .text(least.territory.name.full),
            "most": .text(shown(most.value!)), "there": .text(most.territory.name.full),
        ])
        let missing = territories.count - known.count
        return missing == 0 ? text : text + " " + localizer.text("territories.map.summary.missing", ["count": .integer(missing)])
    }

    private func territory(_ item: (place: Int, territory: Territory, value: Double?), _ data: String, isLinked: Bool) -> String {
        if data.isEmpty { return "" }
        let index = item.value.flatMap { classes?.index(of: $0) }
        let fill = index.map { colours[$0].hexadecimal } ?? "url(#\(map.identifier)-hachures)"
        let name = localizer.text("territories.map.value", [
            "name": .text(item.territory.name.full), "value": .text(item.value.map(shown) ?? localizer.text("territories.map.missing")),
        ])
        if map.isPlain { return plain(item.territory, data, isLinked: isLinked) }
        let kind = index.map { "carte-\($0)" } ?? "carte-sans"
        let title = "<title>\(SVGText.escaped(name))</title>"
        if isLinked, let target = map.link(item.territory) {
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

    /// The borders of the next wider level, so that small territories can be placed.
    private func borders(_ frame: MapFrame, _ isFine: Bool) -> String {
        let wider: TerritoryLevel? = switch map.level {
        case .departement: .region
        case .commune, .epci, .canton, .arrondissement, .livingArea: .departement
        default: nil
        }
        guard frame.nameKey == nil, let wider, let outlines = map.gazetteer.outlines[wider] else { return "" }
        let path = MapPath(outlines, frame, detail: 2)
        let first = map.gazetteer.range(wider).lowerBound
        let holders = Set(frame.places.compactMap { map.gazetteer.parent(wider, at: $0) })
        guard holders.count > 1 else { return "" }
        let data = holders.sorted().map { path.data(of: $0 - first) }.joined()
        return "<path class=\"carte-limites\" fill=\"none\" stroke=\"\(ColourRamp.ink.hexadecimal)\" stroke-width=\"\(isFine ? "2.4" : "4")\" stroke-linejoin=\"round\" pointer-events=\"none\" d=\"\(data)\"/>\n"
    }
}

/// Text inside SVG.
enum SVGText {
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
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
