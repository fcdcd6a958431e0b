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
        let checks = await Doctor(
            root: InstanceLocation.candidate(place, in: session), environment: session.environment,
            executable: session.executable, currentFolder: session.currentFolder
        ).checks()
        let report = DoctorReport(checks: checks, session: session)
        try session.print(json ? [try JSONText.encode(report.document)] : report.lines)
        if report.failures > 0 { throw Told(outcome: .negative) }
    }
}
