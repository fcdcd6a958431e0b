package import Foundation
import Localization

/// The kinds of portal that are read.
package enum HarvestBackendName: String, LabelledCode {
    case udata, dcat, csw
    case cswDCAT = "csw-dcat"
    case cswGeoDCATAP = "csw-geodcat-ap"
    case ckan, dkan, ods, geonetwork
    case ogcRecords = "ogc-records"
    case csv, folder

    package static let labelTopic = "harvest.backend"
}

/// How often a source is read.
package enum HarvestSchedule: String, LabelledCode {
    case manual, hourly, daily, weekly, monthly

    package static let labelTopic = "harvest.schedule"

    /// In seconds; `nil` where only a person starts it.
    package var interval: TimeInterval? {
        switch self {
        case .manual: nil
        case .hourly: 3_600
        case .daily: 86_400
        case .weekly: 7 * 86_400
        case .monthly: 30 * 86_400
        }
    }
}

/// A portal, or a file, whose datasets are brought into the catalogue.
package struct HarvestSource: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    /// Unique word, kept for good.
    package let slug: String
    package var declaration: HarvestSourceDeclaration
    package let createdAt: Date
    package var nextRunAt: Date?
    /// When a run last went through to its end.
    package var lastSuccessAt: Date?
    /// Runs in a row that could not read anything.
    package var failures: Int
    /// Since when it is no longer followed: it is then shown nowhere, and what it gave stays as it was.
    package var removedAt: Date?
}

/// What a person says of a source.
package struct HarvestSourceDeclaration: Codable, Hashable, Sendable {
    package var slug: String
    package var name: String
    package var backend: HarvestBackendName
    /// Address of the portal, of the document, or of the folder (`file:`).
    package var url: URL
    /// Slug of the organisation to which all its datasets belong; `nil` takes the one that each dataset names.
    package var organization: String?
    package var schedule: HarvestSchedule
    package var filters: HarvestFilters
    /// Most records taken in one run; `nil` for all.
    package var limit: Int?
    /// Whether `robots.txt` is followed. Only a portal's own permission is a reason not to.
    package var followsRobots: Bool
    /// Whether tables are fetched and read once their addresses answer.
    package var readsTables: Bool
    package var isActive: Bool

    package init(
        slug: String, name: String, backend: HarvestBackendName, url: URL, organization: String? = nil,
        schedule: HarvestSchedule = .manual, filters: HarvestFilters = HarvestFilters(), limit: Int? = nil,
        followsRobots: Bool = true, readsTables: Bool = false, isActive: Bool = true
    ) {
        self.slug = slug
        self.name = name
        self.backend = backend
        self.url = url
        self.organization = organization
        self.schedule = schedule
        self.filters = filters
        self.limit = limit
        self.followsRobots = followsRobots
        self.readsTables = readsTables
        self.isActive = isActive
    }
}

extension HarvestSourceDeclaration {
    /// An address of the web that a text names, fit to be asked by the server: without a name and a password, which would be shown to
    /// whoever sees the source. Whether it leads to a private network is judged each time it is asked, redirections included.
    package static func webAddress(_ text: String) -> URL? {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()), url.host()?.isEmpty == false,
            url.user() == nil, url.password() == nil
        else { return nil }
        return url
    }
}

/// Which of a source's datasets are taken. Several conditions must all hold; of several words of one, any.
package struct HarvestFilters: Codable, Hashable, Sendable {
    /// Names of the publisher, by their words.
    package var organizations: [String]
    package var keywords: [String]
    /// Remote identifiers.
    package var ids: [String]
    /// Given to the portal as they are, in the address of each page (udata, CKAN, OpenDataSoft, OGC).
    package var query: [String: String]

    package init(organizations: [String] = [], keywords: [String] = [], ids: [String] = [], query: [String: String] = [:]) {
        self.organizations = organizations
        self.keywords = keywords
        self.ids = ids
        self.query = query
    }

    func admits(_ record: HarvestedDataset) -> Bool {
        let folded = { (text: String) in Folding.words(text).joined(separator: " ") }
        if !ids.isEmpty, !ids.contains(record.remoteID) { return false }
        if !keywords.isEmpty {
            let own = Set(record.metadata.keywords.map(folded))
            if own.isDisjoint(with: keywords.map(folded)) { return false }
        }
        if !organizations.isEmpty {
            guard let name = record.publisher.map({ folded($0.name) }) else { return false }
            return organizations.contains { folded($0) == name }
        }
        return true
    }
}
