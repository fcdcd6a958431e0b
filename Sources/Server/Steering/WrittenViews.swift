import Foundation
import Indicators
import Localization
import Steering
import Territories

/// Something that somebody wrote, with their name and the day.
struct WrittenView: ViewModel {
    var author: String
    var date: String
    var datetime: String
    var text: Markup?
    var weather: WeatherView?
    /// What was said besides the text: a state, an outcome.
    var label: String?

    init(_ entry: SteeringEntry, _ visit: SteeringVisit) {
        author = entry.author.name
        date = visit.localizer.dateTime(entry.writtenAt)
        datetime = entry.writtenAt.ISO8601Format()
        text = entry.content.text.isEmpty ? nil : visit.html(entry.content.text)
        switch entry.content {
        case .weather(let state): weather = WeatherView(state, visit.visit)
        case .followUp(let state, _): label = visit.visit.text(state.nameKey)
        case .outcome(let outcome, _, _): label = visit.visit.text(outcome.nameKey)
        default: break
        }
    }
}

/// A decision and what became of it.
struct DecisionView: ViewModel {
    var id: String
    var anchor: String
    var text: Markup
    var state: String
    /// The badge of the design system that goes with the state.
    var badge: String
    var responsible: String?
    var due: String?
    var isLate: Bool
    var author: String
    var date: String
    var datetime: String
    var following: [WrittenView]
    /// The page on which it stands, where this is another.
    var place: Link?
    /// Of the form that follows it up, where the reader may.
    var states: [Choice]
    var canFollow: Bool

    init(_ decision: FollowedDecision, _ visit: SteeringVisit, isElsewhere: Bool = false, canFollow: Bool = false) {
        let entry = decision.entry
        id = entry.id.uuidString.lowercased()
        anchor = "d-\(entry.number)"
        text = visit.html(decision.decision.text)
        state = visit.visit.text(decision.state.nameKey)
        badge = switch decision.state {
        case .toDo: "info"
        case .underWay: "new"
        case .done: "success"
        case .abandoned: "warning"
        }
        responsible = decision.decision.responsible.isEmpty ? nil : decision.decision.responsible
        due = decision.decision.due.map { visit.day($0) }
        isLate = !decision.state.isOver && (decision.decision.due.map { $0 < visit.today } ?? false)
        author = entry.author.name
        date = visit.localizer.dateTime(entry.writtenAt)
        datetime = entry.writtenAt.ISO8601Format()
        following = decision.following.map { WrittenView($0, visit) }
        if isElsewhere, let slug = entry.place.policy, let policy = visit.programme.policy(slug) {
            place = Link(
                label: policy.name.typeset, href: visit.address(.place, policy: slug, territory: entry.place.territory) + "#\(anchor)")
        }
        states = SteeringDecision.State.allCases.map {
            Choice(value: $0.rawValue, label: visit.visit.text($0.nameKey), isSelected: $0 == decision.state)
        }
        self.canFollow = canFollow
    }
}

/// A proposal of a value in a list.
struct ProposalRow: ViewModel {
    var href: String
    var indicator: String
    var policy: String
    var territory: String
    /// “valeur actuelle au 31 décembre 2025”.
    var what: String
    var published: String?
    var value: String
    var author: String
    var date: String
    var datetime: String
    var state: String
    var badge: String
    var messages: String

    init(_ proposal: Proposal, _ visit: SteeringVisit) {
        let value = proposal.value
        let definition = visit.board.observations.definition(value.indicator)
        href = visit.address(.proposal, part: proposal.id.uuidString.lowercased())
        indicator = definition?.name ?? value.indicator.description
        policy = proposal.place.policy.flatMap { visit.programme.policy($0)?.name } ?? visit.text("site.steering.allPolicies")
        territory = visit.name(proposal.place.territory)
        what = visit.text("site.steering.proposal.what", ["kind": .message(value.kind.nameKey), "date": .text(visit.day(value.date))])
        func shown(_ number: Double) -> String { definition.map { visit.figure(number, $0) } ?? visit.localizer.decimal(number) }
        published = value.published.map(shown)
        self.value = shown(value.value)
        author = proposal.author.name
        date = visit.localizer.dateTime(proposal.entry.writtenAt)
        datetime = proposal.entry.writtenAt.ISO8601Format()
        let outcome = proposal.outcome?.outcome
        state = visit.visit.text(outcome?.nameKey ?? "steering.outcome.open")
        badge = switch outcome {
        case nil: "new"
        case .accepted: "success"
        case .refused: "error"
        case .withdrawn: "info"
        }
        let count = proposal.following.filter { $0.content.kind == .message }.count
        messages = visit.text("site.steering.proposal.messages", ["count": .integer(count)])
    }
}

/// The indicators of a policy in a territory, each with where it started, where it is and where it is to go.
struct ProgressTable: ViewModel {
    var caption: String
    var rows: [Row]
    var isWeighted: Bool

    struct Row: ViewModel {
        var name: String
        var href: String
        var share: String
        var initial: Dated?
        var current: Dated?
        var target: Dated?
        var rate: String?
        var bar: Markup?
        var absence: String?
        /// Nil where the reader may not propose.
        var proposeHref: String?
    }

    /// A figure and its day.
    struct Dated: ViewModel {
        var value: String
        var date: String
    }

    init(_ figures: PolicyFigures, _ visit: SteeringVisit, canPropose: Bool = false) {
        caption = visit.text("site.steering.progress.caption", ["policy": .text(figures.policy.name), "territory": .text(visit.name(figures.territory))])
        isWeighted = figures.rate.parts.count > 1
        let propose = visit.address(.propose, policy: figures.policy.slug, territory: figures.territory)
        rows = figures.rate.parts.map { part in
            let progress = part.progress
            let definition = visit.board.observations.definition(progress.indicator)
            func dated(_ value: DatedValue?) -> Dated? {
                value.map { value in
                    Dated(value: definition.map { visit.figure(value.value, $0) } ?? visit.localizer.decimal(value.value), date: visit.day(value.date))
                }
            }
            return Row(
                name: definition?.name ?? progress.indicator.description,
                href: "/services/\(progress.indicator.service)/indicateurs/\(progress.indicator.slug)?territoire=\(figures.territory)",
                share: visit.localizer.percent(part.share), initial: dated(progress.initial), current: dated(progress.current),
                target: dated(progress.target), rate: progress.rate.map { visit.rate($0) }, bar: progress.rate.map { ColumnDrawings.fillBar($0 / 100) },
                absence: progress.absence.map { visit.visit.text($0.nameKey) },
                proposeHref: canPropose ? propose + "?indicateur=" + RequestTarget.encode(progress.indicator.description) : nil)
        }
    }
}

extension SteeringVisit {
    /// What people wrote, as HTML under a heading of the third level.
    func html(_ text: String) -> Markup { CommonMark.html(text, headingLevel: 4, tableLabel: visit.text("site.table.label")) }

    /// The day of the reader's clock.
    var today: CivilDate { CivilDate(steering.today) }
}
