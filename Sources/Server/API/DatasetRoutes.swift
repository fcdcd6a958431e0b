import Localization
import Catalog
import Foundation
import Hummingbird
import Territories
import Tables

extension APIRoutes {
    /// `/api/datasets/`: one page of the catalogue.
    func datasets(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let items = try request.queryItems
        let search = try DatasetListing.search(items, in: catalog.gazetteer)
        let found = try await catalog.datasets(search)
        var out = JSONBytes()
        out.object { out in
            out.member("data") { out in
                out.array { out in
                    for item in found.items {
                        out.object { item.dataset.writeMembers(to: &$0, organization: item.organization, origin: context.origin) }
                    }
                }
            }
            out.member("total", found.total)
            out.member("page", search.page)
            out.member("page_size", search.pageSize)
            let link = { (page: Int) in DatasetListing.link(items, page: page, size: search.pageSize, origin: context.origin) }
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
            out.member("next_page", optional: search.page * search.pageSize < found.total ? link(search.page + 1) : nil)
            out.member("previous_page", optional: search.page > 1 ? link(search.page - 1) : nil)
        }
        return .json(out.bytes)
    }

    /// `/api/datasets/{id}/`: one dataset with its resources.
    func dataset(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let id = try pathIdentifier(context)
        guard let detail = try await catalog.dataset(id) else {
            throw CatalogError(.datasetUnknown, ["dataset": .text(id)])
        }
        var out = JSONBytes(reserving: 4096)
        out.object { out in
            detail.dataset.writeMembers(to: &out, organization: detail.organization, origin: context.origin)
            out.member("resources") { out in
                out.array { out in
                    for resource in detail.resources { out.object { resource.writeMembers(to: &$0, origin: context.origin) } }
                }
            }
        }
        return .json(out.bytes)
    }
}

/// The parameters of the list of datasets.
enum DatasetListing {
    private static let names: Set = ["q", "organization", "theme", "format", "licence", "territoire", "page", "page_size", "lang"]

    static func search(_ items: QueryItems, in gazetteer: Gazetteer?) throws -> DatasetSearch {
        if let item = items.items.first(where: { !names.contains($0.name) && !$0.name.isEmpty }) {
            throw RequestError("request.parameter.list", [
                "parameter": .text(item.name), "parameters": .list(names.sorted().map { .text($0) }),
            ])
        }
        var search = DatasetSearch(
            text: items["q"] ?? "", organization: items["organization"],
            theme: try choice(items, "theme"), format: try choice(items, "format"), licence: try choice(items, "licence"),
            page: try number(items, "page", 1...Int(Int32.max), 1), pageSize: try number(items, "page_size", 1...100, 20))
        let field = TerritoryField(items["territoire"] ?? "", in: gazetteer)
        // What is understood in another way than the caller means would be a wrong answer.
        if let problem = field.problem { throw problem.error }
        search.territory = field.id
        return search
    }

    static func link(_ items: QueryItems, page: Int, size: Int, origin: String) -> String {
        let kept = items.items.filter { $0.name != "page" && $0.name != "page_size" }
        let place = [("page", page), ("page_size", size)].map { QueryItems.Item(name: $0.0, value: "\($0.1)") }
        return "\(origin)/api/datasets/?" + QueryItems(kept + place).encoded
    }

    static func choice<Code: RawRepresentable<String> & CaseIterable>(_ items: QueryItems, _ name: String) throws -> Code? {
        guard let value = items[name], !value.isEmpty else { return nil }
        guard let code = Code(rawValue: value) else {
            throw RequestError("request.choice", [
                "parameter": .text(name), "value": .text(value), "choices": .list(Code.allCases.map { .text($0.rawValue) }),
            ])
        }
        return code
    }

    private static func number(_ items: QueryItems, _ name: String, _ range: ClosedRange<Int>, _ usual: Int) throws -> Int {
        guard let text = items[name] else { return usual }
        return try TabularQuery.number(text, name: name, in: range)
    }
}

extension Dataset {
    fileprivate func writeMembers(to out: inout JSONBytes, organization: Organization?, origin: String) {
        out.member("id", id.uuidString.lowercased())
        out.member("slug", slug)
        out.member("title", title)
        out.member("description", description)
        out.member("organization", optional: organization?.name)
        out.member("licence", optional: licence.rawValue)
        out.member("frequency", optional: frequency.rawValue)
        out.member("themes") { out in out.array { out in for theme in themes { out.string(theme.rawValue) } } }
        out.member("keywords") { out in out.array { out in for word in keywords { out.string(word) } } }
        out.member("territory_level", optional: territoryLevel?.rawValue)
        out.member("created_at", createdAt.ISO8601Format())
        out.member("last_modified", modifiedAt.ISO8601Format())
        out.member("page", "\(origin)/datasets/\(RequestTarget.encode(slug))")
        out.member("uri", "\(origin)/api/datasets/\(RequestTarget.encode(slug))/")
    }
}
