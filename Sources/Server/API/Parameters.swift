import Localization

/// The parameters of each endpoint, as OpenAPI describes them.
struct Parameters {
    let localizer: Localizer
    /// The most rows that one page may have.
    var largestPageSize = 1000
    var examples = OpenAPI.Examples()

    func of(_ endpoint: Endpoint) -> [Document] {
        var parameters: [Document] = []
        if endpoint.path.contains("{id}") {
            let known = endpoint.tag == .catalogue ? examples.datasets : examples.resources
            let id: Document = [
                "name": "id", "in": "path", "required": true, "description": text("api.parameter.id"),
                "schema": ["type": "string", "pattern": .string(OpenAPI.idPattern)],
            ]
            parameters.append(known.isEmpty ? id : id.adding([
                "examples": Document(members: known.map { ($0, ["value": .string($0)]) }),
            ]))
        }
        if endpoint == .datasets { parameters += catalogue }
        if endpoint == .data { parameters += pagination }
        if endpoint.takesQuery { parameters += query }
        if endpoint == .validate { parameters += checking }
        if endpoint.tag != .service || endpoint == .openAPI {
            parameters.append(parameter("lang", ["type": "string", "enum": ["fr", "en"]]))
        }
        return parameters
    }

    /// Page numbers and cursor.
    var pagination: [Document] {
        [
            parameter("page", ["type": "integer", "minimum": 1, "maximum": 2_147_483_647, "default": 1]),
            parameter("page_size", [
                "type": "integer", "minimum": 1, "maximum": .integer(largestPageSize),
                "default": .integer(TabularQuery.defaultPageSize),
            ]),
            parameter("cursor", ["type": "string"]),
        ]
    }

    /// What chooses rows and columns, whatever the table.
    var query: [Document] {
        selection + [[
            "name": "filters", "in": "query", "style": "form", "explode": true,
            "description": text("api.parameter.filters"),
            "schema": ["type": "object", "additionalProperties": ["type": "string"]],
        ]]
    }

    var selection: [Document] {
        [
            parameter("q", ["type": "string"]),
            parameter("columns", ["type": "array", "items": ["type": "string"]], ["style": "form", "explode": false]),
            parameter("or", ["type": "string"]),
        ]
    }

    /// What names the schema and the file.
    private var checking: [Document] {
        [
            parameter("schema", ["type": "string"]),
            parameter("name", ["type": "string", "maxLength": 200]),
        ]
    }

    /// The file to check: alone, or in a form.
    var uploadedFile: Document {
        [
            "required": true, "description": text("api.validate.body"),
            "content": [
                "multipart/form-data": ["schema": [
                    "type": "object", "required": ["fichier"],
                    "properties": [
                        "fichier": ["type": "string", "format": "binary", "description": text("api.validate.file")],
                        "schema": ["type": "string", "description": text("api.parameter.schema")],
                    ],
                ]],
                "text/csv": ["schema": ["type": "string"]],
                "application/octet-stream": ["schema": ["type": "string", "format": "binary"]],
            ],
        ]
    }

    private var catalogue: [Document] {
        [
            parameter("q", ["type": "string"]),
            parameter("organization", ["type": "string"]),
            parameter("theme", ["type": "string"]),
            parameter("format", ["type": "string"]),
            parameter("licence", ["type": "string"]),
            parameter("territoire", ["type": "string", "examples": ["commune:75056", "departement:35", "france"]]),
            parameter("page", ["type": "integer", "minimum": 1, "maximum": 2_147_483_647, "default": 1]),
            parameter("page_size", ["type": "integer", "minimum": 1, "maximum": 100, "default": 20]),
        ]
    }

    func parameter(_ name: String, _ schema: Document, _ more: Document = [:]) -> Document {
        let own: Document = [
            "name": .string(name), "in": "query", "required": false, "description": text("api.parameter.\(name)"),
            "schema": schema,
        ]
        return own.adding(more)
    }

    func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> Document {
        .string(localizer.text(key, arguments))
    }
}
