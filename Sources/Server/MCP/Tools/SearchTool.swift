import Catalog
import Foundation
import Localization
import Tables
import Territories

extension MCPService {
    /// `search_datasets`.
    func searchDatasets(_ arguments: ToolArguments, _ context: PortulanContext) async throws -> [UInt8] {
        var search = DatasetSearch(
            text: try arguments.text("query") ?? "", organization: try arguments.text("organization"),
            theme: try arguments.choice("theme", of: Theme.self), format: try arguments.choice("format", of: FileFormat.self),
            licence: try arguments.choice("licence", of: Licence.self),
            territoryLevel: try arguments.choice("territory_level", of: Granularity.self),
            page: try arguments.integer("page", in: 1...1_000_000, usual: 1),
            pageSize: try arguments.integer("page_size", in: 1...ToolLimits.datasets, usual: 10))
        let field = TerritoryField(try arguments.text("territory") ?? "", in: gazetteer)
        if let problem = field.problem { throw problem.error }
        search.territory = field.id
        let found = try await catalog.datasets(search)
        var out = JSONBytes(reserving: 8 * 1024)
        out.object { out in
            out.member("datasets") { out in
                out.array { out in
                    for item in found.items { out.object { write(item, to: &$0, context) } }
                }
            }
            if !found.coverage.isEmpty {
                out.member("coverage") { out in
                    out.array { out in
                        for step in found.coverage {
                            out.object { out in
                                out.member("territory", step.territory.description)
                                out.member("name", step.name)
                                out.member("datasets", step.count)
                            }
                        }
                    }
                }
            }
            out.member("total", found.total)
            out.member("page", search.page)
            if search.page < found.pageCount { out.member("next_page", search.page + 1) }
        }
        return out.bytes
    }

    private func write(_ item: DatasetSummary, to out: inout JSONBytes, _ context: PortulanContext) {
        let dataset = item.dataset
        let plain = CommonMark.plain(String(dataset.description.prefix(ToolLimits.description)))
        out.member("slug", dataset.slug)
        out.member("title", dataset.title)
        if let organization = item.organization { out.member("organization", organization.name) }
        if !plain.isEmpty { out.member("summary", plain.summary(ToolLimits.summary)) }
        out.member("licence", dataset.licence.rawValue)
        out.member("modified_at", dataset.modifiedAt.ISO8601Format())
        out.member("formats") { out in out.array { out in for format in item.formats { out.string(format.rawValue) } } }
        out.member("resources", item.resourceCount)
        out.member("rows", item.rows)
        out.member("page", context.origin + SiteAddress.dataset(dataset.slug))
    }
}
