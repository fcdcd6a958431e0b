import Foundation
import Hummingbird
import Identity
import Indicators
import Localization
import Steering
import Territories

/// Values of one indicator on one day, territory by territory, to be filled in.
struct ValuesView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var formToken: String
    var action: String
    var heading: String
    var indicators: [Choice]
    var kinds: [Choice]
    var levels: [Choice]
    var date: String
    var dateError: String?
    /// Nil until an indicator and a day are chosen.
    var sheet: Sheet?
    var entered: [EnteredRow]
    var valuesAction: String
    var fileHref: String

    struct Sheet: ViewModel {
        var caption: String
        var indicator: String
        var kind: String
        var level: String
        var date: String
        var unit: String?
        var rows: [Row]
        var note: String
        var isEmpty: Bool
    }

    struct Row: ViewModel {
        var name: String
        /// Of the field.
        var id: String
        var value: String
        /// What is there now, as it is shown elsewhere.
        var known: String?
        var error: String?
    }
}

/// Values that were entered, which may be taken back.
struct EnteredRow: ViewModel {
    var id: String
    var date: String
    var datetime: String
    var author: String
    var indicators: String
    var count: String
    var source: String?

    init(_ release: Release, _ visit: SteeringVisit) {
        id = release.id
        date = visit.localizer.dateTime(release.created)
        datetime = release.created.ISO8601Format()
        author = release.author
        let names = release.indicators.map { visit.board.observations.definition($0)?.name ?? $0.description }
        indicators = visit.localizer.list(names)
        count = visit.text("site.steering.values.cells", ["count": .integer(release.cells)])
        source = release.source?.title
    }
}

/// Which values somebody asks to fill in.
private struct Asked {
    let indicator: IndicatorDefinition?
    let kind: ObservationKind
    let level: TerritoryLevel?
    let levels: [TerritoryLevel]
    let dateText: String
    let date: CivilDate?
    let territories: [TerritoryID]

    /// A form with more fields is better a file.
    static let mostTerritories = 200

    init(_ visit: SteeringVisit, _ word: (String) -> String) {
        let known = visit.reader.enteredIndicators
        indicator = IndicatorID(word("indicateur")).flatMap { known.contains($0) ? visit.board.observations.definition($0) : nil }
        kind = ObservationKind(rawValue: word("sorte")) ?? .value
        let finest = indicator?.level ?? .commune
        levels = visit.programme.levels.filter { $0 <= finest }
        level = TerritoryLevel(slug: word("niveau")).flatMap { [levels] in levels.contains($0) ? $0 : nil } ?? levels.last
        dateText = word("date").trimmingCharacters(in: .whitespaces)
        date = CivilDate(dateText)
        guard let id = indicator?.id, let level else { territories = []; return }
        let all = level == .france ? [.france] : visit.steering.gazetteer?.territories(level).map(\.id) ?? []
        territories = Array(all.filter { visit.reader.canEnter(id, $0) }.prefix(Self.mostTerritories))
    }

    /// What is given now for each territory.
    func known(_ visit: SteeringVisit) -> [TerritoryID: Double] {
        guard let indicator, let date else { return [:] }
        return territories.reduce(into: [:]) { known, territory in
            known[territory] = visit.board.observations.series(indicator.id, territory, kind: kind).first { $0.date == date }?.value
        }
    }
}

extension SteeringRoutes {
    private static let field = "v-"

    /// `/services/{service}/pilotage/valeurs`: `indicateur`, `sorte`, `date` and `niveau` choose what is filled in.
    func valuesPage(_ visit: SteeringVisit) async throws -> Response {
        let items = try visit.visit.request.queryItems
        return try await valuesPage(visit, Asked(visit) { items[$0] ?? "" }, nil, [:], alert: try visit.done(["saisie", "annulee"]), status: .ok)
    }

    func enter(_ form: SubmittedForm, _ visit: SteeringVisit) async throws -> Response {
        let here = visit.address(.values)
        if form["action"] == "annuler" {
            try await takeBack(form["id"], visit)
            return .redirecting(to: here + "?fait=annulee")
        }
        let asked = Asked(visit) { form[$0] }
        guard let indicator = asked.indicator?.id, let date = asked.date else { throw RequestError("request.form") }
        let known = asked.known(visit)
        var changes: [CellChange] = []
        var errors: [TerritoryID: SteeringError] = [:]
        for territory in asked.territories {
            let text = form[Self.field + territory.description].trimmingCharacters(in: .whitespaces)
            let value = WrittenNumber.value(text)
            if !text.isEmpty, value == nil { errors[territory] = SteeringError(.valueInvalid, ["value": .text(text)]) }
            // What was shown rounded and was left alone is no change.
            if text == known[territory].map({ visit.written($0) }) ?? "" || value == known[territory] { continue }
            changes.append(CellChange(indicator, territory, date, asked.kind, value: value))
        }
        do {
            if let error = errors.values.first { throw error }
            guard !changes.isEmpty else { throw SteeringError(.nothingNew) }
            let entering = try visit.reader.authorize(entering: changes)
            let note = form["source"].trimmingCharacters(in: .whitespacesAndNewlines)
            if let problem = SteeringFieldProblem.text(note, .method, most: Steering.longestLine, isNeeded: false) { throw problem.error }
            try await steering.enter(entering, note: note, into: indicators)
            return .redirecting(to: here + "?fait=saisie")
        } catch let error as SteeringError {
            return try await valuesPage(
                visit, asked, form, errors, alert: visit.visit.alert(error), status: ProblemTable.status(of: error.code))
        }
    }

