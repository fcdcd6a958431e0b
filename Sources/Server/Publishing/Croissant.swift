import Catalog
import Foundation
import Lake
import Tables

/// A dataset as those who train models read it: its tables, their columns and types, ready to load.
///
/// Source: <https://docs.mlcommons.org/croissant/docs/croissant-spec-1.0.html>.
struct Croissant {
    let origin: String

    /// - Parameters:
    ///   - tables: how many at most.
    ///   - fields: how many of each at most.
    /// - Returns: nil for a dataset without any table.
    func document(_ detail: DatasetDetail, tables: Int, fields: Int) -> Document? {
        let dataset = detail.dataset
        let resources = detail.resources.filter { $0.version?.table != nil }.prefix(tables)
        guard !resources.isEmpty else { return nil }
        let page = origin + SiteAddress.dataset(dataset.slug)
        var members: [(String, Document)] = [
            ("@context", Self.context), ("@type", "sc:Dataset"), ("conformsTo", "http://mlcommons.org/croissant/1.0"),
            ("name", .string(dataset.title)), ("description", .string(SchemaOrg.description(of: dataset))), ("url", .string(page)),
            ("datePublished", .string(dataset.createdAt.ISO8601Format())), ("dateModified", .string(dataset.modifiedAt.ISO8601Format())),
            // The addresses give the last version: what they answer changes, so no sum can be told beforehand.
            ("isLiveDataset", true),
        ]
        if let licence = dataset.licence.url { members.append(("license", .string(licence.absoluteString))) }
        if let organization = detail.organization { members.append(("creator", SchemaOrg.organization(organization, origin))) }
        if !dataset.keywords.isEmpty { members.append(("keywords", .array(dataset.keywords.prefix(50).map { .string($0) }))) }
        members.append(("distribution", .array(resources.map(file))))
        members.append(("recordSet", .array(resources.map { records($0, fields: fields) })))
        return Document(members: members)
    }

    /// The rows as this server writes them: one encoding, one separator, whatever the original had.
    private func file(_ detail: ResourceDetail) -> Document {
        let slug = detail.resource.slug
        return [
            "@type": "cr:FileObject", "@id": .string("\(slug).csv"), "name": .string("\(slug).csv"),
            "description": .string(detail.resource.title), "encodingFormat": "text/csv",
            "contentUrl": .string("\(origin)/api/resources/\(detail.resource.id.text)/data/csv/"),
        ]
    }

    private func records(_ detail: ResourceDetail, fields: Int) -> Document {
        let slug = detail.resource.slug
        let columns = detail.version?.table?.columns ?? []
        return [
            "@type": "cr:RecordSet", "@id": .string(slug), "name": .string(slug), "description": .string(detail.resource.title),
            "field": .array(columns.prefix(fields).map { field($0, detail.description(ofColumn: $0.name), of: slug) }),
        ]
    }

    private func field(_ column: LakeColumn, _ description: String?, of slug: String) -> Document {
        var members: [(String, Document)] = [
            ("@type", "cr:Field"), ("@id", .string("\(slug)/\(RequestTarget.encode(column.name))")), ("name", .string(column.name)),
            ("dataType", .string(Self.type(column.type))),
            ("source", ["fileObject": ["@id": .string("\(slug).csv")], "extract": ["column": .string(column.name)]]),
        ]
        if let description { members.append(("description", .string(description.summary(500)))) }
        return Document(members: members)
    }

    private static func type(_ type: ColumnType) -> String {
        switch type {
        case .boolean: "sc:Boolean"
        case .integer: "sc:Integer"
        case .number: "sc:Float"
        case .date: "sc:Date"
        case .datetime: "sc:DateTime"
        case .time: "sc:Time"
        case .text, .json: "sc:Text"
        }
    }

    /// The names of the specification; those of schema.org need no prefix.
    private static let context: Document = {
        let own = [
            "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes", "isLiveDataset",
            "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator",
            "source", "subField", "transform",
        ]
        let head: [(String, Document)] = [
            ("@language", "fr"), ("@vocab", "https://schema.org/"), ("sc", "https://schema.org/"), ("cr", "http://mlcommons.org/croissant/"),
            ("rai", "http://mlcommons.org/croissant/RAI/"), ("dct", "http://purl.org/dc/terms/"), ("conformsTo", "dct:conformsTo"),
            ("data", ["@id": "cr:data", "@type": "@json"]), ("dataType", ["@id": "cr:dataType", "@type": "@vocab"]),
            ("examples", ["@id": "cr:examples", "@type": "@json"]),
        ]
        return Document(members: head + own.map { ($0, .string("cr:\($0)")) })
    }()
}

extension PublishingRoutes {
    /// The whole, where the page holds the beginning.
    ///
    /// - Throws: ``RequestError`` `request.notATable` for a dataset without any table.
    func croissant(_ context: PortulanContext) async throws -> Document {
        guard let document = Croissant(origin: context.origin).document(try await dataset(context), tables: 200, fields: 2_000) else {
            throw RequestError("request.notATable")
        }
        return document
    }
}
