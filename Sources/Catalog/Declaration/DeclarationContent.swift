import Declarations
import Foundation
import Localization

/// The meaning of a declaration's keys.
struct DeclarationContent {
    let reader: DeclarationReader
    let folder: URL
    let variables: [String: String]
    /// Whether the file is one of a service's sources.
    let isService: Bool
    private(set) var organizations: [OrganizationMetadata] = []
    private(set) var datasets: [CatalogueDeclaration.Dataset] = []
    private(set) var sources: [HarvestSourceDeclaration] = []
    private(set) var reuses: [ReuseMetadata] = []
    private var datasetSlugs: Set<String> = []
    private var resourceSlugs: Set<String> = []

    init(reader: DeclarationReader, folder: URL, variables: [String: String], isService: Bool) {
        self.reader = reader
        self.folder = folder
        self.variables = variables
        self.isService = isService
    }

    mutating func read(_ root: DeclarationNode) {
        guard let mapping = reader.mapping(root, named: "catalogue", keys: ["organizations", "datasets", "sources", "reuses"]) else { return }
        for node in mapping.list("organizations") { readOrganization(node) }
        for node in mapping.list("datasets") { readDataset(node) }
        for node in mapping.list("sources") { readSource(node) }
        for node in mapping.list("reuses") { readReuse(node) }
    }

    private mutating func readOrganization(_ node: DeclarationNode) {
        let keys = ["slug", "name", "description", "url"]
        guard let entry = reader.mapping(node, named: "organizations", keys: keys) else { return }
        let (slug, name) = (entry.slug(), entry.required("name"))
        let organization = OrganizationMetadata(
            slug: slug, name: name ?? "", description: entry.text("description") ?? "", url: entry.address("url"))
        if let slug, organizations.contains(where: { $0.slug == slug }) {
            reader.report(.slugDuplicate, at: entry.place(of: "slug"), ["slug": .text(slug)])
        } else if slug != nil {
            organizations.append(organization)
        }
    }

    private mutating func readDataset(_ node: DeclarationNode) {
        let keys = [
            "slug", "title", "description", "organization", "licence", "frequency", "level", "themes", "keywords",
            "period", "source", "personal_data", "resources",
        ]
        guard let entry = reader.mapping(node, named: "datasets", keys: keys) else { return }
        let (slug, title) = (entry.slug(), entry.required("title"))
        if let slug, !datasetSlugs.insert(slug).inserted {
            reader.report(.slugDuplicate, at: entry.place(of: "slug"), ["slug": .text(slug)])
        }
        let metadata = DatasetMetadata(
            title: title ?? "", description: entry.text("description") ?? "", organization: organization(entry),
            licence: entry.code("licence", as: Licence.self) ?? .notSpecified,
            frequency: entry.code("frequency", as: Frequency.self) ?? .unknown,
            themes: entry.codes("themes", as: Theme.self), keywords: entry.texts("keywords"),
            territoryLevel: entry.code("level", as: Granularity.self), temporalCoverage: period(entry),
            source: entry.address("source"), personalDataBasis: entry.text("personal_data"))
        var resources: [CatalogueDeclaration.Resource] = []
        for (index, node) in entry.list("resources").enumerated() {
            if let resource = readResource(node, position: index + 1) { resources.append(resource) }
        }
        if let slug { datasets.append(.init(slug: slug, metadata: metadata, resources: resources)) }
    }

    private mutating func readReuse(_ node: DeclarationNode) {
        let keys = ["slug", "title", "description", "url", "kind", "organization", "datasets"]
        guard let entry = reader.mapping(node, named: "reuses", keys: keys) else { return }
        let (slug, title) = (entry.slug(), entry.required("title"))
        if let slug, reuses.contains(where: { $0.slug == slug }) {
            reader.report(.slugDuplicate, at: entry.place(of: "slug"), ["slug": .text(slug)])
        }
        let kind = entry.code("kind", as: Reuse.Kind.self) ?? .application
        guard let slug, let title else { return }
        reuses.append(ReuseMetadata(
            slug: slug, title: title, description: entry.text("description") ?? "", url: entry.address("url"), kind: kind,
            organization: organization(entry), datasets: entry.texts("datasets")))
    }

