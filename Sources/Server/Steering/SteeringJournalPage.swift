import Catalog
import Foundation
import Hummingbird
import Identity
import Indicators
import Localization
import NIOCore
import Steering
import Territories

/// Everything that was written and done, the latest first.
struct SteeringJournalView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var heading: String
    var action: String
    var policies: [Choice]
    var kinds: [Choice]
    var authors: [Choice]
    var territory: String
    var since: String
    var clearHref: String?
    var rows: [Row]
    var older: String?
    var newer: String?
    var csvHref: String

    struct Row: ViewModel {
        var number: String
        var date: String
        var datetime: String
        var author: String
        var kind: String
        var policy: String
        var territory: String
        var href: String?
        var detail: String
    }
}

extension SteeringRoutes {
    private static let journalSize = 50
    private static let shownText = 160

    /// What the address of the journal asks for.
    private struct Asked {
        var filter = SteeringEntryFilter()
        var holder: TerritoryID?
        var territory = ""
        var since = ""
        var problem: SteeringError?

        init(_ visit: SteeringVisit) throws {
            let items = try visit.visit.request.queryItems
            func word(_ name: String) -> String? { items[name].flatMap { $0.isEmpty ? nil : $0 } }
            filter.policies = word("politique").map { [$0] }
            filter.kinds = word("sorte").flatMap { SteeringEntry.Kind(rawValue: $0) }.map { [$0] }
            filter.author = word("auteur")
            filter.before = word("avant").flatMap { Int64($0) }
            if let text = word("depuis") {
                since = text
                if let day = CivilDate(text) {
                    filter.since = day.moment - 43_200
                } else {
                    problem = SteeringError(.dateInvalid, ["value": .text(text)])
                }
            }
            guard let text = word("territoire") else { return }
            territory = text
            holder = visit.field(text).territory.flatMap { TerritoryID($0.code) }
            if holder == nil { problem = SteeringError(.territoryUnknown, ["territory": .text(text)]) }
        }

