/// The JSON Schemas of what the API answers.
enum Schemas {
    static func of(_ endpoint: Endpoint) -> Document {
        switch endpoint {
        case .openAPI, .swagger: ["type": "object", "required": ["openapi", "paths"]]
        case .datasets: reference("DatasetPage")
        case .dataset: reference("Dataset")
        case .resource: reference("Resource")
        case .profile: reference("Profile")
        case .data: reference("Rows")
        case .json: ["type": "array", "items": reference("Row")]
        case .geoJSON: reference("FeatureCollection")
        case .validate: reference("Validation")
        case .aggregationExceptions: object(["allowed": boolean, "exceptions": list(of: text)])
        case .health: object(["status": text, "version": text, "uptime_since": instant])
        case .live: object(["status": text])
        case .ready: object(["status": text, "checks": list(of: object(["name": text, "ok": boolean], optional: ["detail": text]))])
        case .csv, .jsonLines, .metrics: text
        case .parquet, .xlsx, .original: [:]
        }
    }

    static let all: Document = [
        "Row": ["type": "object", "additionalProperties": true],
        "Rows": object([
            "data": list(of: reference("Row")),
            "links": object([
                "profile": address, "swagger": address, "next": nullable("string"), "prev": nullable("string"),
            ]),
            "meta": object(
                ["page_size": count, "total": count],
                optional: ["page": count, "next_cursor": nullable("string"), "message": text]),
        ]),
        "Resource": object(
            ["id": text, "created_at": instant, "url": nullable("string"), "links": list(of: object(["href": address, "type": text, "rel": text]))],
            optional: resourceMembers),
        "Profile": object(["profile": ["type": "object"], "indexes": ["type": ["array", "null"], "items": text]]),
        "FeatureCollection": object([
            "type": ["const": "FeatureCollection"],
            "features": list(of: object([
                "type": ["const": "Feature"], "geometry": ["type": ["object", "null"]], "properties": ["type": ["object", "null"]],
            ])),
        ]),
        "DatasetPage": object([
            "data": list(of: reference("DatasetSummary")), "total": count, "page": count, "page_size": count,
            "next_page": nullable("string"), "previous_page": nullable("string"),
        ], optional: ["coverage": list(of: object(["territory": text, "name": text, "datasets": count]))]),
        "DatasetSummary": object(datasetMembers),
        "Dataset": object(datasetMembers.adding(["resources": list(of: object(["id": text, "slug": text, "title": text], optional: resourceMembers))])),
        "Validation": object(
            [
                "file": text, "valid": boolean, "rows": count, "rejectedRows": count, "errors": count, "warnings": count,
                "format": text, "duration": ["type": "number"],
                "schema": object(["name": text], optional: ["title": text, "version": text, "fit": ["type": "number"]]),
                "header": object([
                    "matched": list(of: text), "missing": list(of: text), "missingOptional": list(of: text), "extra": list(of: text),
                    "nearMisses": ["type": "object", "additionalProperties": text],
                ]),
                "causes": list(of: object(
                    [
                        "rule": text, "isError": boolean, "count": count, "title": text, "rules": list(of: text), "mend": text,
                        "certainCorrections": count, "likelyCorrections": count, "examples": list(of: reference("Finding")),
                    ], optional: ["column": text, "field": text, "firstLine": count, "source": text])),
            ], optional: ["encoding": text, "delimiter": text]),
        "Finding": object(
            ["rule": text, "isError": boolean, "message": text],
            optional: [
                "line": count, "row": count, "column": text, "columnNumber": count, "field": text, "cell": text,
                "correction": object(["value": text, "reason": text, "confidence": ["type": "string", "enum": ["certain", "likely"]]]),
            ]),
        "Problem": object(
            [
                "type": text, "title": text, "status": ["type": "integer", "minimum": 400, "maximum": 599], "detail": text,
                "instance": text, "request_id": text,
                "errors": list(of: object(["code": text, "title": text, "detail": text])),
            ], optional: ["hint": text]),
    ]

    /// The forms in which a validation is answered.
    static let validation: Document = [
        "application/json": ["schema": reference("Validation")],
        "application/x-ndjson": ["schema": text],
        "text/csv": ["schema": text],
    ]

    private static let datasetMembers: Document = [
        "id": text, "slug": text, "title": text, "description": text, "organization": nullable("string"),
        "licence": nullable("string"), "frequency": nullable("string"), "themes": list(of: text), "keywords": list(of: text),
        "territory_level": nullable("string"), "created_at": instant, "last_modified": instant, "page": address, "uri": address,
    ]

    private static let resourceMembers: Document = [
        "slug": text, "title": text, "description": text, "dataset": text, "format": nullable("string"), "rows": nullable("integer"),
        "bytes": nullable("integer"), "sha256": nullable("string"), "version": nullable("integer"),
        "published_at": ["type": ["string", "null"], "format": "date-time"], "original": address,
    ]

    private static let text: Document = ["type": "string"]
    private static let boolean: Document = ["type": "boolean"]
    private static let count: Document = ["type": "integer", "minimum": 0]
    private static let address: Document = ["type": "string"]
    private static let instant: Document = ["type": "string", "format": "date-time"]

    private static func nullable(_ type: String) -> Document { ["type": [.string(type), "null"]] }
    private static func list(of items: Document) -> Document { ["type": "array", "items": items] }
    private static func reference(_ name: String) -> Document { ["$ref": .string("#/components/schemas/\(name)")] }

    private static func object(_ required: Document, optional: Document = [:]) -> Document {
        guard case .object(let members) = required else { return [:] }
        return [
            "type": "object", "required": .array(members.map { .string($0.name) }),
            "properties": required.adding(optional),
        ]
    }
}
