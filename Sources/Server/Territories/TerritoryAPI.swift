package import Hummingbird
import Localization
import Territories

/// What the API tells of territories.
package struct TerritoryAPI: Sendable {
    private static let mostResults = 100
    /// Points that change an outline by less go: a page needs no more.
    private static let outlineDetail = 500.0

    private let atlas: TerritoryAtlas?

    package init(atlas: TerritoryAtlas?) { self.atlas = atlas }

    /// Adds every endpoint to `router`. The switch is exhaustive: an endpoint without a handler does not compile.
    package func add(to router: Router<PortulanContext>) {
        for endpoint in TerritoryEndpoint.allCases {
            router.get(RouterPath(endpoint.path)) { request, context in try respond(to: endpoint, request, context) }
        }
    }

    private func respond(to endpoint: TerritoryEndpoint, _ request: Request, _ context: PortulanContext) throws -> Response {
        guard let atlas else { throw RequestError("request.notFound.territories") }
        let items = try request.queryItems
        switch endpoint {
        case .territories: return try list(items, atlas.gazetteer, context)
        case .at: return try at(items, atlas, context)
        case .territory: return try territory(atlas, context)
        case .outline: return try outline(atlas, context)
        case .zoneSuggestions: return suggestions(items, atlas.gazetteer)
        case .zoneLevels: return levels(atlas.gazetteer, context)
        }
    }

    /// `?q=` finds by name or postal code; `?level=` and `?in=` list.
    private func list(_ items: QueryItems, _ gazetteer: Gazetteer, _ context: PortulanContext) throws -> Response {
        let level = try items["level"].map { slug in
            guard let level = TerritoryLevel(slug: slug) else {
                throw RequestError("request.choice", [
                    "parameter": "level", "value": .text(slug), "choices": .list(TerritoryLevel.allCases.map { .text($0.slug) }),
                ])
            }
            return level
        }
        let holder = try items["in"].map { text in
            guard let id = TerritoryID(text), gazetteer.territory(id) != nil else {
                throw RequestError("request.territory", ["territory": .text(text)])
            }
            return id
        } ?? .france
        let page = try items["page"].map { try TabularQuery.number($0, name: "page", in: 1...1_000_000) } ?? 1
        let size = try items["page_size"].map { try TabularQuery.number($0, name: "page_size", in: 1...1000) } ?? 50
        var found: [Territory]
        if let text = items["q"], !text.isEmpty {
            found = gazetteer.search(text, levels: Set([level].compactMap(\.self)), limit: Self.mostResults).map(\.territory)
            if holder != .france { found.removeAll { !$0.parents.contains(holder) } }
        } else {
            found = gazetteer.territories(level ?? .region, in: holder)
        }
        let start = (page - 1).multipliedReportingOverflow(by: size).partialValue
        var out = JSONBytes(reserving: 16 * 1024)
        out.object { out in
            out.member("data") { out in
                out.array { out in
                    for territory in found.dropFirst(max(0, start)).prefix(size) { out.object { territory.writeShort(to: &$0, context.origin) } }
                }
            }
            out.member("total", found.count)
            out.member("page", page)
            out.member("page_size", size)
        }
        return .json(out.bytes)
    }

    /// `?longitude=…&latitude=…`: the commune that holds a place.
    private func at(_ items: QueryItems, _ atlas: TerritoryAtlas, _ context: PortulanContext) throws -> Response {
        guard let id = atlas.gazetteer.commune(at: try Territories.GeoPoint(items)), let commune = atlas.gazetteer.territory(id) else {
            throw RequestError("request.notFound.place")
        }
        return .json(document(commune, atlas, context).json)
    }

    private func territory(_ atlas: TerritoryAtlas, _ context: PortulanContext) throws -> Response {
        let id = try identifier(context)
        if let territory = atlas.gazetteer.territory(id) { return .json(document(territory, atlas, context).json) }
        guard id.level == .commune, let end = atlas.history?.end(of: id.code) else {
            throw RequestError("request.notFound.territory", ["territory": .text("\(id)")])
        }
        let successors = atlas.history?.successors(of: id.code) ?? []
        let former: Document = [
            "id": .string("\(id)"), "level": .string(id.level.slug), "code": .string(id.code), "name": end.name.map { .string($0.full) } ?? .null,
            "until": .string("\(end.date)"), "successors": .array(successors.map { .string("commune:\($0)") }),
            "vintage": .string("\(atlas.gazetteer.date)"),
        ]
        return .json(former.json)
    }

    /// A feature of GeoJSON (RFC 7946).
    private func outline(_ atlas: TerritoryAtlas, _ context: PortulanContext) throws -> Response {
        let id = try identifier(context)
        guard let territory = atlas.gazetteer.territory(id), let polygons = atlas.gazetteer.outline(of: id, squareMetres: Self.outlineDetail)
        else { throw RequestError("request.notFound.territory", ["territory": .text("\(id)")]) }
        var out = JSONBytes(reserving: 32 * 1024)
        out.object { out in
            out.member("type", "Feature")
            out.member("geometry") { out in
                out.object { out in
                    out.member("type", "MultiPolygon")
                    out.member("coordinates") { out in
                        out.array { out in
                            for polygon in polygons {
                                out.array { out in
                                    for ring in polygon {
                                        out.array { out in
                                            for point in ring { out.array { $0.number(point.longitude); $0.number(point.latitude) } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            out.member("properties") { out in out.object { territory.writeShort(to: &$0, context.origin) } }
        }
        return .json(out.bytes, [.contentType: "application/geo+json"])
    }

    /// - Throws: ``RequestError`` `request.notFound.territory`.
    private func identifier(_ context: PortulanContext) throws -> TerritoryID {
        func part(_ name: String) -> String {
            context.parameters.get(name).flatMap { RequestTarget.decode($0, plusIsSpace: false) } ?? ""
        }
        guard let level = TerritoryLevel(slug: part("level")), let id = TerritoryID(level, part("code")) else {
            throw RequestError("request.notFound.territory", ["territory": .text("\(part("level").prefix(60)):\(part("code").prefix(60))")])
        }
        return id
    }

    // MARK: udata

    /// Source: <https://www.data.gouv.fr/api/1/spatial/zones/suggest/>.
    private func suggestions(_ items: QueryItems, _ gazetteer: Gazetteer) -> Response {
        let size = items["size"].flatMap { Int($0) }.map { min(max($0, 1), 50) } ?? 10
        let found = gazetteer.search(items["q"] ?? "", limit: size)
        return .json(Document.array(found.map { match in
            let territory = match.territory
            return [
                "id": .string("fr:\(territory.id.level.slug):\(territory.id.code)"), "name": .string(territory.name.full),
                "code": .string(territory.id.code), "level": .string("fr:\(territory.id.level.slug)"), "uri": .null,
            ]
        }).json)
    }

    /// Source: <https://www.data.gouv.fr/api/1/spatial/levels/>.
    private func levels(_ gazetteer: Gazetteer, _ context: PortulanContext) -> Response {
        let levels = TerritoryLevel.allCases.filter { gazetteer.count($0) > 0 }
        return .json(Document.array(levels.map { level in
            ["id": .string("fr:\(level.slug)"), "name": .string(context.localizer.text(level.pluralKey).capitalizedFirst)]
        }).json)
    }
}

extension TerritoryAPI {
    /// All that is known of a territory.
    private func document(_ territory: Territory, _ atlas: TerritoryAtlas, _ context: PortulanContext) -> Document {
        let gazetteer = atlas.gazetteer
        func name(_ id: TerritoryID) -> Document { ["id": .string("\(id)"), "name": .string(gazetteer.territory(id)?.name.full ?? "")] }
        let movements = territory.id.level >= .commune ? atlas.history?.movements(of: territory.id.code) ?? [] : []
        let events: [Document] = movements.map { movement in
            func side(_ side: Movement.Side?) -> Document {
                side.map { ["id": .string("\($0.id)"), "name": .string($0.name.full)] } ?? .null
            }
            return [
                "date": .string("\(movement.date)"), "kind": .integer(Int(movement.kind.rawValue)),
                "before": side(movement.before), "after": side(movement.after),
            ]
        }
        return [
            "id": .string("\(territory.id)"), "level": .string(territory.id.level.slug), "code": .string(territory.id.code),
            "name": .string(territory.name.full), "name_after_of": .string(territory.name.afterOf),
            "kind": territory.kind.map { .string($0) } ?? .null, "parents": .array(territory.parents.map(name)),
            "seat": territory.seat.map(name) ?? .null, "since": territory.from.map { .string("\($0)") } ?? .null,
            "population": territory.population.map { .integer($0) } ?? .null, "area_km2": territory.area.map { .number($0) } ?? .null,
            "density": territory.density.map { .number($0) } ?? .null,
            "centroid": territory.centroid.map { [.number($0.longitude), .number($0.latitude)] } ?? .null,
            "bounds": territory.bounds.map { [.number($0.west), .number($0.south), .number($0.east), .number($0.north)] } ?? .null,
            "postal_codes": .array(territory.id.level >= .commune ? gazetteer.postalCodes(of: territory.id).map { .string($0) } : []),
            "neighbours": .array(gazetteer.neighbours(of: territory.id).map { neighbour in
                [
                    "id": .string("\(neighbour.id)"), "name": .string(gazetteer.territory(neighbour.id)?.name.full ?? ""),
                    "border_km": .number(neighbour.kilometres),
                ]
            }),
            "events": .array(events), "vintage": .string("\(gazetteer.date)"), "sources": .array(gazetteer.sources.map { .string($0) }),
            "page": .string(context.origin + TerritoryAddress.of(territory.id)),
            "outline": territory.bounds == nil ? .null : .string(context.origin + TerritoryEndpoint.outline(of: territory.id)),
        ]
    }
}

extension Territory {
    fileprivate func writeShort(to out: inout JSONBytes, _ origin: String) {
        out.member("id", "\(id)")
        out.member("level", id.level.slug)
        out.member("code", id.code)
        out.member("name", name.full)
        if let population { out.member("population", population) }
        out.member("area_km2", area)
        out.member("departement", optional: parent(.departement)?.code)
        out.member("page", origin + TerritoryAddress.of(id))
        out.member("uri", origin + TerritoryEndpoint.of(id))
    }
}
