import Catalog
import Foundation
import Localization
import Tables
import Terminal

/// One file and the schema it is checked against, as a command names them.
struct CheckRun {
    private let path: URL
    /// As the person wrote it.
    private let label: String
    private let schema: String?
    private let options: ReadOptions
    private let shelf: SchemaShelf
    private let session: Session

    init(file: String, schema: String?, reading: ReadOptions, place: InstanceOptions, session: Session) async throws {
        path = try LocalFile(file, in: session).path
        label = path.lastPathComponent
        self.schema = schema
        options = reading
        shelf = try SchemaShelf(place, in: session)
        self.session = session
    }

    /// Reads the file against its schema, guessed by fit where none is named.
    ///
    /// - Parameter samples: findings of each cause that are shown with their row.
    func report(samples: Int) async throws -> (SchemaChoice, ValidationReport) {
        let table = TableRun(session)
        let choice: SchemaChoice
        if let schema {
            choice = try await shelf.choose(schema)
        } else {
            var options = options
            options.hasHeader = true
            choice = try shelf.library.guess(for: table.read(path, label: label) { scratch, support, progress in
                try TableFile.inspect(path, name: label, options: options, support: support, scratch: scratch, progress: progress)
            })
        }
        let report = try table.read(path, label: label) { scratch, support, progress in
            let validation = try TableFile.validate(
                path, name: label, schema: choice.schema, options: ValidationOptions(reading: options), support: support,
                scratch: scratch, progress: progress)
            return try ValidationReport(
                of: validation, file: label, path: path, schema: choice.schema, schemaName: choice.name, samples: samples,
                support: support, scratch: scratch, progress: progress)
        }
        return (choice, report)
    }

    /// Says which schema was taken where nobody named one.
    func tellGuess(_ choice: SchemaChoice) {
        guard schema == nil, let best = choice.candidates.first else { return }
        session.say(session.text("cli.validate.guessed", [
            "schema": .text(best.entry.name), "fit": .percent(best.fit.score),
            "matched": .integer(best.fit.matched), "columns": .integer(best.columns),
        ]))
        let others = choice.candidates.dropFirst().prefix(3)
        guard !others.isEmpty else { return }
        session.say(session.text("cli.validate.others", ["names": .list(others.map { candidate in
            .text("\(candidate.entry.name) (\(session.localizer.percent(candidate.fit.score, maxDigits: 0)))")
        })]))
    }

    /// Writes the repaired table, into a file that appears only once it is whole, or to the standard output.
    func repair(_ report: ValidationReport, to output: String?) async throws -> RepairSummary {
        let table = TableRun(session)
        guard let output else {
            return try table.read(path, label: label) { scratch, support, progress in
                try report.repair(path, localizer: session.localizer, support: support, scratch: scratch, progress: progress) {
                    try session.print(bytes: $0)
                }
            }
        }
        return try await ScratchFolder.withAsync { folder in
            // A repaired file may take the place of the file that it is made from.
            let draft = folder.appending(path: "repaired.csv")
            let summary = try table.read(path, label: label) { scratch, support, progress in
                _ = FileManager.default.createFile(atPath: draft.path, contents: nil)
                let handle = try FileHandle(forWritingTo: draft)
                defer { try? handle.close() }
                return try report.repair(path, localizer: session.localizer, support: support, scratch: scratch, progress: progress) {
                    try handle.write(contentsOf: Data($0))
                }
            }
            let handle = try FileHandle(forReadingFrom: draft)
            defer { try? handle.close() }
            try await Destination(file: output, session: session).write(AsyncThrowingStream {
                guard let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty else { return nil }
                return Array(piece)
            })
            return summary
        }
    }
}
