package import Foundation
import Identity
package import Indicators
import Store
import Territories

extension Steering {
    /// Longest text that people may write, in characters.
    package static let longestText = 20_000
    /// Longest name, of a responsible person or of a method.
    package static let longestLine = 500

    /// Writes one or several entries at once in the place of the authorization, each noted in the audit journal.
    ///
    /// - Parameter authorization: of one of ``SteeringEntry/Kind/actions`` of each.
    /// - Throws: ``SteeringError`` for texts that are not fit; `IdentityError` `forbidden`.
    @discardableResult
    package func write(_ contents: [SteeringEntry.Content], by authorization: SteeringAuthorization) async throws -> [SteeringEntry] {
        if let problem = contents.lazy.flatMap(\.problems).first { throw problem.error }
        return try await store.write { [self] session in try write(contents, by: authorization, in: session) }
    }

    /// Gives the weather and the synthesis of a place; what does not differ from what is there is not written again.
    ///
    /// - Parameter synthesis: nil leaves what is there.
    /// - Throws: ``SteeringError`` `nothingNew` where neither differs.
    package func assess(_ weather: Weather?, _ synthesis: String?, by authorization: SteeringAuthorization) async throws {
        let contents = [weather.map(SteeringEntry.Content.weather), synthesis.map(SteeringEntry.Content.synthesis)].compactMap(\.self)
        if let problem = contents.lazy.flatMap(\.problems).first { throw problem.error }
        try await store.write { [self] session in
            let changed = try contents.filter { content in
                // The same weather given again is news: it was looked at today.
                if case .weather = content { return true }
                return try session.latest(content.kind, in: authorization.place)?.content != content
            }
            guard !changed.isEmpty else { throw SteeringError(.nothingNew) }
            try write(changed, by: authorization, in: session)
        }
    }

    /// Says what became of a decision.
    ///
    /// - Throws: ``SteeringError`` `entryUnknown` where the place has no such decision.
    package func follow(_ decision: UUID, _ state: SteeringDecision.State, _ note: String, by authorization: SteeringAuthorization) async throws {
        let content = SteeringEntry.Content.followUp(state, note)
        if let problem = content.problems.first { throw problem.error }
        try await store.write { [self] session in
            _ = try session.entry(decision, .decision, in: authorization.place)
            try write([content], thread: decision, by: authorization, in: session)
        }
    }

    /// Adds entries within a transaction.
    @discardableResult
    func write(
        _ contents: [SteeringEntry.Content], thread: UUID? = nil, by authorization: SteeringAuthorization, in session: any WriteSession
    ) throws -> [SteeringEntry] {
        let place = authorization.place
        var number = try session.row(
            "SELECT max(number) AS number FROM steering_entries WHERE service = ?", [.text(place.service)])?.optionalInt64("number") ?? 0
        return try contents.map { content in
            try authorization.check(content.kind)
            number += 1
            let entry = SteeringEntry(
                id: UUID(), number: number, place: place, content: content, thread: thread, author: authorization.author,
                writtenAt: storedNow)
            let details = try content.details
            try session.execute(
                """
                INSERT INTO steering_entries
                  (id, service, number, policy, territory, kind, body, details, thread, author_id, author_name, written_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(entry.id.text), .text(place.service), .integer(number), .text(place.policy ?? ""),
                    .text(place.territory.description), .text(content.kind.rawValue), .text(content.text), details,
                    StoreValue(thread?.text), .text(entry.author.id), .text(entry.author.name), StoreValue(entry.writtenAt),
                ])
            var noted = [content.text]
            if case .text(let json) = details { noted.append(json) }
            try journal.add(
                JournalAction(rawValue: "steering.\(content.kind.rawValue)"),
                JournalSubject("steering", place.key, name: authorization.name), by: authorization.identity, after: noted, in: session)
            return entry
        }
    }
}

extension SteeringEntry.Content {
    /// What must be mended before it can be written.
    package var problems: [SteeringFieldProblem] {
        func text(_ text: String, _ field: SteeringFieldProblem.Field = .body, isNeeded: Bool = true) -> SteeringFieldProblem? {
            .text(text, field, most: Steering.longestText, isNeeded: isNeeded)
        }
        func line(_ text: String, _ field: SteeringFieldProblem.Field, isNeeded: Bool) -> SteeringFieldProblem? {
            .text(text, field, most: Steering.longestLine, isNeeded: isNeeded)
        }
        let problems: [SteeringFieldProblem?] = switch self {
        case .weather, .values, .grant, .withdrawal: []
        case .synthesis(let body), .comment(let body), .objective(let body), .message(let body): [text(body)]
        case .decision(let decision): [text(decision.text), line(decision.responsible, .responsible, isNeeded: false)]
        // A state says something by itself.
        case .followUp(_, let note): [text(note, isNeeded: false)]
        case .proposal(let value, let reason): [
            value.value.isFinite ? nil : SteeringFieldProblem(.value, SteeringError(.valueInvalid)),
            line(value.method, .method, isNeeded: true), text(reason, .reason),
        ]
        // Who refuses says why.
        case .outcome(let outcome, let reason, _): [text(reason, .reason, isNeeded: outcome == .refused)]
        }
        return problems.compactMap(\.self)
    }
}
