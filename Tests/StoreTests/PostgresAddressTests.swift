import Foundation
import Store
import Testing

@Suite struct PostgresAddressTests {
    @Test(arguments: [
        ("postgresql://portulan@/portulan?host=%2Frun", false), ("postgresql://u:secret@h/d", true),
        ("postgresql://u@h:5432/d", false), ("postgresql://h/d?user=u&password=x", true),
        ("postgresql://h/d?pass%77ord=x", true), ("postgresql://h/d?passfile=/run/x", false),
    ])
    func passwordsAreSeen(uri: String, holds: Bool) {
        #expect(PostgresAddress.holdsPassword(uri) == holds)
        #expect(PostgresAddress.redacted(uri).contains("secret") == false)
        #expect(((try? PostgresAddress(uri)) == nil) == holds)
    }

    @Test func passwordIsNotTold() throws {
        let address = try PostgresAddress("postgresql://u@h/d", password: "secret")
        #expect("\(address)" == "postgresql://u@h/d")
    }

    @Test func serverThatIsNotThereIsTold() async throws {
        let address = try PostgresAddress("postgresql://u@/d?host=%2Fnowhere")
        let error = await #expect(throws: StoreError.self) { try await PostgresStore.open(address) }
        #expect(error?.kind == .cannotOpen)
    }
}
