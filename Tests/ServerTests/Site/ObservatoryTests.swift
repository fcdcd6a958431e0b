import Catalog
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct ObservatoryPageTests {
    @Test func aPageForPeopleAndFilesForPrograms() async throws {
        let site = try await AccountSite.shared.value
        var browser = TestBrowser(site: site)
        try await site.catalog.upsertOrganization(OrganizationMetadata(slug: "observee", name: "=Ville de Test"))
        try await site.catalog.upsertDataset(slug: "observe", DatasetMetadata(title: "Observé", organization: "observee"))
        let page = try await browser.send("/observatoire").body
        #expect(page.contains("<svg") && page.contains("=Ville de Test") && page.contains("/observatoire/historique.csv"))
        for name in ["historique", "types", "regions", "organisations"] {
            let answer = try await browser.send("/observatoire/\(name).csv")
            #expect(answer.status == .ok && answer.headers[.contentType]?.hasPrefix("text/csv") == true && answer.body.contains("\r\n"))
        }
        #expect(try await browser.send("/observatoire/organisations.csv").body.contains("'=Ville de Test"))
        #expect(try await browser.send("/observatoire/absent.csv").status == .notFound)
    }

    @Test func aTerritoryNarrowsTheListThePagesAndTheAPI() async throws {
        let page = String(buffer: try await ServedInstance.answer("/datasets?territoire=Marseille").body)
        #expect(page.contains("Marseille (commune:13055)") && !page.contains("territoire-erreur"))
        let unknown = String(buffer: try await ServedInstance.answer("/datasets?territoire=Nullepart").body)
        #expect(unknown.contains("territoire-erreur"))
        let answer = try await ServedInstance.answer("/api/datasets/?territoire=commune:13055")
        let body = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any]
        let steps = (body?["coverage"] as? [[String: Any]])?.compactMap { $0["territory"] as? String }
        #expect(steps?.first == "commune:13055" && steps?.last == "france")
        #expect(try await ServedInstance.answer("/api/datasets/?territoire=Nullepart").status.kind == .clientError)
    }

    @Test func needsHaveAPage() async throws {
        let page = try await ServedInstance.answer("/bouquets/besoins?q=x&territoire=france&page=9")
        #expect(page.status == .seeOther)
        #expect(try await ServedInstance.answer("/bouquets/besoins").status == .ok)
    }
}
