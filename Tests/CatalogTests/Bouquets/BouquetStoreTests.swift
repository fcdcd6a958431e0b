import Catalog
import Foundation
import Localization
import Store
import Synchronization
import Testing

/// Somebody who writes, and what was noted of it.
final class NotingEditor: Sendable {
    let notes = Mutex<[(Editor.Action, String)]>([])
    let name: String

    init(_ name: String = "Léa") { self.name = name }

    var editor: Editor {
        Editor(author: Author(id: name.lowercased(), name: name)) { [self] change, _ in
            notes.withLock { $0.append((change.action, change.name)) }
        }
    }

    var actions: [Editor.Action] { notes.withLock { $0.map(\.0) } }
}

@Suite("Bouquets in the store") struct BouquetStoreTests {
    let fixture: Fixture
    let lea = NotingEditor()
    var catalog: Catalog { fixture.catalog }

    init() async throws {
        fixture = try await Fixture()
        try await fixture.catalog.upsertOrganization(OrganizationMetadata(slug: "rennes", name: "Ville de Rennes"))
        for (slug, title) in [("arbres", "Arbres de Rennes"), ("ecoles", "Écoles de Rennes"), ("air", "Qualité de l'air")] {
            try await fixture.catalog.upsertDataset(slug: slug, DatasetMetadata(title: title, licence: .lov2))
        }
    }

    private func dataset(_ slug: String) async throws -> UUID {
        try #require(try await catalog.dataset(slug)).dataset.id
    }

    private func bouquet(_ title: String = "La ville à l'ombre", _ content: BouquetContent = BouquetContent()) async throws -> Bouquet {
        try await catalog.createBouquet(
            BouquetMetadata(
                title: title, description: "Ce qu'il faut **savoir**.", organization: "rennes", keywords: ["climat"],
                territory: BouquetTerritory(code: "commune:35238", name: "Rennes")),
            content: content, by: lea.editor)
    }

    @Test("Narrowed by keyword, level and service, in three orders and back") func narrowed() async throws {
        for (title, keywords, code) in [("Beta", ["Climat", "Eau"], "commune:35238"), ("Alpha", ["eau"], "departement:35"), ("Gamma", [], "france")] {
            _ = try await catalog.createBouquet(
                BouquetMetadata(title: title, keywords: keywords, territory: BouquetTerritory(code: code, name: code)), by: lea.editor)
        }
        func titles(_ change: (inout BouquetSearch) -> Void) async throws -> [String] {
            var search = BouquetSearch(drafts: .all)
            search.order = .title
            change(&search)
            let page = try await catalog.bouquets(search)
            #expect(page.total >= page.items.count)
            return page.items.map(\.bouquet.title)
        }
        #expect(try await titles { $0.keywords = ["eau"] } == ["Alpha", "Beta"])
        #expect(try await titles { $0.keywords = ["EAU", "climat"] } == ["Beta"])
        #expect(try await titles { ($0.keywords, $0.pageSize, $0.page) = (["eau"], 1, 2) } == ["Beta"])
        #expect(try await titles { $0.level = "commune" } == ["Beta"])
        #expect(try await titles { $0.level = "france" } == ["Gamma"])
        #expect(try await titles { $0.service = UUID() } == [])
        #expect(try await titles { $0.isReversed = true } == ["Gamma", "Beta", "Alpha"])
        #expect(try await titles { ($0.order, $0.isReversed) = (.created, true) } == ["Beta", "Alpha", "Gamma"])
    }

