import Catalog
import Foundation
import Hummingbird
import Identity
import Localization
import Steering
import Territories

/// Who may do what where, for those who decide of it.
struct RightsView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var formToken: String
    var action: String
    var heading: String
    var errors: FieldErrors
    /// The filter of the list: whose rights are shown.
    var accounts: [Choice]
    var countText: String
    var rows: [Row]
    var former: [Row]
    var formerText: String
    // The form for one more.
    var account: String
    var policies: [Choice]
    var actions: [Choice]
    var territory: String
    var territories: [Choice]
    var territoryHint: String
    /// What each right allows.
    var meanings: [Fact]

    struct Row: ViewModel {
        var id: String
        var account: String
        var email: String
        var policy: String
        var territory: String
        var action: String
        /// “donné par Léa Martin le 12 mars 2026”.
        var given: String
        var withdrawn: String?
        var canWithdraw: Bool
    }
}

extension SteeringRoutes {
    /// `/services/{service}/pilotage/droits`: `compte` shows those of one account.
    func rightsPage(_ visit: SteeringVisit) async throws -> Response {
        try await rightsPage(visit, nil, [], alert: try visit.done(["donne", "retire"]), status: .ok)
    }

    func changeRights(_ form: SubmittedForm, _ visit: SteeringVisit) async throws -> Response {
        let here = visit.address(.rights)
        do {
            switch form["action"] {
            case "donner":
                let account = try await account(form["compte"])
                let (policy, territory, action) = try asked(form, visit)
                let proof = try visit.reader.authorize(writing: .grant, policy: policy, in: territory)
                try await steering.grant(action, to: account.id, by: proof)
                return .redirecting(to: here + "?fait=donne")
            case "retirer":
                guard let id = UUID(uuidString: form["id"]), let right = try await steering.right(id), right.place.service == visit.service
                else { throw SteeringError(.rightUnknown) }
                let proof = try visit.reader.authorize(.manage, policy: right.place.policy, in: right.place.territory)
                try await steering.withdraw(id, by: proof)
                return .redirecting(to: here + "?fait=retire")
            default: throw RequestError("request.form")
            }
        } catch let failure as FieldFailure {
            return try await rightsPage(visit, form, failure.problems, alert: nil, status: .unprocessableContent)
        } catch let error as SteeringError {
            return try await rightsPage(visit, form, [], alert: visit.visit.alert(error), status: ProblemTable.status(of: error.code))
        }
    }

    private func account(_ email: String) async throws -> Account {
        guard let account = try await identity.account(email: email) else { throw FieldFailure(.account, SteeringError(.accountUnknown)) }
        return account
    }

    /// What a form asks for: a policy or all, a territory, an action.
    private func asked(_ form: SubmittedForm, _ visit: SteeringVisit) throws -> (policy: String?, territory: TerritoryID, action: SteeringAction) {
        guard let action = SteeringAction(rawValue: form["droit"]) else { throw FieldFailure(.action, SteeringError(.actionUnknown)) }
        let slug = form["politique"]
        guard slug.isEmpty || visit.programme.policy(slug) != nil else { throw FieldFailure(.policy, SteeringError(.policyUnknown)) }
        let written = form["choix"].isEmpty ? form["territoire"] : form["choix"]
        guard let territory = visit.field(written, isStrict: true).territory.flatMap({ TerritoryID($0.code) }) else {
            throw FieldFailure(.territory, SteeringError(.territoryUnknown, ["territory": .text(written)]))
        }
        return (slug.isEmpty ? nil : slug, territory, action)
    }

    private func rightsPage(
        _ visit: SteeringVisit, _ form: SubmittedForm?, _ problems: [SteeringFieldProblem], alert: Alert?, status: HTTPResponse.Status
    ) async throws -> Response {
        try visit.checkReading(visit.reader.canSomewhere(.manage))
        let errors = FieldErrors(problems.map { ($0.field.rawValue, $0.error) }, visit.visit)
        let names = Dictionary(
            try await identity.accounts().map { ($0.account.id, $0.account) }, uniquingKeysWith: { first, _ in first })
        let rights = try await steering.rights(service: visit.service).filter {
            visit.reader.can(.manage, policy: $0.place.policy, in: $0.place.territory)
        }
        let chosen = try visit.visit.request.queryItems["compte"].flatMap { UUID(uuidString: $0) }
        let holders = Set(rights.map(\.account)).compactMap { names[$0] }.sorted { $0.email < $1.email }
        let shown = rights.filter { chosen == nil || $0.account == chosen }
        let rows = shown.map { row($0, names[$0.account], visit) }
        let former = rows.filter { $0.withdrawn != nil }
        let title = visit.text("site.steering.rights.title")
        let written = form?["choix"].isEmpty == false ? form?["choix"] ?? "" : form?["territoire"] ?? ""
        return try formPage("steering-rights", title: title, trail: visit.trail(), status: status, visit) { token in
            RightsView(
                alert: alert ?? errors.alert(visit.visit), navigation: visit.navigation(.rights), formToken: token,
                action: visit.address(.rights), heading: title, errors: errors,
                accounts: choices(
                    holders.map { ($0.id.uuidString.lowercased(), "\($0.name) (\($0.email))") }, chosen?.uuidString.lowercased(),
                    visit.text("site.steering.rights.everybody")),
                countText: visit.text("site.steering.rights.count", ["count": .integer(rows.count - former.count)]),
                rows: rows.filter { $0.withdrawn == nil }, former: former,
                formerText: visit.text("site.steering.rights.former", ["count": .integer(former.count)]), account: form?["compte"] ?? "",
                policies: choices(
                    visit.programme.policies.map { ($0.slug, $0.name) }, form?["politique"], visit.text("site.steering.allPolicies")),
                actions: SteeringAction.allCases.map {
                    Choice(value: $0.rawValue, label: visit.visit.text($0.nameKey), isSelected: $0.rawValue == form?["droit"])
                },
                territory: written,
                territories: visit.field(written, isStrict: true).choices.map { Choice(value: $0, label: $0) },
                territoryHint: visit.text("site.steering.rights.territoryHint"),
                meanings: SteeringAction.allCases.map {
                    Fact(label: visit.visit.text($0.nameKey), value: visit.text("site.steering.rights.meaning.\($0.rawValue)"))
                })
        }
    }

    private func row(_ right: SteeringRight, _ account: Account?, _ visit: SteeringVisit) -> RightsView.Row {
        func said(_ key: String, _ author: SteeringAuthor, _ date: Date) -> String {
            visit.text(key, ["author": .text(author.name), "date": .date(date)])
        }
        return RightsView.Row(
            id: right.id.uuidString.lowercased(), account: account?.name ?? "", email: account?.email ?? "",
            policy: right.place.policy.map { visit.programme.policy($0)?.name ?? $0 } ?? visit.text("site.steering.allPolicies"),
            territory: visit.name(right.place.territory), action: visit.visit.text(right.action.nameKey),
            given: said("site.steering.rights.given", right.grantedBy, right.grantedAt),
            withdrawn: right.withdrawnAt.map { said("site.steering.rights.withdrawn", right.withdrawnBy ?? right.grantedBy, $0) },
            canWithdraw: right.holds)
    }
}
