import Foundation

/// What the operating system says of this process.
package enum ProcessFigures {
    /// Resident memory in bytes, nil where the system does not tell (outside Linux).
    package static var residentBytes: Int? {
        guard let pages = statm()?.dropFirst().first else { return nil }
        return pages * pageSize
    }

    /// Files and sockets open.
    package static var openFiles: Int? {
        try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    private static func statm() -> [Int]? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return text.split(separator: " ").compactMap { Int($0) }
    }
}
