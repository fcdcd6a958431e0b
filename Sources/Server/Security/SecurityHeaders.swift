package import HTTPTypes

/// The fields that close what a browser would otherwise leave open.
package enum SecurityHeaders {
    /// - Parameters:
    ///   - isOpen: data that scripts of any site may read, as opposed to pages and their files.
    ///   - isSecure: the reader came by HTTPS, and must from now on.
    package static func apply(to headers: inout HTTPFields, isOpen: Bool = false, isSecure: Bool) {
        set(&headers, .contentSecurityPolicy, policy)
        set(&headers, .xContentTypeOptions, "nosniff")
        set(&headers, .referrerPolicy, "same-origin")
        set(&headers, .crossOriginOpenerPolicy, "same-origin")
        set(&headers, .crossOriginResourcePolicy, isOpen ? "cross-origin" : "same-origin")
        set(&headers, .permissionsPolicy, permissions)
        if isSecure { set(&headers, .strictTransportSecurity, "max-age=31536000") }
    }

    /// A handler that has its own reasons is left alone.
    private static func set(_ headers: inout HTTPFields, _ name: HTTPField.Name, _ value: String) {
        if headers[name] == nil { headers[name] = value }
    }

    /// Scripts, styles, fonts and pictures of this site alone; nothing inline. `blob:` is for the map's worker and tiles, `data:` for the icons of the design system's style sheets.
    private static let policy = policy(frameAncestors: "'none'")

    /// The same for a page that any other may show in a frame: one that has nothing to click that changes anything.
    package static let framedPolicy = policy(frameAncestors: "*")

    private static func policy(frameAncestors: String) -> String {
        [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
            "font-src 'self'", "connect-src 'self'", "worker-src 'self' blob:", "manifest-src 'self'",
            "form-action 'self'", "base-uri 'none'", "frame-ancestors \(frameAncestors)",
        ].joined(separator: "; ")
    }

    private static let permissions = [
        "accelerometer=()", "browsing-topics=()", "camera=()", "display-capture=()", "fullscreen=(self)",
        "geolocation=(self)", "gyroscope=()", "magnetometer=()", "microphone=()", "midi=()", "payment=()", "usb=()",
    ].joined(separator: ", ")
}

extension HTTPField.Name {
    package static let referrerPolicy = Self("Referrer-Policy")!
    package static let crossOriginOpenerPolicy = Self("Cross-Origin-Opener-Policy")!
    package static let permissionsPolicy = Self("Permissions-Policy")!
    package static let requestID = Self("X-Request-Id")!
    package static let xForwardedFor = Self("X-Forwarded-For")!
    package static let xForwardedProto = Self("X-Forwarded-Proto")!
    package static let xForwardedHost = Self("X-Forwarded-Host")!
}
