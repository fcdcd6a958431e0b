import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

@Suite struct EndpointTests {
    @Test("the documentation names every address", arguments: Endpoint.allCases)
    func documented(_ endpoint: Endpoint) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/api.md"), encoding: .utf8)
        #expect(text.contains("`\(endpoint.path)`"))
    }

    @Test("every address answers what it says it does", arguments: Endpoint.allCases.filter { $0 != .geoJSON && $0.method == .get })
    func answers(_ endpoint: Endpoint) async throws {
        let id = endpoint == .dataset || endpoint == .datasets ? "nombres" : "lieux"
        let uri = endpoint.path.replacing("{id}", with: id)
        let answer = try await ServedInstance.answer(uri)
        #expect(answer.status == .ok, "\(uri)")
        if let type = endpoint.mediaType { #expect(answer.headers[.contentType]?.hasPrefix(type) == true) }
        let head = try await ServedInstance.answer(uri, method: .head)
        #expect(head.status == .ok && head.body.readableBytes == 0)
        let withoutSlash = try await ServedInstance.answer(String(uri.trimmingSuffix { $0 == "/" }))
        #expect(withoutSlash.status == .ok)
        let post = try await ServedInstance.answer(uri, method: .post)
        #expect(post.status == .methodNotAllowed && post.headers[.allow] == "GET, HEAD, OPTIONS")
    }

    @Test("an answer names itself and shuts what it can", arguments: ["/api/resources/lieux/data/", "/api/nowhere", "/api/openapi.json", "/health/live", "/"])
    func headers(_ uri: String) async throws {
        let headers = try await ServedInstance.answer(uri).headers
        #expect(headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true && headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.requestID]?.isEmpty == false)
        #expect((headers[.accessControlAllowOrigin] == "*") == (uri != "/"))
    }

    @Test("hostile addresses are refused, never a 500", arguments: [
        "/%00", "/%ff%fe", "/assets/../../etc/passwd", "/assets/x/%2e%2e/%2e%2e/etc/passwd", "/resources/..%2f..", "/api/resources/%00/data/",
        "/api/resources/%ff/data/", "/api/resources/lieux/data/?%ff=%fe", "/api/resources/lieux/data/?a=%", "/api/resources/'%20OR%201=1/data/",
        "/api/datasets/?page=-1", "/api/datasets/?x=1", "/api/datasets/?format=exe",
    ])
    func hostile(_ uri: String) async throws {
        let status = try await ServedInstance.answer(uri).status.code
        #expect((400..<500).contains(status), "\(uri) → \(status)")
    }

    @Test func theReadersLanguage() async throws {
        let french = String(buffer: try await ServedInstance.answer("/api/nowhere").body)
        let english = String(buffer: try await ServedInstance.answer("/api/nowhere", [.acceptLanguage: "en-GB,fr;q=0.5"]).body)
        let asked = String(buffer: try await ServedInstance.answer("/api/nowhere?lang=en", [.acceptLanguage: "fr"]).body)
        #expect(french.contains("Introuvable") && english.contains("Not found") && asked.contains("Not found"))
    }

    @Test func theCallerNamesItsRequest() async throws {
        #expect(try await ServedInstance.answer("/health/live", [.requestID: "essai-1"]).headers[.requestID] == "essai-1")
        #expect(try await ServedInstance.answer("/health/live", [.requestID: "a b\"c"]).headers[.requestID] != "a b\"c")
    }

    @Test func exportsHoldEveryRow() async throws {
        let lines = String(buffer: try await ServedInstance.answer("/api/resources/nombres/data/csv/?pair__exact=true").body).split(whereSeparator: \.isNewline)
        #expect(lines.count == 1251 && !lines[0].contains("__id"))
        let array = try JSONDecoder().decode([[String: JSONAnswer.Value]].self, from: Data(try await ServedInstance.answer("/api/resources/nombres/data/json/").body.readableBytesView))
        #expect(array.count == 2500 && array[2499]["n"] == .number(2500))
        let lone = String(buffer: try await ServedInstance.answer("/api/resources/nombres/data/jsonl/?n__less=3").body)
        #expect(lone.split(separator: "\n").count == 3)
        let parquet = try await ServedInstance.answer("/api/resources/nombres/data/parquet/")
        #expect(Array(parquet.body.readableBytesView).starts(with: Array("PAR1".utf8)))
        #expect(parquet.headers[.contentDisposition] == "attachment; filename=\"nombres.parquet\"; filename*=UTF-8''nombres.parquet")
    }

    @Test func anExportThatCannotBeginIsAProblem() async throws {
        for uri in ["csv/?absente__exact=1", "geojson/", "parquet/?n__less=x"] {
            let answer = try await ServedInstance.answer("/api/resources/nombres/data/\(uri)")
            #expect((400..<500).contains(answer.status.code) && answer.headers[.contentType] == "application/problem+json", "\(uri)")
        }
    }

    @Test func theOriginalInWholeAndInPart() async throws {
        let whole = try await ServedInstance.answer("/api/resources/lieux/original/")
        #expect(String(buffer: whole.body) == ServedInstance.places && whole.headers[.contentDisposition]?.contains("lieux.csv") == true)
        let part = try await ServedInstance.answer("/api/resources/lieux/original/", [.range: "bytes=-5"])
        #expect(part.status == .partialContent && String(buffer: part.body) == String(ServedInstance.places.suffix(5)))
        #expect(try await ServedInstance.answer("/api/resources/lieux/original/", [.range: "bytes=100000-"]).status == .rangeNotSatisfiable)
    }

    @Test func compressionOnRequest() async throws {
        let uri = "/api/resources/nombres/data/?page_size=500"
        let plain = try await ServedInstance.answer(uri)
        let small = try await ServedInstance.answer(uri, [.acceptEncoding: "gzip"])
        #expect(small.headers[.contentEncoding] == "gzip" && small.body.readableBytes * 4 < plain.body.readableBytes)
        #expect(plain.headers[.vary]?.contains("Accept-Encoding") == true)
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> SubSequence {
        var text = self[...]
        while let last = text.last, condition(last) { text.removeLast() }
        return text
    }
}
