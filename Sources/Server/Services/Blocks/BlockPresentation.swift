import Catalog
import Charts
import Indicators
import Localization
import Services
import Territories

/// A block made ready: what its page shows, and its figures as rows.
struct PresentedBlock: Sendable {
    var view: BlockView
    /// Nil for blocks without figures: forms, texts, links.
    var table: ChartTable?
}

/// Makes a block ready to be shown.
struct BlockPresentation: Sendable {
    let reading: PageReading
    let block: Block
    let catalog: Catalog
    /// Whether a heading of the author stands over it.
    var isUnderHeading = false
    /// Whether programs take the figures: all of them, however many.
    var isForPrograms = false
    /// What was searched for in the form that chooses a territory.
    var search: String?
    /// Put before the block's ids where other pages' blocks stand beside it, which shows fewer rows there.
    var prefix: String?

    /// The id of the block's element, with which those of its parts begin.
    var element: String { (prefix ?? "") + block.id }

    /// - Returns: nil where its condition does not hold.
    func presented() async throws -> PresentedBlock? {
        guard reading.holds(block.condition) else { return nil }
        var result: PresentedBlock = switch block.content {
        case .indicator(let content): indicators(content)
        case .chart(let content): chart(content)
        case .map(let content): map(content)
        case .table(.rows(let content)): try await rows(content)
        case .table(.figures(let content)): table(content)
        case .figure(let content): figure(content)
        case .progress(let content): progress(content)
        case .territoryPicker(let content): PresentedBlock(view: picker(content))
        case .compare(let content): compare(content)
        case .filter(let content): PresentedBlock(view: filter(content))
        case .download(let content): PresentedBlock(view: await downloads(content))
        case .text(let content): PresentedBlock(view: prose(content))
        case .alerts(let content): alerts(content)
        }
        if let title = block.title { result.view.title = reading.plain(title).typeset }
        result.view.note = block.note.map { reading.html($0, headingLevel: 4) }
        result.view.isHighest = !isUnderHeading
        if result.table != nil { result.view.data = data(result.view.title) }
        return result
    }

    func view(title: String? = nil) -> BlockView {
        BlockView(id: element, kind: block.content.kind.rawValue, width: block.width.rawValue, title: title)
    }

    /// A block that has nothing to show, and says so.
    func nothing(_ title: String?, _ reason: String) -> PresentedBlock {
        var view = view(title: title)
        view.empty = reason
        return PresentedBlock(view: view)
    }

    private func data(_ title: String?) -> BlockDataView {
        let path = ServiceAddress.block(reading.service.slug, reading.page.slug, block.id)
        let query = reading.query().isEmpty ? "" : "?" + reading.query()
        return BlockDataView(
            csvHref: path + ".csv" + query, jsonHref: path + ".json" + query, embedHref: path + query, hidden: title ?? block.id)
    }

    /// Links to the working of each indicator.
    func workings(_ definitions: [IndicatorDefinition], _ territory: TerritoryID) -> [Link] {
        definitions.map { Link(label: $0.name, href: reading.workingAddress($0.id, territory, on: reading.day(of: block))) }
    }

    /// “en habitants”; nil where there is no unit.
    func unit(_ heading: ChartHeading) -> String? {
        heading.unit.isEmpty ? nil : reading.text("service.unit", ["unit": .text(heading.unit.other)])
    }

    func slice(_ choice: SliceChoice?) -> Slice? { choice?.slice(in: reading.arguments) }

    /// The name of a category of an indicator.
    func label(_ slice: Slice?, of id: IndicatorID) -> String? {
        slice.flatMap { slice in
            reading.figures.categories(id, slice.breakdown).first { $0.code == slice.category }?.label ?? slice.category
        }
    }

    /// “Logements sociaux, Gironde”: what a block without a title of its own is called.
    func title(_ definitions: [IndicatorDefinition], _ territory: TerritoryID?, slice: Slice? = nil) -> String {
        let names = definitions.count > 2 ? [] : definitions.map { definition in
            label(slice, of: definition.id).map { definition.name + " – " + $0 } ?? definition.name
        }
        let parts = names + (territory.map { [reading.name($0)] } ?? [])
        return parts.joined(separator: ", ")
    }

    func prose(_ content: TextBlock) -> BlockView {
        var view = view()
        view.prose = reading.html(content.body, headingLevel: isUnderHeading ? 3 : 2)
        return view
    }
}

extension ServiceTableView {
    /// A table of a chart.
    init(_ table: ChartTable, caption: String, localizer: Localizer, note: String? = nil) {
        self.init(
            caption: caption, headers: table.columns.map { .init(name: $0.name, isNumber: $0.isNumber) },
            rows: table.rows.map { row in
                let cells = zip(row, table.columns).map { cell, column in Self.cell(cell, isNumber: column.isNumber, localizer) }
                return Row(head: cells.first ?? Cell(text: ""), cells: Array(cells.dropFirst()))
            }, note: note)
    }

    static func cell(_ cell: ChartTable.Cell, isNumber: Bool, _ localizer: Localizer) -> Cell {
        var isMissing = false
        if case .missing = cell { isMissing = true }
        return Cell(text: cell.written(localizer), isNumber: isNumber, isMissing: isMissing)
    }
}
