import ArgumentParser
import Instance
import Terminal

struct DoctorCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "cli.doctor.abstract", discussion: "cli.doctor.examples")

    @Flag(help: "cli.doctor.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
    }
}
