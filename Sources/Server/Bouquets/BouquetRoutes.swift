package import Catalog
import Foundation
package import Hummingbird
package import Identity
import Localization
package import Territories

/// The pages by which people read bouquets, write them, clone them and discuss them.
package struct BouquetRoutes: Sendable {
    let site: SiteRoutes
    let identity: Identity
    let catalog: Catalog
    /// The official geographic code, by which territories are found; nil where the instance has none.
    let territories: Gazetteer?
    /// Ten messages at once, then one a minute.
    private let talk = RateLimiter(rate: 1 / 60, burst: 10)

    package init(site: SiteRoutes, identity: Identity, catalog: Catalog, territories: Gazetteer?) {
        self.site = site
        self.identity = identity
        self.catalog = catalog
        self.territories = territories
    }

    package func add(to router: Router<PortulanContext>) {
        for address in BouquetAddress.allCases {
            router.get(RouterPath(address.path)) { request, context in
                let visit = Visit(request: request, context: context, address: nil)
                // A form makes a page somebody's own.
                return address.isPublic && !context.principal.isSignedIn
                    ? try await show(address, visit) : try await site.privately(visit) { try await show(address, $0) }
            }
            guard address.takesForm else { continue }
            router.post(RouterPath(address.path)) { request, context in
                try await site.privately(Visit(request: request, context: context, address: nil)) { visit in
                    try await take(try await SubmittedForm.read(visit), at: address, visit)
                }
            }
        }
    }

    private func show(_ address: BouquetAddress, _ visit: Visit) async throws -> Response {
        switch address {
        case .list: try await listPage(visit)
        case .territories: try await territoriesPage(visit)
        case .needs: try await needsPage(visit)
        case .new: try await newPage(visit)
        case .bouquet: try await bouquetPage(visit)
        case .edit: try await editPage(visit)
        case .describe: try await describePage(visit)
        case .add, .element: try await elementPage(visit)
        case .section: try await sectionPage(visit)
        case .clone: try await clonePage(visit)
        case .export: try await export(visit)
        case .discussions, .datasetDiscussions: try await discussionsPage(visit)
        case .discussion: try await discussionPage(visit)
        }
    }

    private func take(_ form: SubmittedForm, at address: BouquetAddress, _ visit: Visit) async throws -> Response {
        switch address {
        case .new: try await create(form, visit)
        case .edit: try await change(form, visit)
        case .describe: try await describe(form, visit)
        case .add, .element: try await writeElement(form, visit)
        case .section: try await writeSection(form, visit)
        case .clone: try await clone(form, visit)
        case .discussions, .datasetDiscussions: try await open(form, visit)
        case .discussion: try await discuss(form, visit)
        case .list, .territories, .needs, .bouquet, .export: throw RequestError.notFound
        }
    }

    /// The bouquet of the address, where the reader may see it: a draft does not exist for others.
    func bouquet(_ visit: Visit) async throws -> BouquetDetail {
        let name = try visit.identifier
        guard let detail = try await catalog.bouquet(name), rights(visit).canRead(detail) else {
            throw CatalogError(.bouquetUnknown, ["bouquet": .text(name)])
        }
        return detail
    }

    func rights(_ visit: Visit) -> BouquetRights { BouquetRights(principal: visit.context.principal) }

    /// The proof that the reader may change a bouquet as it is now, and who then does.
    func editor(of detail: BouquetDetail, _ visit: Visit, _ permission: Permission? = nil) throws -> Editor {
        let principal = visit.context.principal
        let authorization = try principal.authorize(
            permission ?? BouquetRights.permission(detail.bouquet), on: BouquetRights.scope(detail.organization))
        return Editor(principal, authorization, identity.journal)
    }

    /// Who then takes part in a discussion.
    ///
    /// - Throws: ``IdentityError`` `signedOut`, and `throttled` where somebody writes too much.
    func speaker(_ visit: Visit, on scope: Scope) throws -> Editor {
        let principal = visit.context.principal
        let authorization = try principal.authorize(.discuss, on: scope)
        if let wait = talk.take(for: authorization.actor.id, at: .now) {
            throw IdentityError(.throttled, ["wait": .integer(Int((wait / .seconds(1)).rounded(.up)))])
        }
        return Editor(principal, authorization, identity.journal)
    }

    /// The alert that a redirection asks for, after something was done: `?fait=`.
    func done(_ visit: Visit) throws -> Alert? {
        let known = [
            "cree", "decrit", "ajoute", "modifie", "deplace", "retire", "publie", "depublie", "supprime", "clone", "section", "message",
            "clos", "rouvert", "masque",
        ]
        guard let word = try visit.request.queryItems["fait"], known.contains(word) else { return nil }
        return Alert(.success, text: visit.text("site.bouquet.done.\(word)"))
    }

    func listLink(_ visit: Visit) -> Link {
        Link(label: visit.text("site.bouquet.list.title"), href: BouquetAddress.list.path)
    }

    func link(_ bouquet: Bouquet) -> Link {
        Link(label: bouquet.title.typeset, href: BouquetAddress.bouquet.of(bouquet.slug))
    }
}