    /// Takes back what was entered, where the reader may enter all of it.
    func takeBack(_ release: String, _ visit: SteeringVisit) async throws {
        guard let found = try await steering.entered(service: visit.service, of: indicators).first(where: { $0.release.id == release }) else {
            throw SteeringError(.entryUnknown)
        }
        let proofs = try Set(found.places).map { try visit.reader.authorize(writing: .values, policy: $0.policy, in: $0.territory) }
        try await steering.undo(release, by: proofs, service: visit.service, of: indicators)
    }

    /// What the reader may take back.
    func entered(_ visit: SteeringVisit) async throws -> [EnteredRow] {
        try await steering.entered(service: visit.service, of: indicators).filter { found in
            found.places.allSatisfy { visit.reader.canWrite(.values, policy: $0.policy, in: $0.territory) }
        }.prefix(20).map { EnteredRow($0.release, visit) }
    }

    private func valuesPage(
        _ visit: SteeringVisit, _ asked: Asked, _ form: SubmittedForm?, _ errors: [TerritoryID: SteeringError], alert: Alert?,
        status: HTTPResponse.Status
    ) async throws -> Response {
        try visit.checkReading(visit.programme.asks.contains(.values) && visit.reader.canSomewhere(.enter))
        let title = visit.text("site.steering.values.title")
        let entered = try await entered(visit)
        let dateError = asked.dateText.isEmpty || asked.date != nil
            ? nil : visit.visit.alert(SteeringError(.dateInvalid, ["value": .text(asked.dateText)])).text
        return try formPage("steering-values", title: title, trail: visit.trail(), status: status, visit) { token in
            ValuesView(
                alert: alert, navigation: visit.navigation(.values), formToken: token, action: visit.address(.values), heading: title,
                indicators: visit.reader.enteredIndicators.map {
                    Choice(
                        value: $0.description, label: visit.board.observations.definition($0)?.name ?? $0.description,
                        isSelected: $0 == asked.indicator?.id)
                },
                kinds: ObservationKind.allCases.map {
                    Choice(value: $0.rawValue, label: visit.visit.text($0.nameKey), isSelected: $0 == asked.kind)
                },
                levels: visit.programme.levels.map { Choice(value: $0.slug, label: visit.visit.text($0.pluralKey), isSelected: $0 == asked.level) },
                date: asked.dateText, dateError: dateError, sheet: sheet(visit, asked, form, errors), entered: entered,
                valuesAction: visit.address(.values), fileHref: visit.address(.file))
        }
    }

    private func sheet(
        _ visit: SteeringVisit, _ asked: Asked, _ form: SubmittedForm?, _ errors: [TerritoryID: SteeringError]
    ) -> ValuesView.Sheet? {
        guard let indicator = asked.indicator, let date = asked.date, let level = asked.level else { return nil }
        let known = asked.known(visit)
        return ValuesView.Sheet(
            caption: visit.text("site.steering.values.caption", [
                "indicator": .text(indicator.name), "kind": .message(asked.kind.nameKey), "date": .text(visit.day(date)),
            ]),
            indicator: indicator.id.description, kind: asked.kind.rawValue, level: level.slug, date: date.description,
            unit: indicator.unit.trimmingCharacters(in: .whitespaces).isEmpty ? nil : indicator.unit.trimmingCharacters(in: .whitespaces),
            rows: asked.territories.map { territory in
                let name = Self.field + territory.description
                return ValuesView.Row(
                    name: visit.name(territory), id: name, value: form.map { $0[name] } ?? known[territory].map { visit.written($0) } ?? "",
                    known: known[territory].map { visit.figure($0, indicator) },
                    error: errors[territory].map { visit.visit.alert($0).text })
            },
            note: form?["source"] ?? "", isEmpty: asked.territories.isEmpty)
    }
}

extension SteeringVisit {
    /// A number as a field holds it: all of its digits, with the language's decimal mark and no spaces.
    func written(_ value: Double) -> String {
        let text = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        return localizer.language == .french ? text.replacing(".", with: ",") : text
    }
}
