import Catalog
import Hummingbird
import Lake
import Localization

extension APIRoutes {
    /// `/data/`: one page of rows.
    func rows(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let resource = try await resource(context)
        let table = try resource.table
        let items = try request.queryItems
        let tabular = try TabularQuery(items, largestPageSize: largestPageSize)
        let tag = EntityTag(table: table.hash, form: "rows.1", items: items, context: context)
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return .notModified(tag) }

        let page = try await catalog.lake.rows(table, tabular.query.showingRowNumber(of: table))
        let answer = RowAnswer(
            page: page, query: tabular, items: items,
            resource: "\(context.origin)/api/resources/\(RequestTarget.encode(try pathIdentifier(context)))/")
        return .json(answer.json(context.localizer), [.eTag: tag.description, .cacheControl: "public, no-cache"])
    }
}

/// A page of rows with its links and figures, in the form of data.gouv.fr's tabular API.
struct RowAnswer {
    let page: RowPage
    let query: TabularQuery
    let items: QueryItems
    /// The address of the resource in the API, with a final slash.
    let resource: String

    func json(_ localizer: Localizer) -> [UInt8] {
        var out = JSONBytes(reserving: 1024 + page.rows.count * page.columns.count * 24)
        out.object { out in
            out.member("data") { out in
                let row = RowJSON(schema: page.schema)
                out.array { out in for values in page.rows { row.write(values, to: &out) } }
            }
            out.member("links") { writeLinks(to: &$0) }
            out.member("meta") { writeFigures(localizer, to: &$0) }
        }
        return out.bytes
    }

    private func writeLinks(to out: inout JSONBytes) {
        out.object { out in
            out.member("profile", resource + "profile/")
            out.member("swagger", resource + "swagger/")
            if query.usesCursor {
                out.member("next", optional: page.nextCursor.map { link(["cursor": $0, "page_size": "\(query.pageSize)"]) })
                out.member("prev", optional: nil)
            } else {
                out.member("next", optional: query.page < lastPage ? link(toPage: query.page + 1) : nil)
                out.member("prev", optional: query.page > 1 ? link(toPage: min(query.page - 1, lastPage)) : nil)
            }
        }
    }

    private func writeFigures(_ localizer: Localizer, to out: inout JSONBytes) {
        out.object { out in
            if !query.usesCursor { out.member("page", query.page) }
            out.member("page_size", query.pageSize)
            out.member("total", page.total)
            if query.query.aggregates.isEmpty, query.query.groupBy.isEmpty {
                out.member("next_cursor", optional: page.nextCursor)
            }
            if !query.usesCursor, query.page > lastPage {
                out.member("message", localizer.text(
                    "api.page.past", ["page": .integer(query.page), "last": .integer(lastPage)]))
            }
        }
    }

    private var lastPage: Int { max(1, (page.total + query.pageSize - 1) / query.pageSize) }

    private func link(toPage number: Int) -> String { link(["page": "\(number)", "page_size": "\(query.pageSize)"]) }

    /// The address of this request with other places in the list.
    private func link(_ place: KeyValuePairs<String, String>) -> String {
        let kept = items.items.filter { !["page", "page_size", "cursor"].contains($0.name) }
        return resource + "data/?" + QueryItems(kept + place.map { .init(name: $0.key, value: $0.value) }).encoded
    }
}

extension TableQuery {
    /// The same query with the row number first, as data.gouv.fr's tabular API gives it where no columns are named.
    func showingRowNumber(of table: StoredTable) -> TableQuery {
        guard columns == nil, groupBy.isEmpty, aggregates.isEmpty else { return self }
        var query = self
        query.columns = [LakeColumn.rowNumber.name] + table.columns.map(\.name)
        return query
    }
}

extension ResourceDetail {
    /// The table that is served.
    ///
    /// - Throws: ``RequestError`` `request.notATable` while nothing is published.
    var table: StoredTable {
        get throws {
            guard let table = version?.table else { throw RequestError("request.notATable") }
            return table
        }
    }
}
