import Catalog
import Hummingbird
import Localization

extension HarvestRoutes {
    /// `/moissonnage/references`: the nine reference bases, and what is seen of their producers' duties.
    func referencesPage(_ visit: Visit) async throws -> Response {
        let reports = try await catalog.referenceReports()
        let isWatched = try await catalog.source(ReferenceBase.source.slug) != nil
        let canManage = canManage(visit)
        let title = visit.text("site.harvest.references.title")
        return try site.formPage("harvest-references", title: title, trail: [listLink(visit)], visit) { token in
            ReferencesView(
                formToken: token, action: HarvestAddress.references.path, heading: title, canWatch: canManage && !isWatched,
                sourceHref: isWatched ? HarvestAddress.source.of(ReferenceBase.source.slug) : nil,
                bases: reports.map { report in
                    ReferencesView.Base(
                        name: report.base.label(visit.localizer), href: report.dataset.map { SiteAddress.dataset($0.slug) },
                        said: visit.text("site.harvest.references.said", [
                            "producer": .message(report.base.producerKey),
                            "rhythm": .text(report.base.rhythm.label(visit.localizer).lowercased()),
                        ]),
                        duties: report.duties.map { duty in
                            ReferencesView.Duty(
                                label: duty.kind.label(visit.localizer), state: duty.state.label(visit.localizer),
                                kind: duty.state == .kept ? "success" : duty.state == .broken ? "error" : "info",
                                text: visit.text(duty.foundKey, duty.arguments))
                        })
                })
        }
    }

    /// Declares the source that watches them.
    func watchReferences(_ editor: Editor) async throws -> Response {
        let source = try await catalog.declareSource(ReferenceBase.source, by: editor)
        return .redirecting(to: HarvestAddress.source.of(source.slug) + "?fait=declaree")
    }
}

/// The nine reference bases.
struct ReferencesView: ViewModel {
    struct Base: ViewModel {
        var name: String
        /// Nil while it has not been harvested.
        var href: String?
        /// Its producer, and how often it must be renewed.
        var said: String
        var duties: [Duty]
    }
    struct Duty: ViewModel {
        var label: String
        var state: String
        /// DSFR's name of the badge.
        var kind: String
        var text: String
    }

    var formToken: String
    var action: String
    var heading: String
    var canWatch: Bool
    /// The source that brings them in; nil while there is none.
    var sourceHref: String?
    var bases: [Base]
}
