import Foundation
import Indicators
import Lake
import Localization
import Store
import StoreFixtures
import Territories
import Testing

@Suite("Releases and their history")
struct ReleaseTests {
    private func values() -> IndicatorDefinition {
        IndicatorDefinition(id: IndicatorID(service: "s", slug: "v"), name: "V", source: .values, nature: .sum, level: .departement)
    }

    @Test("The latest release that speaks of a cell gives its value; undoing gives back what was, and can be undone")
    func history() async throws {
        let definition = values()
        let room = try await Room([definition])
        func give(_ value: Double?, _ zone: String = "D28") async throws -> Release {
            try await room.indicators.give([CellChange(definition.id, place(zone), day("2025-12-31"), .value, value: value)], author: "préfète")
        }
        func current(_ zone: String = "D28") async throws -> Point? { try await room.indicators.current().series(definition.id, place(zone)).first }
        let first = try await give(10)
        let second = try await give(20)
        _ = try await give(5, "D45")
        _ = try await give(3, "D75")
        #expect(try await current()?.value == 20)
        #expect(try await current("R24")?.value == 25)
        #expect(try await current("FRANCE")?.value == 28)
        let undoing = try await room.indicators.undo(second.id, author: "préfète")
        #expect(try await current()?.value == 10)
        #expect(try await current("R24")?.value == 15)
        await #expect(throws: IndicatorsError.self) { _ = try await room.indicators.undo(second.id, author: "x") }
        try await room.indicators.undo(undoing.id, author: "préfète")
        #expect(try await current()?.value == 20)
        // An empty value erases.
        _ = try await give(nil)
        #expect(try await current()?.absence == .erased)
        let working = try #require(try await room.indicators.working(definition.id, place("D28"), on: day("2025-12-31")))
        #expect(working.revisions.map(\.value) == [nil, 20, 10])
        #expect(working.revisions.last?.release.id == first.id)
        #expect(working.release?.author == "préfète")
        #expect(try await room.indicators.releases(definition.id).count == 7)
    }

    @Test("Computing again changes nothing; another version of the table is another release, and the values of before are kept")
    func versions() async throws {
        let definition = definition(value: "v") { definition, _ in definition.minimumCoverage = 0 }
        let room = try await Room([definition])
        let table = try await room.table("code,v\n28001,1\n28002,2\n")
        let first = try await room.refresh(definition.id, table)
        #expect(!first.isUnchanged)
        #expect(try await room.refresh(definition.id, table).isUnchanged)
        // A change of what is only shown is no reason to compute.
        var renamed = definition
        renamed.name = "Autre nom"
        room.indicators.define([renamed])
        #expect(try await room.refresh(definition.id, table).isUnchanged)
        try await room.refresh(definition.id, try await room.table("code,v\n28001,5\n"), version: "2026-04-01")
        let now = try await room.indicators.current()
        #expect(now.series(definition.id, place("commune:28001")).first?.value == 5)
        // A complete release says of a commune that it leaves out that nothing is known.
        #expect(now.series(definition.id, place("commune:28002")).isEmpty)
        let working = try #require(try await room.indicators.working(definition.id, place("commune:28001"), on: day("2025-12-31")))
        #expect(working.revisions.map(\.value) == [5, 1])
        #expect(working.release?.source?.date == day("2026-04-01"))
        #expect(working.release?.source?.hash != nil)
        #expect(working.release?.source?.geography == day("2026-01-01"))
    }

    @Test("What was given after a table was computed is put into it, and goes up the levels")
    func corrections() async throws {
        let definition = definition(nature: .ratio(scale: 100), numerator: "a", denominator: "b")
        let room = try await Room([definition])
        try await room.refresh(definition.id, try await room.table("code,a,b\n28001,1,2\n28002,1,2\n28003,1,2\n"))
        try await room.indicators.give([CellChange(definition.id, place("D28"), day("2025-12-31"), .target, value: 80)], author: "x")
        let now = try await room.indicators.current()
        #expect(now.series(definition.id, place("D28")).first?.value == 50)
        #expect(now.series(definition.id, place("D28")).first?.numerator == 3)
        #expect(now.series(definition.id, place("D28"), kind: .target).first?.value == 80)
    }