        /// The query without its page.
        var query: [QueryItems.Item] {
            let items: [(String, String?)] = [
                ("politique", filter.policies?.first), ("sorte", filter.kinds?.first?.rawValue), ("auteur", filter.author),
                ("territoire", territory), ("depuis", since),
            ]
            return items.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : .init(name: name, value: $0) } }
        }
    }

    /// `/services/{service}/pilotage/journal`: `avant` goes back in time.
    func journalPage(_ visit: SteeringVisit) async throws -> Response {
        try visit.checkReading(visit.reader.principal.isSignedIn)
        let asked = try Asked(visit)
        let (entries, goesOn) = try await entries(asked, visit, limit: Self.journalSize)
        func address(_ base: SteeringAddress, before: Int64? = nil) -> String {
            let items = asked.query + (before.map { [.init(name: "avant", value: String($0))] } ?? [])
            return visit.address(base) + (items.isEmpty ? "" : "?" + QueryItems(items).encoded)
        }
        let title = visit.text("site.steering.journal.title")
        let view = SteeringJournalView(
            alert: asked.problem.map { visit.visit.alert($0) }, navigation: visit.navigation(.journal), heading: title,
            action: visit.address(.journal),
            policies: choices(
                visit.programme.policies.map { ($0.slug, $0.name) }, asked.filter.policies?.first, visit.text("site.steering.filter.allPolicies")),
            kinds: choices(
                SteeringEntry.Kind.allCases.map { ($0.rawValue, visit.visit.text($0.nameKey)) }, asked.filter.kinds?.first?.rawValue,
                visit.text("site.steering.journal.allKinds")),
            authors: choices(
                try await steering.authors(service: visit.service).map { ($0.id, $0.name) }, asked.filter.author, visit.text("site.steering.journal.everybody")),
            territory: asked.territory, since: asked.since, clearHref: asked.query.isEmpty ? nil : visit.address(.journal),
            rows: entries.map { row($0, visit) }, older: goesOn ? entries.last.map { address(.journal, before: $0.number) } : nil,
            newer: asked.filter.before == nil ? nil : address(.journal), csvHref: address(.journalCSV))
        return try page("steering-journal", view, title: title, trail: visit.trail(), visit)
    }

    /// `/services/{service}/pilotage/journal.csv`: the same, all of it, with the texts.
    func journalCSV(_ visit: SteeringVisit) async throws -> Response {
        try visit.checkReading(visit.reader.principal.isSignedIn)
        let asked = try Asked(visit)
        if let problem = asked.problem { throw problem }
        let (entries, _) = try await entries(asked, visit, limit: .max)
        let header = ["number", "date", "author", "kind", "policy", "territory", "detail", "text", "thread"]
        let lines = entries.map { entry in
            CSVText.line([
                "\(entry.number)", entry.writtenAt.ISO8601Format(), entry.author.name, entry.content.kind.rawValue, entry.place.policy ?? "",
                entry.place.territory.description, detail(entry, visit), entry.content.text, entry.thread?.uuidString.lowercased() ?? "",
            ])
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .contentDisposition: "attachment; filename=\"\(visit.service)-journal.csv\"",
            ],
            body: .init(byteBuffer: ByteBuffer(string: CSVText.line(header) + lines.joined())))
    }

    /// The entries asked for that the reader may read, and whether there are more.
    private func entries(_ asked: Asked, _ visit: SteeringVisit, limit: Int) async throws -> (entries: [SteeringEntry], goesOn: Bool) {
        var filter = asked.filter
        var found: [SteeringEntry] = []
        // What the reader may not see is passed over: pages stay full, and the store is asked in pieces.
        let piece = 1_000
        while true {
            let entries = try await steering.entries(service: visit.service, filter, limit: piece)
            for entry in entries where isReadable(entry, asked.holder, visit) {
                if found.count == limit { return (found, true) }
                found.append(entry)
            }
            guard entries.count == piece, let last = entries.last else { return (found, false) }
            filter.before = last.number
        }
    }

    /// Who was given which right is for those who decide of it.
    private func isReadable(_ entry: SteeringEntry, _ holder: TerritoryID?, _ visit: SteeringVisit) -> Bool {
        let place = entry.place
        if let holder, !visit.board.lies(place.territory, in: holder) { return false }
        switch entry.content.kind {
        case .grant, .withdrawal: return visit.reader.can(.manage, policy: place.policy, in: place.territory)
        default: return visit.reader.can(.read, policy: place.policy, in: place.territory)
        }
    }

    private func row(_ entry: SteeringEntry, _ visit: SteeringVisit) -> SteeringJournalView.Row {
        let place = entry.place
        let policy = place.policy.map { visit.programme.policy($0)?.name ?? $0 }
        let href: String? = switch entry.content {
        case .proposal: visit.address(.proposal, part: entry.id.uuidString.lowercased())
        case .message, .outcome: entry.thread.map { visit.address(.proposal, part: $0.uuidString.lowercased()) }
        case .grant, .withdrawal, .values: nil
        default: place.policy.map { visit.address(.place, policy: $0, territory: place.territory) }
        }
        return SteeringJournalView.Row(
            number: visit.localizer.number(entry.number), date: visit.localizer.dateTime(entry.writtenAt),
            datetime: entry.writtenAt.ISO8601Format(), author: entry.author.name, kind: visit.visit.text(entry.content.kind.nameKey),
            policy: policy ?? visit.text("site.steering.allPolicies"), territory: visit.name(place.territory), href: href,
            detail: [detail(entry, visit), CommonMark.plain(entry.content.text).summary(Self.shownText)].filter { !$0.isEmpty }
                .joined(separator: " — "))
    }

    /// What an entry says besides its text.
    private func detail(_ entry: SteeringEntry, _ visit: SteeringVisit) -> String {
        switch entry.content {
        case .weather(let weather): visit.visit.text(weather.nameKey)
        case .followUp(let state, _): visit.visit.text(state.nameKey)
        case .outcome(let outcome, _, _): visit.visit.text(outcome.nameKey)
        case .decision(let decision):
            [decision.responsible, decision.due.map { visit.day($0) } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        case .proposal(let value, _): name(value.indicator, visit) + visit.text("site.steering.journal.value", ["value": .decimal(value.value)])
        case .values(let values):
            visit.text(values.undoes == nil ? "site.steering.journal.values" : "site.steering.journal.undone", [
                "count": .integer(values.count), "indicators": .list(values.indicators.map { .text(name($0, visit)) }),
            ])
        case .grant(let action, let account), .withdrawal(let action, let account): "\(account) : \(visit.visit.text(action.nameKey))"
        case .synthesis, .comment, .objective, .message: ""
        }
    }

    private func name(_ indicator: IndicatorID, _ visit: SteeringVisit) -> String {
        visit.board.observations.definition(indicator)?.name ?? indicator.description
    }
}
