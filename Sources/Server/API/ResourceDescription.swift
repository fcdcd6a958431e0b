package import Localization
package import Tables

/// The description of one resource's rows: its real columns, each with the operators that its type allows. Answers
/// `/swagger/`, in YAML as data.gouv.fr's tabular API does.
package struct ResourceDescription {
    private let id: String
    private let columns: [(name: String, type: ColumnType)]
    private let localizer: Localizer
    private let origin: String
    private let largestPageSize: Int

    /// - Parameter id: as it stands in the addresses.
    package init(
        id: String, columns: [(name: String, type: ColumnType)], localizer: Localizer, origin: String, largestPageSize: Int
    ) {
        self.largestPageSize = largestPageSize
        self.id = id
        self.columns = columns
        self.localizer = localizer
        self.origin = origin
    }

    package var document: Document {
        let paths: [Endpoint] = [.data, .csv, .json, .jsonLines, .parquet, .xlsx]
        return [
            "openapi": "3.1.0",
            "info": [
                "title": text("api.resource.title"), "description": text("api.resource.description"), "version": "1.0.0",
            ],
            "servers": [["url": .string(origin)]],
            "tags": [["name": text("api.tag.rows")]],
            "paths": Document(members: paths.map { endpoint in
                (endpoint.path.replacing("{id}", with: id), path(endpoint))
            }),
            "components": ["schemas": [
                "ResourceData": [
                    "type": "object",
                    "properties": [
                        "data": ["type": "array", "items": ["$ref": "#/components/schemas/Resource"]],
                        "links": ["type": "object"], "meta": ["type": "object"],
                    ],
                ],
                "Resource": ["type": "object", "properties": Document(members: columns.map { ($0.name, Self.schema($0.type)) })],
            ]],
        ]
    }

    private func path(_ endpoint: Endpoint) -> Document {
        let content: Document = endpoint == .data ? ["schema": ["$ref": "#/components/schemas/ResourceData"]] : [:]
        return [
            "get": [
                "operationId": .string(endpoint.rawValue),
                "summary": text("api.route.\(endpoint.rawValue)"),
                "tags": [text("api.tag.rows")],
                "parameters": .array((endpoint == .data ? shared.pagination : []) + shared.selection + filters),
                "responses": [
                    "200": ["description": text("api.success"), "content": Document(members: [(endpoint.mediaType ?? "*/*", content)])],
                    "400": ["description": text("api.problem.400")],
                    "404": ["description": text("api.problem.404")],
                ],
            ],
        ]
    }

    private var shared: Parameters { Parameters(localizer: localizer, largestPageSize: largestPageSize) }

    private var filters: [Document] {
        columns.flatMap { column in
            Self.words(for: column.type).map { word in
                [
                    "name": .string("\(column.name)__\(word)"), "in": "query", "required": false,
                    "description": shared.text("api.operator.\(word)", ["column": .text(column.name)]),
                    "schema": Self.valueSchema(word),
                ]
            }
        }
    }

    /// What the type of a column allows.
    package static func words(for type: ColumnType) -> [String] {
        let presence = ["isnull", "isnotnull"]
        let equality = ["exact", "differs", "in", "notin", "sort", "groupby", "count"]
        let text = ["contains", "notcontains"]
        let order = ["less", "greater", "strictly_less", "strictly_greater", "min", "max"]
        switch type {
        case .boolean: return presence + equality
        case .integer, .number: return presence + equality + order + ["avg", "sum"]
        case .date, .datetime, .time: return presence + equality + text + order
        case .text: return presence + equality + text + order
        case .json: return presence + text
        }
    }

    private static func valueSchema(_ word: String) -> Document {
        switch word {
        case "isnull", "isnotnull", "groupby", "count", "avg", "min", "max", "sum": ["type": "boolean"]
        case "sort": ["type": "string", "enum": ["asc", "desc"]]
        default: ["type": "string"]
        }
    }

    private static func schema(_ type: ColumnType) -> Document {
        switch type {
        case .boolean: ["type": ["boolean", "null"]]
        case .integer: ["type": ["integer", "null"]]
        case .number: ["type": ["number", "null"]]
        case .date: ["type": ["string", "null"], "format": "date"]
        case .datetime: ["type": ["string", "null"], "format": "date-time"]
        case .time, .text, .json: ["type": ["string", "null"]]
        }
    }

    private func text(_ key: String) -> Document { .string(localizer.text(key)) }
}
