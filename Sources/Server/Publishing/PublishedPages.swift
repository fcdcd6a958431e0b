import Catalog
import Foundation
import Hummingbird
import Localization

/// What pages say of themselves to programs.
extension SiteRoutes {
    /// Tables and columns that a page describes to programs: the rest is at ``PublicAddress/croissant``.
    private static let tablesInPage = 10
    private static let fieldsInPage = 50

    /// Puts the dataset's descriptions into the head of its page, and the addresses of its other forms.
    func publish(_ detail: DatasetDetail, in frame: inout Frame, _ visit: Visit) {
        let origin = visit.context.origin
        let slug = detail.dataset.slug
        frame.canonical = origin + SiteAddress.dataset(slug)
        var data = SchemaOrg(settings: settings, origin: origin).dataset(detail).script
        if let croissant = Croissant(origin: origin).document(detail, tables: Self.tablesInPage, fields: Self.fieldsInPage) {
            data += croissant.script
            frame.alternates.append(Alternate(
                type: PublicAddress.croissant.mediaType, href: PublicAddress.croissant(slug), title: visit.text("publishing.croissant")))
        }
        for form in RDFForm.allCases {
            frame.alternates.append(Alternate(
                type: form.mediaType, href: PublicAddress.dcat(slug, form), title: visit.text("publishing.dcat", ["form": .text(form.rawValue)])))
        }
        frame.structuredData = data
    }

    /// The feed of changes, for readers that look for one.
    static func feed(_ visit: Visit, _ query: String = "") -> Alternate {
        Alternate(
            type: "application/atom+xml", href: PublicAddress.feed.path + (query.isEmpty ? "" : "?" + query),
            title: visit.text("publishing.feed"))
    }
}
