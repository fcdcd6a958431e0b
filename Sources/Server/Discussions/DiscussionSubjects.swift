import Catalog
import Foundation
import HummingbirdCore
import Identity
import Localization

/// What a discussion is about, and where it is.
struct DiscussedThing: Sendable {
    let subject: DiscussionSubject
    let link: Link
    let listHref: String
    let scope: Scope
}

extension BouquetRoutes {
    /// The discussion of the address, where its subject may be seen.
    func discussion(_ visit: Visit) async throws -> (discussion: Discussion, messages: [DiscussionMessage], thing: DiscussedThing) {
        guard let id = UUID(uuidString: try visit.identifier), let found = try await catalog.discussion(id) else {
            throw CatalogError(.discussionUnknown)
        }
        let thing = switch found.discussion.subject {
        case .bouquet(let id): try thing(try await catalog.bouquet(id.text), visit)
        case .dataset(let id): try thing(try await catalog.dataset(id.text))
        }
        return (found.discussion, found.messages, thing)
    }

    /// The bouquet or the dataset of the address.
    func discussed(_ visit: Visit) async throws -> DiscussedThing {
        let name = try visit.identifier
        if BouquetAddress.discussions.matches(visit.request.uri.path) { return try thing(try await self.bouquet(visit), visit) }
        guard let detail = try await catalog.dataset(name) else { throw CatalogError(.datasetUnknown, ["dataset": .text(name)]) }
        return try thing(detail)
    }

    private func thing(_ detail: BouquetDetail?, _ visit: Visit) throws -> DiscussedThing {
        guard let detail, rights(visit).canRead(detail) else { throw CatalogError(.discussionUnknown) }
        return DiscussedThing(
            subject: .bouquet(detail.bouquet.id), link: link(detail.bouquet),
            listHref: BouquetAddress.discussions.of(detail.bouquet.slug), scope: BouquetRights.scope(detail.organization))
    }

    private func thing(_ detail: DatasetDetail?) throws -> DiscussedThing {
        guard let detail else { throw CatalogError(.discussionUnknown) }
        return DiscussedThing(
            subject: .dataset(detail.dataset.id),
            link: Link(label: detail.dataset.title.typeset, href: SiteAddress.dataset(detail.dataset.slug)),
            listHref: BouquetAddress.datasetDiscussions.of(detail.dataset.slug), scope: BouquetRights.scope(detail.organization))
    }
}
