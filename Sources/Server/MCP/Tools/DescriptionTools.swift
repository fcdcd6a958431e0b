import Catalog
import Foundation
import Lake
import Localization
import Tables

extension MCPService {
    /// `describe_dataset`.
    func describeDataset(_ arguments: ToolArguments, _ context: PortulanContext) async throws -> [UInt8] {
        let detail = try await dataset(arguments)
        let dataset = detail.dataset
        let localizer = context.localizer
        var out = JSONBytes(reserving: 8 * 1024)
        out.object { out in
            out.member("slug", dataset.slug)
            out.member("id", dataset.id.text)
            out.member("title", dataset.title)
            if !dataset.description.isEmpty { out.member("description", dataset.description.summary(ToolLimits.description)) }
            if let organization = detail.organization {
                out.member("organization") { $0.object { $0.member("slug", organization.slug); $0.member("name", organization.name) } }
            }
            out.member("licence") { out in
                out.object { out in
                    out.member("code", dataset.licence.rawValue)
                    out.member("label", dataset.licence.label(localizer))
                    if let url = dataset.licence.url { out.member("url", url.absoluteString) }
                    out.member("is_open", dataset.licence.isOpen)
                }
            }
            out.member("frequency", dataset.frequency.label(localizer))
            list("themes", dataset.themes.map { $0.label(localizer) }, to: &out)
            list("keywords", dataset.keywords, to: &out)
            if let level = dataset.territoryLevel { out.member("territory_level", level.rawValue) }
            if let coverage = dataset.temporalCoverage {
                out.member("temporal_coverage") { out in
                    out.object { out in
                        out.member("start", optional: coverage.start)
                        out.member("end", optional: coverage.end)
                    }
                }
            }
            if let source = dataset.source { out.member("source", source.absoluteString) }
            out.member("modified_at", dataset.modifiedAt.ISO8601Format())
            out.member("quality_score", detail.quality.score)
            out.member("page", context.origin + SiteAddress.dataset(dataset.slug))
            out.member("resources") { out in
                out.array { out in
                    for resource in detail.resources.prefix(ToolLimits.resources) { out.object { summary(resource, to: &$0) } }
                }
            }
            out.member("resources_total", detail.resources.count)
        }
        return out.bytes
    }

    /// `describe_resource`.
    func describeResource(_ arguments: ToolArguments, _ context: PortulanContext) async throws -> [UInt8] {
        let detail = try await resource(arguments)
        let profiles = Dictionary((detail.version?.inspection.columns ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let columns = detail.version?.table?.columns ?? []
        var out = JSONBytes(reserving: 16 * 1024)
        out.object { out in
            summary(detail, to: &out)
            out.member("dataset", detail.dataset.slug)
            out.member("page", context.origin + SiteAddress.resource(detail.resource.slug))
            if let address = detail.address(origin: context.origin) { out.member("original", address) }
            out.member("columns") { out in
                out.array { out in
                    for column in columns.prefix(ToolLimits.columns) {
                        out.object { out in
                            out.member("name", column.name)
                            out.member("type", column.type.rawValue)
                            if let words = detail.description(ofColumn: column.name) { out.member("description", words.summary(ToolLimits.summary)) }
                            if let meaning = column.meaning { out.member("meaning", context.localizer.text("meaning.\(meaning.rawValue)")) }
                            if let profile = profiles[column.name] { figures(profile, to: &out) }
                        }
                    }
                }
            }
            out.member("columns_total", columns.count)
        }
        return out.bytes
    }

    /// The dataset that the arguments name.
    ///
    /// - Throws: `CatalogError` `dataset.unknown`.
    func dataset(_ arguments: ToolArguments) async throws -> DatasetDetail {
        let name = try arguments.requiredText("dataset")
        guard let detail = try await catalog.dataset(name) else { throw CatalogError(.datasetUnknown, ["dataset": .text(name)]) }
        return detail
    }

    /// The resource that the arguments name.
    ///
    /// - Throws: `CatalogError` `resource.unknown`.
    func resource(_ arguments: ToolArguments) async throws -> ResourceDetail {
        let name = try arguments.requiredText("resource")
        guard let detail = try await catalog.resource(name) else { throw CatalogError(.resourceUnknown, ["resource": .text(name)]) }
        return detail
    }

    private func summary(_ detail: ResourceDetail, to out: inout JSONBytes) {
        let resource = detail.resource
        out.member("slug", resource.slug)
        out.member("id", resource.id.text)
        out.member("title", resource.title)
        if !resource.description.isEmpty { out.member("description", resource.description.summary(ToolLimits.summary)) }
        if let format = resource.format { out.member("format", format.rawValue) }
        // Rows can be asked for once a version of the file was read as a table.
        out.member("is_queryable", detail.version?.table != nil)
        guard let version = detail.version else { return }
        out.member("rows", version.rows)
        out.member("version", version.number)
        out.member("published_at", version.publishedAt.ISO8601Format())
    }

    private func figures(_ profile: ColumnProfile, to out: inout JSONBytes) {
        out.member("missing", profile.missing)
        out.member("distinct", profile.distinct)
        if let least = profile.min { out.member("min", least.summary(100)) }
        if let most = profile.max { out.member("max", most.summary(100)) }
        list("examples", profile.examples.prefix(3).map { $0.summary(100) }, to: &out)
    }

    private func list(_ name: String, _ texts: [String], to out: inout JSONBytes) {
        out.member(name) { out in out.array { out in for text in texts.prefix(100) { out.string(text) } } }
    }
}
