import Foundation

/// The process that runs a job, told apart from any other that ever was.
///
/// A process number alone is reused; with the moment its process began, and the boot that this moment is counted
/// from, it names one process only (Linux, proc(5): `/proc/PID/stat` field 22).
package struct LeaseOwner: Sendable, Hashable, Codable {
    /// The machine's name, as the system gives it.
    package let host: String
    /// The kernel's boot, empty where the system does not tell.
    package let boot: String
    package let process: Int32
    /// When the process began, in clock ticks since the boot; 0 where the system does not tell.
    package let startedAt: UInt64

    package init(host: String, boot: String, process: Int32, startedAt: UInt64) {
        self.host = host
        self.boot = boot
        self.process = process
        self.startedAt = startedAt
    }

    /// This very process.
    package static let current: LeaseOwner = {
        let process = ProcessInfo.processInfo.processIdentifier
        return LeaseOwner(
            host: ProcessInfo.processInfo.hostName, boot: currentBoot(), process: process,
            startedAt: startTime(of: process) ?? 0)
    }()

    /// Whether the process is known to be gone, seen from `observer`.
    ///
    /// Whoever observes is alive. False also means “cannot tell”, as for a process of another machine: then only the end of its lease frees
    /// what it holds.
    package func isKnownDead(to observer: LeaseOwner = .current) -> Bool {
        guard self != observer, host == observer.host else { return false }
        if boot != observer.boot { return true }
        guard observer.startedAt != 0 else { return false }
        return Self.startTime(of: process) != startedAt
    }

    private static func currentBoot() -> String {
        ((try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Nil when there is no such process, or only what its parent has not yet buried.
    private static func startTime(of process: Int32) -> UInt64? {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
            let end = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }
}
