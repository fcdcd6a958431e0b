package import Catalog
package import Declarations
package import DuckDB
import Foundation
package import Indicators
import Localization
import Steering
package import Territories

/// What the files of a service say, with every mistake in them.
package struct ServiceReport: Sendable {
    /// Nil where not even `service.yaml` can be read.
    package let definition: ServiceDefinition?
    package let indicators: [IndicatorDefinition]
    /// Its declarations of datasets, one a file of `sources`.
    package let sources: [CatalogueDeclaration]
    /// In the order of the files; empty for a sound service.
    package let problems: [DeclarationProblem]
    /// Whether it may declare indicators that are not among ``indicators``.
    package let lacksIndicators: Bool
}

/// Reads and checks a service's folder, all of it, whatever mistakes there are.
package struct ServiceReader: Sendable {
    /// What surrounds a service.
    package struct Surroundings: Sendable {
        /// Values of `${NAME}` in its sources.
        package var variables: [String: String]
        /// Indicators of the other services.
        package var others: [IndicatorDefinition]
        /// Those of the other services that may declare more indicators than ``others`` has.
        package var unread: Set<String> = []
        /// Slugs of the other services, faulty ones among them.
        package var services: [String]
        /// Whether there is such a territory; nil where no official geographic code is at hand.
        package var knows: (@Sendable (TerritoryID) -> Bool)?
        /// With what queries are tried; nil leaves them unchecked.
        package var support: SupportFolder?
        /// Whether the data is looked at: the columns that pages name, and the files that the service should hold itself.
        package var readsData = false

        package init(
            variables: [String: String] = [:], others: [IndicatorDefinition] = [], services: [String] = [],
            knows: (@Sendable (TerritoryID) -> Bool)? = nil, support: SupportFolder? = nil
        ) {
            self.variables = variables
            self.others = others
            self.services = services
            self.knows = knows
            self.support = support
        }
    }

    private let folder: ServiceFolder
    private let surroundings: Surroundings
    /// Put before the names of files in messages: the way to the folder.
    private let prefix: String

    /// - Parameter prefix: what the names of files begin with in messages, `services/mairies/`.
    package init(_ folder: ServiceFolder, prefix: String = "", _ surroundings: Surroundings = Surroundings()) {
        self.folder = folder
        self.prefix = prefix
        self.surroundings = surroundings
    }

    package func read() -> ServiceReport {
        var problems = StrayFiles(folder: folder, prefix: prefix).problems()
        guard FileManager.default.fileExists(atPath: folder.declaration.path) else {
            problems.append(DeclarationProblem(.serviceMissing, file: prefix + "service.yaml", at: .start))
            return ServiceReport(definition: nil, indicators: [], sources: [], problems: problems, lacksIndicators: true)
        }
        var vocabulary = Vocabulary(service: folder.name)
        vocabulary.knows = surroundings.knows
        vocabulary.pages = folder.files(.pages).filter { $0.pathExtension == "md" }.map { Self.stem($0) }

        let (sources, names) = readSources(&problems)
        problems += OwnFiles(folder: folder, prefix: prefix, support: surroundings.support).problems()
        vocabulary.resources = names.resources
        if surroundings.readsData {
            let columns = SourceColumns(folder, sources, support: surroundings.support)
            vocabulary.columns = { columns.columns(of: $0) }
        }

        let reader = DeclarationReader(file: prefix + "service.yaml")
        let root = try? reader.compose(contentsOf: folder.declaration)
        let keys = DeclaredNames(root)
        vocabulary.unread = keys.unread.union(names.isOpen ? [.resources] : [])
        vocabulary.unreadServices = surroundings.unread.union(Set(keys.services).subtracting(surroundings.services))
        vocabulary.resources.formUnion(keys.resources)
        vocabulary.themes = keys.themes
        vocabulary.policies = keys.policies
        for name in keys.services where !surroundings.services.contains(name) {
            reader.report(.serviceUnknown, at: keys.servicesPlace, reader.proposal(for: name, among: surroundings.services, as: "name"))
        }

        let indicators = IndicatorFiles(
            folder: folder, prefix: prefix, resources: vocabulary.resources.union(names.datasets),
            resourcesAreOpen: vocabulary.unread.contains(.resources), others: surroundings.others, unreadServices: vocabulary.unreadServices,
            knows: surroundings.knows
        ).read(&problems)
        vocabulary.indicators = indicators.names
        if indicators.isOpen { vocabulary.unread.insert(.indicators) }
        for other in surroundings.others where keys.services.contains(other.id.service) {
            vocabulary.indicators.updateValue(other, forKey: other.id)
        }

        let values = root.flatMap { ServiceFields.table.read($0, FieldReading(reader: reader, vocabulary: vocabulary)) }
        vocabulary.parameters = values?[ServiceFields.parameters] ?? []
        vocabulary.faultyParameters = Set(keys.parameters).subtracting(vocabulary.parameters.map(\.name))
        if vocabulary.pages.isEmpty { reader.report(.pagesMissing, at: .start) }
        checkDuplicates(values?[ServiceFields.policies] ?? [], reader, values)
        let steering = steering(values, reader, vocabulary)
        problems += reader.problems

        let pages = readPages(vocabulary, &problems)
        var definition = values.flatMap { self.definition($0, pages, indicators.definitions.map { $0.id }) }
        definition?.steering = steering
        let ordered = problems.sorted()
        return ServiceReport(definition: definition, indicators: indicators.definitions, sources: sources, problems: ordered,
            lacksIndicators: indicators.isOpen || indicators.definitions.count < indicators.names.count)
    }

    private func steering(_ values: FieldValues?, _ reader: DeclarationReader, _ vocabulary: Vocabulary) -> SteeringProgramme? {
        guard let values, let node = values[ServiceFields.steering] else { return nil }
        let levels = values[ServiceFields.levels] ?? [.france, .region, .departement]
        let declaration = SteeringDeclaration(
            node, service: folder.name, title: values[ServiceFields.title] ?? folder.name, levels: levels, reader: reader)
        for (id, place) in declaration?.indicators ?? [] where !vocabulary.indicators.keys.contains(id) {
            let word = id.service == folder.name ? id.slug : id.description
            guard !vocabulary.mayBeIndicator(word) else { continue }
            reader.report(.indicatorUnknown, at: place, reader.proposal(for: word, among: vocabulary.indicatorWords, as: "name"))
        }
        return declaration?.programme
    }

    private func readSources(_ problems: inout [DeclarationProblem]) -> (declarations: [CatalogueDeclaration], names: SourceNames) {
        var declarations: [CatalogueDeclaration] = []
        var names = SourceNames()
        var slugs: Set<String> = []
        let own = Set(folder.files(.schemas).filter { $0.pathExtension == "json" }.map { Self.stem($0) })
        var variables = surroundings.variables
        variables["SERVICE"] = folder.root.path
        for file in folder.files(.sources) where file.pathExtension != "sql" {
            let reader = DeclarationReader(file: "\(prefix)sources/\(file.lastPathComponent)")
            let root = try? reader.compose(contentsOf: file)
            if let root {
                var declaration = CatalogueDeclaration(service: root, reader: reader, folder: folder.folder(.sources), variables: variables)
                declaration.name(schemas: own, of: folder.name)
                for resource in declaration.datasets.flatMap(\.resources) where !slugs.insert(resource.slug).inserted {
                    reader.report(.slugDuplicate, at: resource.service?.place, ["slug": .text(resource.slug)])
                }
                if surroundings.readsData { OwnData(folder: folder).check(declaration, root, reader) }
                declarations.append(declaration)
            }
            names.add(root, isFaulty: !reader.problems.isEmpty)
            problems += reader.problems
        }
        return (declarations, names)
    }

    private func readPages(_ vocabulary: Vocabulary, _ problems: inout [DeclarationProblem]) -> [Page] {
        folder.files(.pages).filter { $0.pathExtension == "md" }.compactMap { file in
            let name = "\(prefix)pages/\(file.lastPathComponent)"
            let slug = Self.stem(file)
            guard Slug.isValid(slug) else {
                problems.append(DeclarationProblem(.slugInvalid, file: name, at: .start, ["slug": .text(slug), "nearest": .text(Slug.make(from: slug))]))
                return nil
            }
            guard let text = try? String(contentsOf: file, encoding: .utf8) else {
                problems.append(DeclarationProblem(.unreadable, file: name, at: .start, ["path": .text(name)]))
                return nil
            }
            let (page, found) = Page.read(text, slug: slug, file: name, vocabulary)
            problems += found
            return page
        }
    }

    private func checkDuplicates(_ policies: [Policy], _ reader: DeclarationReader, _ values: FieldValues?) {
        var slugs: Set<String> = []
        for policy in policies where !slugs.insert(policy.slug).inserted {
            reader.report(.slugDuplicate, at: values?.place(of: ServiceFields.policies), ["slug": .text(policy.slug)])
        }
    }

    private func definition(_ values: FieldValues, _ pages: [Page], _ indicators: [IndicatorID]) -> ServiceDefinition? {
        guard let title = values[ServiceFields.title] else { return nil }
        let slugs = pages.map(\.slug)
        let territory = values[ServiceFields.territory]
        // Without a menu, every page but the one for territories' pages, `accueil` or `index` first.
        let first = slugs.filter { $0 == "accueil" || $0 == "index" }
        let menu = values[ServiceFields.menu] ?? first + slugs.filter { !first.contains($0) && $0 != territory }
        let sorted = menu.compactMap { slug in pages.first { $0.slug == slug } } + pages.filter { !menu.contains($0.slug) }
        var definition = ServiceDefinition(
            slug: folder.name, title: title, description: values[ServiceFields.description] ?? "",
            organization: values[ServiceFields.organization], owner: values[ServiceFields.owner], contact: values[ServiceFields.contact],
            theme: values[ServiceFields.theme], levels: (values[ServiceFields.levels] ?? [.france, .region, .departement, .epci, .commune]).sorted(),
            territory: values[ServiceFields.start] ?? .france, territoryPage: territory,
            parameters: values[ServiceFields.parameters] ?? [], policies: values[ServiceFields.policies] ?? [],
            themes: (values[ServiceFields.themes] ?? []).map { .init(slug: $0.key, name: $0.value) }, indicators: indicators,
            pages: sorted, menu: menu)
        definition.resources = values[ServiceFields.resources] ?? []
        definition.services = values[ServiceFields.services] ?? []
        return definition
    }

    private static func stem(_ file: URL) -> String { file.deletingPathExtension().lastPathComponent }
}

extension CatalogueDeclaration {
    /// Gives the schemas of the service's own `schemas` the names by which the instance knows them.
    fileprivate mutating func name(schemas own: Set<String>, of service: String) {
        for dataset in datasets.indices {
            for resource in datasets[dataset].resources.indices {
                guard let word = datasets[dataset].resources[resource].metadata.schema, own.contains(word) else { continue }
                datasets[dataset].resources[resource].metadata.schema = "\(service)/\(word)"
            }
        }
    }
}
