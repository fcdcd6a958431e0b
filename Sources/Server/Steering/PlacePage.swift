import Foundation
import Hummingbird
import Indicators
import Localization
import Steering
import Territories

/// A policy in a territory: the figures, and all that is written about them, with the forms that the reader may fill.
struct PlaceView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var formToken: String
    var action: String
    var heading: String
    var policy: Link
    var territory: Link
    var standing: StandingRow
    var progress: ProgressTable
    var errors: FieldErrors
    var draft: PlaceDraft

    var asksAssessment: Bool
    var asksWeather: Bool
    var asksSynthesis: Bool
    var weatherWritten: WrittenView?
    var synthesis: WrittenView?
    var assessments: [WrittenView]
    var canAssess: Bool
    var weathers: [Choice]

    var asksObjective: Bool
    var objective: WrittenView?
    var objectives: [WrittenView]
    var canDecide: Bool
    /// Whether the form was sent and could not be kept, and is therefore open.
    var isObjectiveOpen: Bool
    var isDecisionOpen: Bool

    var asksDecisions: Bool
    var decisions: [DecisionView]

    var asksProposals: Bool
    var proposals: [ProposalRow]
    var proposeHref: String?

    var asksComments: Bool
    var comments: [WrittenView]
    var canComment: Bool
}

/// What somebody wrote in one of the forms of a place, shown again where it could not be kept.
struct PlaceDraft: ViewModel {
    var action = ""
    var weather = ""
    var synthesis = ""
    var objective = ""
    var decision = ""
    var responsible = ""
    var due = ""
    var comment = ""
    var note = ""

    init() {}

    init(_ form: SubmittedForm) {
        // Browsers send lines as CR LF (WHATWG HTML, form submission).
        func text(_ name: String) -> String { form[name].replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }
        action = form["action"]
        weather = form["meteo"]
        synthesis = text("synthese")
        objective = text("objectif")
        decision = text("decision")
        responsible = text("responsable")
        due = text("echeance")
        comment = text("commentaire")
        note = text("note")
    }
}

extension SteeringRoutes {
    /// The words after `?fait=` that the page of a place knows.
    private static let done = ["meteo", "objectif", "decision", "suivi", "commentaire", "proposition"]

    /// `/services/{service}/pilotage/politiques/{policy}/{territory}`.
    func placePage(_ visit: SteeringVisit) async throws -> Response {
        try await placePage(visit, PlaceDraft(), [], alert: try visit.done(Self.done), status: .ok)
    }

    func write(_ form: SubmittedForm, _ visit: SteeringVisit) async throws -> Response {
        let (policy, territory) = (try visit.policy.slug, try visit.territory)
        let draft = PlaceDraft(form)
        let here = visit.address(.place, policy: policy, territory: territory)
        func proof(_ kind: SteeringEntry.Kind) throws -> SteeringAuthorization {
            try visit.reader.authorize(writing: kind, policy: policy, in: territory)
        }
        do {
            switch draft.action {
            case "meteo":
                let weather = draft.weather.isEmpty ? nil : Weather(slug: draft.weather)
                if !draft.weather.isEmpty, weather == nil { throw FieldFailure(.weather, SteeringError(.weatherUnknown)) }
                if weather != nil { _ = try proof(.weather) }
                let synthesis = draft.synthesis.isEmpty ? nil : draft.synthesis
                let proof = try proof(synthesis == nil ? .weather : .synthesis)
                try check(synthesis.map { [.synthesis($0)] } ?? [])
                try await steering.assess(weather, synthesis, by: proof)
                return .redirecting(to: here + "?fait=meteo#meteo")
            case "objectif":
                return try await write(.objective(draft.objective), proof(.objective), here + "?fait=objectif#objectif")
            case "commentaire":
                return try await write(.comment(draft.comment), proof(.comment), here + "?fait=commentaire#commentaires")
            case "decision":
                let proof = try proof(.decision)
                let due = CivilDate(draft.due)
                if !draft.due.isEmpty, due == nil { throw FieldFailure(.due, SteeringError(.dateInvalid, ["value": .text(draft.due)])) }
                let decision = SteeringDecision(text: draft.decision, responsible: draft.responsible, due: due)
                return try await write(.decision(decision), proof, here + "?fait=decision#decisions")
            case "suivi":
                let proof = try proof(.followUp)
                guard let id = UUID(uuidString: form["id"]) else { throw SteeringError(.entryUnknown) }
                guard let state = SteeringDecision.State(rawValue: form["etat"]) else { throw SteeringError(.stateUnknown) }
                try await steering.follow(id, state, draft.note, by: proof)
                return .redirecting(to: here + "?fait=suivi#decisions")
            default: throw RequestError("request.form")
            }
        } catch let failure as FieldFailure {
            return try await placePage(visit, draft, failure.problems, alert: nil, status: .unprocessableContent)
        } catch let error as SteeringError where error.problem != .notAsked {
            return try await placePage(visit, draft, [], alert: visit.visit.alert(error), status: ProblemTable.status(of: error.code))
        }
    }

