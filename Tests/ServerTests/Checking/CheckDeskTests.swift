import Catalog
import DuckDB
import Foundation
import Localization
import Server
import Synchronization
import Tables
import Testing

/// Checked files are at hand for some minutes, and then nowhere.
@Suite("Checked files")
struct CheckDeskTests {
    private static let schema = #"{"title": "Lieux", "fields": [{"name": "id"}, {"name": "insee", "constraints": {"pattern": "^\\d{5}$"}}, {"name": "nom"}]}"#

    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let instant = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
        var now: Date { instant.withLock { $0 } }
        func advance(_ seconds: TimeInterval) { instant.withLock { $0 += seconds } }
    }

    private func withDesk(_ body: (CheckDesk, FileChecking, Clock, URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-desk-\(UUID().uuidString)")
        for name in ["schemas", "scratch"] {
            try FileManager.default.createDirectory(at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.schema.write(to: folder.appending(path: "schemas/essai--lieux.json"), atomically: true, encoding: .utf8)
        let library = SchemaLibrary(cache: folder.appending(path: "cache"), folder: folder.appending(path: "schemas"), fetcher: Fetcher())
        let checking = FileChecking(
            library: library, support: SupportFolder(root: folder), scratch: folder.appending(path: "scratch"), largest: 1_000_000, atOnce: 2)
        let clock = Clock()
        try await body(CheckDesk(checking, duration: 900, now: { clock.now }), checking, clock, folder.appending(path: "scratch"))
    }

    private func kept(_ desk: CheckDesk, _ checking: FileChecking, _ text: String = "id,insee,nom\n1,1004,x\n") async throws -> KeptCheck {
        let folder = try checking.makeFolder()
        let path = folder.appending(path: "received")
        try text.write(to: path, atomically: true, encoding: .utf8)
        let file = ReceivedForm.File(path: path, name: "lieux.csv", bytes: Int64(text.utf8.count))
        return await desk.keep(file, try await checking.check(file, schema: nil, in: folder), isGuessed: true, folder: folder)
    }

    private func left(_ scratch: URL) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: scratch.path) }

    @Test("A file is there until its time is over, and its folder goes with it")
    func expiry() async throws {
        try await withDesk { desk, checking, clock, scratch in
            let check = try await kept(desk, checking)
            #expect(check.token.utf8.count == 32)
            #expect(check.outcome.choice.name == "essai/lieux")
            #expect(check.outcome.report.validation.errorCount == 1)
            clock.advance(899)
            #expect(try await desk.check(check.token).token == check.token)
            clock.advance(2)
            await #expect(throws: RequestError("request.check.gone")) { try await desk.check(check.token) }
            #expect(try left(scratch) == [])
        }
    }

    @Test("A file is erased when asked to, and all of them when the server stops")
    func erasure() async throws {
        try await withDesk { desk, checking, _, scratch in
            let first = try await kept(desk, checking)
            _ = try await kept(desk, checking)
            await desk.erase(first.token)
            await #expect(throws: RequestError("request.check.gone")) { try await desk.check(first.token) }
            #expect(try left(scratch).count == 1)
            await desk.close()
            #expect(try left(scratch) == [])
        }
    }

    @Test("Too many files make room by the oldest")
    func room() async throws {
        try await withDesk { desk, checking, clock, scratch in
            let first = try await kept(desk, checking)
            for _ in 0..<64 {
                clock.advance(1)
                _ = try await kept(desk, checking)
            }
            await #expect(throws: RequestError("request.check.gone")) { try await desk.check(first.token) }
            #expect(try left(scratch).count == 64)
        }
    }

    @Test("A repaired file is written beside the file it comes from")
    func repaired() async throws {
        try await withDesk { desk, checking, _, _ in
            let check = try await kept(desk, checking)
            let target = check.folder.appending(path: "repaired.csv")
            let summary = try await checking.repair(check.file, check.outcome.report, to: target, in: check.folder, Localizer(.french))
            #expect(summary.corrected == 1)
            #expect(try String(contentsOf: target, encoding: .utf8) == "id,insee,nom,problemes_a_reparer\n1,01004,x,\n")
        }
    }

    @Test("A file of another kind is refused in words, and nothing is kept")
    func refusal() async throws {
        try await withDesk { desk, checking, _, scratch in
            do {
                _ = try await kept(desk, checking, "prenom,age\nZoé,3\n")
                Issue.record("nothing resembles it")
            } catch let error as CatalogError {
                #expect(error.code == "catalog.schema.guess")
            }
            await desk.close()
            #expect(try left(scratch).count == 1, "the route that made the folder removes it")
        }
    }
}
