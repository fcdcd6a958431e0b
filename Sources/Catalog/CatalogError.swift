package import Localization

/// What can go wrong in the catalogue.
package struct CatalogError: LocalizedFailure, Hashable, CustomStringConvertible {
    /// The kinds of failure; each raw value is the end of a message key `errors.catalog.<raw value>`.
    package enum Code: String, Sendable, CaseIterable {
        case datasetUnknown = "dataset.unknown"
        case organizationUnknown = "organization.unknown"
        case resourceUnknown = "resource.unknown"
        case versionUnknown = "version.unknown"
        case slugInvalid = "slug.invalid"
        case slugTaken = "slug.taken"
        case titleMissing = "title.missing"
        case fileMissing = "file.missing"
        case fileNotRegular = "file.not_regular"
        case fileUnreadable = "file.unreadable"
        case fetchAddress = "fetch.address"
        case fetchScheme = "fetch.scheme"
        case fetchHost = "fetch.host"
        case fetchPrivate = "fetch.private"
        case fetchRedirects = "fetch.redirects"
        case fetchRedirectMissing = "fetch.redirect_missing"
        case fetchStatus = "fetch.status"
        case fetchTooLarge = "fetch.too_large"
        case fetchTimeout = "fetch.timeout"
        case fetchConnection = "fetch.connection"
        case fetchTruncated = "fetch.truncated"
        case bouquetUnknown = "bouquet.unknown"
        case bouquetPart = "bouquet.part"
        case bouquetTooLarge = "bouquet.tooLarge"
        case bouquetConflict = "bouquet.conflict"
        case textMissing = "text.missing"
        case textTooLong = "text.tooLong"
        case textUnfit = "text.unfit"
        case keywordsTooMany = "keywords.tooMany"
        case linkInvalid = "link.invalid"
        case answerUnknown = "answer.unknown"
        case territoryUnknown = "territory.unknown"
        case territorySeveral = "territory.several"
        case discussionUnknown = "discussion.unknown"
        case discussionClosed = "discussion.closed"
        case schemaUnknown = "schema.unknown"
        case schemaMisspelled = "schema.misspelled"
        case schemaAmbiguous = "schema.ambiguous"
        case schemaNone = "schema.none"
        case schemaNoneToGuess = "schema.noneToGuess"
        case schemaGuess = "schema.guess"
        case schemaUnreadable = "schema.unreadable"
        case schemaFolder = "schema.folder"
        case schemaCatalogue = "schema.catalogue"
        case schemaCache = "schema.cache"
        case sourceUnknown = "source.unknown"
        case sourceAddress = "source.address"
        case sourceTaken = "source.taken"
        case sourceSecret = "source.secret"
        case sourceEmpty = "source.empty"
        case sourceQuery = "source.query"
        case sourceUnrecognised = "source.unrecognised"
        case harvestRobots = "harvest.robots"
    }

    package let kind: Code
    package let arguments: [String: MessageArgument]
    package let isPermanent: Bool
    /// The error of the room below, for the log.
    package let underlying: String?

    package var code: String { "catalog.\(kind.rawValue)" }

    package var description: String {
        let context = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return code + (context.isEmpty ? "" : " (\(context))") + (underlying.map { ": \($0)" } ?? "")
    }

    package init(
        _ kind: Code, _ arguments: [String: MessageArgument] = [:], isPermanent: Bool = true, underlying: String? = nil
    ) {
        self.kind = kind
        self.arguments = arguments
        self.isPermanent = isPermanent
        self.underlying = underlying
    }
}
