import Catalog
import DuckDB
import Foundation
import Indicators
import Lake
import Localization
import Logging
import Services
import Store
import Territories

/// What one instance's folder must hold.
extension Doctor {
    func permissionChecks(_ folder: InstanceFolder) -> [DoctorCheck] {
        let arguments: [String: MessageArgument] = ["folder": .text(folder.root.path)]
        var problems: [DoctorCheck] = []
        for path in [folder.root, folder.lake, folder.temporary] where FileManager.default.fileExists(atPath: path.path) {
            if !FileManager.default.isWritableFile(atPath: path.path) {
                problems.append(.wrong("folder", "unwritable", ["folder": .text(path.path)]))
            }
        }
        for path in [folder.root, folder.settings, folder.store] {
            let attributes = try? FileManager.default.attributesOfItem(atPath: path.path)
            guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 != 0 else { continue }
            problems.append(.wrong("folder", "open", ["file": .text(path.path)], status: .warning))
        }
        return problems.isEmpty ? [.ok("folder", "found", arguments)] : problems
    }

    func settingsChecks(_ folder: InstanceFolder) -> (Settings?, [DoctorCheck]) {
        var checks: [DoctorCheck] = SettingsFile.unknownVariables(environment).map { name, nearest in
            nearest.map {
                .wrong("settings", "misspelled", ["variable": .text(name), "nearest": .text($0)], status: .warning)
            } ?? .wrong("settings", "unknown", ["variable": .text(name)], status: .warning)
        }
        guard let data = try? Data(contentsOf: folder.settings) else {
            checks.append(.failed("settings", InstanceError("settings.unreadable", ["file": .text(folder.settings.path)])))
            return (nil, checks)
        }
        let text = String(decoding: data, as: UTF8.self)
        let problems = SettingsFile.problems(
            in: text, file: folder.settings.lastPathComponent, environment: environment)
        checks += problems.map { .failed("settings", $0) }
        guard problems.isEmpty, let settings = try? SettingsFile.parse(text, environment: environment) else {
            return (nil, checks)
        }
        if checks.isEmpty { checks.append(.ok("settings", "found", ["file": .text(folder.settings.path)])) }
        return (settings, checks)
    }

    func storeCheck(_ folder: InstanceFolder, _ settings: Settings?) async -> DoctorCheck {
        do {
            let location = try settings.map { try StoreLocation($0, in: folder, environment: environment) }
                ?? .sqlite(folder.store)
            if case .sqlite = location, !FileManager.default.fileExists(atPath: folder.store.path) {
                return .ok("store", "none")
            }
            let store = try await location.open()
            defer { try? store.close() }
            if let problem = try await store.integrityProblems().first {
                return .wrong("store", "damaged", ["detail": .text(problem)])
            }
            guard let server = store as? PostgresStore else {
                return .ok("store", "found", ["size": .bytes((try? DurableFile.size(folder.store)) ?? 0)])
            }
            let figures = try await server.figures()
            return .ok("store", "postgres", [
                "version": .text(figures.version), "database": .text(figures.database), "size": .bytes(figures.bytes),
            ])
        } catch let error as any LocalizedFailure {
            return .failed("store", error)
        } catch {
            return .wrong("store", "damaged", ["detail": .text("\(error)")])
        }
    }

    /// Whether there is a vintage of the official geographic code, of which day, and whether it tells what happened to
    /// communes.
    func territoriesCheck(_ folder: InstanceFolder) -> DoctorCheck {
        let support = try? SupportFolder.locate(environment: environment, executable: executable)
        guard let file = folder.snapshot(shared: support?.root ?? folder.root) else {
            let canBeMade = support.flatMap { SnapshotBuilder.dataFrance(in: $0.root) } != nil
            return canBeMade ? .ok("territories", "later") : .wrong("territories", "none", status: .warning)
        }
        do {
            let gazetteer = try Gazetteer(opening: file)
            let movements = try gazetteer.movements().count
            let arguments: [String: MessageArgument] = [
                "day": .text("\(gazetteer.date)"), "communes": .integer(gazetteer.count(.commune)), "events": .integer(movements),
                "file": .text(file.path),
            ]
            return movements == 0
                ? .wrong("territories", "nohistory", arguments, status: .warning) : .ok("territories", "found", arguments)
        } catch let error as any LocalizedFailure {
            return .failed("territories", error)
        } catch {
            return .wrong("territories", "none", status: .warning)
        }
    }

    /// Whether the lake holds every file that the catalogue speaks of, and whether the figures of indicators can be read;
    /// none where it cannot be opened for a reason that another check tells.
    func contentChecks(_ folder: InstanceFolder, _ settings: Settings) async -> [DoctorCheck] {
        guard let support = try? SupportFolder.locate(environment: environment, executable: executable) else { return [] }
        let scratch = FileManager.default.temporaryDirectory
            .appendingPathComponent("portulan-doctor-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        do {
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            let location = try StoreLocation(settings, in: folder, environment: environment)
            if case .sqlite(let file) = location, !FileManager.default.fileExists(atPath: file.path) {
                return [.ok("content", "none")]
            }
            let instance = try await Instance(
                folder: folder, settings: settings, support: support, store: location.open(),
                scratch: scratch, environment: environment, logger: Logger(label: "portulan.doctor"))
            let hashes: Set<ContentHash>
            let figures: DoctorCheck?
            do {
                hashes = try await instance.catalog.referencedContent()
                // A store that waits for its next opening to be brought up to date has no figures.
                    .union((try? await instance.indicators.referencedContent()) ?? [])
                figures = await figuresCheck(instance)
                await instance.close()
            } catch {
                await instance.close()
                throw error
            }
            let missing = hashes.filter { hash in
                ![instance.lake.original(hash), instance.lake.tableURL(hash)]
                    .contains { FileManager.default.fileExists(atPath: $0.path) }
            }
            let content: DoctorCheck = missing.isEmpty
                ? .ok("content", "found", ["count": .integer(hashes.count)])
                : .wrong("content", "missing", [
                    "count": .integer(missing.count), "hash": .text(missing.map(\.hex).min() ?? ""),
                ])
            return [content] + (figures.map { [$0] } ?? [])
        } catch {
            return [.wrong("content", "unreadable", ["detail": .text(Self.reason(error))])]
        }
    }

    /// Whether the figures of every indicator can be read; nil where the instance has no indicators.
    private func figuresCheck(_ instance: Instance) async -> DoctorCheck? {
        // Territories are another check's: without them, files of figures are read all the same.
        try? instance.prepareServices()
        instance.indicators.define(instance.services.indicators)
        guard !instance.services.indicators.isEmpty, let current = try? await instance.indicators.current() else { return nil }
        guard let first = current.failures.keys.min() else { return .ok("figures", "found", ["count": .integer(current.definitions.count)]) }
        return .wrong("figures", "damaged", [
            "count": .integer(current.failures.count), "indicator": .text("\(first)"), "service": .text(first.service),
        ])
    }
}
