import Foundation
import Hummingbird
import Identity
import Localization
import NIOCore

extension AccountRoutes {
    private static let pageSize = 50

    /// `/administration/journal`: who did what, the latest first; `avant` goes back in time.
    func journalPage(_ visit: Visit) async throws -> Response {
        let principal = visit.context.principal
        _ = try principal.authorize(.readJournal, on: .instance)
        let before = try visit.request.queryItems["avant"].flatMap { Int64($0) }
        let entries = try await identity.journal.entries(before: before, limit: Self.pageSize + 1)
        let shown = entries.prefix(Self.pageSize)
        let check = try await identity.journal.verify()
        let title = visit.text("site.account.journal.title")
        let trail = [Link(label: visit.text("site.account.own.title"), href: AccountAddress.own.path)]
        return try page("journal", title: title, trail: trail, visit) { _ in
            JournalView(
                alert: check.isWhole
                    ? Alert(.success, text: visit.text("site.account.journal.whole", ["count": .integer(check.count)]))
                    : Alert(
                        .error, title: visit.text("site.account.journal.brokenTitle"),
                        text: visit.text("site.account.journal.broken", ["number": .integer(Int(check.brokenAt ?? 0))])),
                rows: shown.map { row($0, visit) }, exportHref: AccountAddress.journalExport.path,
                older: entries.count > shown.count
                    ? shown.last.map { AccountAddress.journal.path + "?avant=\($0.number)" } : nil,
                newer: before == nil ? nil : AccountAddress.journal.path)
        }
    }

    private func row(_ entry: JournalEntry, _ visit: Visit) -> JournalRow {
        let key = "identity.action.\(entry.action.rawValue)"
        return JournalRow(
            number: visit.localizer.number(Int(entry.number)), date: visit.localizer.dateTime(entry.at),
            datetime: entry.at.ISO8601Format(),
            actor: entry.actor.name.isEmpty ? visit.text("site.account.journal.public") : entry.actor.name,
            action: visit.localizer.contains(key) ? visit.text(key) : entry.action.rawValue,
            subject: entry.subject.name, address: entry.address)
    }

    /// `/administration/journal.csv`: the whole journal, streamed; the export itself is written in it.
    func journalExport(_ visit: Visit) async throws -> Response {
        let authorization = try visit.context.principal.authorize(.readJournal, on: .instance)
        try await identity.noteExport(by: authorization)
        let journal = identity.journal
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"journal.csv\"",
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: JournalCSV.header))
                var last: Int64 = 0
                while case let entries = try await journal.piece(after: last), let end = entries.last {
                    try await writer.write(ByteBuffer(string: entries.map(JournalCSV.line).joined()))
                    last = end.number
                }
                try await writer.finish(nil)
            })
    }
}
