import ArgumentParser
import Foundation
import Instance
import Localization

struct BackupCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "cli.backup.abstract", discussion: "cli.backup.examples")

    @Argument(help: ArgumentHelp("cli.backup.file", valueName: "file"), completion: .file(extensions: ["tar"]))
    var file: String

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let target = session.path(file)
        try await instance.backup(to: target)
        await instance.close()
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

    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let archive = try LocalFile(file, in: session).path
        try await Instance.restore(from: archive, to: session.path(folder))
        try session.print(session.text("cli.restore.done", ["folder": .text(folder)]))
    }
}
