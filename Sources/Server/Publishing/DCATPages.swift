import Catalog
import Foundation
import Hummingbird
import Localization

/// The catalogue for other catalogues: DCAT-AP 3 in three forms, page after page.
extension PublishingRoutes {
    static let datasetsInPage = 100

    /// `/catalogue.ttl` and its like: one page of all datasets.
    ///
    /// - Throws: ``RequestError`` `request.parameter.list`, `request.number`, and `request.page.past` for a page beyond the last.
    func catalogue(_ address: PublicAddress, _ request: Request, _ context: PortulanContext) async throws -> [UInt8] {
        let items = try request.queryItems
        let page = try UdataPage(items, knows: [], usual: Self.datasetsInPage)
        let total = try await catalog.datasetCount()
        let last = max(1, (total + page.size - 1) / page.size)
        guard page.number <= last else {
            throw RequestError("request.page.past", ["page": .integer(page.number), "last": .integer(last)])
        }
        func link(_ number: Int) -> String { "\(context.origin)\(address.path)?page=\(number)&page_size=\(page.size)" }
        var export = export(context)
        export.addCatalogue(ExportPaging(
            address: link(page.number), first: link(1), last: link(last), previous: page.number > 1 ? link(page.number - 1) : nil,
            next: page.number < last ? link(page.number + 1) : nil, total: total))
        for stamp in try await catalog.datasetStamps(offset: page.offset, limit: page.size) {
            // One that went away meanwhile leaves no hole worth telling.
            if let detail = try await catalog.dataset(stamp.slug) {
                export.add(detail, services: try await catalog.dataServices(of: detail.dataset.id))
            }
        }
        return (address.form ?? .turtle).write(export.document)
    }

    /// `/datasets/{id}/dcat.ttl` and its like: one dataset, in its catalogue.
    func dcat(_ address: PublicAddress, _ context: PortulanContext) async throws -> [UInt8] {
        let detail = try await dataset(context)
        var export = export(context)
        export.addCatalogue(nil)
        export.add(detail, services: try await catalog.dataServices(of: detail.dataset.id))
        return (address.form ?? .turtle).write(export.document)
    }

    private func export(_ context: PortulanContext) -> DCATExport {
        let origin = context.origin
        let description = settings.tagline ?? Localizer(.french).text("publishing.description", ["site": .text(settings.title)])
        return DCATExport(
            ExportedCatalogue(title: settings.title, description: description, publisher: settings.publisher ?? settings.title),
            addresses: ExportAddresses(
                origin: origin, dataset: { origin + SiteAddress.dataset($0) },
                organization: { origin + SiteAddress.datasets.path + "?organization=" + RequestTarget.encode($0) },
                file: { detail in
                    let page = detail.version?.table == nil
                        ? origin + SiteAddress.dataset(detail.dataset.slug) + "?fichier=" + RequestTarget.encode(detail.resource.slug)
                        : origin + SiteAddress.resource(detail.resource.slug)
                    return (page, detail.address(origin: origin))
                }))
    }
}
