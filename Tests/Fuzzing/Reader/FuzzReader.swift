import CFuzzer
import DuckDB
import Foundation
import Tables

/// Any bytes are a table or are refused for a reason; nothing else happens, and all lines are accounted for.
///
/// What DuckDB reads (JSON, Parquet, geographic files) is recognised and not read: it would be DuckDB that is tested.
@main enum FuzzReader {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
        exit(unsafe LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            unsafe FuzzReader.read(UnsafeBufferPointer(start: start, count: count))
            return 0
        })
    }

    private static let folder: URL = {
        let folder = URL(filePath: "/dev/shm/portulan-fuzz-\(getpid())", directoryHint: .isDirectory)
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }()
    private static let path = folder.appending(path: "input")
    private static let support = SupportFolder(root: folder)

    private static let options: ReadOptions = {
        var options = ReadOptions()
        options.threads = 1
        options.archiveLimits.totalBytes = 4 << 20
        return options
    }()

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        do {
            try unsafe Data(buffer: bytes).write(to: path)
            let inspection = try TableFile.inspect(path, name: "input", options: options, support: support, scratch: folder)
            precondition(inspection.columns.allSatisfy { $0.count == inspection.rows }, "a column has other rows than the table")
            precondition(Set(inspection.columns.map { $0.name.lowercased() }).count == inspection.columns.count, "two columns have one name")
            if let lines = inspection.lines {
                precondition(lines.total == inspection.rows + inspection.rejectedRows + lines.setAside, "lines do not add up: \(lines)")
            }
        } catch is TablesError {
        } catch is DuckDBError {
        } catch {
            fatalError("no error for people: \(error)")
        }
    }
}