    /// A weather whose author is to be said: not of one that was given with the synthesis under it.
    private static func author(of weather: SteeringEntry?, beside synthesis: SteeringEntry?) -> SteeringEntry? {
        guard let weather, let synthesis, weather.author == synthesis.author, weather.writtenAt == synthesis.writtenAt else { return weather }
        return nil
    }

    private func write(_ content: SteeringEntry.Content, _ proof: SteeringAuthorization, _ next: String) async throws -> Response {
        try check([content])
        try await steering.write([content], by: proof)
        return .redirecting(to: next)
    }

    private func check(_ contents: [SteeringEntry.Content]) throws {
        let problems = contents.flatMap(\.problems)
        if !problems.isEmpty { throw FieldFailure(problems) }
    }

    private func placePage(
        _ visit: SteeringVisit, _ draft: PlaceDraft, _ problems: [SteeringFieldProblem], alert: Alert?, status: HTTPResponse.Status
    ) async throws -> Response {
        let (policy, territory) = (try visit.policy, try visit.territory)
        let reader = visit.reader
        try visit.checkReading(reader.can(.read, policy: policy.slug, in: territory))
        guard let standing = try await steering.standing(visit.board, policy.slug, territory) else { throw SteeringError(.levelUnknown) }
        let written = PlaceEntries(
            try await steering.entries(in: SteeringPlace(service: visit.service, policy: policy.slug, territory: territory)))
        let errors = FieldErrors(problems.map { ($0.field.name(in: draft.action), $0.error) }, visit.visit)
        let heading = "\(policy.name.typeset) — \(visit.name(territory))"
        let asks = visit.programme.asks
        func can(_ kind: SteeringEntry.Kind) -> Bool { reader.canWrite(kind, policy: policy.slug, in: territory) }
        func views(_ entries: some Sequence<SteeringEntry>) -> [WrittenView] { entries.map { WrittenView($0, visit) } }
        var shown = draft
        if draft.action != "meteo" { shown.synthesis = written.latest(.synthesis)?.content.text ?? "" }
        let trail = visit.trail([visit.link(territory)])
        return try formPage("steering-place", title: heading, trail: trail, status: status, visit) { token in
            PlaceView(
                alert: alert ?? errors.alert(visit.visit), navigation: visit.navigation(.place), formToken: token,
                action: visit.address(.place, policy: policy.slug, territory: territory), heading: heading, policy: visit.link(policy),
                territory: visit.link(territory), standing: StandingRow(standing, visit, now: site.now()),
                progress: ProgressTable(standing.figures, visit, canPropose: can(.proposal)), errors: errors, draft: shown,
                asksAssessment: !asks.isDisjoint(with: [.weather, .synthesis]), asksWeather: asks.contains(.weather), asksSynthesis: asks.contains(.synthesis),
                weatherWritten: Self.author(of: standing.weather, beside: written.latest(.synthesis)).map { WrittenView($0, visit) },
                synthesis: written.latest(.synthesis).map { WrittenView($0, visit) },
                assessments: views(
                    (written.former(.weather) + written.former(.synthesis)).sorted { $0.number > $1.number }),
                canAssess: can(.weather) || can(.synthesis),
                weathers: choices(
                    Weather.allCases.map { ($0.slug, visit.visit.text($0.nameKey)) },
                    draft.weather.isEmpty ? nil : draft.weather, visit.text("site.steering.place.sameWeather")),
                asksObjective: asks.contains(.objective), objective: written.latest(.objective).map { WrittenView($0, visit) },
                objectives: views(written.former(.objective)), canDecide: can(.decision) || can(.objective),
                isObjectiveOpen: draft.action == "objectif", isDecisionOpen: draft.action == "decision",
                asksDecisions: asks.contains(.decision),
                decisions: written.decisions.map { DecisionView($0, visit, canFollow: can(.followUp)) },
                asksProposals: asks.contains(.proposal), proposals: written.proposals.map { ProposalRow($0, visit) },
                proposeHref: can(.proposal) ? visit.address(.propose, policy: policy.slug, territory: territory) : nil,
                asksComments: asks.contains(.comment), comments: views(written.all(.comment)), canComment: can(.comment))
        }
    }
}

/// Fields of a form that are to be mended before anything can be kept.
struct FieldFailure: Error {
    let problems: [SteeringFieldProblem]

    init(_ problems: [SteeringFieldProblem]) { self.problems = problems }

    init(_ field: SteeringFieldProblem.Field, _ error: SteeringError) { problems = [SteeringFieldProblem(field, error)] }
}

extension SteeringFieldProblem.Field {
    /// What the template of a place calls the field in one of its forms.
    fileprivate func name(in action: String) -> String {
        guard self == .body else { return rawValue }
        return switch action {
        case "meteo": "synthesis"
        case "objectif": "objective"
        case "decision": "decision"
        case "commentaire": "comment"
        default: rawValue
        }
    }
}
