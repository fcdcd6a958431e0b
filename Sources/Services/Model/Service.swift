package import Declarations
package import Foundation
package import Indicators

/// A service as an instance has it: published, or out of service with what is to be mended.
package struct Service: Sendable, Identifiable {
    /// Name of its folder, and of its address.
    package let slug: String
    package let folder: URL
    /// The title, as far as it can be read; else the slug.
    package let title: String
    /// What the folder declares; nil where the service is out of service.
    package let definition: ServiceDefinition?
    /// Its own indicators.
    package let indicators: [IndicatorDefinition]
    /// Indicators of other services that it uses.
    package var borrowed: [IndicatorDefinition] = []
    /// Where its data comes from: what it declares, what it takes from the catalogue, and from other services.
    package var sources: [ServiceSource]
    /// Every mistake of the folder, in the order of its files; empty for a service that is published.
    package let problems: [DeclarationProblem]

    package var id: String { slug }

    package var isOutOfService: Bool { definition == nil }

    package init(
        slug: String, folder: URL, title: String, definition: ServiceDefinition?, indicators: [IndicatorDefinition] = [],
        sources: [ServiceSource] = [], problems: [DeclarationProblem] = []
    ) {
        self.slug = slug
        self.folder = folder
        self.title = title
        self.definition = definition
        self.indicators = indicators
        self.sources = sources
        self.problems = problems
    }

    /// The sources of what a page shows. A page whose indicators come from its address may show any.
    package func sources(of page: Page) -> [ServiceSource] {
        guard let resources = page.resources(of: indicators + borrowed) else { return sources }
        // An indicator may name the dataset alone.
        return sources.filter { resources.contains($0.resource) || !$0.dataset.isEmpty && resources.contains($0.dataset) }
    }

    /// The sources of a page whose rows are made up, which the page must say.
    package func syntheticSources(of page: Page) -> [ServiceSource] { sources(of: page).filter { $0.state == .synthetic } }

    /// The sources of a page that have no data, which the page must say.
    package func absentSources(of page: Page) -> [ServiceSource] { sources(of: page).filter { $0.state == .absent } }
}

/// A resource of the catalogue that a service declares or uses.
package struct ServiceSource: Sendable, Hashable {
    /// Slug of the dataset; empty for a resource that the service does not declare.
    package let dataset: String
    /// Slug of the resource.
    package let resource: String
    package let title: String
    /// Where the real data is looked for: a path, or an address.
    package let origin: String
    package let state: State

    package enum State: String, Sendable, Hashable {
        /// The real data.
        case real
        /// The real data is out of reach: rows of the service's `demo/` stand in for it, and are labelled so.
        case synthetic
        /// The real data is out of reach and nothing stands in for it.
        case absent
    }

    package init(dataset: String, resource: String, title: String, origin: String, state: State) {
        self.dataset = dataset
        self.resource = resource
        self.title = title
        self.origin = origin
        self.state = state
    }
}

extension Page {
    /// Slugs of the resources behind what the page shows; nil where the address decides.
    func resources(of definitions: [IndicatorDefinition]) -> Set<String>? {
        var slugs: Set<String> = []
        var isOpen = false
        func add(_ indicators: [BlockArgument<IndicatorID>]) {
            for indicator in indicators {
                guard case .fixed(let id) = indicator else { isOpen = true; continue }
                guard let definition = definitions.first(where: { $0.id == id }) else { continue }
                // What a formula reads is not told here.
                if case .formula = definition.source { isOpen = true }
                guard let table = definition.source.table else { continue }
                slugs.insert(table.resource ?? table.dataset)
            }
        }
        for block in blocks {
            add(block.content.indicators)
            if block.content.policies != nil { isOpen = true }
            if case .table(.rows(let table)) = block.content { slugs.insert(table.resource) }
        }
        for content in content {
            let templates: [Template] = switch content {
            case .prose(let prose): [prose]
            case .block(let block): if case .text(let text) = block.content { [text.body] } else { [] }
            }
            for case .figure(let indicator, _, _) in templates.flatMap(\.operands) { add([indicator]) }
        }
        return isOpen ? nil : slugs
    }
}
