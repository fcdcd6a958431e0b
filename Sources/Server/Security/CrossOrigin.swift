package import HTTPTypes

/// Reading the API from any site's scripts (Fetch standard, section 3.2): open, without credentials.
package enum CrossOrigin {
    /// Adds what a browser needs to hand the answer to another site's script.
    package static func open(_ headers: inout HTTPFields) {
        headers[.accessControlAllowOrigin] = "*"
        headers[.accessControlExposeHeaders] = "ETag, Link, Retry-After, X-Request-Id, Content-Disposition"
    }

    /// The answer to a preflight.
    package static var preflight: HTTPFields {
        [
            .allow: "GET, HEAD, OPTIONS",
            .accessControlAllowOrigin: "*",
            .accessControlAllowMethods: "GET, HEAD, OPTIONS",
            .accessControlAllowHeaders: "Accept, Accept-Language, Content-Type, If-None-Match, Range, X-Request-Id",
            .accessControlMaxAge: "86400",
        ]
    }
}
