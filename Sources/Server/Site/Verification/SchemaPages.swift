import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import NIOCore
import Store
import Tables
import Threads

extension SiteRoutes {
    /// `/schemas`: every schema at hand.
    func schemas(_ visit: Visit) async throws -> Response {
        let library = checking.library
        let all = try library.entries()
        let search = try visit.request.queryItems["q"].flatMap { $0.isEmpty ? nil : $0 }
        let words = Folding.words(search ?? "")
        let entries = all.filter { entry in
            let text = Folding.haystack([entry.name, entry.title, entry.summary] + entry.labels)
            return words.allSatisfy { text.contains(" " + $0) }
        }
        let title = visit.text("site.schemas.title")
        let view = SchemaListView(
            heading: title, search: search, countText: visit.text("site.schemas.count", ["count": .integer(entries.count)]),
            cards: entries.map { entry in
                SchemaListView.Card(
                    title: entry.title.typeset, href: SiteAddress.schema(entry.slug), name: entry.name,
                    summary: entry.summary.isEmpty ? nil : entry.summary.replacing("\n", with: " ").summary(220), version: entry.version,
                    labels: entry.labels)
            },
            isEmpty: entries.isEmpty, noSchemas: all.isEmpty,
            updated: try library.updatedAt().map { visit.text("site.schemas.updated", ["date": .date($0)]) })
        return try page("schemas", view, frame: frame(visit, title: title, summary: visit.text("site.schemas.lead"), showsSearch: false), visit)
    }

    /// `/schemas/{id}`: one schema, field by field.
    func schema(_ visit: Visit) async throws -> Response {
        let (entry, schema) = try schemaNamed(visit)
        let words = RuleWords(visit.localizer)
        let base = SiteAddress.schema(entry.slug)
        let title = schema.title ?? entry.title
        var facts = [Fact(label: visit.text("site.schema.name"), value: entry.name)]
        if let version = schema.version ?? entry.version { facts.append(Fact(label: visit.text("report.fact.version"), value: version)) }
        facts.append(Fact(
            label: visit.text("site.schema.fields"),
            value: visit.text("site.schema.fieldCount", [
                "count": .integer(schema.fields.count), "required": .integer(schema.fields.count { $0.constraints.isRequired }),
            ])))
        if let home = schema.homepage, home.hasPrefix("https://") || home.hasPrefix("http://") {
            facts.append(Fact(label: visit.text("site.schema.homepage"), value: home, href: home))
        }
        if !schema.primaryKey.isEmpty {
            facts.append(Fact(label: visit.text("site.schema.key"), value: schema.primaryKey.joined(separator: ", ")))
        }
        let view = SchemaView(
            title: title.typeset, name: entry.name, summary: CommonMark.html(schema.summary ?? entry.summary, headingLevel: 3),
            facts: facts,
            downloads: [
                Download(label: visit.text("site.schema.exampleCSV"), href: base + "/exemple.csv", detail: visit.text("site.schema.exampleDetail")),
                Download(label: visit.text("site.schema.exampleXLSX"), href: base + "/exemple.xlsx", detail: visit.text("site.schema.exampleDetailXLSX")),
                Download(label: visit.text("site.schema.json"), href: base + "/schema.json", detail: visit.text("site.schema.jsonDetail")),
            ],
            examples: entry.examples.prefix(6).map { Link(label: $0.title, href: $0.address.absoluteString) },
            verifyHref: SiteAddress.verify.path + "?schema=" + RequestTarget.encode(entry.name),
            fields: schema.fields.enumerated().map { index, field in
                SchemaView.Field(
                    anchor: "champ-\(index + 1)", name: field.name, title: field.title == field.name ? nil : field.title,
                    kind: words.kind(of: field), isRequired: field.constraints.isRequired,
                    summary: CommonMark.html(field.summary ?? "", headingLevel: 4), rules: words.rules(of: field), example: field.example)
            },
            fieldsTitle: visit.text("site.schema.fields"),
            checks: schema.checks.map { words.sentence(of: $0) },
            notices: schema.notices.map { visit.text("notice.\($0.code)", $0.arguments) })
        return try page(
            "schema", view,
            frame: frame(
                visit, title: title, trail: [SiteAddress.schemas.link(visit.localizer)],
                summary: (schema.summary ?? entry.summary).replacing("\n", with: " ").summary(160)), visit)
    }

    /// `/schemas/{id}/{file}`: the schema itself and the example files.
    func schemaFile(_ visit: Visit) async throws -> Response {
        let (entry, schema) = try schemaNamed(visit)
        let example = SchemaExample(schema)
        let name = try visit.fileName
        let bytes: [UInt8]
        switch name {
        case "exemple.csv": bytes = example.csv
        case "exemple.xlsx":
            let checking = checking
            bytes = Array(try await OwnThread.run("example") { _ in
                try example.workbook(support: checking.support, scratch: checking.scratch)
            })
        case "schema.json": bytes = Array(try checking.library.text(of: entry))
        default: throw RequestError.notFound
        }
        var headers: HTTPFields = [.contentType: MediaTypes.contentType(of: name), .cacheControl: "no-cache"]
        if name != "schema.json" { headers[.contentDisposition] = APIRoutes.attachment(named: "\(entry.slug)-\(name)") }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func schemaNamed(_ visit: Visit) throws -> (SchemaEntry, TableSchema) {
        let slug = try visit.identifier
        guard let entry = try checking.library.entries().first(where: { $0.slug == slug }) else { throw RequestError.notFound }
        return (entry, try checking.library.schema(entry))
    }
}
