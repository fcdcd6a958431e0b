import Logging
import Server
import Synchronization
import Testing

@Suite struct MetricsTests {
    @Test func countsByRouteAndStatus() {
        let metrics = Metrics()
        metrics.countRequest(route: "/api", method: "GET", status: 200, duration: .milliseconds(3))
        metrics.countRequest(route: "/api", method: "GET", status: 200, duration: .seconds(60))
        metrics.countRequest(route: "/api", method: "BREW", status: 404, duration: .microseconds(10))
        var text = PrometheusText()
        metrics.write(to: &text)
        #expect(text.text.contains(#"portulan_http_requests_total{route="/api",method="GET",status="200"} 2"#))
        #expect(text.text.contains(#"method="other",status="404"} 1"#), "a made-up method is no new series")
        #expect(text.text.contains(#"_bucket{route="/api",le="0.005"} 2"#))
        #expect(text.text.contains(#"_bucket{route="/api",le="+Inf"} 3"#))
        #expect(text.text.contains(#"_count{route="/api"} 3"#))
    }

    @Test func labelsAreEscaped() {
        var text = PrometheusText()
        text.family("x", .gauge, "help")
        text.sample(1.5, [("a", "b\"c\\d\ne")])
        #expect(text.text.hasSuffix("x{a=\"b\\\"c\\\\d\\ne\"} 1.5\n"))
    }
}

@Suite struct StructuredLogHandlerTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private func line(_ format: StructuredLogHandler.Format, _ body: (inout Logger) -> Void) -> String {
        let lines = Lines()
        var logger = Logger(label: "t") { StructuredLogHandler(label: $0, format: format, level: .info) { line in lines.all.withLock { $0.append(line) } } }
        body(&logger)
        return lines.all.withLock { $0.joined() }
    }

    @Test func secretsAreMasked() {
        for format in StructuredLogHandler.Format.allCases {
            let text = line(format) { $0.info("x", metadata: ["Authorization": "Bearer abc", "db_password": "abc", "user": "lea"]) }
            #expect(!text.contains("abc") && text.contains("lea"))
        }
    }

    @Test func oneEventIsOneLine() {
        for format in StructuredLogHandler.Format.allCases {
            let text = line(format) { $0.error("a\nb \"c\"", metadata: ["k": "d\r\ne"]) }
            #expect(text.filter(\.isNewline).count == 1 && text.hasSuffix("\n"))
        }
    }

    @Test func theLevelFilters() {
        #expect(line(.json) { $0.debug("x") }.isEmpty)
        #expect(line(.json) { $0.logLevel = .debug; $0.debug("x") }.contains(#""level":"debug""#))
    }
}
