package import Indicators
package import Steering
package import Territories

/// A public service, as its folder declares it: what it is about, its parameters, its policies and its pages.
///
/// The folder is described in `docs/services.md`.
package struct ServiceDefinition: Sendable {
    /// Name of the folder: the service's address is `/services/<slug>`.
    package let slug: String
    package var title: String
    /// What it is for, in a paragraph (CommonMark).
    package var description: String
    /// Slug of the organisation of the catalogue that publishes it.
    package var organization: String?
    /// Who answers for it, as people write it.
    package var owner: String?
    /// An address of electronic mail, or a page.
    package var contact: String?
    /// What it is sorted by in the list of services: a theme of the catalogue (`government`).
    package var theme: String?
    /// The levels of the territories that it covers, the widest first.
    package var levels: [TerritoryLevel]
    /// The territory shown when the address names none.
    package var territory: TerritoryID
    /// The page that is a section of the page of every territory covered; nil where there is none.
    package var territoryPage: String?
    /// What the address may say besides `territoire` and `date`, in the order of the declaration.
    package var parameters: [ServiceParameter]
    package var policies: [Policy]
    /// Names of the themes of its policies and indicators, by slug, in their order.
    package var themes: [Theme]
    /// Its own indicators, in the order of their files.
    package var indicators: [IndicatorID]
    /// What it steers; nil where its declaration has no `steering`.
    package var steering: SteeringProgramme?
    /// Resources of the instance's catalogue that it uses without declaring them.
    package var resources: [String] = []
    /// Other services whose indicators it uses.
    package var services: [String] = []
    /// All pages; those of ``menu`` come first, in its order.
    package var pages: [Page]
    /// Slugs of the pages that the menu shows, in order. The first is the service's front page.
    package var menu: [String]

    /// A group of policies or indicators.
    package struct Theme: Sendable, Hashable {
        package let slug: String
        package let name: String

        package init(slug: String, name: String) {
            self.slug = slug
            self.name = name
        }
    }

    package init(
        slug: String, title: String, description: String = "", organization: String? = nil, owner: String? = nil, contact: String? = nil,
        theme: String? = nil, levels: [TerritoryLevel] = [.france], territory: TerritoryID = .france, territoryPage: String? = nil,
        parameters: [ServiceParameter] = [], policies: [Policy] = [], themes: [Theme] = [], indicators: [IndicatorID] = [],
        steering: SteeringProgramme? = nil, pages: [Page] = [], menu: [String] = []
    ) {
        self.slug = slug
        self.title = title
        self.description = description
        self.organization = organization
        self.owner = owner
        self.contact = contact
        self.theme = theme
        self.levels = levels
        self.territory = territory
        self.territoryPage = territoryPage
        self.parameters = parameters
        self.policies = policies
        self.themes = themes
        self.indicators = indicators
        self.steering = steering
        self.pages = pages
        self.menu = menu
    }

    /// The page at `/services/<slug>`; nil only where the service has none, which the checker refuses.
    package var home: Page? { menu.first.flatMap(page) ?? pages.first }

    package func page(_ slug: String) -> Page? { pages.first { $0.slug == slug } }
    package func policy(_ slug: String) -> Policy? { policies.first { $0.slug == slug } }
    package func parameter(_ name: String) -> ServiceParameter? { parameters.first { $0.name == name } }
    package func theme(_ slug: String) -> Theme? { themes.first { $0.slug == slug } }

    /// The policies that an indicator is part of.
    package func policies(of indicator: IndicatorID) -> [Policy] { policies.filter { $0.indicators.contains(indicator) } }
}

/// A policy, or whatever a service groups indicators under: its rate of progress is the weighted sum of theirs.
package struct Policy: Sendable, Hashable, Identifiable {
    package let slug: String
    package var name: String
    /// CommonMark.
    package var description: String
    /// Slug of a theme of the service.
    package var theme: String?
    /// Who answers for it.
    package var owner: String?
    package var indicators: [IndicatorID]

    package var id: String { slug }

    package init(slug: String, name: String, description: String = "", theme: String? = nil, owner: String? = nil, indicators: [IndicatorID]) {
        self.slug = slug
        self.name = name
        self.description = description
        self.theme = theme
        self.owner = owner
        self.indicators = indicators
    }
}