    @Test("What is written is read again, each change noted with it") func wholeLife() async throws {
        let made = try await bouquet()
        #expect(made.slug == "la-ville-a-l-ombre" && made.isDraft && made.revision == 1)
        let arbres = try await dataset("arbres")
        let section = BouquetContent.Section(title: "Végétation")
        let elements: [BouquetElement] = [
            BouquetElement(title: "Arbres", reason: "Ils font de l'ombre.", answer: .dataset(arbres)),
            BouquetElement(title: "Plan", answer: .link(try #require(URL(string: "https://exemple.fr/plan")))),
            BouquetElement(title: "Bancs", answer: .unmet(.missing)),
        ]
        let changed = try await catalog.changeBouquet(made.id, revision: 1, by: NotingEditor("Max").editor) { edit in
            try edit.content.add(section)
            for element in elements { try edit.content.add(element, to: section.id) }
            try edit.content.move(element: elements[2].id, .up)
        }
        #expect(changed.revision == 2)
        let detail = try #require(try await catalog.bouquet("la-ville-a-l-ombre"))
        #expect(detail.bouquet == changed)
        #expect(detail.content.sections.map(\.title) == ["Végétation"])
        #expect(detail.content.elements == [elements[0], elements[2], elements[1]])
        #expect(detail.authors.map(\.name) == ["Léa", "Max"])
        #expect(detail.organization?.name == "Ville de Rennes")
        #expect(detail.datasets.keys.map(\.self) == [arbres])

        let published = try await catalog.changeBouquet(made.id, revision: 2, by: lea.editor) { $0.isDraft = false }
        #expect(published.publishedAt != nil)
        try await catalog.changeBouquet(made.id, revision: 3, by: lea.editor) { $0.isDraft = true }
        try await catalog.deleteBouquet(made.id, revision: 4, by: lea.editor)
        #expect(try await catalog.bouquet(made.slug) == nil)
        #expect(lea.actions == [.bouquetCreated, .bouquetPublished, .bouquetWithdrawn, .bouquetDeleted])
    }

    @Test("Nobody overwrites what they have not seen: of many changes at once, one is kept") func concurrentEdits() async throws {
        let made = try await bouquet()
        let outcomes = await withTaskGroup(of: Result<Int, any Error>.self) { group in
            for number in 0..<8 {
                group.addTask { [catalog] in
                    do {
                        try await catalog.changeBouquet(made.id, revision: 1, by: NotingEditor("a\(number)").editor) { edit in
                            try edit.content.add(BouquetElement(title: "\(number)", answer: .unmet(.missing)), to: nil)
                        }
                        return .success(number)
                    } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let winners = outcomes.compactMap { try? $0.get() }
        #expect(winners.count == 1)
        for case .failure(let error) in outcomes { #expect(error as? CatalogError == CatalogError(.bouquetConflict)) }
        #expect(try await catalog.bouquet(made.slug)?.content.elements.map(\.title) == winners.map { "\($0)" })
    }

    @Test("A change whose note cannot be written is not made") func noteAndChangeAreOne() async throws {
        struct Full: Error {}
        let made = try await bouquet()
        let editor = Editor(author: Author(id: "x", name: "X")) { _, _ in throw Full() }
        await #expect(throws: Full.self) {
            try await catalog.changeBouquet(made.id, revision: 1, by: editor) { $0.metadata.title = "Autre" }
        }
        await #expect(throws: Full.self) { try await catalog.createBouquet(BouquetMetadata(title: "Autre"), by: editor) }
        await #expect(throws: Full.self) {
            try await catalog.openDiscussion(on: .bouquet(made.id), title: "T", body: "B", by: editor)
        }
        #expect(try await catalog.bouquet(made.slug)?.bouquet == made)
        #expect(try await catalog.bouquets(BouquetSearch(drafts: .all)).total == 1)
        #expect(try await catalog.discussions(on: .bouquet(made.id)).isEmpty)
    }

    @Test("What is not fit is refused, and changes nothing") func refusals() async throws {
        let made = try await bouquet()
        let bad: [(CatalogError.Code, @Sendable (inout BouquetEdit) throws -> Void)] = [
            (.textMissing, { $0.metadata.title = " " }),
            (.textTooLong, { $0.metadata.description = String(repeating: "x", count: 10_001) }),
            (.keywordsTooMany, { $0.metadata.keywords = (0..<21).map { "k\($0)" } }),
            (.organizationUnknown, { $0.metadata.organization = "personne" }),
            (.answerUnknown, { try $0.content.add(BouquetElement(title: "x", answer: .dataset(UUID())), to: nil) }),
            (.answerUnknown, { try $0.content.add(BouquetElement(title: "x", answer: .service(UUID())), to: nil) }),
            (.linkInvalid, { try $0.content.add(BouquetElement(title: "x", answer: .link(URL(string: "ftp://x/y")!)), to: nil) }),
            (.textMissing, { try $0.content.add(.init(title: "")) }),
            (.bouquetPart, { try $0.content.remove(element: UUID()) }),
        ]
        for (code, change) in bad {
            let error = await #expect(throws: CatalogError.self) {
                try await catalog.changeBouquet(made.id, revision: 1, by: lea.editor, change)
            }
            #expect(error?.kind == code)
        }
        #expect(try await catalog.bouquet(made.slug)?.bouquet == made)
    }

    @Test("Drafts are seen by those they are shown to", arguments: [
        (BouquetSearch.Drafts.none, ["b"]), (.all, ["a", "b", "c"]), (.of([nil]), ["b", "c"]), (.of([]), ["b"]),
    ])
    func drafts(shown: BouquetSearch.Drafts, expected: [String]) async throws {
        _ = try await bouquet("a")
        let b = try await bouquet("b")
        try await catalog.changeBouquet(b.id, revision: 1, by: lea.editor) { $0.isDraft = false }
        _ = try await catalog.createBouquet(BouquetMetadata(title: "c"), by: lea.editor)
        #expect(try await catalog.bouquets(BouquetSearch(drafts: shown)).items.map(\.bouquet.title).sorted() == expected)
        let organization = try #require(try await catalog.organization("rennes")).id
        #expect(try await catalog.bouquets(BouquetSearch(drafts: .of([organization]))).items.map(\.bouquet.title).sorted() == ["a", "b"])
    }

    @Test("Found by words of the title, of the needs and of the territory", arguments: [
        ("ombre", 1), ("OMBR", 1), ("arbr", 1), ("rennes", 1), ("climat ombre", 1), ("100% _", 0), ("plage", 0), ("", 1),
    ])
    func search(text: String, count: Int) async throws {
        _ = try await bouquet("L'ombre", BouquetContent(loose: [BouquetElement(title: "Les arbres", answer: .unmet(.missing))]))
        #expect(try await catalog.bouquets(BouquetSearch(text: text, drafts: .all)).total == count)
    }

    @Test("Addresses that the site needs are not given") func reservedSlugs() async throws {
        #expect(try await bouquet("Nouveau").slug == "nouveau-2")
        #expect(try await bouquet("!!!").slug == "bouquet")
        #expect(try await bouquet("!!!").slug == "bouquet-2")
    }

    @Test("A dataset says which published bouquets use it") func uses() async throws {
        let arbres = try await dataset("arbres")
        let made = try await bouquet("a", BouquetContent(loose: [BouquetElement(title: "x", answer: .dataset(arbres))]))
        #expect(try await catalog.bouquets(using: arbres).isEmpty)
        try await catalog.changeBouquet(made.id, revision: 1, by: lea.editor) { $0.isDraft = false }
        #expect(try await catalog.bouquets(using: arbres).map(\.slug) == ["a"])
    }

    @Test("The gap score: what nothing answers counts for nothing, what cannot be known does not count") func gapScore() async throws {
        try await fixture.ingest("arbres.csv", "id,essence\n1,Chêne\n2,Tilleul\n", dataset: "arbres", resource: "arbres")
        let content = BouquetContent(loose: [
            BouquetElement(title: "Arbres", answer: .dataset(try await dataset("arbres"))),
            BouquetElement(title: "Vide", answer: .dataset(try await dataset("air"))),
            BouquetElement(title: "Plan", answer: .link(URL(string: "https://exemple.fr/plan")!)),
            BouquetElement(title: "Bancs", answer: .unmet(.notAvailable)),
        ])
        let made = try await bouquet("a", content)
        let score = try #require(try await catalog.bouquet(made.slug)).score
        let reasons = score.needs.map { need in need.marks.map { "\($0.reasonKey)=\($0.share.map { "\($0)" } ?? "?")" } }
        #expect(reasons[0] == ["gap.met.dataset=1.0", "gap.fresh.unpromised=?", "gap.valid.sound=1.0", "gap.open.open=1.0"])
        #expect(reasons[1] == ["gap.met.empty=0.0", "gap.fresh.unmet=0.0", "gap.valid.unmet=0.0", "gap.open.unmet=0.0"])
        #expect(reasons[2] == ["gap.met.link=1.0", "gap.fresh.unknown=?", "gap.valid.unknown=?", "gap.open.unknown=?"])
        #expect(reasons[3] == ["gap.met.not_available=0.0", "gap.fresh.unmet=0.0", "gap.valid.unmet=0.0", "gap.open.unmet=0.0"])
        let third = 1.0 / 3.0
        let shares: [Double?] = [0.5, 0, third, third]
        #expect(score.totals.map(\.share) == shares)
        #expect(score.totals.map(\.unknown) == [0, 2, 1, 1])
        #expect(score.score == 29 && score.unmet == 2)
        #expect(GapScore(needs: []).score == nil)

        #expect(try await catalog.territoryGaps().isEmpty)
        try await catalog.changeBouquet(made.id, revision: 1, by: lea.editor) { $0.isDraft = false }
        let gaps = try await catalog.territoryGaps()
        #expect(gaps.map(\.id) == ["commune:35238"] && gaps[0].score == 29 && gaps[0].needs == 4 && gaps[0].unmet == 2)
    }

    @Test("Cloned to another territory: what is local finds its equivalent, what is not stays") func cloning() async throws {
        for (slug, title) in [("arbres-lyon", "Les arbres de Lyon"), ("stades-lyon", "Stades de Lyon")] {
            try await catalog.upsertDataset(slug: slug, DatasetMetadata(title: title))
        }
        let content = BouquetContent(
            loose: [BouquetElement(title: "Air", answer: .dataset(try await dataset("air")))],
            sections: [.init(title: "Ville", elements: [
                BouquetElement(title: "Arbres", reason: "Ombre", answer: .dataset(try await dataset("arbres"))),
                BouquetElement(title: "Écoles", answer: .dataset(try await dataset("ecoles"))),
                BouquetElement(title: "Stades", answer: .unmet(.missing)),
            ])])
        let made = try await bouquet("L'ombre à Rennes", content)
        let detail = try #require(try await catalog.bouquet(made.slug))
        let lyon = BouquetTerritory(code: "commune:69123", name: "Lyon")
        let equivalents = try await catalog.localEquivalents(of: detail, in: lyon)
        #expect(equivalents.map(\.isLocal) == [false, true, true, false])
        let arbres = try await dataset("arbres-lyon"), stades = try await dataset("stades-lyon")
        #expect(equivalents.map(\.proposal) == [
            .dataset(try await dataset("air")), .dataset(arbres), .unmet(.missing), .dataset(stades),
        ])
        let clone = try await catalog.cloneBouquet(
            detail, as: BouquetMetadata(title: "L'ombre à Lyon", territory: lyon),
            answers: Dictionary(uniqueKeysWithValues: equivalents.map { ($0.id, $0.proposal) }), by: lea.editor)
        #expect(clone.isDraft && clone.origin == made.id)
        let copy = try #require(try await catalog.bouquet(clone.slug))
        #expect(copy.content.sections.map(\.title) == ["Ville"])
        #expect(copy.content.elements.map(\.reason) == ["", "Ombre", "", ""])
        #expect(Set(copy.content.elements.map(\.id)).isDisjoint(with: content.elements.map(\.id)))
        #expect(copy.origin == nil, "a draft is not named elsewhere")
        try await catalog.changeBouquet(made.id, revision: 1, by: lea.editor) { $0.isDraft = false }
        #expect(try await catalog.bouquet(clone.slug)?.origin?.slug == made.slug)
    }

    @Test("A discussion: opened, answered, closed, a message hidden") func discussions() async throws {
        let subject = DiscussionSubject.dataset(try await dataset("arbres"))
        let opened = try await catalog.openDiscussion(on: subject, title: "Essences ?", body: "Où sont-elles ?", by: lea.editor)
        let answer = try await catalog.answer(opened.id, body: "Bientôt.", by: NotingEditor("Max").editor)
        #expect(answer.number == 2)
        try await catalog.hideMessage(answer.id, of: opened.id, by: lea.editor)
        try await catalog.setClosed(true, discussion: opened.id, by: lea.editor)
        await #expect(throws: CatalogError(.discussionClosed)) { try await catalog.answer(opened.id, body: "Encore", by: lea.editor) }
        let read = try #require(try await catalog.discussion(opened.id))
        #expect(read.discussion.subject == subject && read.discussion.isClosed && read.discussion.closedBy == "Léa")
        #expect(read.messages.map(\.body) == ["Où sont-elles ?", "Bientôt."])
        #expect(read.messages.map { $0.hiddenAt != nil } == [false, true])
        #expect(try await catalog.openDiscussionCount(on: subject) == 0)
        #expect(lea.actions == [.discussionOpened, .messageHidden, .discussionClosed])
        await #expect(throws: CatalogError(.discussionUnknown)) {
            try await catalog.openDiscussion(on: .bouquet(UUID()), title: "T", body: "B", by: lea.editor)
        }
        await #expect(throws: CatalogError(.textMissing)) { try await catalog.openDiscussion(on: subject, title: "T", body: " ", by: lea.editor) }
    }
}
