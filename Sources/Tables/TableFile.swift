package import DuckDB
package import Foundation
import Localization

/// A file that holds a table, whatever its format.
///
/// `inspect` reads all of it once and tells what it is; `withRelation` reads it again as typed rows.
package struct TableFile: Sendable {
    /// Reads the whole file once: its format, its columns, their profiles, what is odd and what is rejected.
    ///
    /// Runs on threads of its own until it is done; call it away from the cooperative pool.
    ///
    /// - Parameters:
    ///   - name: the file's name as the person knows it, for messages; never used as a path.
    ///   - reference: the official lists that codes are checked against.
    ///   - scratch: an existing folder for what must be unpacked; what is put there is removed.
    /// - Throws: `TablesError`; what `progress` throws.
    package static func inspect(
        _ path: URL, name: String, options: ReadOptions = ReadOptions(), reference: ReferenceCodes = ReferenceCodes(),
        support: SupportFolder, scratch: URL, progress: ProgressObserver? = nil
    ) throws -> Inspection {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let file = try OpenedFile.open(path, options: options, scratch: scratch, progress: progress)
            var inspection: Inspection
            switch file.content {
            case .delimited(let source, let utf16):
                inspection = try DelimitedText(source, options: options).inspect(options: options, reference: reference, progress: progress)
                if let utf16 { inspection.dialect?.encoding = utf16 }
            case .workbook(let format, let path):
                let reading = try WorkbookReading(format, path, options: options, scratch: file.scratch.folder, progress: progress)
                inspection = try reading.inspect(options: options, reference: reference, progress: progress)
            case .engine(let format, let path):
                let reading = try EngineReading(format, path, options: options, scratch: file.scratch.folder, support: support)
                inspection = try reading.inspect(options: options, reference: reference, progress: progress)
            }
            file.describe(&inspection)
            inspection.duration = start.duration(to: clock.now) / .seconds(1)
            return inspection
        } catch let error as TablesError {
            throw error.about(file: name)
        }
    }

    /// Lets `body` read the file's rows through SQL.
    ///
    /// - Parameters:
    ///   - inspection: what `inspect` said of the same bytes.
    ///   - body: receives a `SELECT` whose rows are the table in the file's order and whose columns are named as the
    ///     inspection's. It may be run once.
    /// - Throws: `TablesError`, `DuckDBError`; what `progress` and `body` throw.
    package static func withRelation<R>(
        _ path: URL, name: String, inspection: Inspection, on connection: borrowing Connection, scratch: URL,
        progress: ProgressObserver? = nil, _ body: (_ sql: String) throws -> R
    ) throws -> R {
        do {
            let file = try OpenedFile.open(path, options: inspection.options, scratch: scratch, progress: progress)
            switch file.content {
            case .delimited(let source, _):
                let text = try DelimitedText(source, options: inspection.options)
                return try text.withRelation(inspection, on: connection, progress: progress, body)
            case .workbook(let format, let path):
                let reading = try WorkbookReading(
                    format, path, options: inspection.options, scratch: file.scratch.folder, progress: progress)
                return try reading.text.withRelation(inspection, on: connection, progress: progress, body)
            case .engine(let format, let path):
                let reading = try EngineReading(
                    format, path, options: inspection.options, scratch: file.scratch.folder, support: connection.database.support)
                return try reading.text.withRelation(inspection, on: connection, progress: progress, body)
            }
        } catch let error as TablesError {
            throw error.about(file: name)
        }
    }
}
