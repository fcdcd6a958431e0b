package import Declarations
package import DuckDB
package import Foundation
import Lake
import Localization

/// One SELECT that makes a table of files which no reader can read flat, such as nested JSON.
///
/// It reads the one table `files(path, content)`: the path of each file from the folder where its pattern begins, and its
/// text. It runs in a database of its own that can reach nothing else: no file, no network, no setting.
package struct SourceQuery: Sendable {
    /// What a query may take.
    package struct Limits: Sendable {
        package var seconds = 60.0
        package var memory = "1GB"
        /// Bytes of all files together.
        package var bytes = 500_000_000
        package var files = 20_000
        package var rows = 5_000_000

        package init() {}
    }

    private let sql: String
    /// What mistakes name.
    private let file: String
    private let limits: Limits

    /// - Throws: ``DeclarationError`` where the file cannot be read.
    package init(contentsOf url: URL, file: String, limits: Limits = Limits()) throws {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw DeclarationError([DeclarationProblem(.unreadable, file: file, at: .start, ["path": .text(file)])])
        }
        self.init(text, file: file, limits: limits)
    }

    package init(_ text: String, file: String, limits: Limits = Limits()) {
        var sql = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if sql.hasSuffix(";") { sql.removeLast() }
        // The lines of the file, so that mistakes are told on them.
        let blank = text.prefix { $0.isWhitespace }.count { $0.isNewline }
        self.sql = String(repeating: "\n", count: blank) + sql
        self.file = file
        self.limits = limits
    }

    /// The text that the table depends on.
    package var text: String { sql }

    /// What is wrong with the query, without any file: its words, its columns, and whether it is one SELECT.
    package func problem(_ support: SupportFolder) throws -> DeclarationProblem? {
        do {
            try withDatabase(support) { connection in _ = try connection.query("EXPLAIN " + wrapped) { try $0.all() } }
            return nil
        } catch let error as DuckDBError where error.code == .query || error.code == .permission || error.code == .file || error.code == .conversion {
            return problem(error)
        }
    }

    /// The columns of the table that the query makes.
    ///
    /// - Throws: `DuckDBError` where the query is wrong.
    func columns(_ support: SupportFolder) throws -> [String] {
        try withDatabase(support) { connection in
            try connection.query(wrapped + " LIMIT 0") { rows in rows.columns.map(\.name) }
        }
    }

    /// Runs the query and writes its rows as CSV.
    ///
    /// - Parameter patterns: absolute paths in which `*` and `**` stand for names.
    /// - Returns: the files that were read, nil where the patterns find none; nothing is written then.
    /// - Throws: ``DeclarationError`` where the query is wrong, takes too long, or there is too much to read.
    package func run(over patterns: [String], to output: URL, _ support: SupportFolder) throws -> SourceProvenance? {
        let files = patterns.flatMap { FilePattern($0).files() }
        guard !files.isEmpty else { return nil }
        guard files.count <= limits.files else { throw tooMuch("\(files.count)", "\(limits.files)", "services.query.files") }
        do {
            return try withDatabase(support) { connection in
                var provenance = SourceProvenance()
                var bytes = 0
                try connection.execute("BEGIN")
                for (path, url) in files {
                    let data = try Data(contentsOf: url)
                    bytes += data.count
                    guard bytes <= limits.bytes else { throw tooMuch("\(bytes)", "\(limits.bytes)", "services.query.bytes") }
                    provenance.add(path, data, at: url)
                    // A byte order mark is no part of a JSON text.
                    let text = String(decoding: data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data, as: UTF8.self)
                    try connection.execute("INSERT INTO files VALUES (?, ?)", [.text(path), .text(text)])
                }
                try connection.execute("COMMIT")
                try write(connection, to: output)
                return provenance
            }
        } catch let error as DuckDBError {
            throw DeclarationError([problem(error)])
        }
    }

    /// As a part of another SELECT, nothing but one SELECT can be read.
    private var wrapped: String { "SELECT * FROM (" + sql + "\n)" }

    private func withDatabase<R>(_ support: SupportFolder, _ body: (borrowing Connection) throws -> R) throws -> R {
        let database = try Database(
            configuration: ["memory_limit": limits.memory, "threads": "2", "temp_directory": "", "allow_community_extensions": "false"],
            support: support)
        let connection = try database.connect()
        try connection.execute("CREATE TABLE files (path VARCHAR NOT NULL, content VARCHAR NOT NULL)")
        try connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        let interrupter = connection.interrupter
        let deadline = DispatchWorkItem { interrupter.interrupt() }
        DispatchQueue.global().asyncAfter(deadline: .now() + limits.seconds, execute: deadline)
        defer { deadline.cancel() }
        return try body(connection)
    }

    private func write(_ connection: borrowing Connection, to output: URL) throws {
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        defer { try? handle.close() }
        try connection.query(wrapped) { rows in
            let names = rows.columns.map(\.name)
            if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
                throw DeclarationError([DeclarationProblem(.queryColumns, file: file, at: .start, ["name": .text(twice)])])
            }
            var line: [UInt8] = []
            CSVText.append(names, for: .program, to: &line)
            var count = 0
            try rows.forEachChunk { chunk in
                count += chunk.rowCount
                guard count <= limits.rows else { throw tooMuch("\(count)", "\(limits.rows)", "services.query.rows") }
                for row in 0..<chunk.rowCount {
                    for index in names.indices {
                        if index > 0 { line.append(UInt8(ascii: ",")) }
                        CSVText.append(chunk.value(index, row), to: &line)
                    }
                    CSVText.endRecord(for: .program, to: &line)
                }
                if line.count > 1 << 20 {
                    try handle.write(contentsOf: line)
                    line.removeAll(keepingCapacity: true)
                }
                return true
            }
            try handle.write(contentsOf: line)
        }
    }

    private func tooMuch(_ found: String, _ limit: String, _ what: String) -> DeclarationError {
        DeclarationError([DeclarationProblem(.queryTooLarge, file: file, at: .start, ["found": .text(found), "limit": .text(limit), "what": .message(what)])])
    }

    /// DuckDB's words, on the line of the file that they are about.
    private func problem(_ error: DuckDBError) -> DeclarationProblem {
        if error.code == .interrupted || error.code == .timeout {
            return DeclarationProblem(.queryTime, file: file, at: .start, ["seconds": .decimal(limits.seconds)])
        }
        let lines = error.message.split(whereSeparator: \.isNewline)
        var place = DeclarationPlace.start
        if let index = lines.firstIndex(where: { $0.hasPrefix("LINE ") }), let colon = lines[index].firstIndex(of: ":") {
            let number = Int(lines[index][lines[index].index(lines[index].startIndex, offsetBy: 5)..<colon]) ?? 1
            let head = lines[index].distance(from: lines[index].startIndex, to: colon) + 2
            var column = 1
            if index + 1 < lines.count, let caret = lines[index + 1].firstIndex(of: "^"), !lines[index].dropFirst(head).hasPrefix("...") {
                column = lines[index + 1].distance(from: lines[index + 1].startIndex, to: caret) - head + 1
                // What stands before the query is on its first line.
                if number == 1 { column -= wrapped.count - sql.count - 2 }
            }
            let last = sql.count { $0.isNewline } + 1
            place = DeclarationPlace(line: min(number, last), column: max(1, column))
        }
        let detail = lines.first.map(String.init) ?? error.message
        return DeclarationProblem(.queryInvalid, file: file, at: place, ["detail": .text(detail)])
    }
}

extension CSVText {
    /// Appends a value for a program, what has no text of its own as ``CellText`` writes it.
    fileprivate static func append(_ value: Value, to line: inout [UInt8]) {
        switch value {
        case .text(let text): append(text, for: .program, to: &line)
        case .list:
            var text: [UInt8] = []
            CellText.append(value, to: &text)
            append(String(decoding: text, as: UTF8.self), for: .program, to: &line)
        default: CellText.append(value, to: &line)
        }
    }
}
