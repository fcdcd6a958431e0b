import Synchronization

/// The figures of the running server, for Prometheus.
///
/// Routes come from the router's table, never from the request's text, so the number of series is bounded.
package final class Metrics: Sendable {
    /// Upper bounds of the latency classes, in seconds.
    package static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

    private struct RequestKey: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    private struct Histogram {
        var counts = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var sum = 0.0

        mutating func add(_ seconds: Double) {
            counts[Metrics.bounds.firstIndex { seconds <= $0 } ?? Metrics.bounds.count] += 1
            sum += seconds
        }
    }

    private struct State {
        var requests: [RequestKey: Int] = [:]
        var latencies: [String: Histogram] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package func countRequest(route: String, method: String, status: Int, duration: Duration) {
        let seconds = duration / .seconds(1)
        let knownMethod = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(method) ? method : "other"
        state.withLock { state in
            state.requests[RequestKey(route: route, method: knownMethod, status: status), default: 0] += 1
            state.latencies[route, default: Histogram()].add(seconds)
        }
    }

    /// Writes the requests' series.
    package func write(to text: inout PrometheusText) {
        let (requests, latencies) = state.withLock { ($0.requests, $0.latencies) }
        text.family("portulan_http_requests_total", .counter, "Answers sent, by route, method and status.")
        for (key, count) in requests.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
            text.sample(Double(count), [("route", key.route), ("method", key.method), ("status", String(key.status))])
        }
        text.family("portulan_http_request_duration_seconds", .histogram, "Time to answer, by route.")
        for (route, histogram) in latencies.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (index, count) in histogram.counts.enumerated() {
                total += count
                let bound = index < Self.bounds.count ? "\(Self.bounds[index])" : "+Inf"
                text.sample(Double(total), [("route", route), ("le", bound)], suffix: "_bucket")
            }
            text.sample(histogram.sum, [("route", route)], suffix: "_sum")
            text.sample(Double(total), [("route", route)], suffix: "_count")
        }
    }
}
