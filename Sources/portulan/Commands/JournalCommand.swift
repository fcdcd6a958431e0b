import ArgumentParser
import Identity
import Instance
import Localization
import Terminal

struct JournalCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "cli.journal.abstract", discussion: "cli.journal.examples")

    @Option(help: ArgumentHelp("cli.journal.limit", valueName: "number"))
    var limit = 50

    @Flag(help: "cli.journal.csv")
    var csv = false

    @Flag(help: "cli.journal.verify")
    var verify = false

    @Option(help: ArgumentHelp("cli.journal.head", valueName: "head"))
    var head: String?

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let kept = try head.map { text in
            guard let head = JournalVerification.Head(text) else { throw UsageProblem("other", ["detail": .text("--head \(text)")]) }
            return head
        }
        try await InstanceLocation(place, in: session).using(session) { instance in
            let journal = instance.identity.journal
            if verify {
                try check(try await journal.verify(kept: kept), session)
            } else if csv {
                try await instance.identity.noteExport(by: session.authorization(.readJournal))
                try session.print(bytes: Array(JournalCSV.header.utf8))
                try await journal.forEach { try session.print(bytes: Array(JournalCSV.line($0).utf8)) }
            } else {
                try session.print(lines(try await journal.entries(limit: max(0, limit)), session))
            }
        }
    }

    private func check(_ found: JournalVerification, _ session: Session) throws {
        if let head = found.head { try session.print(head.description) }
        if let number = found.brokenAt {
            session.say(session.text("cli.journal.broken", ["number": .integer(Int(number))]))
        } else if found.missesKeptHead {
            session.say(session.text("cli.journal.missing"))
        } else {
            session.say(session.text("cli.journal.whole", ["count": .integer(found.count)]))
        }
        if !found.isWhole { throw Told(outcome: .negative) }
    }

    private func lines(_ entries: [JournalEntry], _ session: Session) -> [String] {
        guard !entries.isEmpty else { return [session.text("cli.journal.none")] }
        func heading(_ key: String) -> String { session.text("site.account.journal.\(key)") }
        var table = TextTable(columns: [
            .init(heading("number"), alignment: .trailing, minimumWidth: 4, rank: 8), .init(heading("date"), minimumWidth: 12, rank: 7),
            .init(heading("actor"), minimumWidth: 8, rank: 6), .init(heading("action"), minimumWidth: 8, rank: 9),
            .init(heading("subject"), minimumWidth: 8, rank: 5), .init(session.text("site.account.address"), minimumWidth: 7, rank: 2),
        ])
        for entry in entries {
            let key = "identity.action.\(entry.action.rawValue)"
            table.append([
                "\(entry.number)", session.localizer.dateTime(entry.at), entry.actor.name,
                session.localizer.contains(key) ? session.text(key) : entry.action.rawValue, entry.subject.name, entry.address,
            ])
        }
        return table.lines(width: session.output.width, ink: session.ink).lines
    }
}
