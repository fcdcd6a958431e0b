package import Foundation

/// A browser that is signed in.
package struct LoginSession: Sendable, Hashable, Identifiable {
    /// Names it in lists; it opens nothing.
    package let id: UUID
    package let account: UUID
    package let createdAt: Date
    /// To the minute.
    package let lastSeenAt: Date
    /// The end, however much it is used.
    package let expiresAt: Date
    /// Where it was opened from.
    package let address: String
    /// What the browser says of itself, cut to 200 characters.
    package let agent: String
}

/// How long sessions last, in seconds.
package struct SessionTimes: Sendable, Hashable {
    /// Without a request.
    package var idle: TimeInterval
    /// In all.
    package var absolute: TimeInterval

    package init(idle: TimeInterval = 2 * 3600, absolute: TimeInterval = 12 * 3600) {
        self.idle = idle
        self.absolute = absolute
    }
}

/// What a visitor gets who has signed in.
package struct OpenedSession: Sendable {
    /// For the cookie; only its hash is kept here.
    package let token: SecretToken
    package let session: LoginSession
    package let principal: Principal
}
