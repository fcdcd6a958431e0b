/// A discussion in a list.
struct DiscussionCard: ViewModel {
    var title: String
    var href: String
    var isClosed: Bool
    /// “ouverte par Léa il y a 3 jours, 4 messages”.
    var detail: String
}

/// The discussions of one subject, and the form for one more.
struct DiscussionsView: ViewModel {
    var alert: Alert?
    var errors: FieldErrors
    var formToken: String
    var action: String
    var heading: String
    var subject: Link
    var cards: [DiscussionCard]
    var isSignedIn: Bool
    var loginHref: String
    var title: String
    var body: String
}

/// One discussion.
struct DiscussionView: ViewModel {
    struct Message: ViewModel {
        var id: String
        var anchor: String
        var author: String
        var date: String
        var datetime: String
        /// Nil for one that was taken out of sight.
        var text: Markup?
        var canHide: Bool
    }

    var alert: Alert?
    var errors: FieldErrors
    var formToken: String
    var action: String
    var heading: String
    var subject: Link
    var isClosed: Bool
    var closedText: String?
    var messages: [Message]
    var canAnswer: Bool
    var canModerate: Bool
    var loginHref: String?
    var body: String
}
