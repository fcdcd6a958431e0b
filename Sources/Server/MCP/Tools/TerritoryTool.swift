import Localization
import Territories

extension MCPTool {
    /// The levels that can be asked for, as JSON Schema lists them.
    static let levelNames = Document.array(TerritoryLevel.allCases.map { .string($0.slug) })
}

extension MCPService {
    /// `find_territory`.
    func findTerritory(_ arguments: ToolArguments, _ context: PortulanContext) throws -> [UInt8] {
        guard let gazetteer else { throw RequestError.notFound }
        let levels = try (arguments.texts("levels") ?? []).map { text in
            guard let level = TerritoryLevel(slug: text) else {
                throw RequestError("request.mcp.argument.choice", [
                    "argument": "levels", "value": .text(String(text.prefix(100))),
                    "choices": .list(TerritoryLevel.allCases.map { .text($0.slug) }),
                ])
            }
            return level
        }
        let question = try arguments.requiredText("query")
        let limit = try arguments.integer("limit", in: 1...ToolLimits.territories, usual: 10)
        let found: [Territory]
        // The name that answers give, `commune:75056`, is a question too.
        if let territory = TerritoryID(question).flatMap({ gazetteer.territory($0) }) {
            found = [territory]
        } else {
            found = gazetteer.search(question, levels: Set(levels), limit: limit).map(\.territory)
        }
        var out = JSONBytes(reserving: 4 * 1024)
        out.object { out in
            out.member("territories") { out in
                out.array { out in for territory in found { out.object { write(territory, of: gazetteer, to: &$0, context.localizer) } } }
            }
            out.member("vintage", gazetteer.date.description)
            out.member("sources") { out in out.array { out in for source in gazetteer.sources { out.string(source) } } }
        }
        return out.bytes
    }

    private func write(_ territory: Territory, of gazetteer: Gazetteer, to out: inout JSONBytes, _ localizer: Localizer) {
        out.member("id", territory.id.description)
        out.member("level", territory.id.level.slug)
        out.member("level_name", localizer.text(territory.id.level.nameKey))
        out.member("code", territory.id.code)
        out.member("name", territory.name.full)
        if let population = territory.population { out.member("population", population) }
        if let area = territory.area { out.member("area_km2", (area * 100).rounded() / 100) }
        if let centroid = territory.centroid {
            out.member("centroid") { out in
                out.object { out in
                    out.member("longitude", (centroid.longitude * 1e5).rounded() / 1e5)
                    out.member("latitude", (centroid.latitude * 1e5).rounded() / 1e5)
                }
            }
        }
        if territory.id.level == .commune {
            out.member("postal_codes") { out in
                out.array { out in for code in gazetteer.postalCodes(of: territory.id) { out.string(code) } }
            }
        }
        out.member("within") { out in
            out.array { out in
                for parent in territory.parents.compactMap({ gazetteer.territory($0) }) {
                    out.object { out in
                        out.member("id", parent.id.description)
                        out.member("name", parent.name.full)
                    }
                }
            }
        }
    }
}
