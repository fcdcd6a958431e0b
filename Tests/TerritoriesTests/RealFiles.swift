import Foundation
import Territories

/// The real files of INSEE and others beside the project; the tests that need them are skipped without them.
enum RealFiles {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data").standardizedFileURL.resolvingSymlinksInPath()

    static let areThere = FileManager.default.fileExists(atPath: root.appending(path: "territoires/communes.csv").path)

    static func file(_ path: String) -> URL { root.appending(path: path) }

    static func data(_ path: String) throws -> Data { try Data(contentsOf: file(path)) }

    /// The cells of some columns of a delimited file whose cells hold no line end and no doubled quote.
    static func columns(_ path: String, _ names: [String], delimiter: Character, encoding: String.Encoding) throws -> [[String]] {
        guard let text = String(data: try data(path), encoding: encoding) else { throw CocoaError(.fileReadUnknownStringEncoding) }
        let lines = text.split(whereSeparator: \.isNewline)
        let header = lines[0].split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
        let places = names.compactMap(header.firstIndex)
        return lines.dropFirst().map { line in
            var isQuoted = false
            let cells = line.split(omittingEmptySubsequences: false) { character in
                if character == "\"" { isQuoted.toggle() }
                return character == delimiter && !isQuoted
            }
            return places.map { String(cells[$0]).replacing("\"", with: "") }
        }
    }
}
