import Foundation
import Hummingbird
import Identity
import Indicators
import Localization
import Steering
import Territories

/// The proposals of a service.
struct ProposalsView: ViewModel {
    var navigation: [Link]
    var heading: String
    var states: [Link]
    var countText: String
    var proposals: [ProposalRow]
}

/// The form of a new proposal.
struct ProposeView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var formToken: String
    var action: String
    var heading: String
    var errors: FieldErrors
    var indicators: [Choice]
    var kinds: [Choice]
    var date: String
    var value: String
    var method: String
    var reason: String
    var back: Link
}

/// A proposal with its discussion.
struct ProposalView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var formToken: String
    var action: String
    var heading: String
    var proposal: ProposalRow
    var place: Link
    var method: String
    var reason: WrittenView
    var following: [WrittenView]
    var outcome: WrittenView?
    var errors: FieldErrors
    var message: String
    var outcomeReason: String
    var canDiscuss: Bool
    var canSettle: Bool
    var canWithdraw: Bool
    /// Whether the reader made it, and may therefore not settle it.
    var isOwn: Bool
}

extension SteeringRoutes {
    /// `/services/{service}/pilotage/propositions`: open ones; `etat` shows `closes` or `toutes`.
    func proposalsPage(_ visit: SteeringVisit) async throws -> Response {
        let asked = try visit.visit.request.queryItems["etat"] ?? ""
        let all = try await steering.proposals(service: visit.service).filter {
            visit.reader.can(.read, policy: $0.place.policy, in: $0.place.territory)
        }
        let shown = all.filter { asked == "toutes" || $0.isOpen == (asked != "closes") }
        let title = visit.text("site.steering.proposals.title")
        let here = visit.address(.proposals)
        let view = ProposalsView(
            navigation: visit.navigation(.proposals), heading: title,
            states: ["", "closes", "toutes"].map { state in
                Link(
                    label: visit.text("site.steering.proposals.state.\(state.isEmpty ? "ouvertes" : state)"), href: here + (state.isEmpty ? "" : "?etat=\(state)"),
                    isCurrent: state == asked)
            },
            countText: visit.text("site.steering.proposals.count", ["count": .integer(shown.count)]), proposals: shown.map { ProposalRow($0, visit) })
        return try page("steering-proposals", view, title: title, trail: visit.trail(), visit)
    }

    // MARK: A new one

    /// What somebody wrote of a proposal.
    private struct Written {
        var indicator = "", kind = ObservationKind.value.rawValue, date = "", value = "", method = "", reason = ""

        init() {}

        init(_ form: SubmittedForm) {
            func text(_ name: String) -> String { form[name].replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }
            indicator = text("indicateur")
            kind = text("sorte")
            date = text("date")
            value = text("valeur")
            method = text("methode")
            reason = text("raison")
        }

        /// The proposal, or all that is to be mended.
        func content(_ policy: SteeredPolicy, _ territory: TerritoryID, _ observations: Observations) throws -> SteeringEntry.Content {
            var problems: [SteeringFieldProblem] = []
            func note<T>(_ value: T?, _ field: SteeringFieldProblem.Field, _ problem: SteeringError.Problem, _ text: String) -> T? {
                if value == nil { problems.append(.init(field, SteeringError(problem, ["value": .text(text)]))) }
                return value
            }
            let indicator = note(
                IndicatorID(indicator).flatMap { id in policy.indicators.contains { $0.indicator == id } ? id : nil }, .indicator, .indicatorUnknown,
                indicator)
            let kind = note(ObservationKind(rawValue: kind), .kind, .kindUnknown, kind)
            let date = note(CivilDate(date), .date, .dateInvalid, date)
            let value = note(WrittenNumber.value(value), .value, .valueInvalid, value)
            problems += [
                SteeringFieldProblem.text(method, .method, most: Steering.longestLine), .text(reason, .reason, most: Steering.longestText),
            ].compactMap(\.self)
            guard problems.isEmpty, let indicator, let kind, let date, let value else { throw FieldFailure(problems) }
            let published = observations.series(indicator, territory, kind: kind).first { $0.date == date }?.value
            return .proposal(
                ProposedValue(indicator: indicator, date: date, kind: kind, value: value, published: published, method: method), reason)
        }
    }

