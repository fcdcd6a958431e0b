import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

@Suite struct RowAnswerTests {
    private let rows = "/api/resources/lieux/data/"

    @Test func theFirstPage() async throws {
        let answer = try await JSONAnswer.of("/api/resources/nombres/data/")
        #expect(answer.data.count == 20 && answer.data[0] == ["__id": .number(1), "n": .number(1), "pair": .bool(false)])
        #expect(answer.meta.page == 1 && answer.meta.page_size == 20 && answer.meta.total == 2500 && answer.meta.message == nil)
        #expect(answer.links.prev == nil)
        #expect(answer.links.next?.hasSuffix("/api/resources/nombres/data/?page=2&page_size=20") == true)
        #expect(answer.links.profile.hasSuffix("/api/resources/nombres/profile/"))
    }

    @Test("links keep the query and change the page") func links() async throws {
        let answer = try await JSONAnswer.of("/api/resources/nombres/data/?pair__exact=true&page=2&page_size=100&n__sort=desc")
        #expect(answer.data.first?["n"] == .number(2300) && answer.meta.total == 1250)
        #expect(answer.links.next?.hasSuffix("?pair__exact=true&n__sort=desc&page=3&page_size=100") == true)
        #expect(answer.links.prev?.hasSuffix("?pair__exact=true&n__sort=desc&page=1&page_size=100") == true)
    }

    @Test func aPagePastTheEndIsEmptyAndSaysSo() async throws {
        let answer = try await JSONAnswer.of("/api/resources/nombres/data/?page=1000&page_size=1000")
        #expect(answer.data.isEmpty && answer.meta.total == 2500 && answer.links.next == nil)
        #expect(answer.links.prev?.contains("page=3&") == true && answer.meta.message?.contains("3") == true)
    }

    @Test("a cursor reads every row once") func cursor() async throws {
        var seen: [Double] = []
        var next: String? = "/api/resources/nombres/data/?page_size=1000&n__sort=desc"
        while let uri = next {
            let answer = try await JSONAnswer.of(uri)
            seen += answer.data.compactMap { if case .number(let n)? = $0["n"] { n } else { nil } }
            next = answer.meta.next_cursor.map { "/api/resources/nombres/data/?page_size=1000&n__sort=desc&cursor=\(RequestTarget.encode($0))" }
        }
        #expect(seen == (1...2500).reversed().map(Double.init))
    }

    @Test("names with spaces, dots, signs, accents and underscores", arguments: [
        ("Code postal__exact", "02000"), ("prix.moyen__exact", "2.5"), ("n°#__exact", "2"), ("année__début__exact", "2021-06-30"), ("a \"b\"__exact", "x;y"),
    ])
    func names(_ name: String, _ value: String) async throws {
        let answer = try await JSONAnswer.of("\(rows)?\(RequestTarget.encode(name))=\(RequestTarget.encode(value))")
        #expect(answer.data.map { $0["Code postal"] } == [.text("02000")])
    }

    @Test("operators", arguments: [
        ("prix.moyen__isnull", ["2A000"]), ("prix.moyen__isnotnull&n%C2%B0%23__strictly_greater=1", ["02000", "75001"]),
        ("prix.moyen__differs=1.5", ["02000", "2A000", "75001"]), ("Code+postal__in=01000,2A000", ["01000", "2A000"]),
        ("a+%22b%22__contains=évry", ["2A000"]), ("or=(%22n%C2%B0%23%22__exact.1,and(ouvert__exact.true,%22prix.moyen%22__isnull))", ["01000", "2A000"]),
        ("q=EVRY", ["2A000"]), ("ann%C3%A9e__d%C3%A9but__less=2021-06-30&n%C2%B0%23__sort=desc", ["02000", "01000"]),
    ])
    func operators(_ query: String, _ codes: [String]) async throws {
        #expect(try await JSONAnswer.of("\(rows)?\(query)").data.map { $0["Code postal"] } == codes.map { .text($0) })
    }

    @Test func aggregates() async throws {
        let answer = try await JSONAnswer.of("/api/resources/nombres/data/?pair__groupby&n__sum&n__count=&n__max&pair__sort=asc")
        #expect(answer.data == [
            ["pair": .bool(false), "n__sum": .number(1_562_500), "n__count": .number(1250), "n__max": .number(2499)],
            ["pair": .bool(true), "n__sum": .number(1_563_750), "n__count": .number(1250), "n__max": .number(2500)],
        ])
        #expect(answer.meta.total == 2)
    }

    @Test func columnsAreKeptInTheOrderAsked() async throws {
        let text = String(buffer: try await ServedInstance.answer("\(rows)?columns=ouvert,Code+postal&page_size=1").body)
        #expect(text.hasPrefix(#"{"data":[{"ouvert":true,"Code postal":"01000"}]"#))
    }

    @Test("what is wrong is said, with a way out", arguments: [
        ("page=0", 400, "request.number"), ("ouvertt__exact=x", 400, "lake.column.unknownNear"), ("ouvert__like=x", 400, "request.operator"),
        ("prix.moyen__less=cher", 400, "lake.value.type"), ("limit=1", 400, "request.parameter"), ("columns=absente", 400, "lake.column.unknown"),
        ("cursor=zzz", 400, nil), ("ouvert__sum", 400, nil), ("absente__sort=asc", 400, "lake.column.unknown"), ("page_size=1001", 400, "request.number"),
    ] as [(String, Int, String?)])
    func wrong(_ query: String, _ status: Int, _ code: String?) async throws {
        let answer = try await ServedInstance.answer("\(rows)?\(query)")
        #expect(answer.headers[.contentType] == "application/problem+json")
        let problem = try JSONDecoder().decode(ProblemAnswer.self, from: Data(answer.body.readableBytesView))
        #expect(problem.status == status && Int(answer.status.code) == status)
        if let code { #expect(problem.errors[0].code == code) }
        #expect(problem.hint?.isEmpty == false && !problem.detail.contains("errors.") && !problem.detail.contains("{"))
    }

    @Test func conditionalRequests() async throws {
        let first = try await ServedInstance.answer("\(rows)?ouvert__exact=true")
        let tag = try #require(first.headers[.eTag])
        let again = try await ServedInstance.answer("\(rows)?ouvert__exact=true", [.ifNoneMatch: "\"x\", \(tag)"])
        #expect(again.status == .notModified && again.body.readableBytes == 0)
        let other = try await ServedInstance.answer("\(rows)?ouvert__exact=false", [.ifNoneMatch: tag])
        #expect(other.status == .ok)
    }
}
