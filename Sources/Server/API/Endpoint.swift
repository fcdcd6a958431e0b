package import HTTPTypes

/// Every address of the API and of operations: the one table from which the router, the OpenAPI description and the
/// check of the documentation are made.
package enum Endpoint: String, AddressPattern, CaseIterable {
    case openAPI
    case datasets, dataset
    case resource, profile, swagger
    case data, csv, json, jsonLines, geoJSON, parquet, xlsx
    case original
    case validate
    case aggregationExceptions
    case health, live, ready, metrics

    /// As OpenAPI and the router write it. A final slash is optional in requests.
    package var path: String {
        switch self {
        case .openAPI: "/api/openapi.json"
        case .datasets: "/api/datasets/"
        case .dataset: "/api/datasets/{id}/"
        case .resource: "/api/resources/{id}/"
        case .profile: "/api/resources/{id}/profile/"
        case .swagger: "/api/resources/{id}/swagger/"
        case .data: "/api/resources/{id}/data/"
        case .csv: "/api/resources/{id}/data/csv/"
        case .json: "/api/resources/{id}/data/json/"
        case .jsonLines: "/api/resources/{id}/data/jsonl/"
        case .geoJSON: "/api/resources/{id}/data/geojson/"
        case .parquet: "/api/resources/{id}/data/parquet/"
        case .xlsx: "/api/resources/{id}/data/xlsx/"
        case .original: "/api/resources/{id}/original/"
        case .validate: "/api/validate/"
        case .aggregationExceptions: "/api/aggregation-exceptions/"
        case .health: "/health/"
        case .live: "/health/live"
        case .ready: "/health/ready"
        case .metrics: "/metrics"
        }
    }

    /// The chapter of the description in which it stands; its title is `api.tag.<raw value>`.
    package enum Tag: String, Sendable, CaseIterable { case rows, catalogue, checking, service }

    package var tag: Tag {
        switch self {
        case .datasets, .dataset: .catalogue
        case .resource, .profile, .swagger, .data, .csv, .json, .jsonLines, .geoJSON, .parquet, .xlsx, .original: .rows
        case .validate: .checking
        case .openAPI, .aggregationExceptions, .health, .live, .ready, .metrics: .service
        }
    }

    /// The media type of a successful answer; nil where it is the file's own.
    package var mediaType: String? {
        switch self {
        case .swagger: "application/yaml"
        case .csv: "text/csv"
        case .jsonLines: "application/x-ndjson"
        case .geoJSON: "application/geo+json"
        case .parquet: MediaTypes.contentType(of: ".parquet")
        case .xlsx: MediaTypes.contentType(of: ".xlsx")
        case .original: nil
        case .metrics: "text/plain"
        default: "application/json"
        }
    }

    /// How it is asked.
    package var method: HTTPRequest.Method { self == .validate ? .post : .get }

    /// Whether it takes filters, sorting and aggregates.
    package var takesQuery: Bool {
        switch self {
        case .data, .csv, .json, .jsonLines, .geoJSON, .parquet, .xlsx: true
        default: false
        }
    }

    /// Whether it can answer 304 to `If-None-Match`.
    package var isConditional: Bool { takesQuery || [.profile, .swagger, .original].contains(self) }
}
