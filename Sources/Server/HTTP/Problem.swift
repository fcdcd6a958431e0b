package import HTTPTypes
import Localization

/// What went wrong, in the form of RFC 9457 and in the reader's language.
///
/// It also carries the `errors` list that data.gouv.fr's tabular API answers with, so that its clients find the
/// message where they look for it.
package struct Problem: Sendable {
    package let status: HTTPResponse.Status
    /// Dotted and stable; the `type` member is `urn:portulan:problem:` followed by it.
    package let code: String
    /// What the status means, in a few words.
    package let title: String
    /// What is wrong with this very request.
    package let detail: String
    /// What to do about it.
    package let hint: String?
    package let requestID: String
    /// The path that was asked, still percent-encoded.
    package let instance: String
    /// Fields that must go with the status, such as `Retry-After` or `Allow`.
    package var headers: HTTPFields = [:]

    /// Tells `error` in the language of `context`.
    ///
    /// What nobody prepared a message for becomes a 500 that says nothing of the inside: the log has the rest, under
    /// the request identifier.
    package init(_ error: any Error, path: String, context: PortulanContext) {
        let failure = ProblemTable.failure(for: error)
        let status = ProblemTable.status(of: failure.code)
        let message = context.localizer.message(code: failure.code, failure.arguments)
        self.status = status
        code = failure.code
        title = context.localizer.text("api.problem.\(status.code)")
        detail = message.text
        hint = message.hint
        requestID = context.requestID
        instance = path
    }

    package static let mediaType = "application/problem+json"

    /// The document's bytes.
    package var json: [UInt8] {
        var out = JSONBytes()
        out.object { out in
            out.member("type", "urn:portulan:problem:\(code)")
            out.member("title", title)
            out.member("status", status.code)
            out.member("detail", detail)
            if let hint { out.member("hint", hint) }
            out.member("instance", instance)
            out.member("request_id", requestID)
            out.member("errors") { out in
                out.array { out in
                    out.object { out in
                        out.member("code", code)
                        out.member("title", title)
                        out.member("detail", detail)
                    }
                }
            }
        }
        return out.bytes
    }
}