    /// `/services/{service}/pilotage/politiques/{policy}/{territory}/proposer`: `indicateur` chooses one.
    func proposePage(_ visit: SteeringVisit) async throws -> Response {
        let (policy, territory) = (try visit.policy, try visit.territory)
        var written = Written()
        written.indicator = try visit.visit.request.queryItems["indicateur"] ?? ""
        if let id = IndicatorID(written.indicator), let last = visit.board.observations.series(id, territory).last {
            written.date = last.date.description
        }
        return try proposePage(visit, policy, territory, written, [])
    }

    func propose(_ form: SubmittedForm, _ visit: SteeringVisit) async throws -> Response {
        let (policy, territory) = (try visit.policy, try visit.territory)
        let proof = try visit.reader.authorize(writing: .proposal, policy: policy.slug, in: territory)
        let written = Written(form)
        do {
            let content = try written.content(policy, territory, visit.board.observations)
            let made = try await steering.write([content], by: proof)
            return .redirecting(to: visit.address(.proposal, part: made[0].id.uuidString.lowercased()) + "?fait=proposition")
        } catch let failure as FieldFailure {
            return try proposePage(visit, policy, territory, written, failure.problems)
        }
    }

    private func proposePage(
        _ visit: SteeringVisit, _ policy: SteeredPolicy, _ territory: TerritoryID, _ written: Written, _ problems: [SteeringFieldProblem]
    ) throws -> Response {
        _ = try visit.reader.authorize(writing: .proposal, policy: policy.slug, in: territory)
        let errors = FieldErrors(problems.map { ($0.field.rawValue, $0.error) }, visit.visit)
        let back = Link(
            label: "\(policy.name.typeset) — \(visit.name(territory))", href: visit.address(.place, policy: policy.slug, territory: territory))
        let title = visit.text("site.steering.propose.title")
        return try formPage(
            "steering-propose", title: title, trail: visit.trail([visit.link(territory), back]),
            status: errors.isEmpty ? .ok : .unprocessableContent, visit
        ) { token in
            ProposeView(
                alert: errors.alert(visit.visit), navigation: visit.navigation(.propose), formToken: token,
                action: visit.address(.propose, policy: policy.slug, territory: territory), heading: title, errors: errors,
                indicators: policy.indicators.map { member in
                    Choice(
                        value: member.indicator.description,
                        label: visit.board.observations.definition(member.indicator)?.name ?? member.indicator.description,
                        isSelected: member.indicator.description == written.indicator)
                },
                kinds: ObservationKind.allCases.map {
                    Choice(value: $0.rawValue, label: visit.visit.text($0.nameKey), isSelected: $0.rawValue == written.kind)
                },
                date: written.date, value: written.value, method: written.method, reason: written.reason, back: back)
        }
    }

    // MARK: One of them

    /// `/services/{service}/pilotage/propositions/{part}`.
    func proposalPage(_ visit: SteeringVisit) async throws -> Response {
        try await proposalPage(visit, nil, [], alert: try visit.done(["proposition", "message", "acceptee", "refusee", "retiree"]), status: .ok)
    }

