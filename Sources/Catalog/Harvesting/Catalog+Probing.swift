import Foundation
import Localization
import Store
import Threads

/// What an address was found to hold, before it is read whole.
package struct HarvestPreview: Hashable, Sendable {
    package let backend: HarvestBackendName
    /// Datasets that the portal announces; `nil` where it does not tell.
    package let total: Int?
    /// Titles of the first datasets.
    package let titles: [String]
}

extension Catalog {
    /// Whether addresses of private networks are read, as an instance of an inner network may be told to.
    package var readsPrivateAddresses: Bool { fetcher.allowsPrivateAddresses }

    /// Asks a source for its first page, as a reading would but with little patience, and writes nothing.
    ///
    /// - Parameter backend: the kind of portal; `nil` tries them one after the other until one is understood.
    /// - Throws: why it cannot be read: a refused or silent address, rules for robots, a page that is not what this kind of portal sends;
    ///   `CatalogError` `source.empty` where there is nothing in it, `source.unrecognised` where no kind of portal was.
    package func preview(_ declaration: HarvestSourceDeclaration, as backend: HarvestBackendName?) async throws -> HarvestPreview {
        do {
            let client = try await probingClient(declaration)
            guard let backend else { return try await recognise(declaration, client) }
            guard let found = try await firstPage(declaration, backend, client) else { throw CatalogError(.sourceEmpty) }
            return found
        } catch let error as PortalClient.ComeBack {
            // Nobody waits that long for a form.
            throw error.refusal
        }
    }

    private func recognise(_ declaration: HarvestSourceDeclaration, _ client: PortalClient) async throws -> HarvestPreview {
        let deadline = now().addingTimeInterval(Self.longestProbing)
        var isReached = false
        for backend in Self.recognised where now() < deadline {
            do {
                if let found = try await firstPage(declaration, backend, client) { return found }
            } catch let error as any LocalizedFailure {
                // A server that answers the first may leave without an answer what it does not know; one that does not is not asked again.
                guard isReached || !Self.isSilence(error) else { throw error }
            }
            isReached = true
        }
        throw CatalogError(.sourceUnrecognised)
    }

    /// Whether the server itself was not there, or not to be asked.
    private static func isSilence(_ error: any LocalizedFailure) -> Bool {
        guard let kind = (error as? CatalogError)?.kind else { return false }
        return kind != .fetchStatus && kind.rawValue.hasPrefix("fetch.")
    }

    /// In seconds, for somebody waits.
    private static let longestProbing: TimeInterval = 20

    /// Kinds of portal that are told apart by what they answer: those that are asked at the address itself first; DKAN, which CKAN
    /// could be taken for, after it.
    private static let recognised: [HarvestBackendName] = [.dcat, .csv, .udata, .ckan, .ods, .geonetwork, .ogcRecords, .csw, .dkan]

    private func probingClient(_ declaration: HarvestSourceDeclaration) async throws -> PortalClient {
        var limits = fetcher.limits
        limits.connectTimeout = min(limits.connectTimeout, .seconds(5))
        limits.idleTimeout = min(limits.idleTimeout, .seconds(10))
        limits.totalTimeout = min(limits.totalTimeout, .seconds(20))
        var settings = harvesting
        settings.attempts = 1
        let hasty = fetcher.limited(to: limits)
        let robots = declaration.followsRobots
            ? try await PortalClient.robots(of: declaration.url, fetcher: hasty, settings: settings, pacer: pacer).rules : nil
        return PortalClient(fetcher: hasty, settings: settings, pacer: pacer, robots: robots)
    }

    /// - Returns: `nil` where the page holds nothing.
    private func firstPage(
        _ declaration: HarvestSourceDeclaration, _ kind: HarvestBackendName, _ client: PortalClient
    ) async throws -> HarvestPreview? {
        var asked = declaration
        asked.backend = kind
        let backend = asked.backendReading(pageSize: 10, now: now())
        let request = try backend.start()
        guard case .document(let document, _, _, _) = try await client.page(request, etag: nil, lastModified: nil) else { return nil }
        let page = try await OwnThread.run("harvest") { _ in try backend.read(document, request) }
        guard page.records > 0 || page.total ?? 0 > 0 || !page.reading.services.isEmpty else { return nil }
        return HarvestPreview(backend: kind, total: page.total, titles: page.reading.datasets.prefix(5).map(\.metadata.title))
    }
}
