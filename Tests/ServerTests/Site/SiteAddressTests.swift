import Foundation
import Server
import Testing

@Suite struct SiteAddressTests {
    @Test("the documentation names every page", arguments: SiteAddress.allCases)
    func documented(_ address: SiteAddress) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let text = try String(contentsOf: root.appending(path: "docs/site.md"), encoding: .utf8)
        #expect(text.contains("| `\(address.path)` |"))
    }

    @Test(arguments: [
        ("/resources/communes/carte", true), ("/resources/a%2Fb", true), ("/", true), ("/datasets/", true),
        ("/resources", false), ("/resources/a/b/c", false), ("/absente", false),
    ])
    func pathsAreRecognised(path: String, isKnown: Bool) {
        #expect(SiteAddress.allCases.contains { $0.matches(path) } == isKnown)
    }
}