    private mutating func readSource(_ node: DeclarationNode) {
        let keys = [
            "slug", "name", "backend", "url", "folder", "organization", "schedule", "filters", "limit", "follows_robots",
            "reads_tables", "active",
        ]
        guard let entry = reader.mapping(node, named: "sources", keys: keys) else { return }
        let slug = entry.slug()
        if let slug, sources.contains(where: { $0.slug == slug }) {
            reader.report(.slugDuplicate, at: entry.place(of: "slug"), ["slug": .text(slug)])
        }
        let backend = entry.required("backend") == nil ? nil : entry.code("backend", as: HarvestBackendName.self)
        let url = backend == .folder ? folderURL(entry) : entry.required("url") == nil ? nil : entry.address("url", variables: variables)
        guard let slug, let backend, let url else { return }
        sources.append(HarvestSourceDeclaration(
            slug: slug, name: entry.text("name") ?? slug, backend: backend, url: url, organization: organization(entry),
            schedule: entry.code("schedule", as: HarvestSchedule.self) ?? .manual, filters: filters(entry),
            limit: entry.count("limit"), followsRobots: entry.flag("follows_robots") ?? true,
            readsTables: entry.flag("reads_tables") ?? false, isActive: entry.flag("active") ?? true))
    }

    private func folderURL(_ entry: DeclarationMapping) -> URL? {
        guard let written = entry.required("folder"), let node = entry.node("folder"), let path = reader.expanded(written, at: node.place, variables: variables)
        else { return nil }
        return URL(filePath: path, directoryHint: .isDirectory, relativeTo: folder).standardizedFileURL
    }

    private func filters(_ entry: DeclarationMapping) -> HarvestFilters {
        guard let node = entry.node("filters"),
            let filters = reader.mapping(node, named: "filters", keys: ["organizations", "keywords", "ids", "query"])
        else { return HarvestFilters() }
        var query: [String: String] = [:]
        for entry in filters.node("query").flatMap({ reader.entries($0, named: "query") }) ?? [] {
            query[entry.key] = reader.text(entry.value, named: entry.key)
        }
        return HarvestFilters(
            organizations: filters.texts("organizations"), keywords: filters.texts("keywords"), ids: filters.texts("ids"), query: query)
    }

    private func organization(_ entry: DeclarationMapping) -> String? {
        guard let slug = entry.text("organization") else { return nil }
        let known = organizations.compactMap(\.slug)
        guard known.contains(slug) else {
            reader.report(
                .organizationUnknown, at: entry.place(of: "organization"),
                reader.proposal(for: slug, among: known, as: "slug"))
            return nil
        }
        return slug
    }

    private func period(_ entry: DeclarationMapping) -> TemporalCoverage? {
        guard let node = entry.node("period"),
            let period = reader.mapping(node, named: "period", keys: ["start", "end"])
        else { return nil }
        return TemporalCoverage(start: period.day("start"), end: period.day("end"))
    }

    private mutating func readResource(_ node: DeclarationNode, position: Int) -> CatalogueDeclaration.Resource? {
        let keys = ["slug", "title", "description", "file", "url", "columns", "schema"] + (isService ? ServiceKeys.all : [])
        guard let entry = reader.mapping(node, named: "resources", keys: keys) else { return nil }
        let (slug, title) = (entry.slug(), entry.required("title"))
        if let slug, !resourceSlugs.insert(slug).inserted {
            reader.report(.slugDuplicate, at: entry.place(of: "slug"), ["slug": .text(slug)])
        }
        let origin = isService ? serviceOrigin(entry) : nil
        let source = isService ? nil : source(entry)
        guard let slug, let title, isService ? origin != nil : source != nil else { return nil }
        var address = origin?.url
        if case .url(let url) = source { address = url }
        return CatalogueDeclaration.Resource(
            metadata: ResourceMetadata(
                slug: slug, title: title, description: entry.text("description") ?? "", position: position,
                columnDescriptions: columns(entry), sourceURL: address, schema: entry.text("schema")),
            source: source, service: origin)
    }

    private func columns(_ entry: DeclarationMapping) -> [String: String] {
        var descriptions: [String: String] = [:]
        for column in entry.node("columns").flatMap({ reader.entries($0, named: "columns") }) ?? [] {
            descriptions[column.key] = reader.text(column.value, named: column.key)
        }
        return descriptions
    }

    private func source(_ entry: DeclarationMapping) -> IngestionRequest.Source? {
        switch (entry.node("file"), entry.node("url")) {
        case (nil, nil):
            reader.report(.sourceMissing, at: entry.place)
            return nil
        case (_?, let url?):
            reader.report(.sourceTwice, at: url.place)
            return nil
        case (nil, _?):
            return entry.address("url", variables: variables).map { .url($0) }
        case (let node?, nil):
            guard let written = reader.text(node, named: "file"), let path = reader.expanded(written, at: node.place, variables: variables) else { return nil }
            let file = path.hasPrefix("/")
                ? URL(fileURLWithPath: path) : folder.appendingPathComponent(path).standardizedFileURL
            guard FileManager.default.fileExists(atPath: file.path) else {
                reader.report(.fileMissing, at: node.place, ["path": .text(file.path)])
                return nil
            }
            return .file(file)
        }
    }
}
