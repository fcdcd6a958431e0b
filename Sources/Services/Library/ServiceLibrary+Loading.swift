package import Catalog
package import Declarations
package import Foundation
package import Localization

/// What loading a service did.
package struct ServiceLoading: Sendable {
    package let service: String
    /// Its resources, with the job that publishes each new content.
    package let applied: [AppliedResource]
    /// What stood in the way, by source.
    package let problems: [DeclarationProblem]
}

extension ServiceLibrary {
    /// Brings the catalogue to what a service's sources say, and reads those whose content is new.
    ///
    /// Loading again does nothing. A source that is out of reach leaves what is served; where nothing is, rows of the
    /// service's `demo/` stand in, labelled so in the catalogue too.
    ///
    /// - Parameters:
    ///   - scratch: folder for what queries write; files are in the lake once this returns.
    ///   - failed: slugs of resources whose address was tried in vain.
    ///   - localizer: for the label of rows made up.
    /// - Returns: nil where there is no such service, or it is out of service.
    package func load(
        _ slug: String, into catalog: Catalog, scratch: URL, failed: Set<String> = [], localizer: Localizer
    ) async throws -> ServiceLoading? {
        guard service(slug)?.isOutOfService == false, let report = report(slug) else { return nil }
        let slugs = report.sources.flatMap(\.datasets).flatMap(\.resources).map(\.slug)
        let used = report.definition?.resources ?? []
        let served = try await catalog.servedStates(of: slugs + used)
        var sources = report.pendingSources.filter { used.contains($0.resource) && $0.dataset.isEmpty }.map { $0.served(as: served[$0.resource]) }
        var problems: [DeclarationProblem] = []
        var applied: [AppliedResource] = []
        for declaration in report.sources {
            var settled = declaration
            for (number, dataset) in declaration.datasets.enumerated() {
                var resources: [CatalogueDeclaration.Resource] = []
                for resource in dataset.resources {
                    var state = ServiceSource.State.absent
                    do {
                        let outcome = try SourceSettlement(
                            service: slug, support: support, gazetteer: gazetteer, scratch: scratch, served: served[resource.slug],
                            addressFailed: failed.contains(resource.slug)
                        ).settle(resource)
                        state = outcome.state
                        resources.append(labelled(outcome, localizer))
                        if let list = outcome.provenance { resources.append(provenance(of: resource, list, localizer)) }
                    } catch let error as DeclarationError {
                        problems += error.problems
                        state = served[resource.slug].map { $0.isSynthetic ? .synthetic : $0.hasContent ? .real : .absent } ?? .absent
                        resources.append(resource)
                    }
                    sources.append(ServiceSource(
                        dataset: dataset.slug, resource: resource.slug, title: resource.metadata.title ?? resource.slug,
                        origin: resource.service?.written ?? "", state: state))
                }
                settled.datasets[number].resources = resources
            }
            applied += try await catalog.apply(settled)
        }
        settle(sources, of: slug)
        let absent = Set(sources.filter { $0.state == .absent }.map(\.resource))
        applied.removeAll { $0.job == nil && absent.contains($0.resourceSlug) }
        return ServiceLoading(service: slug, applied: applied, problems: problems)
    }

    /// Looks at what the sources of all services serve, without reading any.
    package func look(at catalog: Catalog) async throws {
        for service in own where !service.isOutOfService {
            let served = try await catalog.servedStates(of: service.sources.map(\.resource))
            settle(service.sources.map { $0.served(as: served[$0.resource]) }, of: service.slug)
        }
    }

    /// The resource with a title and a description that tell rows made up from real ones.
    private func labelled(_ outcome: SourceSettlement.Outcome, _ localizer: Localizer) -> CatalogueDeclaration.Resource {
        var resource = outcome.resource
        guard outcome.state == .synthetic else { return resource }
        resource.metadata.title = localizer.text("services.synthetic.title", ["title": .text(resource.metadata.title ?? resource.slug)])
        let notice = localizer.text("services.synthetic.notice")
        resource.metadata.description = [notice, resource.metadata.description ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
        return resource
    }

    private func provenance(of resource: CatalogueDeclaration.Resource, _ list: URL, _ localizer: Localizer) -> CatalogueDeclaration.Resource {
        let title = localizer.text("services.provenance.title", ["title": .text(resource.metadata.title ?? resource.slug)])
        return CatalogueDeclaration.Resource(
            metadata: ResourceMetadata(
                slug: resource.slug + "-fichiers", title: title, description: localizer.text("services.provenance.description"),
                position: (resource.metadata.position ?? 1) + 100),
            source: .file(list))
    }
}

extension ServiceSource {
    /// The same source, with what the catalogue serves of it.
    fileprivate func served(as served: ServedState?) -> ServiceSource {
        let state: State = switch served {
        case let found? where found.isSynthetic: .synthetic
        case let found? where found.hasContent: .real
        default: .absent
        }
        return ServiceSource(dataset: dataset, resource: resource, title: title, origin: origin, state: state)
    }
}
