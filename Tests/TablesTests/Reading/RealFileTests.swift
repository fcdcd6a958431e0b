import Foundation
import Tables
import Testing

/// Real files of French administrations, kept beside the project. Skipped where they are absent.
struct RealFileTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/data/tables").standardizedFileURL
    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    @Test(
        .enabled(if: isThere, "needs ../shared/data/tables"),
        arguments: [
            ("ademe-car-labelling.csv", TextEncoding.utf8, ";", 3_604, 52),
            ("base-officielle-codes-postaux.csv", .utf8, ",", 39_201, 8),
            ("bornes-irve-2019.csv", .utf8, ";", 9_687, 18),
            ("cantines-teledeclaration-2023.csv", .utf8, ",", 10_317, 28),
            ("codes-postaux-2014.csv", .windows1252, ";", 37_173, 4),
            ("codes-sources-publics.csv", .utf8, ",", 9_157, 19),
            ("epci-communes-2015.csv", .windows1252, ";", 36_588, 14),
            ("lieux-covoiturage.csv", .utf8, ",", 2_473, 19),
        ])
    func dialectAndRows(_ name: String, encoding: TextEncoding, delimiter: String, rows: Int, columns: Int) throws {
        let reading = try FileReading()
        let inspection = try reading.inspect(Self.folder.appending(path: name))
        #expect(inspection.dialect?.encoding == encoding)
        #expect(inspection.dialect?.delimiter == delimiter)
        #expect(inspection.dialect?.headerLines == 1)
        #expect(inspection.rows == Int64(rows))
        #expect(inspection.rejectedRows == 0)
        #expect(inspection.columns.count == columns)
    }

    @Test(.enabled(if: isThere, "needs ../shared/data/tables"))
    func workbook() throws {
        let reading = try FileReading()
        let inspection = try reading.inspect(Self.folder.appending(path: "epci-communes.xlsx"))
        #expect(inspection.format == .xlsx)
        #expect(inspection.rows == 34_871)
        #expect(inspection.columns.map(\.name).prefix(3) == ["dept", "siren", "raison_sociale"])
    }
}
