package import Catalog
import Foundation
package import Hummingbird
package import Identity
import Localization

/// The pages of the catalogues that are harvested: everybody reads what reading them found, administrators of the instance declare
/// them, change them and have them read.
package struct HarvestRoutes: Sendable {
    let site: SiteRoutes
    let identity: Identity
    let catalog: Catalog

    package init(site: SiteRoutes, identity: Identity, catalog: Catalog) {
        self.site = site
        self.identity = identity
        self.catalog = catalog
    }

    package func add(to router: Router<PortulanContext>) {
        for address in HarvestAddress.allCases {
            router.get(RouterPath(address.path)) { request, context in
                try await site.privately(Visit(request: request, context: context, address: nil)) { visit in
                    if address.isForWriting { _ = try authorize(visit) } else { try checkReading(visit) }
                    return try await show(address, visit)
                }
            }
            guard address.takesForm else { continue }
            router.post(RouterPath(address.path)) { request, context in
                try await site.privately(Visit(request: request, context: context, address: nil)) { visit in
                    let form = try await SubmittedForm.read(visit)
                    return try await take(form, at: address, Editor(visit.context.principal, try authorize(visit), identity.journal), visit)
                }
            }
        }
    }

    private func show(_ address: HarvestAddress, _ visit: Visit) async throws -> Response {
        switch address {
        case .list: try await listPage(visit)
        case .new: try await formPage(nil, visit)
        case .references: try await referencesPage(visit)
        case .source: try await sourcePage(visit)
        case .edit: try await formPage(try await source(visit), visit)
        case .removal: try await removalPage(visit)
        case .records: try await recordsPage(visit)
        case .run: try await runPage(visit)
        case .report: try await reportFile(visit)
        }
    }

    private func take(_ form: SubmittedForm, at address: HarvestAddress, _ editor: Editor, _ visit: Visit) async throws -> Response {
        switch address {
        case .list: try await checkLinks(editor)
        case .new: try await write(form, nil, editor, visit)
        case .references: try await watchReferences(editor)
        case .source: try await act(form["action"], editor, visit)
        case .edit: try await write(form, try await source(visit), editor, visit)
        case .removal: try await remove(editor, visit)
        case .records, .run, .report: throw RequestError.notFound
        }
    }

    private func authorize(_ visit: Visit) throws -> Authorization {
        try visit.context.principal.authorize(.manageSources, on: .instance)
    }

    func canManage(_ visit: Visit) -> Bool { visit.context.principal.can(.manageSources, on: .instance) }

    /// Sources and their faults name the servers that are read: where those may be of a private network, they are for whoever sees
    /// what is not public.
    static func canRead(_ catalog: Catalog, _ visit: Visit) -> Bool {
        !catalog.readsPrivateAddresses || visit.context.principal.can(.readUnpublished, on: .instance)
    }

    private func checkReading(_ visit: Visit) throws {
        guard !Self.canRead(catalog, visit) else { return }
        _ = try visit.context.principal.authorize(.readUnpublished, on: .instance)
    }

    /// The source of the address.
    func source(_ visit: Visit) async throws -> HarvestSource {
        guard let source = try await catalog.source(try visit.identifier) else { throw RequestError.notFound }
        return source
    }

    /// Does what a button of a source's page asks for. Asking twice is asking once.
    private func act(_ action: String, _ editor: Editor, _ visit: Visit) async throws -> Response {
        let slug = try await source(visit).slug
        let word: String
        switch action {
        case "lire": (word, _) = ("lecture", try await catalog.harvest(slug, by: editor))
        case "arreter": (word, _) = ("arret", try await catalog.stopReading(slug, by: editor))
        case "pause": (word, _) = ("pause", try await catalog.setSource(slug, active: false, by: editor))
        case "reprendre": (word, _) = ("reprise", try await catalog.setSource(slug, active: true, by: editor))
        default: throw RequestError("request.form")
        }
        return .redirecting(to: HarvestAddress.source.of(slug) + "?fait=\(word)")
    }

    func listLink(_ visit: Visit) -> Link { Link(label: visit.text("site.harvest.title"), href: HarvestAddress.list.path) }

    func link(_ source: HarvestSource) -> Link { Link(label: source.declaration.name, href: HarvestAddress.source.of(source.slug)) }

    /// The alert that a redirection asks for, after something was done: `?fait=`.
    func done(_ words: [String], of source: HarvestSource? = nil, _ visit: Visit) throws -> Alert? {
        guard let word = try visit.request.queryItems["fait"], words.contains(word) else { return nil }
        return Alert(
            .success, text: visit.text(
                "site.harvest.done.\(word)", ["backend": .text(source?.declaration.backend.label(visit.localizer) ?? "")]))
    }

    /// The number of the page that is asked for, from 1.
    func pageNumber(_ visit: Visit) throws -> Int {
        try visit.request.queryItems["page"].flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
    }
}
