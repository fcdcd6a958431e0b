/// The door.
struct LoginView: ViewModel {
    var alert: Alert?
    var formToken: String
    var action: String
    /// Where to go once signed in.
    var target: String?
    var email: String
    var isWrong: Bool
}

struct LogoutView: ViewModel {
    var formToken: String
    var action: String
    var email: String
}

/// Choosing a password by a one-time link.
struct ResetView: ViewModel {
    var alert: Alert?
    var formToken: String
    var action: String
    var link: String
    var email: String
    var rule: String
    var isWrong: Bool
}

/// One's own account.
struct OwnAccountView: ViewModel {
    var alert: Alert?
    var formToken: String
    var facts: [Fact]
    var roles: [String]
    /// The pages of administration that one may open.
    var administration: [Link]
    /// The policies that one steers, service by service.
    var steered: [OwnSteeringView]
    var sessions: [SessionRow]
    var hasOthers: Bool
    var sessionsAction: String
    var passwordAction: String
    var email: String
    var rule: String
    var isWrong: Bool
}

/// A browser that is signed in.
struct SessionRow: ViewModel {
    var id: String
    var agent: String
    var address: String
    var opened: String
    var seen: String
    var isCurrent: Bool
}

/// Everybody.
struct AccountsView: ViewModel {
    var alert: Alert?
    var formToken: String
    var action: String
    var countText: String
    var rows: [AccountRow]
    var email: String
    var name: String
    var roles: [Choice]
    var scopes: [Choice]
    var isWrong: Bool
}

struct AccountRow: ViewModel {
    var name: String
    var href: String
    var email: String
    var roles: [String]
    var state: String
    var isDisabled: Bool
    var lastLogin: String?
}

/// One account, for who administers it.
struct AccountView: ViewModel {
    var alert: Alert?
    var formToken: String
    var action: String
    var heading: String
    var name: String
    var facts: [Fact]
    var roles: [GrantRow]
    var choices: [Choice]
    var scopes: [Choice]
    var isDisabled: Bool
}

struct GrantRow: ViewModel {
    var text: String
    var scope: String
}

/// A one-time link, shown once.
struct LinkView: ViewModel {
    var text: String
    var address: String
    var back: Link
}

struct JournalView: ViewModel {
    var alert: Alert?
    var rows: [JournalRow]
    var exportHref: String
    var older: String?
    var newer: String?
}

struct JournalRow: ViewModel {
    var number: String
    var date: String
    var datetime: String
    var actor: String
    var action: String
    var subject: String
    var address: String
}
