import DuckDB
import Foundation
import Tables
import Testing

/// Files changed at random: whatever they have become, they are read or refused for a reason, and the counts agree.
struct MutationTests {
    @Test(arguments: 0..<60)
    func brokenFilesAreReadOrRefused(_ seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed) &* 7919)
        let reading = try FileReading()
        for _ in 0..<6 {
            let name = CorpusTests.files.randomElement(using: &numbers)!
            var bytes = [UInt8](try Data(contentsOf: CorpusTests.folder.appending(path: name)))
            for _ in 0..<Int.random(in: 1...8, using: &numbers) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<5, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: bytes.insert([0x22, 0x0A, 0x3B, 0x2C, 0x0D, 0x00, 0xE9, 0x5C].randomElement(using: &numbers)!, at: place)
                case 2: bytes.remove(at: place)
                case 3: bytes.removeSubrange(place...)
                default: bytes.insert(contentsOf: bytes[0..<place], at: place)
                }
            }
            let path = try reading.write(bytes, as: "m-\(name)")
            do {
                let inspection = try reading.inspect(path)
                #expect(inspection.columns.count <= 4_096)
                #expect(inspection.columns.allSatisfy { $0.count == inspection.rows })
                let rows = try reading.rows(path, inspection)
                #expect(Int64(rows.count) == inspection.rows, "\(name), seed \(seed)")
            } catch is TablesError {
                // Refused: what such an error needs is tested elsewhere.
            }
            try FileManager.default.removeItem(at: path)
        }
        #expect(try reading.leftovers([]) == [])
    }
}
