import Catalog
import Foundation
import Instance
import Lake
import Localization
import Testing

@Suite struct DoctorTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func examine(
        _ root: URL?, environment: [String: String] = [:], executable: URL = Workplace.executable, now: Date = Date()
    ) async -> [DoctorCheck] {
        let surroundings = (try? await place.environment("site")) ?? Workplace.environment
        return await Doctor(
            root: root, environment: surroundings.merging(environment) { _, new in new },
            executable: executable, now: { now }
        ).checks()
    }

    @Test func soundInstanceHasNoFailure() async throws {
        let instance = try await place.create()
        try await instance.ingest("a,b\n1,2\n", named: "petit", in: place.url)
        await instance.close()
        let checks = await examine(instance.folder.root, environment: ["PORTULAN_PORT": "0"])
        #expect(checks.filter { $0.status == .failure } == [])
        let names = Set(checks.map(\.name))
        #expect(names.isSuperset(of: [
            "support", "library", "extension", "assets", "disk", "openfiles", "clock", "folder", "settings", "store",
            "content", "port",
        ]))
        #expect(checks.first { $0.name == "content" }?.detail.arguments["count"] == .integer(2))
    }

    @Test func everyFindingIsTold() async throws {
        await (try place.create()).close()
        let localizers = Language.allCases.map { Localizer($0) }
        for check in await examine(place.path("site")) + examine(place.path("none")) {
            for message in [check.title, check.detail, check.remedy].compactMap(\.self) {
                for localizer in localizers {
                    let text = message.text(localizer)
                    #expect(text != message.key)
                    #expect(!text.contains("{"), "\(message.key): \(text)")
                }
            }
        }
    }

    @Test func whatIsWrongIsNamedWithItsRemedy() async throws {
        let instance = try await place.create()
        try await instance.ingest("a,b\n1,2\n", named: "petit", in: place.url)
        let original = try #require(try await instance.catalog.referencedContent().map { instance.lake.original($0) }
            .first { FileManager.default.fileExists(atPath: $0.path) })
        await instance.close()
        try FileManager.default.removeItem(at: original)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: instance.folder.root.path)
        try Data("port: 0\n".utf8).write(to: instance.folder.settings)

        let checks = await examine(
            instance.folder.root, environment: ["PORTULAN_PROT": "1"], now: Date(timeIntervalSince1970: 0))
        func status(_ name: String) -> DoctorCheck.Status? {
            checks.first { $0.name == name && $0.status != .ok }?.status
        }
        #expect(status("clock") == .failure)
        #expect(status("folder") == .warning)
        #expect(status("settings") == .warning)
        #expect(status("content") == .failure)
        #expect(checks.allSatisfy { ($0.remedy == nil) == ($0.status == .ok) })
    }

    @Test func brokenSettingsAreListedOneByOne() async throws {
        await (try place.create()).close()
        try Data("prot: 1\ntheme: bleu\n".utf8).write(to: place.path("site/portulan.yaml"))
        let checks = await examine(place.path("site")).filter { $0.name == "settings" }
        #expect(checks.count == 2)
        #expect(checks.allSatisfy { $0.status == .failure })
        #expect(checks[0].detail.text(Localizer(.english)) == "portulan.yaml:1: there is no setting `prot`.")
    }

    @Test func missingSupportIsTheOnlyNativeFinding() async throws {
        let checks = await Doctor(
            root: nil, environment: [:], executable: URL(fileURLWithPath: "/usr/bin/true"), currentFolder: place.url
        ).checks()
        #expect(checks.first?.name == "support")
        #expect(checks.first?.status == .failure)
        #expect(!checks.contains { $0.name == "library" })
        let told = checks.first?.detail.text(Localizer(.french)) ?? ""
        #expect(told.contains("/usr/share/portulan") && !told.contains("DuckDBError"), "\(told)")
    }

    @Test func takenPortIsAWarning() async throws {
        await (try place.create()).close()
        let listener = try PortHolder()
        try Data("port: \(listener.port)\n".utf8).write(to: place.path("site/portulan.yaml"))
        let check = try #require(await examine(place.path("site")).first { $0.name == "port" })
        #expect(check.status == .warning)
        #expect(check.detail.key == "doctor.port.taken")
    }
}
