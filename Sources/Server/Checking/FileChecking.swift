package import Catalog
package import DuckDB
package import Foundation
package import Localization
import Store
package import Tables
import Threads

/// Checks files that people send against a schema that they name, or that is guessed.
package struct FileChecking: Sendable {
    /// The outcome for one file.
    package struct Outcome: Sendable {
        package let choice: SchemaChoice
        package let report: ValidationReport
    }

    package let library: SchemaLibrary
    package let support: SupportFolder
    /// Where files lie while they are checked, each in a folder of its own.
    package let scratch: URL
    /// Largest file, in bytes.
    package let largest: Int64
    private let turnstile: Turnstile

    /// A form holds a little more than its file.
    package var largestForm: Int64 { largest + 64 * 1024 }

    /// - Parameter atOnce: files checked at once; the others wait.
    package init(library: SchemaLibrary, support: SupportFolder, scratch: URL, largest: Int64, atOnce: Int) {
        self.library = library
        self.support = support
        self.scratch = scratch
        self.largest = largest
        turnstile = Turnstile(places: atOnce, longestQueue: 32)
    }

    /// A folder for one file, which only this process can read.
    ///
    /// - Throws: ``RequestError`` `request.disk`.
    package func makeFolder() throws -> URL {
        let folder = scratch.appending(path: "check-\(UUID().uuidString)", directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw RequestError("request.disk")
        }
        return folder
    }

    /// Reads the whole file and tells what is not as the schema asks.
    ///
    /// - Parameters:
    ///   - schema: a name, a slug or an address; nil or empty to guess.
    ///   - folder: of ``makeFolder()``.
    /// - Throws: `TablesError` where the file is no table, `SchemaError` where the schema is none, `CatalogError` where it
    ///   cannot be had or guessed, ``RequestError``.
    package func check(_ file: ReceivedForm.File, schema word: String?, in folder: URL) async throws -> Outcome {
        let (support, library) = (support, library)
        return try await turnstile.pass {
            let choice: SchemaChoice
            if let word = word?.trimmingCharacters(in: .whitespacesAndNewlines), !word.isEmpty {
                choice = try await library.choose(word, scratch: folder)
            } else {
                choice = try await OwnThread.run("guess") { _ in
                    var options = ReadOptions()
                    options.hasHeader = true
                    return try library.guess(
                        for: try TableFile.inspect(file.path, name: file.name, options: options, support: support, scratch: folder))
                }
            }
            return try await OwnThread.run("check") { _ in
                let validation = try TableFile.validate(
                    file.path, name: file.name, schema: choice.schema, support: support, scratch: folder)
                return Outcome(choice: choice, report: try ValidationReport(
                    of: validation, file: file.name, path: file.path, schema: choice.schema, schemaName: choice.name,
                    support: support, scratch: folder))
            }
        }
    }

    /// Writes the repaired table of a checked file.
    package func repair(_ file: ReceivedForm.File, _ report: ValidationReport, to target: URL, in folder: URL, _ localizer: Localizer) async throws -> RepairSummary {
        let support = support
        return try await turnstile.pass {
            try await OwnThread.run("repair") { _ in
                guard FileManager.default.createFile(atPath: target.path, contents: nil, attributes: [.posixPermissions: 0o600]),
                    let handle = try? FileHandle(forWritingTo: target)
                else { throw RequestError("request.disk") }
                defer { try? handle.close() }
                return try report.repair(file.path, localizer: localizer, support: support, scratch: folder) { piece in
                    do {
                        try handle.write(contentsOf: Data(piece))
                    } catch {
                        throw RequestError("request.disk")
                    }
                }
            }
        }
    }
}
