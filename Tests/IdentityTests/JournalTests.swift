import Foundation
import Identity
import Store
import StoreFixtures
import Testing

@Suite struct JournalTests {
    let fixture: Fixture

    init() async throws { fixture = try await Fixture() }

    private func actions() async throws -> [String] {
        try await fixture.identity.journal.entries().reversed().map(\.action.rawValue)
    }

    @Test func whatHappensIsWritten() async throws {
        let account = try await fixture.account(grant: Grant(.contributor, on: .instance))
        _ = try await fixture.problem { try await fixture.login("lea@exemple.fr", "wrong wrong wrong", from: "203.0.113.4") }
        _ = try await fixture.problem { try await fixture.login("hunter2", "hunter2") }
        let opened = try await fixture.login()
        try await fixture.identity.rename(account.id, to: "Léa Durand", by: Fixture.chief)
        try await fixture.identity.setRole(.steward, on: .instance, of: account.id, by: Fixture.members)
        try await fixture.identity.close(opened.token, address: "192.0.2.1")
        try await fixture.identity.setDisabled(true, account.id, by: Fixture.chief)
        #expect(try await actions() == [
            "account.created", "role.changed", "reset.issued", "reset.used", "session.refused", "session.refused",
            "session.opened", "account.renamed", "role.changed", "session.closed", "account.disabled",
        ])
        let entries = try await fixture.identity.journal.entries()
        let refused = try #require(entries.first { $0.action == .sessionRefused && $0.subject.name == "lea@exemple.fr" })
        #expect(refused.address == "203.0.113.4")
        // What was typed at the door is nowhere: it may be a password.
        #expect(!entries.contains { "\($0)".contains("hunter2") })
        let renamed = try #require(entries.first { $0.action == .accountRenamed })
        #expect(renamed.actor.name == "root")
        #expect(renamed.before?.count == 64)
        #expect(renamed.before != renamed.after)
        // What is refused is not written as done.
        _ = try await fixture.problem { _ = try await fixture.identity.createAccount(email: "lea@exemple.fr", name: "N", by: Fixture.chief) }
        #expect(try await actions().count == 11)
    }

    @Test func chainIsWholeUntilSomebodyTouchesIt() async throws {
        for n in 0..<4 { try await fixture.account("a\(n)@exemple.fr") }
        let whole = try await fixture.identity.journal.verify()
        #expect(whole.isWhole)
        #expect(whole.count == 12)
        #expect(try await fixture.identity.journal.verify(kept: whole.head).isWhole)
    }

    /// Everything that somebody with access to the store may do to it, and the entry at which it shows.
    @Test(arguments: [
        ("UPDATE journal SET actor_name = 'other' WHERE number = 5", 5), ("UPDATE journal SET at = at + 1 WHERE number = 5", 5),
        ("UPDATE journal SET address = '' WHERE number = 3", 3), ("UPDATE journal SET action = 'session.opened' WHERE number = 5", 5),
        ("UPDATE journal SET hash = '00' WHERE number = 5", 5), ("DELETE FROM journal WHERE number = 5", 5),
        ("DELETE FROM journal WHERE number <= 3", 1), ("UPDATE journal SET number = 100 WHERE number = 5", 5),
        ("UPDATE journal SET subject_name = actor_name, actor_name = subject_name WHERE number = 7", 7),
        ("DELETE FROM journal WHERE number > 10", nil),
    ] as [(String, Int64?)])
    func tamperingShows(sql: String, place: Int64?) async throws {
        for n in 0..<4 { try await fixture.account("a\(n)@exemple.fr") }
        let head = try await fixture.identity.journal.verify().head
        #expect(try await fixture.store.write { try $0.execute(sql) } > 0)
        let found = try await fixture.identity.journal.verify(kept: head)
        #expect(found.brokenAt == place)
        // Cutting the end breaks no link: the head that was kept elsewhere tells.
        #expect(!found.isWhole)
    }

    @Test func retentionForgetsAndTheChainStillHolds() async throws {
        try await fixture.account("a@exemple.fr")
        let old = try await fixture.identity.journal.verify().head
        fixture.clock.advance(400 * 86_400)
        try await fixture.account("b@exemple.fr")
        try await fixture.identity.upkeep(retention: 365 * 86_400)
        let left = try await fixture.identity.journal.entries()
        #expect(left.map(\.number) == [7, 6, 5, 4])
        #expect(left.first?.action == .journalPruned)
        #expect(try await fixture.identity.journal.verify(kept: old).isWhole)
        // Nothing new to forget: nothing is written.
        try await fixture.identity.upkeep(retention: 365 * 86_400)
        #expect(try await fixture.identity.journal.entries().count == 4)
        fixture.clock.advance(400 * 86_400)
        try await fixture.identity.upkeep(retention: 365 * 86_400)
        #expect(try await fixture.identity.journal.entries().map(\.number) == [8])
        #expect(try await fixture.identity.journal.verify().isWhole)
    }

    @Test func manyWritersMakeOneChain() async throws {
        let fixture = fixture
        try await withThrowingTaskGroup(of: Void.self) { group in
            for n in 0..<12 {
                let identity = try fixture.other()
                group.addTask { _ = try await identity.createAccount(email: "a\(n)@exemple.fr", name: "N", by: Fixture.chief) }
            }
            try await group.waitForAll()
        }
        let found = try await fixture.identity.journal.verify()
        #expect(found.isWhole)
        #expect(found.count == 24)
    }

    @Test func exportIsWholeAndHarmless() async throws {
        _ = try await fixture.identity.createAccount(
            email: "=cmd@exemple.fr", name: "N", by: .commandLine(.manageAccounts, user: "a,\"b\""))
        var text = JournalCSV.header
        try await fixture.identity.journal.forEach { text += JournalCSV.line($0) }
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("number,date,actor,actor_name,action"))
        #expect(lines[1].hasPrefix("1,2025-11-22T02:00:00.000Z,operator,\"a,\"\"b\"\"\",account.created,account:"))
        #expect(lines[1].contains(",'=cmd@exemple.fr,"))
    }

    @Test func pagesFollowEachOther() async throws {
        for n in 0..<4 { try await fixture.account("a\(n)@exemple.fr") }
        let first = try await fixture.identity.journal.entries(limit: 5)
        let second = try await fixture.identity.journal.entries(before: first.last?.number, limit: 5)
        #expect(first.map(\.number) == [12, 11, 10, 9, 8])
        #expect(second.map(\.number) == [7, 6, 5, 4, 3])
    }
}
