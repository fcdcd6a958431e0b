import HTTPTypes
package import Localization

/// The description of the whole API, in OpenAPI 3.1, made from the tables of ``Endpoint``, ``TerritoryEndpoint`` and
/// ``UdataEndpoint``.
package struct OpenAPI {
    /// What an identifier may look like: a UUID, or a slug.
    package static let idPattern = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$"

    private let localizer: Localizer
    private let origin: String
    private let largestPageSize: Int
    private let examples: Examples

    /// Identifiers that exist, so that whoever tries the description meets data.
    package struct Examples: Sendable {
        package var datasets: [String] = []
        package var resources: [String] = []

        package init() {}
    }

    /// - Parameters:
    ///   - origin: the server's address, without a final slash.
    ///   - largestPageSize: the most rows that one page may have.
    package init(localizer: Localizer, origin: String, largestPageSize: Int, examples: Examples) {
        self.examples = examples
        self.largestPageSize = largestPageSize
        self.localizer = localizer
        self.origin = origin
    }

    package var document: Document {
        [
            "openapi": "3.1.0",
            "info": [
                "title": text("api.title"), "description": text("api.description"), "version": "1.0.0",
                "license": ["name": "EUPL-1.2", "identifier": "EUPL-1.2"],
            ],
            "servers": [["url": .string(origin)]],
            "tags": .array(Endpoint.Tag.allCases.map { tag in
                ["name": text("api.tag.\(tag.rawValue)")]
            } + [["name": territories.tag], ["name": udata.tag]]),
            "paths": Document(
                members: Endpoint.allCases.map { ($0.path, Document(members: [($0.method.rawValue.lowercased(), operation($0))])) } + territories.paths + udata.paths),
            "components": [
                "schemas": Schemas.all,
                "responses": ["Problem": [
                    "description": text("api.problem"),
                    "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
                ]],
            ],
        ]
    }

    private var territories: TerritoryDescription { TerritoryDescription(localizer: localizer) }
    private var udata: UdataDescription { UdataDescription(localizer: localizer, examples: examples) }

    private func operation(_ endpoint: Endpoint) -> Document {
        var members: [(String, Document)] = [
            ("operationId", .string(endpoint.rawValue)),
            ("tags", [text("api.tag.\(endpoint.tag.rawValue)")]),
            ("summary", text("api.route.\(endpoint.rawValue)")),
            ("description", text("api.route.\(endpoint.rawValue).description")),
        ]
        let parameters = Parameters(localizer: localizer, largestPageSize: largestPageSize, examples: examples).of(endpoint)
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        if endpoint == .validate { members.append(("requestBody", Parameters(localizer: localizer).uploadedFile)) }
        members.append(("responses", responses(endpoint)))
        return Document(members: members)
    }

    private func responses(_ endpoint: Endpoint) -> Document {
        var members: [(String, Document)] = [("200", [
            "description": text("api.success"),
            "content": endpoint == .validate ? Schemas.validation : endpoint.mediaType.map { Document(members: [($0, ["schema": Schemas.of(endpoint)])]) }
                ?? ["*/*": [:]],
        ])]
        if endpoint.isConditional { members.append(("304", ["description": text("api.notModified")])) }
        for status in problems(of: endpoint) { members.append((status, ["$ref": "#/components/responses/Problem"])) }
        if endpoint == .ready { members.append(("503", ["description": text("api.notReady"), "content": ["application/json": ["schema": Schemas.of(.ready)]]])) }
        return Document(members: members)
    }

    private func problems(of endpoint: Endpoint) -> [String] {
        switch endpoint {
        case .live, .health, .ready, .metrics: ["default"]
        case .validate: ["400", "403", "404", "413", "422", "429", "502", "503", "507", "default"]
        case .openAPI, .aggregationExceptions: ["400", "429", "default"]
        case .datasets: ["400", "429", "503", "default"]
        default: ["400", "404", "429", "503", "504", "default"]
        }
    }

    private func text(_ key: String) -> Document { .string(localizer.text(key)) }
}
