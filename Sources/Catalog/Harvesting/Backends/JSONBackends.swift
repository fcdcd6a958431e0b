import Foundation
import Tables

private let json = "application/json"

extension HarvestFilters {
    /// The parameters for the portal, in a fixed order: an address asked twice is the same twice.
    var parameters: [(String, String)] { query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}

/// udata (data.gouv.fr and its kin), API version 1.
struct UdataBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let pageSize: Int
    let now: Date

    func start() -> PageRequest { one(0) ?? page(1) }

    /// Datasets asked for one by one may be gone one by one.
    var mostUnread: Int { one(0) == nil ? 3 : source.filters.ids.count }

    /// The page of one of the datasets that are wanted by their identifiers: a portal of tens of thousands is not read for nine.
    private func one(_ number: Int) -> PageRequest? {
        let ids = source.filters.ids
        guard ids.indices.contains(number), !source.url.path.contains("/api/") else { return nil }
        return PageRequest(source.url.appending(path: "api/1/datasets/\(ids[number])/"), accept: json, offset: number)
    }

    private func page(_ number: Int) -> PageRequest {
        let address = source.url.path.contains("/api/") ? source.url : source.url.appending(path: "api/1/datasets/", directoryHint: .isDirectory)
        return PageRequest(
            address.setting(source.filters.parameters + [("page", "\(number)"), ("page_size", "\(pageSize)")]), accept: json,
            offset: (number - 1) * pageSize)
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let value = try JSONValue(document: document.data)
        if one(0) != nil {
            guard value["id"] != nil else { throw DocumentProblem(.unexpected, detail: "id") }
            return HarvestPage(
                UdataReader(now: now).read(value), next: one(request.offset + 1), total: source.filters.ids.count, records: 1)
        }
        guard let data = value["data"], case .array(let elements) = data else { throw DocumentProblem(.unexpected, detail: "data") }
        let next = value["next_page"]?.text.flatMap { URL(string: $0, relativeTo: document.address)?.absoluteURL }
        return HarvestPage(
            UdataReader(now: now).read(value),
            next: next.map { PageRequest($0, accept: json, offset: request.offset + elements.count) },
            total: value["total"]?.int.map { Int($0) }, records: elements.count)
    }

    func following(_ unread: PageRequest, total: Int?) -> PageRequest? {
        if one(0) != nil { return one(unread.offset + 1) }
        guard let total, unread.offset + pageSize < total else { return nil }
        return page(unread.offset / pageSize + 2)
    }
}

/// CKAN, action API version 3.
struct CKANBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let pageSize: Int
    let now: Date

    func start() -> PageRequest { page(0) }

    private func page(_ offset: Int) -> PageRequest {
        // Sorted by what does not move: a list that changes while it is read skips some.
        let parameters = source.filters.parameters + [("sort", "name asc"), ("rows", "\(pageSize)"), ("start", "\(offset)")]
        let address = source.url.reaching("api/3/action").reaching("package_search")
        return PageRequest(address.setting(parameters), accept: json, offset: offset)
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let value = try JSONValue(document: document.data)
        guard value["success"]?.bool != false, let result = value["result"] else {
            throw DocumentProblem(.unexpected, detail: value[path: "error", "message"]?.text ?? "result")
        }
        let reading = CKANReader(now: now, portal: portal).read(value)
        guard case .array(let records)? = result["results"] else {
            // One dataset alone, as `package_show` gives it.
            return HarvestPage(reading, records: result.elements.count)
        }
        let total = result["count"]?.int.map { Int($0) }
        let end = request.offset + records.count
        let isLast = records.isEmpty || end >= total ?? 0
        return HarvestPage(reading, next: isLast ? nil : page(end), total: total, records: records.count)
    }

    func following(_ unread: PageRequest, total: Int?) -> PageRequest? {
        guard let total, unread.offset + pageSize < total else { return nil }
        return page(unread.offset + pageSize)
    }

    private var portal: URL? {
        var parts = URLComponents(url: source.url, resolvingAgainstBaseURL: true)
        parts?.query = nil
        let path = parts?.path ?? ""
        if let range = path.range(of: "/api/") { parts?.path = String(path[..<range.lowerBound]) }
        return parts?.url
    }
}

