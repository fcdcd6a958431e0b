import Catalog
import Charts
import Indicators
import Localization
import Services
import Territories

extension BlockPresentation {
    // MARK: Territory

    func picker(_ content: TerritoryPickerBlock) -> BlockView {
        var view = view(title: block.title.map { reading.plain($0) } ?? reading.text("service.picker.title"))
        let levels = content.levels.isEmpty ? reading.service.levels : content.levels
        view.picker = TerritoryPicker(reading: reading, levels: levels, id: block.id, action: reading.address(anchor: "")).view(search: search)
        if content.showsMap, let level = levels.first(where: { $0 == .region || $0 == .departement }) {
            view.picker?.map = map(of: level)
        }
        return view
    }

    /// A map on which each territory leads to the page with it chosen.
    private func map(of level: TerritoryLevel) -> Markup {
        var map = ChoroplethMap(
            reading.gazetteer, level, values: Dictionary(uniqueKeysWithValues: reading.territories(level, in: .france).map { ($0, $0 == reading.arguments.territory ? 1.0 : 0) }),
            title: reading.text("service.picker.map", ["levels": .message(level.pluralKey)]))
        map.classification = .given([0.5])
        map.digits = 0
        map.identifier = block.id + "-carte"
        map.showsCaption = false
        let page = reading
        map.link = { page.address([ServiceParameter.territory: $0.id.description]) }
        return Markup(trusted: map.svg(reading.localizer))
    }

    // MARK: Parameters

    func filter(_ content: FilterBlock) -> BlockView {
        var view = view(title: block.title.map { reading.plain($0) })
        let names = Set(content.parameters)
        view.filter = ParameterFormView(
            id: block.id, action: ServiceAddress.page(reading.service.slug, reading.page.slug),
            carried: reading.parameters().filter { !names.contains($0.name) }.map { Choice(value: $0.value, label: $0.name) },
            fields: content.parameters.compactMap(field))
        return view
    }

    private func field(_ name: String) -> ParameterFormView.Field? {
        let current: String?, choices: [ServiceParameter.Choice], label: String
        if name == ServiceParameter.date {
            (current, choices, label) = (reading.arguments.date?.description, reading.days, reading.text("charts.date"))
        } else if name == ServiceParameter.territory {
            (current, choices, label) = (
                reading.arguments.territory.description,
                reading.service.levels.filter { $0 < .epci }.flatMap { reading.territories($0, in: .france) }.map { .init(value: $0.description, label: reading.name($0)) },
                reading.text("service.territoryHeader"))
        } else if let parameter = reading.service.parameter(name) {
            (current, choices, label) = (reading.arguments.values[name], reading.choices(parameter), parameter.label)
        } else {
            return nil
        }
        let open = name == ServiceParameter.date ? reading.text("service.latest") : reading.text("service.all")
        let hasOpen = name != ServiceParameter.territory && reading.service.parameter(name)?.fallback == nil
        return ParameterFormView.Field(
            id: block.id + "-" + name, name: name, label: label,
            choices: (hasOpen ? [Choice(value: "", label: open, isSelected: current == nil)] : [])
                + choices.map { Choice(value: $0.value, label: $0.label, isSelected: $0.value == current) })
    }

    // MARK: Downloads

    func downloads(_ content: DownloadBlock) async -> BlockView {
        var view = view(title: block.title.map { reading.plain($0) } ?? (isUnderHeading ? nil : reading.text("service.downloads")))
        let items = content.items.isEmpty
            ? reading.page.blocks.filter { $0.content.hasFigures && reading.holds($0.condition) }.map { .block($0.id) } : content.items
        for item in items {
            let name: String, address: (String) -> String
            switch item {
            case .block(let id):
                guard let block = reading.page.block(id) else { continue }
                name = self.name(of: block)
                let path = ServiceAddress.block(reading.service.slug, reading.page.slug, id), query = reading.query().isEmpty ? "" : "?" + reading.query()
                address = { path + "." + $0 + query }
            case .resource(let slug):
                name = (try? await catalog.resource(slug))?.resource.title ?? slug
                address = { Downloads.api(slug) + "data/\($0)/" }
            case .indicator(let word):
                guard let definition = reading.indicators([word]).first else { continue }
                name = definition.name
                address = { ServiceAddress.indicator(definition.id) + "." + $0 + "?\(LevelFigures.parameter)=\(LevelFigures.all)" }
            }
            view.downloads.append(DownloadLine(
                name: name.typeset, formats: content.formats.map { Link(label: $0.rawValue.uppercased(), href: address($0.rawValue)) }))
        }
        if view.downloads.isEmpty { view.empty = reading.text("charts.summary.none") }
        return view
    }

    /// What readers call another block of the page: its title, else what it is and the indicators that it shows.
    private func name(of block: Block) -> String {
        if let title = block.title { return reading.plain(title) }
        let kind = reading.text("service.block.\(block.content.kind.rawValue)")
        let shown = reading.indicators(block.content.indicators).map(\.name)
        return (1...2).contains(shown.count) ? reading.text("service.block.of", ["block": .text(kind), "indicators": .list(shown.map { .text($0) })]) : kind
    }
}
