package import Hummingbird
import Localization
import Logging
import NIOCore

/// What every request passes on its way in and every answer on its way out, whatever happened between: the one
/// place that sees also the errors that skip a middleware's second half.
package struct FrontDoor<Inner: HTTPResponder>: HTTPResponder where Inner.Context == PortulanContext {
    package typealias Context = PortulanContext

    private let inner: Inner
    private let problems: ProblemMiddleware
    private let settings: FrontDoorSettings
    private let metrics: Metrics
    private let limiter: RateLimiter?
    private let french = Localizer(.french)
    private let english = Localizer(.english)

    package init(_ inner: Inner, problems: ProblemMiddleware, settings: FrontDoorSettings, metrics: Metrics) {
        self.inner = inner
        self.problems = problems
        self.settings = settings
        self.metrics = metrics
        limiter = settings.requestsPerSecond > 0
            ? RateLimiter(rate: settings.requestsPerSecond, burst: settings.requestBurst) : nil
    }

    package func respond(to request: Request, context: PortulanContext) async throws -> Response {
        let start = ContinuousClock.now
        var request = request
        let context = welcomed(context, request)
        var response: Response
        do {
            try admit(&request, context, at: start)
            response = request.method == .options ? preflight(request)
                : try await inner.respond(to: request, context: context)
        } catch {
            response = await problems.respond(to: error, request: request, context: context)
        }
        finish(&response, request, context)
        try? await Compression.apply(to: &response, request: request)
        record(&response, request, context, start: start)
        return response
    }

    private func preflight(_ request: Request) -> Response {
        let own = MCPRoutes.methods(of: request.uri.path).map(\.rawValue).joined(separator: ", ")
        let methods = !own.isEmpty ? own : Self.takesFiles(request.uri.path) ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS"
        var headers: HTTPFields = request.isForAPI ? CrossOrigin.preflight : [:]
        headers[.allow] = methods
        if request.isForAPI { headers[.accessControlAllowMethods] = methods }
        return Response(status: .noContent, headers: headers)
    }

    /// The addresses to which people send files.
    private static func takesFiles(_ path: String) -> Bool {
        SiteAddress.verify.matches(path) || Endpoint.validate.matches(path) || SteeringAddress.file.matches(path)
    }

    // MARK: In

    private func welcomed(_ context: PortulanContext, _ request: Request) -> PortulanContext {
        var context = context
        let headers = request.headers
        context.requestID = headers[.requestID].flatMap(Self.acceptable) ?? Self.newRequestID()
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = .string(context.requestID)
        context.clientAddress = ClientAddress.resolve(
            peer: context.clientAddress, forwarded: headers[.xForwardedFor], trustsProxy: settings.trustsProxy)
        context.origin = origin(of: request)
        let asked = request.uri.query.flatMap(Self.languageParameter)
            ?? request.cookies[Self.languageCookie].flatMap { Language(rawValue: $0.value) }
            ?? Language(preferences: headers[.acceptLanguage] ?? "")
        context.localizer = asked == .english ? english : french
        return context
    }

    /// The name of the cookie that keeps the reader's language.
    package static var languageCookie: String { "langue" }

    private static func languageParameter(_ query: String) -> Language? {
        guard query.contains("lang=") else { return nil }
        return query.split(separator: "&").lazy.compactMap {
            $0.hasPrefix("lang=") ? Language(rawValue: String($0.dropFirst(5))) : nil
        }.first
    }

    /// Of our own: Hummingbird's is read back from the logger, which a handler that keeps nothing has lost.
    private static func newRequestID() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }

    private static func acceptable(_ id: String) -> String? {
        !id.isEmpty && id.utf8.count <= 64 && id.utf8.allSatisfy {
            ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || $0 == 45 || $0 == 95
        } ? id : nil
    }

    private func origin(of request: Request) -> String {
        if let origin = settings.publicOrigin { return origin }
        let headers = request.headers
        var host = request.head.authority ?? "localhost"
        var scheme = "http"
        if settings.trustsProxy {
            host = headers[.xForwardedHost] ?? host
            if headers[.xForwardedProto] == "https" { scheme = "https" }
        }
        let isPlain = !host.isEmpty && host.utf8.count < 256 && host.utf8.allSatisfy {
            ($0 >= 48 && $0 <= 58) || ($0 >= 65 && $0 <= 93) || ($0 >= 97 && $0 <= 122) || $0 == 45 || $0 == 46 || $0 == 95
        }
        return "\(scheme)://\(isPlain ? host : "localhost")"
    }

    /// Refuses what no handler should ever see.
    private func admit(_ request: inout Request, _ context: PortulanContext, at now: ContinuousClock.Instant) throws {
        guard (request.head.path ?? "").utf8.count <= settings.longestTarget else {
            throw RequestError.tooLarge(limit: Int64(settings.longestTarget))
        }
        guard RequestTarget.isSafePath(request.uri.path) || request.head.path == "*" else { throw RequestError.encoding }
        if let query = request.uri.query, RequestTarget.decode(query, plusIsSpace: true) == nil {
            throw RequestError.encoding
        }
        let takesFiles = request.method == .post && Self.takesFiles(request.uri.path)
        let largest = takesFiles ? settings.largestUpload : settings.largestBody
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }), length > largest {
            throw takesFiles ? RequestError("request.tooLarge.file", ["limit": .bytes(largest)]) : .tooLarge(limit: largest)
        }
        if request.headers[.transferEncoding] != nil {
            request.body = RequestBody(asyncSequence: LimitedBody(request.body, limit: largest))
        }
        if let limiter, !ClientAddress.isLoopback(context.clientAddress), !request.uri.path.hasPrefix("/assets/"),
            let wait = limiter.take(for: ClientAddress.limitKey(context.clientAddress), at: now) {
            let seconds = max(1, Int((wait / .seconds(1)).rounded(.up)))
            throw RequestError("request.rate", ["retryAfter": .integer(seconds)])
        }
    }

    // MARK: Out

    private func finish(_ response: inout Response, _ request: Request, _ context: PortulanContext) {
        let isForAPI = request.isForAPI
        SecurityHeaders.apply(
            to: &response.headers, isOpen: isForAPI, isSecure: context.origin.hasPrefix("https:"))
        if isForAPI { CrossOrigin.open(&response.headers) }
        response.headers[.requestID] = context.requestID
    }

    /// Counts and logs once the answer is on its way: at once for a body in memory, at its end for a stream.
    private func record(
        _ response: inout Response, _ request: Request, _ context: PortulanContext, start: ContinuousClock.Instant
    ) {
        let route = context.endpointPath ?? "-"
        let status = Int(response.status.code)
        let metrics = metrics
        let note: @Sendable (Int?, Bool) -> Void = { bytes, isComplete in
            let elapsed = ContinuousClock.now - start
            metrics.countRequest(route: route, method: request.method.rawValue, status: status, duration: elapsed)
            guard context.logger.logLevel <= .info, !request.uri.path.hasPrefix("/health") else { return }
            context.logger.info("request", metadata: [
                "method": "\(request.method.rawValue)", "path": "\(request.uri.path)", "status": "\(status)",
                "milliseconds": "\(Self.milliseconds(elapsed))", "bytes": "\(bytes ?? 0)",
                "client": "\(context.clientAddress)", "complete": "\(isComplete)",
            ])
        }
        guard response.body.contentLength == nil, request.method != .head else {
            note(response.body.contentLength, true)
            return
        }
        let body = response.body
        response.body = ResponseBody { writer in
            let counter = CountingWriter.Counter()
            do {
                try await body.write(CountingWriter(parent: writer, counter: counter))
                note(counter.bytes, true)
            } catch {
                note(counter.bytes, false)
                throw error
            }
        }
    }

    private static func milliseconds(_ duration: Duration) -> Double {
        ((duration / .milliseconds(1)) * 1000).rounded() / 1000
    }
}

/// What the entrance needs to know of the instance.
package struct FrontDoorSettings: Sendable {
    /// `https://donnees.exemple.fr`, without a final slash, where the instance has a public name.
    package var publicOrigin: String?
    /// Whether `X-Forwarded-…` fields are believed.
    package var trustsProxy = false
    /// For each client; zero lifts the limit.
    package var requestsPerSecond = 50.0
    package var requestBurst = 200
    /// In bytes.
    package var largestBody: Int64 = 1 << 20
    /// The same where files are sent to be checked.
    package var largestUpload: Int64 = 200_000_000
    /// Of path and query together, in bytes.
    package var longestTarget = 16 * 1024

    package init() {}
}