/// DKAN: CKAN's words with all packages at once (`current_package_list_with_resources`), by offset.
struct DKANBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let pageSize: Int
    let now: Date

    func start() -> PageRequest { page(0) }

    private func page(_ offset: Int) -> PageRequest {
        let address = source.url.reaching("api/3/action").reaching("current_package_list_with_resources")
        return PageRequest(
            address.setting(source.filters.parameters + [("limit", "\(pageSize)"), ("offset", "\(offset)")]), accept: json, offset: offset)
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let value = try JSONValue(document: document.data)
        guard value["success"]?.bool != false, let result = value["result"] else { throw DocumentProblem(.unexpected, detail: "result") }
        // The list of packages comes in a list of one.
        var records = result.elements
        if records.count == 1, case .array(let inner) = records[0] { records = inner }
        let reading = CKANReader(now: now, portal: source.url).read(.array(records))
        // No count is told: a page that is not full is the last.
        let isLast = records.count < pageSize
        return HarvestPage(reading, next: isLast ? nil : page(request.offset + records.count), records: records.count)
    }
}

/// OpenDataSoft, Explore API version 2.
struct OpenDataSoftBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let pageSize: Int
    let now: Date

    func start() -> PageRequest { page(0) }

    private func page(_ offset: Int) -> PageRequest {
        // The API gives at most 100 at a time.
        let parameters = source.filters.parameters
            + [("order_by", "dataset_id"), ("limit", "\(min(pageSize, 100))"), ("offset", "\(offset)")]
        return PageRequest(
            source.url.reaching("api/explore/v2.1/catalog/datasets").setting(parameters), accept: json, offset: offset)
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let value = try JSONValue(document: document.data)
        guard let records = (value["results"] ?? value["datasets"])?.elements, value["error_code"] == nil else {
            throw DocumentProblem(.unexpected, detail: value["message"]?.text ?? "results")
        }
        var portal = URLComponents(url: source.url, resolvingAgainstBaseURL: true)
        portal?.path = "/"
        portal?.query = nil
        let total = value["total_count"]?.int.map { Int($0) }
        let end = request.offset + records.count
        let isLast = records.isEmpty || end >= total ?? 0
        return HarvestPage(
            OpenDataSoftReader(now: now, portal: portal?.url ?? source.url).read(value), next: isLast ? nil : page(end),
            total: total, records: records.count)
    }

    func following(_ unread: PageRequest, total: Int?) -> PageRequest? {
        let end = unread.offset + min(pageSize, 100)
        guard let total, end < total else { return nil }
        return page(end)
    }
}

/// GeoNetwork 4, by its search, asked by POST.
struct GeoNetworkBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let pageSize: Int
    let now: Date

    func start() -> PageRequest { page(0) }

    private func page(_ offset: Int) -> PageRequest {
        let body = """
            {"from":\(offset),"size":\(pageSize),"sort":[{"uuid":"asc"}],"query":{"bool":{"filter":[{"term":{"isTemplate":"n"}}]}}}
            """
        return PageRequest(
            source.url.reaching("srv/api/search/records/_search"), accept: json, offset: offset, body: body, contentType: json)
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let value = try JSONValue(document: document.data)
        guard let hits = value["hits"], hits.isObject else { throw DocumentProblem(.unexpected, detail: "hits") }
        let count = hits["hits"]?.elements.count ?? 0
        let total = (hits["total"]?["value"] ?? hits["total"])?.int.map { Int($0) }
        let isLast = count == 0 || request.offset + count >= total ?? 0
        return HarvestPage(
            GeoNetworkReader(now: now, portal: source.url).read(value), next: isLast ? nil : page(request.offset + count),
            total: total, records: count)
    }

    func following(_ unread: PageRequest, total: Int?) -> PageRequest? {
        guard let total, unread.offset + pageSize < total else { return nil }
        return page(unread.offset + pageSize)
    }
}

/// OGC API Records: pages follow their `next` links.
struct OGCRecordsBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let pageSize: Int
    let now: Date

    private static let accept = "application/geo+json, application/json"

    func start() -> PageRequest {
        PageRequest(source.url.reaching("items").setting(source.filters.parameters + [("limit", "\(pageSize)")]), accept: Self.accept)
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let value = try JSONValue(document: document.data)
        guard case .array(let features)? = value["features"] else { throw DocumentProblem(.unexpected, detail: "features") }
        let link = value["links"]?.elements.first { $0["rel"]?.text == "next" }?["href"]?.text
        let next = link.flatMap { URL(string: $0, relativeTo: document.address)?.absoluteURL }
        return HarvestPage(
            OGCRecordsReader(now: now).read(value),
            next: features.isEmpty ? nil : next.map { PageRequest($0, accept: Self.accept, offset: request.offset + features.count) },
            total: value["numberMatched"]?.int.map { Int($0) }, records: features.count)
    }
}
