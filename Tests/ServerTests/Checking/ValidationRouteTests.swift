import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

/// `POST /api/validate/` and the form, without a network.
@Suite("Sending a file to be checked")
struct ValidationRouteTests {
    private func send(
        _ uri: String, _ body: String, _ headers: HTTPFields = [.contentType: "text/csv"]
    ) async throws -> TestResponse {
        try await ServedInstance.shared.value.application.test(.router) { client in
            try await client.execute(uri: uri, method: .post, headers: headers, body: ByteBuffer(string: body))
        }
    }

    private func code(_ answer: TestResponse) throws -> String {
        try JSONDecoder().decode(ProblemAnswer.self, from: Data(answer.body.readableBytesView)).type
    }

    @Test("What cannot be checked is told as a problem", arguments: [
        ("", "request.check.noFile", 400), ("prenom,age\nZoé,3\n", "catalog.schema.noneToGuess", 404),
        ("%PDF-1.7", "tables.format.other", 422),
    ])
    func refused(body: String, problem: String, status: Int) async throws {
        let answer = try await send("/api/validate/", body)
        #expect(answer.status.code == status)
        #expect(try code(answer) == "urn:portulan:problem:\(problem)")
    }

    @Test("Addresses of schemas outside the public network are refused")
    func privateAddress() async throws {
        let answer = try await send("/api/validate/?schema=http://127.0.0.1:1/x.json", "a,b\n1,2\n")
        #expect(answer.status == .forbidden)
    }

    @Test("A form from elsewhere is refused before its file is received")
    func foreignForm() async throws {
        let body = "--x\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\r\na,b\r\n1,2\r\n--x--\r\n"
        let answer = try await send("/verifier", body, [.contentType: "multipart/form-data; boundary=x", .accept: "text/html"])
        #expect(answer.status == .forbidden)
        #expect(String(buffer: answer.body).contains("name=\"jeton\""), "the form is there to try again")
    }

    @Test("Only sending is possible at the API's address, and the form's page says both")
    func methods() async throws {
        let answer = try await ServedInstance.answer("/api/validate/")
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == "POST, OPTIONS")
        #expect(try await ServedInstance.answer("/verifier", method: .put).headers[.allow] == "GET, HEAD, POST")
        #expect(try await ServedInstance.answer("/verifier").status == .ok)
    }
}
