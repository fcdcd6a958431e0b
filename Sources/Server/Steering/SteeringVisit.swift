import Foundation
import Identity
import Indicators
import Localization
import Steering
import Territories

/// A visit to the steering of one service: who reads, and the figures as they are.
struct SteeringVisit: Sendable {
    let visit: Visit
    let board: SteeringBoard
    let reader: SteeringPrincipal
    let steering: Steering

    var programme: SteeringProgramme { board.programme }
    var service: String { board.programme.service }
    var localizer: Localizer { visit.localizer }

    func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String { visit.text(key, arguments) }

    func address(_ address: SteeringAddress, policy: String = "", territory: TerritoryID? = nil, part: String = "") -> String {
        address.of(service, policy: policy, territory: territory, part: part)
    }

    /// The policy of the path.
    ///
    /// - Throws: ``SteeringError`` `policyUnknown`.
    var policy: SteeredPolicy {
        get throws {
            guard let policy = programme.policy(try visit.piece("policy")) else { throw SteeringError(.policyUnknown) }
            return policy
        }
    }

    /// The territory of the path.
    ///
    /// - Throws: ``SteeringError`` `territoryUnknown`, `levelUnknown`.
    var territory: TerritoryID {
        get throws {
            let text = try visit.piece("territory")
            guard let id = TerritoryID(text), id == .france || steering.gazetteer?.territory(id) != nil else {
                throw SteeringError(.territoryUnknown, ["territory": .text(text)])
            }
            guard programme.levels.contains(id.level) else { throw SteeringError(.levelUnknown) }
            return id
        }
    }

    /// Makes sure that something may be read.
    ///
    /// - Throws: `IdentityError` `signedOut` for the public, `forbidden` for others.
    func checkReading(_ isAllowed: Bool) throws {
        if isAllowed { return }
        throw IdentityError(reader.principal.isSignedIn ? .forbidden : .signedOut)
    }

    /// What somebody wrote to name a territory, of the programme's finest level or wider: the région comes before the
    /// commune of the same name.
    ///
    /// - Parameter isStrict: a name that only resembles one is offered, never taken.
    func field(_ text: String, isStrict: Bool = false) -> TerritoryField {
        let finest = programme.levels.last ?? .france
        return TerritoryField(text, in: steering.gazetteer, levels: TerritoryField.levels.filter { $0 <= finest }, isStrict: isStrict)
    }

    func name(_ territory: TerritoryID) -> String { board.name(territory) }

    func link(_ policy: SteeredPolicy) -> Link { Link(label: policy.name.typeset, href: address(.policy, policy: policy.slug)) }

    func link(_ territory: TerritoryID) -> Link { Link(label: name(territory), href: address(.territory, territory: territory)) }

    /// The pages above: the services, the overview but for itself, then `more`.
    func trail(_ more: [Link] = [], isOverview: Bool = false) -> [Link] {
        let services = Link(label: text("service.title"), href: ServiceAddress.list.path)
        return [services] + (isOverview ? [] : [Link(label: programme.title.typeset, href: address(.overview))]) + more
    }

    /// The ways through the steering that the reader may take.
    func navigation(_ current: SteeringAddress) -> [Link] {
        var pages: [(SteeringAddress, String)] = [(.overview, "site.steering.overview.nav")]
        if programme.asks.contains(.proposal) { pages.append((.proposals, "site.steering.proposals.nav")) }
        if programme.asks.contains(.values), reader.canSomewhere(.enter) { pages += [(.values, "site.steering.values.nav"), (.file, "site.steering.file.nav")] }
        if reader.canSomewhere(.manage) { pages.append((.rights, "site.steering.rights.nav")) }
        if reader.principal.isSignedIn { pages.append((.journal, "site.steering.journal.nav")) }
        return [Link(label: text("site.steering.presentation"), href: ServiceAddress.service(service))]
            + pages.map { Link(label: text($0.1), href: address($0.0), isCurrent: $0.0 == current) }
    }

    /// The alert that a redirection asks for, after something was done: `?fait=`.
    func done(_ words: [String]) throws -> Alert? {
        guard let word = try visit.request.queryItems["fait"], words.contains(word) else { return nil }
        return Alert(.success, text: text("site.steering.done.\(word)"))
    }
}

extension Visit {
    /// An error as the page that shows a form again tells it above the form.
    func alert(_ error: any LocalizedFailure) -> Alert {
        let message = localizer.message(for: error)
        return Alert(
            .error, title: text("site.steering.error.title"), text: [message.text, message.hint].compactMap(\.self).joined(separator: " "))
    }
}
