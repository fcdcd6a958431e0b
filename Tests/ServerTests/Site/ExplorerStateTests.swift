import Server
import Testing

@Suite struct ExplorerStateTests {
    private func state(_ query: String) throws -> ExplorerState { ExplorerState(try QueryItems(parsing: query)) }

    /// What a form without script sends, and the address that says the same.
    @Test(arguments: [
        ("q=&nom__contains=&pop__greater=&sort=", ""),
        ("columns=nom&columns=prenom&page_size=20&page=1", "columns=nom%2Cprenom"),
        ("type__in=COM&type__in=ARM", "type__in=COM%2CARM"),
        ("ville__in=%22Paris%2C+Lyon%22&ville__in=Brest", "ville__in=%22Paris%2C%20Lyon%22%2CBrest"),
        ("sort=desc.nom", "nom__sort=desc"),
        ("nom__sort=asc&sort=desc.age", "age__sort=desc"),
        ("code__isnull", "code__isnull"),
        ("code__isnull=1&page=3", "code__isnull=1&page=3"),
        ("nom__groupby&nom__count&q=a", "q=a"),
        ("lang=en&cursor=abc", ""),
    ])
    func formsComeToOneAddress(sent: String, canonical: String) throws {
        #expect(try state(sent).encoded == canonical)
    }

    @Test func whatIsCanonicalStaysSo() throws {
        let query = "q=a&type__in=COM%2CARM&age__greater=3&columns=nom&nom__sort=desc&page=2"
        #expect(try state(query).encoded == query)
    }

    @Test func anotherOrderGoesBackToTheFirstPage() throws {
        let sorted = try state("q=a&nom__sort=asc&page=4").sorted(by: "age", descending: true)
        #expect(sorted.encoded == "q=a&age__sort=desc")
        #expect(sorted.sorted(by: "age", descending: nil).encoded == "q=a")
    }

    @Test func liftingFiltersKeepsOrderAndColumns() throws {
        let state = try state("q=a&sexe__exact=F&columns=nom&nom__sort=asc&page=2")
        #expect(state.withoutFilters.encoded == "columns=nom&nom__sort=asc")
        #expect(state.without(QueryItems.Item(name: "sexe__exact", value: "F")).encoded == "q=a&columns=nom&nom__sort=asc")
    }

    @Test(arguments: [["a", "b"], ["Paris, Lyon", "Brest"], ["dit \"le\" Grand", "x"], ["\"entre\"", "y,z"], [""]])
    func listsOfValuesComeBackAsTheyWere(values: [String]) {
        #expect(ValueList.split(ValueList.joined(values)) == values)
    }
}
