/// The page on which a file is dropped to be checked.
struct VerifyView: ViewModel {
    /// Schemas, by title; the first choice guesses.
    var schemas: [Choice]
    var token: String
    /// “Jusqu'à 200 Mo…”
    var limitText: String
    /// How long the file stays, in words.
    var keptText: String
    var noSchemas: Bool
    var alert: Alert?
}

/// What was found in a file.
struct VerificationView: ViewModel {
    struct Cell: ViewModel {
        var header: String
        var text: String
        var isFaulty: Bool
    }
    struct Sample: ViewModel {
        var place: String?
        var hasCell: Bool
        var cell: String?
        var hasProposal: Bool
        var proposal: String?
        var certainty: String?
        var isCertain: Bool
        var reason: String?
        var detail: String?
        var row: [Cell]
        var rowLabel: String
    }
    struct Cause: ViewModel {
        var id: String
        var title: String
        var count: String
        var rules: [String]
        var mend: String
        var correction: String?
        var source: String?
        var samples: [Sample]
        var more: String?
    }

    var title: String
    var path: String
    var verdict: String
    /// DSFR's name of the alert.
    var verdictKind: String
    var advice: String
    var facts: [Fact]
    /// Where the schema was guessed: how, and what else it could be.
    var guessText: String?
    var schemas: [Choice]
    var token: String
    var errors: [Cause]
    var warnings: [Cause]
    var summary: [Link]
    var isValid: Bool
    var repairedDetail: String
    var keptText: String
}

/// The list of schemas.
struct SchemaListView: ViewModel {
    struct Card: ViewModel {
        var title: String
        var href: String
        var name: String
        var summary: String?
        var version: String?
        var labels: [String]
    }

    var heading: String
    var search: String?
    var countText: String
    var cards: [Card]
    var isEmpty: Bool
    var noSchemas: Bool
    var updated: String?
}

/// A schema as a documentation.
struct SchemaView: ViewModel {
    struct Field: ViewModel {
        var anchor: String
        var name: String
        var title: String?
        var kind: String
        var isRequired: Bool
        var summary: Markup
        var rules: [String]
        var example: String?
    }

    var title: String
    var name: String
    var summary: Markup
    var facts: [Fact]
    var downloads: [Download]
    var examples: [Link]
    var verifyHref: String
    var fields: [Field]
    var fieldsTitle: String
    var checks: [String]
    var notices: [String]
}
