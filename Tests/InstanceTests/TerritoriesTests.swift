import Foundation
import Instance
import Localization
import Territories
import Testing

/// The vintage of the official geographic code that an instance works with.
@Suite struct InstanceTerritoriesTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// Gives the instance a vintage of two communes.
    private func giveVintage(to instance: Instance, withHistory: Bool = true) throws {
        let communes = place.path("communes.csv"), events = place.path("mouvements.csv")
        try Data("TYPECOM,COM,REG,DEP,TNCC,LIBELLE,COMPARENT\nCOM,01001,84,01,5,L'Abergement,\nCOM,01002,84,01,0,Bourg,\n".utf8).write(to: communes)
        try Data("""
            MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,LIBELLE_AP
            10,2020-01-01,COM,01002,0,Bourg-le-Vieux,COM,01002,0,Bourg

            """.utf8).write(to: events)
        _ = try SnapshotBuilder(files: [communes] + (withHistory ? [events] : []), base: nil, date: CivilDate("2026-01-01"))
            .write(to: instance.folder.territories)
    }

    @Test func goesIntoBackupsAndComesBack() async throws {
        let instance = try await place.create()
        try giveVintage(to: instance)
        let archive = place.path("backup.tar")
        try await instance.backup(to: archive)
        await instance.close()
        try await place.restore(archive, to: "copy")
        let copy = try await place.open("copy")
        let gazetteer = try #require(try copy.gazetteer())
        #expect(gazetteer.territories(.commune).map(\.name.full) == ["L\u{2019}Abergement", "Bourg"])
        #expect(try gazetteer.movements().count == 1)
        #expect(try Data(contentsOf: copy.folder.territories) == Data(contentsOf: instance.folder.territories))
        await copy.close()
    }

    @Test(arguments: [(true, DoctorCheck.Status.ok, "doctor.territories.found"), (false, .warning, "doctor.territories.nohistory")])
    func doctorTellsWhereItStands(withHistory: Bool, status: DoctorCheck.Status, key: String) async throws {
        let instance = try await place.create()
        try giveVintage(to: instance, withHistory: withHistory)
        await instance.close()
        let check = try #require(await checks(instance).first { $0.name == "territories" })
        #expect(check.status == status)
        #expect(check.detail.key == key)
        #expect(check.detail.arguments["communes"] == .integer(2))
    }

    @Test func doctorNamesWhatIsDamaged() async throws {
        let instance = try await place.create()
        try Data("not a snapshot at all, but long enough to be looked at in full".utf8).write(to: instance.folder.territories)
        await instance.close()
        let check = try #require(await checks(instance).first { $0.name == "territories" })
        #expect(check.status == .failure)
        #expect(check.detail.key == "errors.territories.snapshot.foreign")
    }

    private func checks(_ instance: Instance) async throws -> [DoctorCheck] {
        await Doctor(root: instance.folder.root, environment: try await place.environment("site"), executable: Workplace.executable).checks()
    }
}
