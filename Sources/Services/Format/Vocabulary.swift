package import Indicators
package import Territories

/// The names that a service's files may use: what its other files declare, and what it takes from others.
///
/// A name whose own declaration is faulty is known all the same, so that one mistake is told once.
package struct Vocabulary: Sendable {
    /// Slug of the service.
    package var service: String
    /// Indicators of the service and of those that it uses; nil for one whose declaration is faulty.
    package var indicators: [IndicatorID: IndicatorDefinition?]
    /// Slugs of resources, its own and those of the catalogue that it names.
    package var resources: Set<String>
    package var parameters: [ServiceParameter]
    /// Names of parameters whose declaration is faulty.
    package var faultyParameters: Set<String> = []
    package var policies: [String]
    package var themes: [String]
    package var pages: [String]
    /// Kinds of names that files which cannot be read may declare: a word of theirs that nothing else declares is no mistake
    /// of the place that uses it.
    package var unread: Set<NameKind> = []
    /// Services whose indicators are not all known, for the same reason.
    package var unreadServices: Set<String> = []

    /// What the names of a service's files stand for.
    package enum NameKind: Sendable, Hashable, CaseIterable { case indicators, resources, parameters, policies, themes, services }

    /// Whether there is such a territory; nil where no official geographic code is at hand.
    package var knows: (@Sendable (TerritoryID) -> Bool)?
    /// The columns of a resource; nil where they are not known, or not looked for.
    package var columns: (@Sendable (_ resource: String) -> [String]?)?

    package init(service: String) {
        self.service = service
        indicators = [:]
        resources = []
        parameters = []
        policies = []
        themes = []
        pages = []
    }

    /// The words by which the service's pages may call indicators.
    var indicatorWords: [String] {
        indicators.keys.sorted().map { $0.service == service ? $0.slug : $0.description }
    }

    /// Names of the parameters, with the two that every service has.
    var parameterNames: [String] {
        [ServiceParameter.territory, ServiceParameter.date] + parameters.map(\.name)
    }

    /// Whether a word may be an indicator that a file declares which cannot be read.
    func mayBeIndicator(_ word: String) -> Bool {
        guard let id = IndicatorID(word), id.service != service else { return unread.contains(.indicators) }
        return unread.contains(.services) || unreadServices.contains(id.service)
    }

    /// The indicator that a word means, if there is one.
    func indicator(_ word: String) -> IndicatorID? {
        let id = IndicatorID(word) ?? IndicatorID(service: service, slug: word)
        return indicators.keys.contains(id) ? id : nil
    }
}
