package import Catalog
import Foundation
import Indicators
package import Localization
import Logging
package import Services
package import Store

extension Instance {
    /// Loads a service: brings the catalogue to what its sources say, and waits until their content is published.
    ///
    /// An address that cannot be read is given up for the rows of the service's `demo/`, where it has any.
    ///
    /// - Parameter follow: waits for the end of a resource's job, which some process must run.
    /// - Returns: nil where there is no such service, or it is out of service.
    package func load(
        service slug: String, localizer: Localizer = Localizer(.french), follow: (AppliedResource) async throws -> Void
    ) async throws -> ServiceLoading? {
        guard let first = try await services.load(slug, into: catalog, scratch: scratch, localizer: localizer) else { return nil }
        for resource in first.applied { try await follow(resource) }
        let served = try await catalog.servedStates(of: first.applied.map(\.resourceSlug))
        let failed = Set(first.applied.filter { $0.job != nil && served[$0.resourceSlug]?.hasContent != true }.map(\.resourceSlug))
        guard !failed.isEmpty else { return first }
        let second = try await services.load(slug, into: catalog, scratch: scratch, failed: failed, localizer: localizer)
        for resource in second?.applied ?? [] where failed.contains(resource.resourceSlug) { try await follow(resource) }
        return second
    }

    /// Waits until a job is done, whichever process runs it.
    package func finish(_ job: JobID) async throws {
        for try await state in queue.updates(of: job) where state.state.isFinal { return }
        try Task.checkCancellation()
    }

    /// Loads every service, then computes its indicators; with `watches`, reads again the folders that change, every second,
    /// until the task is cancelled. What goes wrong is logged, and the rest goes on.
    ///
    /// Jobs must be running.
    package func keepServices(watches: Bool) async {
        await loadServices()
        guard watches else { return }
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            if renewServices() {
                logger.info("services were read again")
                await loadServices()
            }
        }
    }

    /// The indicators whose figures cannot be read, with the reason, in order; none where the store is out of reach.
    ///
    /// - Parameter service: the only service that is meant; nil for all.
    package func unreadableIndicators(of service: String? = nil) async -> [(indicator: String, failure: any LocalizedFailure)] {
        let failures = (try? await indicators.current().failures) ?? [:]
        return failures.filter { service == nil || $0.key.service == service }.sorted { $0.key < $1.key }.map { ($0.key.description, $0.value) }
    }

    private func loadServices() async {
        for service in services.services {
            guard !Task.isCancelled else { return }
            for problem in service.problems { logger.warning("a service is out of service", metadata: ["problem": "\(problem)"]) }
            guard !service.isOutOfService else { continue }
            do {
                let loading = try await load(service: service.slug) { resource in
                    if let job = resource.job { try await self.finish(job) }
                }
                for problem in loading?.problems ?? [] {
                    logger.warning("a source could not be read", metadata: ["problem": "\(problem)"])
                }
                for (indicator, error) in await computeIndicators(of: service.slug).failures {
                    logger.warning("an indicator could not be computed", metadata: ["indicator": "\(indicator)", "error": "\(error)"])
                }
            } catch {
                logger.warning("a service could not be loaded", metadata: ["service": "\(service.slug)", "error": "\(error)"])
            }
        }
        for (indicator, failure) in await unreadableIndicators() {
            logger.error("the figures of an indicator cannot be read", metadata: [
                "indicator": "\(indicator)", "error": "\(failure)", "mend": "\(Localizer(.english).message(for: failure).hint ?? "")",
            ])
        }
    }
}
