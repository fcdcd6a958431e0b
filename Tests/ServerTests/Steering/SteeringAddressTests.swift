import Foundation
import Server
import Testing

@Suite struct SteeringAddressTests {
    @Test("the documentation names every page", arguments: SteeringAddress.allCases)
    func documented(_ address: SteeringAddress) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/site.md"), encoding: .utf8)
        #expect(text.contains("| `\(address.path)` |"))
    }

    @Test("each address is its own", arguments: [
        ("/services/pilote/pilotage", SteeringAddress.overview), ("/services/pilote/pilotage/politiques/sante/departement:35", .place),
        ("/services/pilote/pilotage/politiques/sante/departement:35/proposer", .propose), ("/services/pilote/pilotage/fichier", .file),
        ("/services/pilote/pilotage/fichier/schema.json", .schema), ("/services/pilote/pilotage/propositions/0b1c", .proposal),
    ])
    func matching(path: String, address: SteeringAddress) {
        #expect(SteeringAddress.allCases.filter { $0.matches(path) } == [address])
    }

    @Test("numbers are read as people write them", arguments: [
        ("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1 234,5", 1234.5), ("1\u{202F}234", 1234), ("-3", -3), ("\u{2212}3", -3), (",5", nil), ("", nil),
        ("douze", nil), ("1e999", nil), ("nan", nil), ("inf", nil), ("12 €", nil), ("1,2,3", nil), ("0x10", nil),
    ] as [(String, Double?)])
    func numbers(text: String, expected: Double?) { #expect(WrittenNumber.value(text) == expected) }
}
