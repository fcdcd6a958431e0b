import Catalog
import Lake
package import Localization
import Tables

/// What an assistant can ask: the one table from which the list, the calls and the check of the documentation are made.
///
/// Names are the protocol's; titles and descriptions are told in the client's language. All tools only read.
package enum MCPTool: String, Sendable, CaseIterable {
    case searchDatasets = "search_datasets"
    case describeDataset = "describe_dataset"
    case describeResource = "describe_resource"
    case queryRows = "query_rows"
    case getQuality = "get_quality"
    case findTerritory = "find_territory"

    /// As `tools/list` gives it (specification, “Tools”).
    package func declaration(_ localizer: Localizer) -> Document {
        let words = ToolWords(tool: self, localizer: localizer)
        return [
            "name": .string(rawValue), "title": words.sentence("title"), "description": words.sentence("description"),
            "inputSchema": inputSchema(words), "outputSchema": outputSchema,
            "annotations": ["readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false],
        ]
    }

    /// The arguments that it takes, in the order in which they are shown.
    var argumentNames: [String] {
        switch self {
        case .searchDatasets: ["query", "organization", "theme", "format", "licence", "territory_level", "territory", "page", "page_size"]
        case .describeDataset, .getQuality: ["dataset"]
        case .describeResource: ["resource"]
        case .queryRows:
            ["resource", "columns", "filters", "match", "search", "sort", "group_by", "aggregates", "page", "page_size", "cursor"]
        case .findTerritory: ["query", "levels", "limit"]
        }
    }

    private func inputSchema(_ words: ToolWords) -> Document {
        let properties = Document(members: argumentNames.map { name in
            (name, argument(name).adding(["description": words.sentence("argument.\(name)")]))
        })
        var schema: Document = ["type": "object", "properties": properties, "additionalProperties": false]
        if !required.isEmpty { schema = schema.adding(["required": .array(required.map { .string($0) })]) }
        if self == .queryRows { schema = schema.adding(["$defs": ["filter": Self.filter]]) }
        return schema
    }

    private var required: [String] {
        switch self {
        case .searchDatasets: []
        case .describeDataset, .getQuality: ["dataset"]
        case .describeResource, .queryRows: ["resource"]
        case .findTerritory: ["query"]
        }
    }

    private func argument(_ name: String) -> Document {
        switch name {
        case "theme": Self.choice(Theme.self)
        case "format": Self.choice(FileFormat.self)
        case "licence": Self.choice(Licence.self)
        case "territory_level": Self.choice(Granularity.self)
        case "page": ["type": "integer", "minimum": 1, "default": 1]
        case "page_size" where self == .queryRows:
            ["type": "integer", "minimum": 1, "maximum": .integer(RowLimits.page), "default": 20]
        case "page_size": ["type": "integer", "minimum": 1, "maximum": .integer(ToolLimits.datasets), "default": 10]
        case "limit": ["type": "integer", "minimum": 1, "maximum": .integer(ToolLimits.territories), "default": 10]
        case "levels":
            ["type": "array", "items": ["type": "string", "enum": Self.levelNames]]
        case "columns", "group_by": ["type": "array", "items": ["type": "string"], "maxItems": .integer(ToolLimits.names)]
        case "filters": ["type": "array", "items": ["$ref": "#/$defs/filter"], "maxItems": .integer(ToolLimits.filters)]
        case "match": ["type": "string", "enum": ["all", "any"], "default": "all"]
        case "sort":
            ["type": "array", "maxItems": 8, "items": [
                "type": "object", "required": ["column"], "additionalProperties": false,
                "properties": ["column": ["type": "string"], "direction": ["type": "string", "enum": ["asc", "desc"], "default": "asc"]],
            ]]
        case "aggregates":
            ["type": "array", "maxItems": 32, "items": [
                "type": "object", "required": ["function", "column"], "additionalProperties": false,
                "properties": [
                    "function": ["type": "string", "enum": .array(Aggregate.Function.allCases.map { .string($0.rawValue) })],
                    "column": ["type": "string"],
                ],
            ]]
        default: ["type": "string", "maxLength": .integer(ToolLimits.text)]
        }
    }

    /// A condition, or several of which all or one must hold.
    private static let filter: Document = [
        "oneOf": [
            [
                "type": "object", "required": ["column", "operator"], "additionalProperties": false,
                "properties": [
                    "column": ["type": "string"],
                    "operator": ["type": "string", "enum": .array(Operator.allCases.map { .string($0.rawValue) })],
                    "value": [
                        "type": ["string", "number", "boolean", "array"], "items": ["type": ["string", "number", "boolean"]],
                    ],
                ],
            ],
            group("all"), group("any"),
        ],
    ]

    private static func group(_ name: String) -> Document {
        [
            "type": "object", "required": [.string(name)], "additionalProperties": false,
            "properties": Document(members: [(name, ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/filter"]])]),
        ]
    }

    private static func choice<Code: RawRepresentable<String> & CaseIterable>(_: Code.Type) -> Document {
        ["type": "string", "enum": .array(Code.allCases.map { .string($0.rawValue) })]
    }

    /// What is always there, for clients that check; more members stand beside it.
    private var outputSchema: Document {
        let names: [(String, Document)] = switch self {
        case .searchDatasets: [("datasets", ["type": "array"]), ("total", ["type": "integer"]), ("page", ["type": "integer"])]
        case .describeDataset: [("slug", ["type": "string"]), ("title", ["type": "string"]), ("resources", ["type": "array"])]
        case .describeResource: [("slug", ["type": "string"]), ("title", ["type": "string"]), ("columns", ["type": "array"])]
        case .queryRows: [("rows", ["type": "array"]), ("total", ["type": "integer"]), ("source", ["type": "object"])]
        case .getQuality: [("dataset", ["type": "string"]), ("score", ["type": "integer"]), ("criteria", ["type": "array"])]
        case .findTerritory: [("territories", ["type": "array"]), ("vintage", ["type": "string"])]
        }
        return ["type": "object", "properties": Document(members: names), "required": .array(names.map { .string($0.0) })]
    }
}

/// How much a tool takes and gives, so that no question is dear and no answer fills an assistant's memory.
enum ToolLimits {
    static let datasets = 50
    static let territories = 50
    static let resources = 100
    static let columns = 300
    static let names = 300
    static let filters = 200
    static let depth = 8
    /// Of one argument, in characters.
    static let text = 2_000
    /// Of a description in an answer, in characters.
    static let description = 4_000
    static let summary = 300
}

/// A tool's own sentences.
struct ToolWords {
    let tool: MCPTool
    let localizer: Localizer

    func sentence(_ key: String) -> Document { .string(localizer.text("mcp.tool.\(tool.rawValue).\(key)")) }
}
