import DuckDB
import Foundation
import Localization
import Store
import Threads

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What the machine must offer to any instance.
extension Doctor {
    func machineChecks() async -> [DoctorCheck] {
        let environment = environment
        let executable = executable
        // Opening DuckDB and loading extensions reads tens of megabytes: not on the cooperative pool.
        let native = (try? await OwnThread.run("doctor") { _ in
            Self.nativeChecks(environment: environment, executable: executable)
        }) ?? []
        return native + [diskCheck(), openFilesCheck(), clockCheck()]
    }

    private static func nativeChecks(environment: [String: String], executable: URL) -> [DoctorCheck] {
        let support: SupportFolder
        do {
            support = try SupportFolder.locate(environment: environment, executable: executable)
        } catch {
            return [.wrong("support", "missing", ["detail": .text(Self.reason(error))])]
        }
        var checks: [DoctorCheck] = [.ok("support", "found", ["folder": .text(support.root.path)])]
        do {
            let database = try Database(support: support)
            checks.append(
                .ok("library", "found", ["version": .text(database.version), "file": .text(support.duckDBLibrary.path)]))
            let connection = try database.connect()
            for name in ["spatial", "excel"] {
                do {
                    try connection.loadExtension(name)
                    checks.append(.ok("extension", "found", ["name": .text(name)]))
                } catch {
                    checks.append(.wrong("extension", "broken", ["name": .text(name), "detail": .text(Self.reason(error))]))
                }
            }
        } catch {
            checks.append(
                .wrong("library", "broken", ["file": .text(support.duckDBLibrary.path), "detail": .text(Self.reason(error))]))
        }
        for name in ["dsfr", "maplibre"] {
            let folder = support.assets.appendingPathComponent(name)
            let isThere = (try? FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty) == false
            checks.append(
                isThere
                    ? .ok("assets", "found", ["name": .text(name)])
                    : .wrong("assets", "missing", ["name": .text(name), "folder": .text(folder.path)]))
        }
        return checks
    }

    /// The error's own words, without the names that only programmers know.
    static func reason(_ error: any Error) -> String {
        (error as? DuckDBError)?.message ?? "\(error)"
    }

    private func diskCheck() -> DoctorCheck {
        let place = (folder.flatMap { $0.exists ? $0.root : nil } ?? currentFolder).path
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: place)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
            return .wrong("disk", "unknown", ["folder": .text(place)], status: .warning)
        }
        let arguments: [String: MessageArgument] = ["free": .bytes(free), "folder": .text(place)]
        // Below the first, the store itself may fail to write; below the second, the next big file will.
        if free < 200_000_000 { return .wrong("disk", "full", arguments) }
        if free < 5_000_000_000 { return .wrong("disk", "low", arguments, status: .warning) }
        return .ok("disk", "found", arguments)
    }

    private func openFilesCheck() -> DoctorCheck {
        let limit = sysconf(Int32(_SC_OPEN_MAX))
        let arguments: [String: MessageArgument] = ["limit": .integer(limit)]
        // Each connection to the server takes one, each query on Parquet a few.
        return limit < 1024 ? .wrong("openfiles", "low", arguments, status: .warning) : .ok("openfiles", "found", arguments)
    }

    private func clockCheck() -> DoctorCheck {
        let date = now()
        // A machine without a battery starts in 1970 or at the making of its firmware.
        let earliest = Date(timeIntervalSince1970: 1_767_225_600)  // 2026-01-01
        let latest = Date(timeIntervalSince1970: 4_102_444_800)  // 2100-01-01
        let arguments: [String: MessageArgument] = ["date": .dateTime(date)]
        return date < earliest || date > latest ? .wrong("clock", "wrong", arguments) : .ok("clock", "found", arguments)
    }

    func portCheck(_ settings: Settings) -> DoctorCheck {
        let arguments: [String: MessageArgument] = [
            "address": .text(settings.address), "port": .text("\(settings.port)"),
        ]
        switch PortProbe.problem(address: settings.address, port: settings.port) {
        case nil: return .ok("port", "found", arguments)
        case EADDRINUSE: return .wrong("port", "taken", arguments, status: .warning)
        case EACCES: return .wrong("port", "forbidden", arguments)
        default: return .wrong("port", "unusable", arguments)
        }
    }
}
