package import Foundation
import Identity
package import Indicators
import Localization
import Store
package import Territories

extension SteeringPrincipal {
    /// Whether values of an indicator may be entered for a territory: through one of the policies that follow it there.
    package func canEnter(_ indicator: IndicatorID, _ territory: TerritoryID) -> Bool { policy(for: indicator, territory) != nil }

    /// The indicators of which they may enter values somewhere, in the order of the policies.
    package var enteredIndicators: [IndicatorID] {
        guard programme.asks.contains(.values), canSomewhere(.enter) else { return [] }
        var seen: Set<IndicatorID> = []
        let held = rights.filter { $0.action == .enter }
        return programme.policies.filter { policy in held.contains { $0.place.policy == nil || $0.place.policy == policy.slug } }
            .flatMap(\.indicators).map(\.indicator).filter { seen.insert($0).inserted }
    }

    /// The proofs that changes need, one for each policy and territory, with the changes that it covers.
    ///
    /// - Throws: ``SteeringError`` `outside` where one is not theirs to make, `notAsked`, `levelUnknown`.
    package func authorize(entering changes: [CellChange]) throws -> [(proof: SteeringAuthorization, changes: [CellChange])] {
        var byPlace: [SteeringPlace: [CellChange]] = [:]
        var outside: [String] = []
        for change in changes {
            if let policy = policy(for: change.indicator, change.territory) {
                byPlace[SteeringPlace(service: programme.service, policy: policy, territory: change.territory), default: []].append(change)
            } else {
                outside.append("\(change.indicator) \(change.territory)")
            }
        }
        guard outside.isEmpty else {
            throw SteeringError(.outside, ["places": .list(Set(outside).sorted().prefix(5).map { .text($0) })])
        }
        return try byPlace.sorted { $0.key.key < $1.key.key }.map { place, changes in
            (try authorize(writing: .values, policy: place.policy, in: place.territory), changes)
        }
    }

    /// The first policy of an indicator under which values may be entered.
    private func policy(for indicator: IndicatorID, _ territory: TerritoryID) -> String? {
        programme.policies.first { policy in
            policy.indicators.contains { $0.indicator == indicator } && canWrite(.values, policy: policy.slug, in: territory)
        }?.slug
    }
}

extension Steering {
    /// Values given and noted in one transaction; see ``enter(_:note:by:into:)``.
    package typealias Entering = [(proof: SteeringAuthorization, changes: [CellChange])]

    /// Gives values that somebody filled in.
    ///
    /// - Parameters:
    ///   - entering: of ``SteeringPrincipal/authorize(entering:)``, not empty.
    ///   - note: where they come from.
    @discardableResult
    package func enter(_ entering: Entering, note: String, into indicators: Indicators) async throws -> Release {
        let author = entering.first?.proof.author.name ?? ""
        return try await indicators.give(entering.flatMap(\.changes), kind: .entered, author: author, note: note.isEmpty ? nil : note) {
            [self] session, release in try self.note(entering, release, in: session)
        }
    }

    /// Gives the values of a file, as its report told them.
    ///
    /// - Parameter entering: made of the report's changes.
    @discardableResult
    package func apply(_ report: ImportReport, of file: URL, _ entering: Entering, into indicators: Indicators) async throws -> Release {
        let author = entering.first?.proof.author.name ?? ""
        return try await indicators.apply(report, of: file, author: author) { [self] session, release in
            try note(entering, release, file: report.file, in: session)
        }
    }

    /// The releases that were entered through a service and may still be taken back, the latest first.
    package func entered(service: String, of indicators: Indicators) async throws -> [(release: Release, places: [SteeringPlace])] {
        let entries = try await entries(service: service, .init(kinds: [.values]), limit: 10_000)
        var places: [String: [SteeringPlace]] = [:]
        for entry in entries {
            guard case .values(let values) = entry.content, values.undoes == nil else { continue }
            places[values.release, default: []].append(entry.place)
        }
        guard !places.isEmpty else { return [] }
        return try await indicators.releases().compactMap { release in
            guard release.undoneBy == nil, let places = places[release.id] else { return nil }
            return (release, places)
        }
    }

    /// Takes a release back, which is noted in each of its places.
    ///
    /// - Parameter proofs: one for each place of the release, of ``SteeringAction/enter``.
    /// - Throws: ``SteeringError`` `entryUnknown` where the service has no such release, `IdentityError` `forbidden` where a
    ///   proof is missing, `IndicatorsError` where it was taken back already.
    package func undo(_ release: String, by proofs: [SteeringAuthorization], service: String, of indicators: Indicators) async throws {
        let proven = Dictionary(proofs.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
        let entries = try await entries(service: service, .init(kinds: [.values]), limit: 10_000)
        let given = entries.compactMap { entry -> (SteeringPlace, EnteredValues)? in
            guard case .values(let values) = entry.content, values.release == release, values.undoes == nil else { return nil }
            return (entry.place, values)
        }
        guard !given.isEmpty, let author = proofs.first?.author.name else { throw SteeringError(.entryUnknown) }
        let undone = try given.map { place, values in
            guard let proof = proven[place] else { throw IdentityError(.forbidden) }
            return (proof: proof, values: values)
        }
        _ = try await indicators.undo(release, author: author) { [self] session, made in
            for (proof, values) in undone {
                let content = EnteredValues(
                    release: made.id, indicators: values.indicators, count: values.count, undoes: release, file: values.file)
                try write([.values(content)], by: proof, in: session)
            }
        }
    }

    private func note(_ entering: Entering, _ release: Release, file: String? = nil, in session: any WriteSession) throws {
        for (proof, changes) in entering {
            let indicators = Set(changes.map(\.indicator)).sorted()
            let values = EnteredValues(release: release.id, indicators: indicators, count: changes.count, file: file)
            try write([.values(values)], by: proof, in: session)
        }
    }
}
