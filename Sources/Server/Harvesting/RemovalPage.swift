import Catalog
import Hummingbird
import Localization

extension HarvestRoutes {
    /// `/moissonnage/{id}/retirer`: what becomes of the datasets, before it is done.
    func removalPage(_ visit: Visit) async throws -> Response {
        let source = try await source(visit)
        let counts = try await catalog.counts(of: source.id)
        let title = visit.text("site.harvest.removal.title", ["source": .text(source.declaration.name.typeset)])
        return try site.formPage("harvest-removal", title: title, trail: [listLink(visit), link(source)], visit) { token in
            SourceRemovalView(
                formToken: token, action: HarvestAddress.removal.of(source.slug), heading: title,
                kept: counts.present == 0
                    ? visit.text("site.harvest.removal.none") : visit.text("site.harvest.removal.kept", ["count": .integer(counts.present)]),
                again: visit.text("site.harvest.removal.again", ["slug": .text(source.slug)]),
                backHref: HarvestAddress.source.of(source.slug))
        }
    }

    /// Leaves the source; leaving it twice is leaving it once.
    func remove(_ editor: Editor, _ visit: Visit) async throws -> Response {
        try await catalog.removeSource(try visit.identifier, by: editor)
        return .redirecting(to: HarvestAddress.list.path + "?fait=retiree")
    }
}

/// What removing a source does, and the button that does it.
struct SourceRemovalView: ViewModel {
    var formToken: String
    var action: String
    var heading: String
    var kept: String
    var again: String
    var backHref: String
}
