import Catalog
import Foundation
import Hummingbird
import Lake
import Localization
import Tables

/// How far a table follows its schema, as the dataset's page tells it.
struct ConformityPresentation {
    private static let causesShown = 5

    let conformity: Conformity
    let resource: Resource
    let localizer: Localizer

    var view: ConformityView {
        let state = conformity.isConform ? (conformity.warnings == 0 ? "success" : "info") : "error"
        let shown = conformity.causes.filter { $0.rule.isError || conformity.isConform }.prefix(Self.causesShown)
        let others = conformity.causes.count - shown.count
        let isAddress = conformity.schema.contains("://")
        return ConformityView(
            state: state, stateLabel: localizer.text("site.conformity.\(state)"),
            schema: localizer.text("site.conformity.schema", [
                "title": .text(conformity.title), "version": .text(conformity.version.map { " \($0)" } ?? ""),
                "origin": .message(conformity.origin.labelKey),
            ]),
            schemaHref: isAddress ? nil : SiteAddress.schema(conformity.schema.replacing("/", with: "--")),
            found: localizer.text(conformity.isConform ? "site.conformity.sound" : "site.conformity.faulty", [
                "errors": .integer(Int(conformity.errors)), "rows": .integer(Int(conformity.rows)),
                "date": .dateTime(conformity.checkedAt),
            ]),
            causes: shown.map { cause in
                ConformityView.Cause(
                    found: cause.sentence(localizer), count: localizer.text("site.conformity.count", ["count": .integer(Int(cause.count))]),
                    mend: cause.mend(localizer))
            },
            more: others > 0 ? localizer.text("site.conformity.more", ["count": .integer(others)]) : nil,
            reportHref: SiteAddress.conformity(resource.slug))
    }
}

extension SiteRoutes {
    /// `/resources/{id}/conformite`: the full report of the content that is served, made again for some minutes, with its
    /// repaired version.
    func conformity(_ visit: Visit) async throws -> Response {
        let identifier = try visit.identifier
        guard let detail = try await catalog.resource(identifier) else {
            throw CatalogError(.resourceUnknown, ["resource": .text(identifier)])
        }
        guard let conformity = detail.conformity, let version = detail.version else { throw RequestError.notFound }
        let key = version.id.text
        if let known = await desk.token(of: key) { return .redirecting(to: SiteAddress.verification(known)) }
        let folder = try checking.makeFolder()
        do {
            // The original is the lake's: only what is made of it goes when the report does.
            let file = ReceivedForm.File(
                path: catalog.lake.original(version.originalHash), name: version.originalName, bytes: version.originalBytes)
            let outcome = try await checking.check(file, schema: conformity.schema, in: folder)
            let check = await desk.keep(file, outcome, isGuessed: false, folder: folder, key: key)
            return .redirecting(to: SiteAddress.verification(check.token))
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
    }
}