    func settle(_ form: SubmittedForm, _ visit: SteeringVisit) async throws -> Response {
        let proposal = try await proposal(visit)
        let (policy, territory) = (proposal.place.policy, proposal.place.territory)
        let here = visit.address(.proposal, part: proposal.id.uuidString.lowercased())
        func text(_ name: String) -> String { form[name].replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }
        do {
            switch form["action"] {
            case "repondre":
                let message = text("message")
                let proof = try visit.reader.authorize(writing: .message, policy: policy, in: territory)
                if let problem = SteeringEntry.Content.message(message).problems.first { throw FieldFailure([problem]) }
                try await steering.discuss(proposal.id, message, by: proof)
                return .redirecting(to: here + "?fait=message#discussion")
            case "accepter":
                let proof = try visit.reader.authorize(writing: .outcome, policy: policy, in: territory)
                try await steering.accept(proposal, text("motif"), by: proof, into: indicators)
                return .redirecting(to: here + "?fait=acceptee")
            case "refuser", "retirer":
                let proof = try visit.reader.authorize(writing: .outcome, policy: policy, in: territory)
                let ending: Proposal.Ending = form["action"] == "refuser" ? .refused : .withdrawn
                if ending == .refused, let problem = SteeringEntry.Content.outcome(.refused, text("motif"), release: nil).problems.first {
                    throw FieldFailure([problem])
                }
                try await steering.close(proposal.id, ending, text("motif"), by: proof)
                return .redirecting(to: here + (ending == .refused ? "?fait=refusee" : "?fait=retiree"))
            default: throw RequestError("request.form")
            }
        } catch let failure as FieldFailure {
            return try await proposalPage(visit, form, failure.problems, alert: nil, status: .unprocessableContent)
        } catch let error as SteeringError {
            return try await proposalPage(visit, form, [], alert: visit.visit.alert(error), status: ProblemTable.status(of: error.code))
        }
    }

    /// The proposal of the path, where the reader may read it.
    private func proposal(_ visit: SteeringVisit) async throws -> Proposal {
        guard let id = UUID(uuidString: try visit.visit.piece("part")) else { throw SteeringError(.entryUnknown) }
        let proposal = try await steering.proposal(id, service: visit.service)
        try visit.checkReading(visit.reader.can(.read, policy: proposal.place.policy, in: proposal.place.territory))
        return proposal
    }

    private func proposalPage(
        _ visit: SteeringVisit, _ form: SubmittedForm?, _ problems: [SteeringFieldProblem], alert: Alert?, status: HTTPResponse.Status
    ) async throws -> Response {
        let proposal = try await proposal(visit)
        let place = proposal.place
        let errors = FieldErrors(problems.map { ($0.field.rawValue, $0.error) }, visit.visit)
        let row = ProposalRow(proposal, visit)
        let own = visit.reader.principal.account.map { $0.id.uuidString.lowercased() == proposal.author.id } ?? false
        let decides = visit.reader.can(.decide, policy: place.policy, in: place.territory)
        let back = Link(
            label: "\(row.policy.typeset) — \(row.territory)",
            href: visit.address(.place, policy: place.policy ?? "", territory: place.territory))
        let trail = visit.trail([Link(label: visit.text("site.steering.proposals.title"), href: visit.address(.proposals))])
        return try formPage("steering-proposal", title: row.indicator, trail: trail, status: status, visit) { token in
            ProposalView(
                alert: alert ?? errors.alert(visit.visit), navigation: visit.navigation(.proposal), formToken: token, action: row.href,
                heading: row.indicator, proposal: row, place: back, method: proposal.value.method, reason: WrittenView(proposal.entry, visit),
                following: proposal.following.filter { $0.content.kind == .message }.map { WrittenView($0, visit) },
                outcome: proposal.outcome.map { WrittenView($0.entry, visit) }, errors: errors, message: form?["message"] ?? "",
                outcomeReason: form?["motif"] ?? "",
                canDiscuss: proposal.isOpen && visit.reader.canWrite(.message, policy: place.policy, in: place.territory),
                canSettle: proposal.isOpen && decides && !own,
                canWithdraw: proposal.isOpen && own && visit.reader.canWrite(.outcome, policy: place.policy, in: place.territory),
                isOwn: proposal.isOpen && own && decides)
        }
    }
}
