package import Hummingbird
import Localization
import Logging
import NIOCore

/// Makes the page that tells a problem to a reader, in the site's own design. Nil hands it back as a document.
package typealias ProblemPage = @Sendable (Problem, Request, PortulanContext) async -> Response?

/// Turns what a handler throws into an answer. It stands first on the router, so that it also sees addresses that
/// match no route.
package struct ProblemMiddleware: RouterMiddleware {
    private let page: ProblemPage?
    private let allowedMethods: @Sendable (String) -> [HTTPRequest.Method]

    /// - Parameters:
    ///   - page: for readers with a browser, outside `/api`.
    ///   - allowedMethods: what a path answers to, empty where it is no route's.
    package init(page: ProblemPage?, allowedMethods: @escaping @Sendable (String) -> [HTTPRequest.Method]) {
        self.page = page
        self.allowedMethods = allowedMethods
    }

    package func handle(
        _ request: Request, context: PortulanContext, next: (Request, PortulanContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return await respond(to: error, request: request, context: context)
        }
    }

    /// The answer to a failed request: a page for a browser, a problem document for a program.
    package func respond(to error: any Error, request: Request, context: PortulanContext) async -> Response {
        var error = error
        var headers: HTTPFields = [:]
        if (error as? HTTPError)?.status == .notFound {
            let methods = allowedMethods(request.uri.path)
            let readable: [HTTPRequest.Method] = [.get, .head, .options]
            if !methods.contains(request.method), !methods.isEmpty || !readable.contains(request.method) {
                headers[.allow] = (methods.isEmpty ? readable : methods).map(\.rawValue).joined(separator: ", ")
                error = RequestError("request.method", [
                    "method": .text(request.method.rawValue), "allowed": .text(headers[.allow] ?? ""),
                ])
            }
        }
        var problem = Problem(error, path: request.uri.path, context: context)
        problem.headers.append(contentsOf: headers)
        if problem.status.kind == .serverError {
            context.logger.error("request failed", metadata: ["code": "\(problem.code)", "error": "\(error)"])
        }
        if case .integer(let seconds)? = (error as? RequestError)?.arguments["retryAfter"] {
            problem.headers[.retryAfter] = String(seconds)
        } else if problem.status == .serviceUnavailable {
            problem.headers[.retryAfter] = "5"
        }
        problem.headers[.cacheControl] = "no-store"

        if !request.isForAPI, Negotiation.prefersHTML(request.headers[.accept]), let page,
            var response = await page(problem, request, context) {
            response.status = problem.status
            response.headers.append(contentsOf: problem.headers)
            return response
        }
        var fields = problem.headers
        fields[.contentType] = Problem.mediaType
        fields[.contentLanguage] = context.language.rawValue
        return Response(status: problem.status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: problem.json)))
    }
}

extension Request {
    /// Whether a program asks, by the address alone.
    package var isForAPI: Bool {
        let path = uri.path
        return path == "/api" || path.hasPrefix("/api/") || path.hasPrefix("/health") || path == "/metrics"
            || PublicAddress.known(path)
    }
}
