import Foundation
import Indicators
import Store
import Territories

extension UUID {
    var text: String { uuidString.lowercased() }
}

extension StoreRow {
    func uuid(_ column: String) throws -> UUID {
        let text = try string(column)
        guard let id = UUID(uuidString: text) else { throw StoreError(.unexpectedValue, "column \(column) is not an identifier: \(text)") }
        return id
    }

    func optionalUUID(_ column: String) throws -> UUID? { try optionalString(column).flatMap(UUID.init) }

    /// The place of a row with the columns `service`, `policy` and `territory`.
    func steeringPlace() throws -> SteeringPlace {
        let policy = try string("policy")
        return SteeringPlace(service: try string("service"), policy: policy.isEmpty ? nil : policy, territory: try word("territory"))
    }

    /// A word that a type knows.
    func word<Word: RawRepresentable<String>>(_ column: String, as type: Word.Type = Word.self) throws -> Word {
        let text = try string(column)
        guard let word = Word(rawValue: text) else { throw StoreError(.unexpectedValue, "column \(column): unknown \(text)") }
        return word
    }

    func word<Word: LosslessStringConvertible>(_ column: String, as type: Word.Type = Word.self) throws -> Word {
        let text = try string(column)
        guard let word = Word(text) else { throw StoreError(.unexpectedValue, "column \(column): unknown \(text)") }
        return word
    }
}

extension SteeringRight {
    init(_ row: StoreRow) throws {
        let withdrawnAt = try row.optionalDate("withdrawn_at")
        self.init(
            id: try row.uuid("id"), account: try row.uuid("account_id"), action: try row.word("action", as: SteeringAction.self),
            place: try row.steeringPlace(), grantedAt: try row.date("granted_at"),
            grantedBy: SteeringAuthor(id: try row.string("granted_by"), name: try row.string("granted_by_name")),
            withdrawnAt: withdrawnAt,
            withdrawnBy: withdrawnAt == nil
                ? nil : SteeringAuthor(id: try row.string("withdrawn_by"), name: try row.string("withdrawn_by_name")))
    }
}

extension SteeringEntry {
    init(_ row: StoreRow) throws {
        self.init(
            id: try row.uuid("id"), number: try row.int64("number"), place: try row.steeringPlace(),
            content: try Content(row), thread: try row.optionalUUID("thread"),
            author: SteeringAuthor(id: try row.string("author_id"), name: try row.string("author_name")),
            writtenAt: try row.date("written_at"))
    }
}

extension SteeringEntry.Content {
    /// What a decision has besides its text.
    private struct DecisionDetails: Codable {
        var responsible: String
        var due: CivilDate?
    }

    private struct OutcomeDetails: Codable {
        var outcome: ProposedValue.Outcome
        var release: String?
    }

    private struct RightDetails: Codable {
        var action: SteeringAction
        var account: String
    }

    /// As it is stored; null where the text says all.
    var details: StoreValue {
        get throws {
            switch self {
            case .weather(let weather): try .json(weather)
            case .synthesis, .comment, .objective, .message: .null
            case .decision(let decision): try .json(DecisionDetails(responsible: decision.responsible, due: decision.due))
            case .followUp(let state, _): try .json(state)
            case .proposal(let value, _): try .json(value)
            case .outcome(let outcome, _, let release): try .json(OutcomeDetails(outcome: outcome, release: release))
            case .values(let values): try .json(values)
            case .grant(let action, let account), .withdrawal(let action, let account):
                try .json(RightDetails(action: action, account: account))
            }
        }
    }

    init(_ row: StoreRow) throws {
        let body = try row.string("body")
        switch try row.word("kind", as: SteeringEntry.Kind.self) {
        case .weather: self = .weather(try row.json("details"))
        case .synthesis: self = .synthesis(body)
        case .comment: self = .comment(body)
        case .objective: self = .objective(body)
        case .message: self = .message(body)
        case .decision:
            let details: DecisionDetails = try row.json("details")
            self = .decision(SteeringDecision(text: body, responsible: details.responsible, due: details.due))
        case .followUp: self = .followUp(try row.json("details"), body)
        case .proposal: self = .proposal(try row.json("details"), body)
        case .outcome:
            let details: OutcomeDetails = try row.json("details")
            self = .outcome(details.outcome, body, release: details.release)
        case .values: self = .values(try row.json("details"))
        case .grant:
            let details: RightDetails = try row.json("details")
            self = .grant(details.action, details.account)
        case .withdrawal:
            let details: RightDetails = try row.json("details")
            self = .withdrawal(details.action, details.account)
        }
    }
}
