/// What the process answers to whoever started it, after `sysexits.h` (4.3BSD) where it has a word for it.
///
/// `docs/command-line.md` lists them all; a test compares.
package enum Outcome: Int32, Sendable, CaseIterable {
    case success = 0
    /// The work was done and the answer is no.
    case negative = 1
    case usage = 64
    case dataError = 65
    case noInput = 66
    case unavailable = 69
    case software = 70
    case cannotCreate = 73
    case inputOutput = 74
    case temporaryFailure = 75
    case noPermission = 77
    case configuration = 78
    case interrupted = 130
    case brokenPipe = 141
    case terminated = 143

    /// Failures by the beginning of their code; the longest that fits decides.
    private static let table: [(prefix: String, status: Outcome)] = [
        ("cli.usage", .usage),
        ("cli.instance.missing", .noInput),
        ("cli.file.missing", .noInput),
        ("cli.file.folder", .noInput),
        ("cli.file.permission", .noPermission),
        ("cli.output", .cannotCreate),
        ("tables", .dataError),
    ]

    /// - Parameter code: of a `LocalizedFailure`.
    package init(code: String) {
        let fitting = Self.table.filter { code == $0.prefix || code.hasPrefix($0.prefix + ".") }
        self = fitting.max { $0.prefix.count < $1.prefix.count }?.status ?? .software
    }
}
