import DuckDB
package import HTTPTypes
import Hummingbird
package import Localization
import NIOCore

/// The one table from what a room threw to what HTTP answers.
package enum ProblemTable {
    /// Codes, or the beginnings of codes up to a dot, with their status. The longest that fits wins.
    package static let statuses: [(code: String, status: HTTPResponse.Status)] = [
        ("request", .badRequest),
        ("request.notFound", .notFound),
        ("request.method", .methodNotAllowed),
        ("request.form", .forbidden),
        ("request.check.gone", .notFound),
        ("request.check.noFile", .badRequest),
        ("request.tooLarge", .contentTooLarge),
        ("request.range", .rangeNotSatisfiable),
        ("request.rate", .tooManyRequests),
        ("request.service", .notFound),
        ("request.service.level", .badRequest),
        ("request.service.territories", .serviceUnavailable),
        ("request.service.faulty", .serviceUnavailable),
        ("request.disk", .init(code: 507, reasonPhrase: "Insufficient Storage")),
        ("catalog.schema", .notFound),
        ("catalog.schema.ambiguous", .badRequest),
        ("catalog.schema.guess", .unprocessableContent),
        ("catalog.schema.cache", .internalServerError),
        ("catalog.schema.folder", .internalServerError),
        ("catalog.territory", .badRequest),
        ("catalog.fetch", .badGateway),
        ("catalog.fetch.private", .forbidden),
        ("catalog.fetch.address", .badRequest),
        ("catalog.fetch.scheme", .badRequest),
        ("schema", .unprocessableContent),
        ("tables", .unprocessableContent),
        ("tables.disk", .init(code: 507, reasonPhrase: "Insufficient Storage")),
        ("tables.scratch", .internalServerError),
        ("request.timeout", .gatewayTimeout),
        ("request.page.past", .notFound),
        ("request.notATable", .notFound),
        ("request.noGeometry", .notFound),
        ("lake", .internalServerError),
        ("lake.column", .badRequest),
        ("lake.value", .badRequest),
        ("lake.operator", .badRequest),
        ("lake.query", .badRequest),
        ("lake.cursor", .badRequest),
        ("lake.page", .badRequest),
        ("lake.search", .badRequest),
        ("lake.aggregate", .badRequest),
        ("lake.sort", .badRequest),
        ("lake.columns", .badRequest),
        ("lake.geometry", .notFound),
        ("lake.export", .badRequest),
        ("lake.timeout", .gatewayTimeout),
        ("lake.interrupted", .serviceUnavailable),
        ("lake.busy", .serviceUnavailable),
        ("lake.memory", .serviceUnavailable),
        ("lake.disk", .init(code: 507, reasonPhrase: "Insufficient Storage")),
        ("catalog", .badRequest),
        ("catalog.dataset.unknown", .notFound),
        ("catalog.resource.unknown", .notFound),
        ("catalog.organization.unknown", .notFound),
        ("catalog.version.unknown", .notFound),
        ("catalog.job.unknown", .notFound),
        ("catalog.bouquet.unknown", .notFound),
        ("catalog.bouquet.part", .conflict),
        ("catalog.bouquet.conflict", .conflict),
        ("catalog.discussion.unknown", .notFound),
        ("catalog.discussion.closed", .conflict),
        ("identity", .badRequest),
        ("identity.refused", .forbidden),
        ("identity.throttled", .tooManyRequests),
        ("identity.signedOut", .unauthorized),
        ("identity.forbidden", .forbidden),
        ("identity.link", .gone),
        ("identity.accountUnknown", .notFound),
        ("identity.emailTaken", .conflict),
        ("identity.lastAdministrator", .conflict),
        ("identity.busy", .serviceUnavailable),
        ("steering", .unprocessableContent),
        ("steering.none", .notFound),
        ("steering.policyUnknown", .notFound),
        ("steering.territoryUnknown", .notFound),
        ("steering.levelUnknown", .notFound),
        ("steering.entryUnknown", .notFound),
        ("steering.rightUnknown", .conflict),
        ("steering.rightHeld", .conflict),
        ("steering.settled", .conflict),
        ("steering.ownProposal", .forbidden),
        ("steering.othersProposal", .forbidden),
        ("steering.outside", .forbidden),
        ("server", .internalServerError),
        ("server.unavailable", .serviceUnavailable),
        ("server.busy", .serviceUnavailable),
        ("server.cancelled", .serviceUnavailable),
    ]

    /// - Returns: 500 for a code that the table does not know.
    package static func status(of code: String) -> HTTPResponse.Status {
        var candidate = code[...]
        while true {
            if let status = byCode[String(candidate)] { return status }
            guard let dot = candidate.lastIndex(of: ".") else { return .internalServerError }
            candidate = candidate[..<dot]
        }
    }

    /// The failure to tell for `error`; `server.internal` where nothing may be told.
    package static func failure(for error: any Error) -> any LocalizedFailure {
        switch error {
        case let failure as any LocalizedFailure: failure.code.hasPrefix("lake.engine") ? RequestError("server.internal") : failure
        case let error as DuckDBError: failure(for: error)
        case is CancellationError: RequestError("server.cancelled")
        case is NIOTooManyBytesError: RequestError("request.tooLarge.body")
        case let error as any HTTPResponseError: failure(for: error.status)
        default: RequestError("server.internal")
        }
    }

    private static func failure(for error: DuckDBError) -> RequestError {
        switch error.code {
        case .timeout: RequestError("request.timeout.query")
        case .interrupted: RequestError("server.cancelled")
        case .outOfMemory: RequestError("server.unavailable.memory")
        case .conversion: RequestError("request.value")
        default: RequestError("server.internal")
        }
    }

    private static func failure(for status: HTTPResponse.Status) -> RequestError {
        switch status {
        case .notFound: .notFound
        case .methodNotAllowed: RequestError("request.method")
        case .contentTooLarge: RequestError("request.tooLarge.body")
        default: RequestError(status.kind == .clientError ? "request.invalid" : "server.internal")
        }
    }

    private static let byCode = Dictionary(statuses.map { ($0.code, $0.status) }, uniquingKeysWith: { first, _ in first })
}
