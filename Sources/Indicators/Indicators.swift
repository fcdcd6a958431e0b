package import Foundation
package import Lake
package import Store
internal import Synchronization
internal import Territories

/// The indicators of an instance: what they are, what they were, and what is to come of them.
///
/// Figures are read from ``Observations``, which ``current()`` gives; they change by *releases* alone, which are
/// recorded in the store, one transaction each, so that a process killed at any instant leaves all of one or nothing.
package final class Indicators: Sendable {
    let store: any Store
    let lake: Lake
    /// What time it is.
    let now: @Sendable () -> Date
    private let state: Mutex<State>

    struct State {
        var definitions: [IndicatorID: IndicatorDefinition]
        var tree: TerritoryTree
        /// Goes up with every change of definitions or territories.
        var edition = 0
        var latest: Observations?
    }

    /// - Parameters:
    ///   - definitions: of all services; ``define(_:)`` replaces them.
    ///   - tree: the territories by which values are aggregated.
    package init(
        store: any Store, lake: Lake, definitions: [IndicatorDefinition], tree: TerritoryTree, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.lake = lake
        self.now = now
        state = Mutex(State(definitions: Self.keyed(definitions), tree: tree))
    }

    /// In order of their identifiers.
    package var definitions: [IndicatorDefinition] { state.withLock { $0.definitions.values.sorted { $0.id < $1.id } } }

    /// The definition of an indicator; nil where there is none.
    package func definition(_ id: IndicatorID) -> IndicatorDefinition? { state.withLock { $0.definitions[id] } }

    /// The territories by which values are aggregated.
    package var tree: TerritoryTree { state.withLock { $0.tree } }

    /// Takes other definitions, as after a change of a service's files. What was released stays.
    package func define(_ definitions: [IndicatorDefinition]) {
        state.withLock {
            $0.definitions = Self.keyed(definitions)
            $0.edition += 1
            $0.latest = nil
        }
    }

    /// Takes another vintage of the territories. Computed figures keep the levels they were computed with until they
    /// are refreshed.
    package func settle(on tree: TerritoryTree) {
        state.withLock {
            $0.tree = tree
            $0.edition += 1
            $0.latest = nil
        }
    }

    private static func keyed(_ definitions: [IndicatorDefinition]) -> [IndicatorID: IndicatorDefinition] {
        Dictionary(definitions.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })
    }

    func withState<R>(_ body: (inout sending State) -> sending R) -> sending R { state.withLock(body) }
}
