import Foundation
import Localization
import Tables
import Testing

/// Codes against their official list: what is in force, what was, what never existed.
@Suite struct ReferenceTests {
    /// A folder of lists as set-up prepares them, for the length of `body`.
    private static func withLists<R>(_ lists: [String: String], _ body: (ReferenceCodes) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "reference-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in lists { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try body(ReferenceCodes(folder: folder))
    }

    private static let communes = [
        "codeCommune.2026-01-01.tsv": """
            01001\tL'Abergement-Clémenciat
            2A004\tAjaccio
            75056\tParis
            69123\tLyon
            13055\tMarseille
            14712\tTroarn
            14666\tSannerville\t2017-01-01
            01324\tRignat\t2026-01-01
            """,
        "codeEPCI.2026-01-01.tsv": "200054781\tMétropole du Grand Paris\n",
        "notes.txt": "no list",
    ]

    private static func profile(_ values: [String], header: String, _ reference: ReferenceCodes) -> ColumnProfile {
        Columns.accumulator(values).profile(header: header, name: header, rows: Int64(values.count), reference: reference)
    }

    @Test func codesAreToldByTheirStanding() throws {
        try Self.withLists(Self.communes) { reference in
            let profile = Self.profile(["01001", "2A004", "75056", "75056", "14666", "01324", "69999", "", "13055", "14712"], header: "code_insee", reference)
            let check = try #require(profile.reference)
            #expect(check.meaning == .codeCommune && check.vintage == "2026-01-01")
            #expect(check.distinct == 8 && check.current == 5)
            #expect(check.unknown == 1 && check.unknownValues.map(\.value) == ["69999"] && check.unknownLine == 8)
            #expect(check.former == 2 && check.formerValues.map(\.value).sorted() == ["01324", "14666"] && check.formerUntil == "2026-01-01" && check.formerLine == 6)
            let unknown = try #require(profile.notices.first { $0.code == "code.unknown" })
            let text = Localizer(.french).text("notice." + unknown.code, unknown.arguments)
            #expect(text.contains("5 codes existent sur 8") && text.contains("2026") && text.contains("69999"), "\(text)")
            let former = try #require(profile.notices.first { $0.code == "code.former.until" })
            #expect(Localizer(.english).text("notice." + former.code, former.arguments).contains("2 of 8 codes"))
        }
    }

    @Test func aListThatHoldsEveryCodeTellsNothing() throws {
        try Self.withLists(Self.communes) { reference in
            let profile = Self.profile(["75056", "69123", "13055"], header: "code_insee", reference)
            #expect(profile.reference?.current == 3)
            #expect(!profile.notices.contains { $0.code.hasPrefix("code.") })
        }
    }

    @Test(arguments: [
        ("ape", ["62.01Z", "4711B", "01.11z", "99.98Z"], SemanticType.apeNAF, 3),
        ("csp", ["11", "37", "52", "23", "21", "22", "31", "33", "42", "67", "212A"], .csp, 11),
        ("pays", ["FR", "DE", "IT", "ZZ", "ES", "PT", "BE", "LU", "CH", "AT", "PL"], .countryCode2, 10),
        ("code_pays", ["250", "276", "380", "056"], .countryNumber, 4),
    ])
    func nomenclaturesArePartOfTheProgram(_ header: String, _ values: [String], _ meaning: SemanticType, _ current: Int) throws {
        let check = try #require(Self.profile(values, header: header, ReferenceCodes()).reference)
        #expect(check.meaning == meaning && check.vintage == nil)
        #expect(check.distinct == values.count && check.current == current)
    }

    @Test func withoutListsTheFormDecides() {
        let nowhere = ReferenceCodes(folder: URL(filePath: "/nowhere/at/all"))
        let profile = Self.profile(["75056", "69999"], header: "code_insee", nowhere)
        #expect(profile.meaning == .codeCommune && profile.reference == nil)
    }

    @Test func namesOfCommunesAreNoSurnames() throws {
        let names = (1...12).map { "Saint-Test-\(["Amand", "Brice", "Clair", "Denis", "Éloi", "Front", "Gilles", "Hilaire", "Igny", "Jean", "Loup", "Marc"][$0 - 1])" }
        let list = names.enumerated().map { "010\(10 + $0)\t\($1)" }.joined(separator: "\n")
        try Self.withLists(["codeCommune.2026-01-01.tsv": list]) { reference in
            for header in ["nom", "nom de famille", "libelle"] {
                #expect(Self.profile(names.map { $0.uppercased() }, header: header, reference).meaning == .nameCommune, "\(header)")
            }
            #expect(Self.profile(names.map { $0 + " Durand" }, header: "nom de famille", reference).meaning == .lastName)
        }
    }

    @Test func anEPCIIsMoreThanASiren() throws {
        // Real EPCI, and municipalities that have a SIREN as well.
        let groups = ["200054781", "243300316", "200046977", "200054807", "244400404", "243100518"]
        let communes = ["217500016", "216901231", "211300553", "213105554", "214401093", "213300635"]
        let list = groups.map { "\($0)\tMétropole" }.joined(separator: "\n")
        try Self.withLists(["codeEPCI.2026-01-01.tsv": list]) { reference in
            #expect(Self.profile(groups, header: "siren", reference).meaning == .codeEPCI)
            #expect(Self.profile(communes, header: "siren", reference).meaning == .siren)
        }
    }

    @Test func theAddressOfPersonsIsPersonal() {
        let addresses = Columns.profile(["12 rue de la Paix", "3 avenue Foch", "Place de la Mairie"], header: "adresse")
        func codes(_ other: ColumnProfile) -> [String] {
            var columns = [other, addresses]
            ColumnProfile.reconcile(&columns)
            return columns[1].notices.map(\.code)
        }
        #expect(codes(Columns.profile(["Anne", "Jean", "Zoé"], header: "prenom")).contains("personal"))
        #expect(!codes(Columns.profile(["École", "Gymnase", "Mairie"], header: "lieu")).contains("personal"))
    }
}