    @Test("A transaction that fails leaves nothing, whatever was written to the lake before", .tags(.crash))
    func atomicity() async throws {
        let definition = values()
        let room = try await Room([definition])
        struct Refused: Error {}
        let many = (0..<2000).map { number in
            CellChange(definition.id, place("D28"), day("1990-01-01").adding(days: number), .value, value: Double(number))
        }
        await #expect(throws: (any Error).self) {
            _ = try await room.indicators.give(many, author: "x") { _, _ in throw Refused() }
        }
        #expect(try await room.indicators.releases().isEmpty)
        #expect(try await room.indicators.current().series(definition.id, place("D28")).isEmpty)
        // Another process sees what is released as soon as it is.
        let other = Indicators(store: try room.testStore.open(), lake: room.lake, definitions: [definition], tree: SmallCountry.tree)
        #expect(try await other.current().series(definition.id, place("D28")).isEmpty)
        let release = try await room.indicators.give(many, author: "x")
        #expect(try await other.current().series(definition.id, place("D28")).count == 2000)
        #expect(release.cells == 2000)
        // Many cells are a file of the lake, which must be kept.
        #expect(try await room.indicators.referencedContent().count == 1)
    }

    @Test("A file that is damaged or gone leaves its own indicator without figures, tells why, and is made again", arguments: ["foreign", "empty", "cut", "gone"])
    func damage(kind: String) async throws {
        let hurt = definition(value: "v"), sound = definition("sain", value: "v"), apart = values()
        var derived = definition("derive", nature: .published)
        derived.source = .formula("essai * 2")
        var other = definition("autre", nature: .published)
        other.source = .formula("sain * 2")
        let room = try await Room([hurt, sound, derived, other, apart])
        let table = try await room.table("code,v\n28001,1\n28002,2\n28003,3\n")
        try await room.refresh(hurt.id, table)
        let hash = try #require(try await room.indicators.referencedContent().first)
        try await room.refresh(sound.id, try await room.table("code,v\n28001,4\n28002,5\n28003,6\n"))
        try await room.indicators.give([CellChange(apart.id, place("D28"), day("2025-12-31"), .value, value: 9)], author: "x")
        let file = room.lake.original(hash)
        switch kind {
        case "foreign": try Data("PTLNIND1 of another kind".utf8).write(to: file)
        case "empty": try Data().write(to: file)
        // A head that can be read, and places its last column beyond the end.
        case "cut": try Data(contentsOf: file).dropLast(8).write(to: file)
        default: try FileManager.default.removeItem(at: file)
        }
        let again = Indicators(store: room.store, lake: room.lake, definitions: [hurt, sound, derived, other, apart], tree: SmallCountry.tree)
        let now = try await again.current()
        let code = kind == "gone" ? "indicators.cube.missing" : "indicators.cube.damaged"
        #expect(now.failures.mapValues(\.code) == [hurt.id: code, derived.id: code])
        #expect(now.series(hurt.id, place("D28")).isEmpty && now.series(derived.id, place("D28")).isEmpty)
        #expect(now.series(sound.id, place("D28")).first?.value == 15)
        #expect(now.series(other.id, place("D28")).first?.value == 30)
        #expect(now.series(apart.id, place("D28")).first?.value == 9)
        #expect(now.coverage(place("D28")) == [other.id, sound.id, apart.id])
        // The working of what cannot be read says so rather than fail.
        let told = try await again.working(hurt.id, place("D28"), on: day("2025-12-31"))
        #expect(told?.revisions.map(\.isUnreadable) == [true])

        let mended = try await again.refresh(hurt.id, from: table, source: .init(title: "table.csv", date: day("2026-03-01")), author: "test")
        #expect(!mended.isUnchanged)
        let after = try await again.current()
        #expect(after.failures.isEmpty)
        #expect(after.series(hurt.id, place("D28")).first?.value == 6)
        #expect(after.series(derived.id, place("D28")).first?.value == 12)
    }

    @Test("Every figure says how it comes about, in both languages")
    func words() async throws {
        let definition = definition(nature: .ratio(scale: 100), numerator: "a", denominator: "b") { definition, _ in
            definition.unit = "\u{202F}%"
            definition.digits = 1
            definition.minimumCoverage = 0
        }
        let room = try await Room([definition])
        try await room.refresh(definition.id, try await room.table("code,a,b\n28001,1,3\n28002,1,3\n"))
        let working = try #require(try await room.indicators.working(definition.id, place("D28"), on: day("2025-12-31")))
        #expect(working.words(in: Localizer(.french)) == "2 ÷ 6 × 100 = 33,3\u{202F}%. 2 communes sur 3 ont une valeur.")
        #expect(working.words(in: Localizer(.english)) == "2 ÷ 6 × 100 = 33.3\u{202F}%. 2 of 3 communes have a value.")
    }
}

extension Tag {
    /// What happens when a process ends at the wrong moment.
    @Tag static var crash: Tag
}
