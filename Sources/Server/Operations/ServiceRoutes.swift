package import Catalog
package import Foundation
import Hummingbird
import Lake
import NIOCore
import Store

/// Health, figures and the description of the API.
package struct ServiceRoutes: Sendable {
    private let catalog: Catalog
    private let metrics: Metrics
    private let startedAt: Date
    private let version: String

    /// - Parameter version: of the program.
    package init(catalog: Catalog, metrics: Metrics, startedAt: Date, version: String) {
        self.catalog = catalog
        self.metrics = metrics
        self.startedAt = startedAt
        self.version = version
    }

    func openAPI(largestPageSize: Int, _ context: PortulanContext) async throws -> Response {
        var examples = OpenAPI.Examples()
        for item in try await catalog.datasets(DatasetSearch(sort: .modified, pageSize: 2)).items {
            examples.datasets.append(item.dataset.slug)
            let detail = try await catalog.dataset(item.dataset.slug)
            examples.resources += detail?.resources.prefix(1).map(\.resource.slug) ?? []
        }
        let description = OpenAPI(
            localizer: context.localizer, origin: context.origin, largestPageSize: largestPageSize, examples: examples)
        return .json(description.document.json)
    }

    func health() -> Response {
        .json((["status": "ok", "version": .string(version), "uptime_since": .string(startedAt.ISO8601Format())] as Document).json)
    }

    /// Asks each part for a sign of life; 503 where one gives none.
    func ready() async -> Response {
        let checks: [(String, @Sendable () async throws -> Void)] = [
            ("store", { _ = try await catalog.store.read { try $0.rows("SELECT 1 AS one") } }),
            ("lake", { try catalog.lake.checkFolders() }),
            ("duckdb", { try await catalog.lake.checkEngine() }),
        ]
        var results: [Document] = []
        var isReady = true
        for (name, check) in checks {
            do {
                try await check()
                results.append(["name": .string(name), "ok": true])
            } catch {
                isReady = false
                results.append(["name": .string(name), "ok": false])
            }
        }
        var response = Response.json((["status": isReady ? "ok" : "unavailable", "checks": .array(results)] as Document).json)
        if !isReady { response.status = .serviceUnavailable }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// `/metrics`, in Prometheus' format.
    func figures() async -> Response {
        var text = PrometheusText()
        metrics.write(to: &text)
        if let counts = try? await catalog.queue.counts() {
            text.family("portulan_jobs", .gauge, "Jobs, by state.")
            for state in JobState.allCases { text.sample(Double(counts[state] ?? 0), [("state", state.rawValue)]) }
        }
        writeLake(to: &text)
        text.family("process_start_time_seconds", .gauge, "Start of the process, in seconds since 1970.")
        text.sample(startedAt.timeIntervalSince1970)
        if let bytes = ProcessFigures.residentBytes {
            text.family("process_resident_memory_bytes", .gauge, "Resident memory.")
            text.sample(Double(bytes))
        }
        if let count = ProcessFigures.openFiles {
            text.family("process_open_fds", .gauge, "Open files and sockets.")
            text.sample(Double(count))
        }
        return Response(
            status: .ok, headers: [.contentType: PrometheusText.mediaType, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text.text)))
    }

    /// Tables in memory: where they fill what they may, requests on others read files.
    private func writeLake(to text: inout PrometheusText) {
        let (tables, bytes, capacity) = catalog.lake.inMemory
        let families = [
            ("portulan_lake_tables_in_memory", "Tables kept in memory.", Double(tables)),
            ("portulan_lake_memory_bytes", "What these tables weigh.", Double(bytes)),
            ("portulan_lake_memory_capacity_bytes", "What tables in memory may weigh (hot_tables).", Double(capacity)),
        ]
        for (name, help, value) in families {
            text.family(name, .gauge, help)
            text.sample(value)
        }
    }
}
