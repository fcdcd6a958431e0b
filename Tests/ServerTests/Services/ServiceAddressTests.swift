import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

@Suite struct ServiceAddressTests {
    @Test("the documentation names every page", arguments: ServiceAddress.allCases)
    func documented(_ address: ServiceAddress) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/site.md"), encoding: .utf8)
        #expect(text.contains("| `\(address.path)` |"))
    }

    @Test("an instance without services says so") func emptyList() async throws {
        let answer = try await ServedInstance.answer("/services", [.accept: "text/html"])
        #expect(answer.status == .ok)
        #expect(String(buffer: answer.body).contains("Aucun service n’est encore publié."))
        #expect(answer.headers[.eTag] != nil)
        let again = try await ServedInstance.answer("/services", [.accept: "text/html", .ifNoneMatch: answer.headers[.eTag] ?? ""])
        #expect(again.status == .notModified)
        #expect(try await ServedInstance.answer("/services.json").headers[.accessControlAllowOrigin] == "*")
    }

    @Test("what is no service is told", arguments: ["/services/rien", "/services/rien/page", "/services/rien/page/blocs/x.csv", "/services/rien/indicateurs/x"])
    func unknown(_ path: String) async throws {
        let answer = try await ServedInstance.answer(path)
        #expect(answer.status == .notFound)
        #expect(String(buffer: answer.body).contains("request.service.unknown"))
    }
}
