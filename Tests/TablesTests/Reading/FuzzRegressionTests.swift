import DuckDB
import Foundation
import Tables
import Testing

/// Inputs that once broke the reader under `make fuzz`: each is a table or is refused, and all lines are accounted for.
struct FuzzRegressionTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Fuzzing/Regressions/Reader").standardizedFileURL
    static let inputs = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    @Test(arguments: inputs)
    func areReadOrRefused(_ name: String) throws {
        let reading = try FileReading()
        let path = Self.folder.appending(path: name)
        do {
            let inspection = try reading.inspect(path)
            #expect(inspection.columns.allSatisfy { $0.count == inspection.rows })
            if let lines = inspection.lines {
                #expect(lines.total == inspection.rows + inspection.rejectedRows + lines.setAside, "\(lines)")
            }
            #expect(Int64(try reading.rows(path, inspection).count) == inspection.rows)
        } catch is TablesError {
            // Refused: what such an error needs is tested elsewhere.
        }
        #expect(try reading.leftovers([]) == [])
    }
}
