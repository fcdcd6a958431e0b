import Localization
import Territories

/// The addresses of ``TerritoryEndpoint`` in the description of the API (OpenAPI 3.1).
struct TerritoryDescription {
    let localizer: Localizer

    /// The chapter's title.
    var tag: Document { text("api.tag.territories") }

    /// One entry for each address.
    var paths: [(String, Document)] {
        TerritoryEndpoint.allCases.map { ($0.path, Document(members: [("get", operation($0))])) }
    }

    private func operation(_ endpoint: TerritoryEndpoint) -> Document {
        var members: [(String, Document)] = [
            ("operationId", .string("territories_\(endpoint.rawValue)")), ("tags", [tag]), ("summary", text("api.territory.\(endpoint.rawValue)")),
        ]
        let parameters = parameters(of: endpoint)
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        let type = endpoint == .outline ? "application/geo+json" : "application/json"
        var responses: [(String, Document)] = [("200", [
            "description": text("api.success"), "content": Document(members: [(type, ["schema": Self.schema(of: endpoint)])]),
        ])]
        for status in ["400", "404", "429", "default"] { responses.append((status, ["$ref": "#/components/responses/Problem"])) }
        members.append(("responses", Document(members: responses)))
        return Document(members: members)
    }

    private func text(_ key: String) -> Document { .string(localizer.text(key)) }

    // MARK: Parameters

    private func parameters(of endpoint: TerritoryEndpoint) -> [Document] {
        switch endpoint {
        case .territories:
            [
                query("q", ["type": "string"], "api.parameter.place"), query("level", Self.level, "api.parameter.territoryLevel"),
                query("in", ["type": "string", "pattern": "^[a-z-]+:[0-9A-Za-z]+$", "examples": ["departement:69", "region:84"]], "api.parameter.in"),
                query("page", ["type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1]),
                query("page_size", ["type": "integer", "minimum": 1, "maximum": 1000, "default": 50]),
            ]
        case .at:
            [
                query("longitude", ["type": "number", "minimum": -180, "maximum": 180, "examples": [4.83]], isRequired: true),
                query("latitude", ["type": "number", "minimum": -90, "maximum": 90, "examples": [45.76]], isRequired: true),
            ]
        case .territory, .outline:
            [
                path("level", Self.level, "api.parameter.territoryLevel"),
                path("code", ["type": "string", "pattern": "^[0-9A-Za-z]{1,12}$", "examples": ["69123", "69", "84"]], "api.parameter.code"),
            ]
        case .zoneSuggestions:
            [
                query("q", ["type": "string"], "api.parameter.place"),
                query("size", ["type": "integer", "minimum": 1, "maximum": 50, "default": 10]),
            ]
        case .zoneLevels: []
        }
    }

    private static let level: Document = ["type": "string", "enum": .array(TerritoryLevel.allCases.map { .string($0.slug) })]

    private func query(_ name: String, _ schema: Document, _ key: String? = nil, isRequired: Bool = false) -> Document {
        [
            "name": .string(name), "in": "query", "required": .boolean(isRequired), "schema": schema,
            "description": text(key ?? "api.parameter.\(name)"),
        ]
    }

    private func path(_ name: String, _ schema: Document, _ key: String) -> Document {
        ["name": .string(name), "in": "path", "required": true, "schema": schema, "description": text(key)]
    }

    // MARK: Answers

    private static func schema(of endpoint: TerritoryEndpoint) -> Document {
        switch endpoint {
        case .territories:
            object(["data": list(of: short), "total": count, "page": count, "page_size": count])
        case .at: territory
        // A commune that is no more answers with when it ended and what followed it.
        case .territory: ["oneOf": [territory, former]]
        case .outline:
            object([
                "type": ["const": "Feature"], "properties": short,
                "geometry": object(["type": ["const": "MultiPolygon"], "coordinates": ["type": "array"]]),
            ])
        case .zoneSuggestions: list(of: object(["id": string, "name": string, "code": string, "level": string]))
        case .zoneLevels: list(of: object(["id": string, "name": string]))
        }
    }

    private static let string: Document = ["type": "string"]
    private static let count: Document = ["type": "integer", "minimum": 0]
    private static let named = list(of: object(["id": string, "name": string]))

    private static let short = object(["id": string, "level": level, "code": string, "name": string, "page": string, "uri": string])

    private static let territory = object([
        "id": string, "level": level, "code": string, "name": string, "name_after_of": string, "parents": named,
        "population": ["type": ["integer", "null"]], "area_km2": ["type": ["number", "null"]], "density": ["type": ["number", "null"]],
        "centroid": ["type": ["array", "null"], "items": ["type": "number"]], "bounds": ["type": ["array", "null"], "items": ["type": "number"]],
        "postal_codes": list(of: string), "neighbours": list(of: object(["id": string, "name": string, "border_km": ["type": "number"]])),
        "events": list(of: ["type": "object"]), "vintage": day, "sources": list(of: string), "page": string, "outline": ["type": ["string", "null"]],
    ])

    private static let former = object([
        "id": string, "level": level, "code": string, "name": ["type": ["string", "null"]], "until": day, "successors": list(of: string), "vintage": day,
    ])

    private static let day: Document = ["type": "string", "format": "date"]

    private static func list(of item: Document) -> Document { ["type": "array", "items": item] }

    /// All members are always there; others may stand beside.
    private static func object(_ members: Document) -> Document {
        guard case .object(let entries) = members else { return members }
        return ["type": "object", "required": .array(entries.map { .string($0.name) }), "properties": members]
    }
}
