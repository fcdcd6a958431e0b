package import Localization

/// What the server itself refuses in a request, before any other room is asked.
package struct RequestError: LocalizedFailure, Hashable {
    package let code: String
    package let arguments: [String: MessageArgument]
    package var isPermanent: Bool { true }

    package init(_ code: String, _ arguments: [String: MessageArgument] = [:]) {
        self.code = code
        self.arguments = arguments
    }

    /// A percent sequence that is broken, is not UTF-8, or hides a NUL.
    package static let encoding = RequestError("request.encoding")
    /// No page, resource or file at this address.
    package static let notFound = RequestError("request.notFound")
    /// Query or body larger than this server accepts.
    package static func tooLarge(limit: Int64) -> RequestError {
        RequestError("request.tooLarge", ["limit": .bytes(limit)])
    }
}
