import Charts
import Hummingbird
import Localization
import Services
import Territories

/// Figures of pages for programs.
extension ServicePageRoutes {
    /// `/services/{service}/{page}.json`: what the page shows, block by block.
    func document(_ page: Page, of service: Service, _ definition: ServiceDefinition, _ visit: Visit) async throws -> Response {
        let reading = try await reading(definition, page, visit)
        var blocks: [Document] = []
        for block in page.blocks {
            let presentation = BlockPresentation(reading: reading, block: block, catalog: catalog)
            guard let presented = try await presentation.presented() else { continue }
            blocks.append(FigureDocument.block(block, presented, reading))
        }
        let document = FigureDocument.head(reading, visit.context.origin, isSynthetic: !service.syntheticSources(of: page).isEmpty)
            .adding(["blocks": .array(blocks)])
        return answer(document.json, type: "application/json", visit)
    }

    /// `/services/{service}/{page}/blocs/{block}`: one block alone, to stand in pages of others; `.csv`, `.json` its figures.
    func block(_ visit: Visit) async throws -> Response {
        let service = try await service(try part("service", visit))
        guard let definition = service.definition else { return try faulty(service, visit) }
        let page = try page(try part("page", visit), of: definition)
        let (id, form) = ServiceForm.of(try part("block", visit))
        guard let block = page.block(id) else {
            throw RequestError("request.service.block", ["block": .text(id), "blocks": .list(page.blocks.map { .text($0.id) })])
        }
        let reading = try await reading(definition, page, visit)
        guard let presented = try await BlockPresentation(reading: reading, block: block, catalog: catalog, isForPrograms: form != .html).presented() else {
            throw RequestError("request.service.hidden", ["block": .text(id)])
        }
        switch form {
        case .html: return try embedded(presented, service, page, reading, visit)
        case .csv:
            guard let table = presented.table else { throw RequestError("request.service.noFigures", ["block": .text(id)]) }
            return answer(FigureCSV.bytes(table), type: "text/csv; charset=utf-8", name: "\(definition.slug)-\(page.slug)-\(id).csv", visit)
        case .json:
            let document = FigureDocument.head(reading, visit.context.origin, isSynthetic: !service.syntheticSources(of: page).isEmpty)
                .adding(FigureDocument.block(block, presented, reading))
            return answer(document.json, type: "application/json", visit)
        }
    }

    /// A block without the site around it. Pages of others may frame it: it has no form that changes anything.
    private func embedded(_ presented: PresentedBlock, _ service: Service, _ page: Page, _ reading: PageReading, _ visit: Visit) throws -> Response {
        var view = presented.view
        view.isHighest = true
        view.width = "full"
        let model = EmbeddedBlockView(
            title: view.title ?? reading.plain(page.title), notices: notices(service, page, reading), block: view,
            origin: Link(label: reading.service.title.typeset, href: visit.context.origin + reading.address(anchor: view.id)))
        var response = try answer("service-embed", model, frame: site.frame(visit, title: model.title, isIndexed: false), visit)
        response.headers[.contentSecurityPolicy] = SecurityHeaders.framedPolicy
        response.headers[.crossOriginResourcePolicy] = "cross-origin"
        return response
    }
}

/// One block alone.
struct EmbeddedBlockView: ViewModel {
    var title: String
    var notices: [Alert]
    var block: BlockView
    /// The page that it comes from.
    var origin: Link
}

/// Figures as JSON.
enum FigureDocument {
    /// What the figures are about.
    static func head(_ reading: PageReading, _ origin: String, isSynthetic: Bool) -> Document {
        [
            "service": .string(reading.service.slug), "page": .string(reading.page.slug), "title": .string(reading.plain(reading.page.title)),
            "url": .string(origin + reading.address()), "territory": .string(reading.arguments.territory.description),
            "territory_name": .string(reading.name(reading.arguments.territory)),
            "parameters": .object(reading.parameters().map { .init(name: $0.name, value: .string($0.value)) }), "synthetic": .boolean(isSynthetic),
        ]
    }

    static func block(_ block: Block, _ presented: PresentedBlock, _ reading: PageReading) -> Document {
        let head: Document = [
            "id": .string(block.id), "kind": .string(block.content.kind.rawValue), "name": presented.view.title.map { .string($0) } ?? .null,
        ]
        return presented.table.map { head.adding(table($0)) } ?? head
    }

    /// `columns`, and `rows` as arrays in their order.
    static func table(_ table: ChartTable) -> Document {
        [
            "columns": .array(table.columns.map { .string($0.name) }),
            "rows": .array(table.rows.map { .array($0.map(value)) }),
        ]
    }

    private static func value(_ cell: ChartTable.Cell) -> Document {
        switch cell {
        case .text(let text): .string(text)
        case .number(let number, _, _): number == number.rounded() && abs(number) < 9e15 ? .integer(Int(number)) : .number(number)
        case .period(let day, _): .string(ISO8601.text(day: day))
        case .missing: .null
        }
    }
}

/// Figures as a file that any spreadsheet opens: RFC 4180, UTF-8, points in numbers, days as ISO 8601 writes them.
enum FigureCSV {
    static func bytes(_ table: ChartTable) -> [UInt8] {
        Array((CSVText.line(table.columns.map(\.name)) + table.rows.map { CSVText.line($0.map(value)) }.joined()).utf8)
    }

    private static func value(_ value: ChartTable.Cell) -> String {
        switch value {
        case .text(let text): text
        case .number(let number, _, _): self.number(number)
        case .period(let day, _): ISO8601.text(day: day)
        case .missing: ""
        }
    }

    /// `12`, `12.5`.
    static func number(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 9e15 ? String(Int(number)) : String(number)
    }
}
