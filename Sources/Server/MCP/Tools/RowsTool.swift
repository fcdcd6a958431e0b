import Catalog
import DuckDB
import Foundation
import Lake
import Localization
import Tables

/// How much one page of rows may hold.
enum RowLimits {
    static let page = 100
    /// Longer texts are cut, in characters.
    static let text = 1_000
    /// What the rows of a page may weigh together, in bytes; those beyond are left for another page.
    static let bytes = 256 * 1024
}

extension MCPService {
    /// `query_rows`.
    func queryRows(_ arguments: ToolArguments, _ context: PortulanContext) async throws -> [UInt8] {
        let detail = try await resource(arguments)
        let table = try detail.table
        var query = try RowQuestion(arguments).query
        if query.columns == nil, query.groupBy.isEmpty, query.aggregates.isEmpty {
            // Outlines are thousands of signs that no one asked for.
            let plain = table.columns.filter { ![.wkb, .wkt, .geojson].contains($0.meaning) }
            query.columns = plain.isEmpty ? nil : plain.map(\.name)
        }
        let page = try await catalog.lake.rows(table, query)
        var rows = JSONBytes(reserving: 16 * 1024)
        var written = 0
        let row = RowJSON(schema: page.schema)
        rows.array { rows in
            for values in page.rows where rows.bytes.count < RowLimits.bytes {
                row.write(values.map(Self.shortened), to: &rows)
                written += 1
            }
        }
        var out = JSONBytes(reserving: rows.bytes.count + 1024)
        out.object { out in
            out.member("rows") { $0.value { $0.append(contentsOf: rows.bytes) } }
            out.member("total", page.total)
            if written < page.rows.count {
                out.member("note", context.localizer.text("mcp.rows.cut", ["count": .integer(written), "size": .integer(page.rows.count)]))
            } else if let cursor = page.nextCursor {
                out.member("next_cursor", cursor)
            }
            out.member("source") { source(of: detail, to: &$0, context) }
        }
        return out.bytes
    }

    /// Where the figures come from and as of when, for whoever quotes them.
    private func source(of detail: ResourceDetail, to out: inout JSONBytes, _ context: PortulanContext) {
        out.object { out in
            out.member("resource", detail.resource.slug)
            out.member("title", detail.resource.title)
            out.member("dataset", detail.dataset.slug)
            if let organization = detail.organization { out.member("organization", organization.name) }
            out.member("licence", detail.dataset.licence.label(context.localizer))
            if let version = detail.version {
                out.member("version", version.number)
                out.member("published_at", version.publishedAt.ISO8601Format())
            }
            out.member("page", context.origin + SiteAddress.resource(detail.resource.slug))
        }
    }

    private static func shortened(_ value: Value) -> Value {
        switch value {
        case .text(let text) where text.utf8.count > RowLimits.text: .text(text.summary(RowLimits.text))
        case .list(let values) where values.count > 100: .list(Array(values.prefix(100)))
        default: value
        }
    }
}
