import Catalog
import Foundation
import Localization
import Territories

/// The filters of udata's lists, as this catalogue understands them.
///
/// Source: `DatasetApiParser` and `TopicApiParser` of <https://github.com/opendatateam/udata>.
enum UdataFilters {
    static let datasets: Set<String> = [
        "q", "organization", "license", "format", "tag", "geozone", "granularity", "schema", "topic", "dataservice", "reuse", "featured",
        "owner", "badge", "temporal_coverage", "sort",
    ]
    static let topics: Set<String> = [
        "q", "organization", "tag", "geozone", "granularity", "dataset", "dataservice", "reuse", "featured", "private", "sort",
    ]
    static let elements: Set<String> = ["q", "class", "tag"]

    /// - Throws: ``RequestError`` `request.choice` for what is no code of the list that it should be of.
    static func datasets(_ items: QueryItems, page: UdataPage, of organization: Organization?, in catalog: Catalog) async throws -> DatasetSearch {
        var search = DatasetSearch(text: items["q"] ?? "", page: page.number, pageSize: page.size)
        search.organization = try await slug(ofOrganization: organization?.slug ?? items["organization"], in: catalog)
        search.licence = try DatasetListing.choice(items, "license")
        search.format = try DatasetListing.choice(items, "format")
        search.tags = Set(items.all("tag").filter { !$0.isEmpty })
        if let zone = given(items, "geozone") { search.zone = try self.zone(zone) }
        if let level = given(items, "granularity") { search.territoryLevel = try granularity(level) }
        search.schema = given(items, "schema")
        if let id = given(items, "topic") {
            let bouquet = try await catalog.bouquet(id)
            search.groups.insert(bouquet.map { $0.bouquet.isDraft ? .none : .bouquet($0.bouquet.id) } ?? .none)
        }
        if let id = given(items, "dataservice") {
            search.groups.insert(try await catalog.dataService(id).map { .service($0.service.id) } ?? .none)
        }
        if let id = given(items, "reuse") { search.groups.insert(try await catalog.reuse(id).map { .reuse($0.reuse.id) } ?? .none) }
        if let text = given(items, "temporal_coverage") { search.groups.insert(.period(try period(text))) }
        // Nothing is put forward here, belongs to one person, or bears a badge: nothing is what such filters find.
        if try flag(items, "featured") == true || given(items, "owner") != nil || given(items, "badge") != nil { search.groups.insert(.none) }
        search.sort = try sort(items["sort"])
        return search
    }

    /// - Returns: `nil` for what no bouquet can answer.
    /// - Throws: ``RequestError`` `request.choice`.
    static func topics(_ items: QueryItems, page: UdataPage, in catalog: Catalog) async throws -> BouquetSearch? {
        var search = BouquetSearch(text: items["q"] ?? "", page: page.number, pageSize: page.size)
        search.organization = try await slug(ofOrganization: items["organization"], in: catalog)
        search.keywords = items.all("tag").filter { !$0.isEmpty }
        if let zone = given(items, "geozone") { search.territory = try self.zone(zone).description }
        if let level = given(items, "granularity") { search.level = try granularity(level).rawValue }
        (search.order, search.isReversed) = try topicOrder(given(items, "sort"))
        if let id = given(items, "dataset") {
            guard let known = try await catalog.dataset(id)?.dataset.id else { return nil }
            search.dataset = known
        }
        if let id = given(items, "dataservice") {
            guard let known = try await catalog.dataService(id)?.service.id else { return nil }
            search.service = known
        }
        // No bouquet holds a reuse, is put forward, or is shown here before it is published.
        if try given(items, "reuse") != nil || flag(items, "featured") == true || flag(items, "private") == true { return nil }
        return search
    }

    private static func given(_ items: QueryItems, _ name: String) -> String? { items[name].flatMap { $0.isEmpty ? nil : $0 } }

    private static func slug(ofOrganization name: String?, in catalog: Catalog) async throws -> String? {
        guard let name, !name.isEmpty else { return nil }
        return UUID(uuidString: name) == nil ? name : try await catalog.organization(name)?.slug ?? name
    }

    /// `fr:commune:75056`, with or without the date that udata once put after it.
    private static func zone(_ text: String) throws -> TerritoryID {
        let parts = (text.split(separator: "@", maxSplits: 1).first ?? "").split(separator: ":")
        let own = parts.first == "fr" ? parts.dropFirst() : parts[...]
        guard let id = text == "country:fr" ? .france : TerritoryID(own.joined(separator: ":")) else {
            throw choice("geozone", text, ["fr:commune:75056", "fr:epci:200054781", "fr:departement:75", "fr:region:11", "country:fr"])
        }
        return id
    }

    private static func granularity(_ text: String) throws -> Granularity {
        let level = text == "country" ? .france : Granularity(rawValue: text.hasPrefix("fr:") ? String(text.dropFirst(3)) : text)
        guard let level else {
            throw choice("granularity", text, ["country"] + Granularity.allCases.filter { $0 != .france }.map { "fr:\($0.rawValue)" })
        }
        return level
    }

    /// `2013-01-01-2014-12-31`, as udata writes it; the days counted since 1970-01-01.
    private static func period(_ text: String) throws -> ClosedRange<Int> {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        func day(_ parts: ArraySlice<Substring>) -> CivilDate? { CivilDate(parts.joined(separator: "-")) }
        guard parts.count == 6, let first = day(parts[0..<3]), let last = day(parts[3..<6]), first <= last else {
            throw choice("temporal_coverage", text, ["2013-01-01-2014-12-31"])
        }
        return first.dayNumber...last.dayNumber
    }

    private static func flag(_ items: QueryItems, _ name: String) throws -> Bool? {
        switch given(items, name)?.lowercased() {
        case nil: nil
        case "true", "1": true
        case "false", "0": false
        default: throw choice(name, items[name] ?? "", ["true", "false"])
        }
    }

    private static func sort(_ name: String?) throws -> DatasetSort? {
        switch name {
        case nil, "": nil
        case "-created", "-created_at": .created
        case "-last_update", "-last_modified": .modified
        case "title": .title
        default: throw choice("sort", name ?? "", ["-created", "-last_update", "title"])
        }
    }

    private static func topicOrder(_ name: String?) throws -> (BouquetOrder, isReversed: Bool) {
        let isDescending = name?.hasPrefix("-") == true
        return switch name.map({ isDescending ? String($0.dropFirst()) : $0 }) {
        case nil: (.created, false)
        case "name": (.title, isDescending)
        case "created", "created_at": (.created, !isDescending)
        case "last_modified": (.modified, !isDescending)
        default: throw choice("sort", name ?? "", ["name", "-created", "-last_modified"])
        }
    }

    private static func choice(_ name: String, _ value: String, _ choices: [String]) -> RequestError {
        RequestError("request.choice", [
            "parameter": .text(name), "value": .text(value), "choices": .list(choices.map { .text($0) }),
        ])
    }
}
