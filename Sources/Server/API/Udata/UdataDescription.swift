import Catalog
import Localization
import Tables

/// The addresses of ``UdataEndpoint`` in the description of the API (OpenAPI 3.1).
struct UdataDescription {
    let localizer: Localizer
    let examples: OpenAPI.Examples

    /// The chapter's title.
    var tag: Document { .string(localizer.text("udata.tag")) }

    /// One entry for each address.
    var paths: [(String, Document)] {
        UdataEndpoint.allCases.map { ($0.path, Document(members: [("get", operation($0))])) }
    }

    private func operation(_ endpoint: UdataEndpoint) -> Document {
        var members: [(String, Document)] = [
            ("operationId", .string("udata_\(endpoint.rawValue)")), ("tags", [tag]),
            ("summary", .string(localizer.text("udata.route.\(endpoint.rawValue)"))),
        ]
        let parameters = parameters(of: endpoint)
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        members.append(("responses", responses(endpoint)))
        return Document(members: members)
    }

    private func responses(_ endpoint: UdataEndpoint) -> Document {
        var members: [(String, Document)] = []
        if endpoint == .permalink {
            members.append(("302", ["description": .string(localizer.text("udata.redirection"))]))
        } else {
            members.append(("200", [
                "description": .string(localizer.text("api.success")), "content": ["application/json": ["schema": Self.schema(of: endpoint)]],
            ]))
        }
        for status in ["400", "404", "429", "503", "default"] { members.append((status, ["$ref": "#/components/responses/Problem"])) }
        return Document(members: members)
    }

    // MARK: Parameters

    private func parameters(of endpoint: UdataEndpoint) -> [Document] {
        var parameters: [Document] = []
        if endpoint.path.contains("{id}") { parameters.append(identifier("id", endpoint.namesDataset ? examples.datasets : [])) }
        if endpoint.path.contains("{rid}") { parameters.append(identifier("rid", endpoint.namesDataset ? [] : examples.resources)) }
        parameters += Self.filters(of: endpoint).sorted().map { filter($0, endpoint) }
        if endpoint.isList {
            parameters.append(parameter("page", ["type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1]))
            parameters.append(parameter("page_size", ["type": "integer", "minimum": 1, "maximum": .integer(UdataPage.largest)]))
        }
        return parameters
    }

    /// The filters that a list takes.
    private static func filters(of endpoint: UdataEndpoint) -> Set<String> {
        switch endpoint {
        case .datasets, .laterDatasets, .laterSearch, .organizationDatasets: UdataFilters.datasets
        case .topics, .laterTopics, .laterTopicSearch: UdataFilters.topics
        case .topicElements: UdataFilters.elements
        case .laterResources: ["q", "type"]
        case .organizations: ["q"]
        case .suggestions: ["q", "size"]
        default: []
        }
    }

    private func filter(_ name: String, _ endpoint: UdataEndpoint) -> Document {
        let isTopic = [.topics, .laterTopics, .laterTopicSearch].contains(endpoint)
        let schema: Document = switch name {
        case "license": Self.choice(Licence.allCases.map(\.rawValue))
        case "format": Self.choice(FileFormat.allCases.map(\.rawValue))
        case "tag": ["type": "array", "items": ["type": "string"]]
        case "granularity": Self.choice(["country"] + Granularity.allCases.filter { $0 != .france }.map { "fr:\($0.rawValue)" })
        case "geozone": ["type": "string", "examples": ["fr:commune:75056", "fr:departement:75", "country:fr"], "pattern": "^(country:fr|fr:(region:[0-9]{2}|departement:[0-9]{2}|commune:[0-9]{5}))$"]
        case "featured", "private": ["type": "boolean"]
        case "size": ["type": "integer", "minimum": 1, "maximum": 20, "default": 10]
        case "class": Self.choice(["Dataset", "Dataservice", "Reuse", "None"])
        case "sort" where isTopic: Self.choice(["name", "-name", "created", "-created", "last_modified", "-last_modified"])
        case "sort": Self.choice(["-created", "-last_update", "title"])
        default: ["type": "string"]
        }
        return parameter(name, schema)
    }

    private func parameter(_ name: String, _ schema: Document) -> Document {
        [
            "name": .string(name), "in": "query", "required": false, "schema": schema,
            "description": .string(localizer.text("udata.parameter.\(name)")),
        ]
    }

    private func identifier(_ name: String, _ known: [String]) -> Document {
        let parameter: Document = [
            "name": .string(name), "in": "path", "required": true, "description": .string(localizer.text("api.parameter.id")),
            "schema": ["type": "string", "pattern": .string(OpenAPI.idPattern)],
        ]
        return known.isEmpty ? parameter : parameter.adding([
            "examples": Document(members: known.map { ($0, ["value": .string($0)]) }),
        ])
    }

    private static func choice(_ codes: [String]) -> Document { ["type": "string", "enum": .array(codes.map { .string($0) })] }

    // MARK: Answers

    private static func schema(of endpoint: UdataEndpoint) -> Document {
        if endpoint.isList { return page(of: item(endpoint)) }
        return switch endpoint {
        case .licences, .frequencies: ["type": "array", "items": thing(["id"])]
        case .suggestions: ["type": "array", "items": thing(["id", "title", "slug", "page"])]
        default: item(endpoint)
        }
    }

    /// What is there whatever the object; more members stand beside.
    private static func item(_ endpoint: UdataEndpoint) -> Document {
        switch endpoint {
        case .datasets, .dataset, .organizationDatasets: thing(["id", "slug", "title", "description", "resources", "license", "uri", "page"])
        case .laterDatasets, .laterSearch, .laterDataset: thing(["id", "slug", "title", "description", "resources", "license", "uri", "page"])
        case .datasetResource, .laterResources: thing(["id", "title", "url", "format"])
        case .laterResource: ["type": "object", "required": ["resource", "dataset_id"]]
        case .organizations, .organization: thing(["id", "slug", "name", "uri", "page"])
        case .topics, .topic: thing(["id", "slug", "name", "description", "tags", "datasets", "uri", "page"])
        case .laterTopics, .laterTopicSearch, .laterTopic: thing(["id", "slug", "name", "description", "tags", "elements", "uri", "page"])
        case .topicElements: thing(["id", "title", "description", "tags", "extras", "element"])
        default: thing(["id"])
        }
    }

    private static func thing(_ members: [String]) -> Document {
        ["type": "object", "required": .array(members.map { .string($0) }), "properties": ["id": ["type": "string"]]]
    }

    private static func page(of item: Document) -> Document {
        [
            "type": "object", "required": ["data", "page", "page_size", "total", "next_page", "previous_page"],
            "properties": [
                "data": ["type": "array", "items": item], "page": ["type": "integer"], "page_size": ["type": "integer"],
                "total": ["type": "integer"], "next_page": ["type": ["string", "null"]], "previous_page": ["type": ["string", "null"]],
            ],
        ]
    }
}

extension UdataEndpoint {
    /// Whether it answers a page of a list.
    var isList: Bool {
        switch self {
        case .datasets, .organizations, .organizationDatasets, .reuses, .services, .topics, .laterDatasets, .laterSearch, .laterResources,
            .laterTopics, .laterTopicSearch, .topicElements: true
        case .dataset, .datasetResource, .permalink, .suggestions, .licences, .frequencies, .organization, .reuse, .service, .topic, .laterDataset,
            .laterResource, .laterTopic: false
        }
    }

    /// Whether `{id}` is a dataset's.
    fileprivate var namesDataset: Bool {
        switch self {
        case .dataset, .datasetResource, .laterDataset, .laterResources: true
        default: false
        }
    }
}
