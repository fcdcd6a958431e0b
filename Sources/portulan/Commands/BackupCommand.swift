import ArgumentParser
import Foundation
import Instance
import Localization
import Terminal

struct BackupCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "cli.backup.abstract", discussion: "cli.backup.examples")

    @Argument(help: ArgumentHelp("cli.backup.file", valueName: "file"), completion: .file(extensions: ["tar"]))
    var file: String

    @Flag(name: .shortAndLong, help: "cli.option.quiet")
    var quiet = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let target = session.path(file)
        let progress = session.progress(isQuiet: quiet)
        do {
            try await instance.backup(to: target, progress: session.bytes("cli.backup.phase", file, on: progress))
        } catch {
            progress.clear()
            await instance.close()
            throw error
        }
        progress.clear()
        await instance.close()
        guard !quiet else { return }
        let size = try FileManager.default.attributesOfItem(atPath: target.path)[.size] as? Int64 ?? 0
        try session.print(session.text("cli.backup.done", ["file": .text(file), "size": .bytes(size)]))
    }
}

struct RestoreCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "cli.restore.abstract", discussion: "cli.restore.examples")

    @Argument(help: ArgumentHelp("cli.restore.file", valueName: "file"), completion: .file(extensions: ["tar"]))
    var file: String

    @Argument(help: ArgumentHelp("cli.restore.folder", valueName: "folder"), completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("cli.restore.store", valueName: "store"))
    var store: String?

    @Flag(name: .shortAndLong, help: "cli.option.quiet")
    var quiet = false

    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let archive = try LocalFile(file, in: session).path
        let progress = session.progress(isQuiet: quiet)
        do {
            defer { progress.clear() }
            try await Instance.restore(
                from: archive, to: session.path(folder), store: store, environment: session.environment,
                progress: session.bytes("cli.restore.phase", file, on: progress))
        }
        if !quiet { try session.print(session.text("cli.restore.done", ["folder": .text(folder)])) }
    }
}

extension Session {
    /// What tells a display how many bytes of one piece of work are done.
    fileprivate func bytes(
        _ phase: String, _ label: String, on display: ProgressDisplay
    ) -> @Sendable (_ done: Int64, _ total: Int64) -> Void {
        let phase = text(phase)
        return { done, total in
            display.update(0, label: label, ProgressReport(phase: phase, done: done, total: total, unit: .bytes))
        }
    }
}
