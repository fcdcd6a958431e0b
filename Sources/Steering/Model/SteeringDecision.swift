package import Territories

/// What was decided about a policy in a territory.
package struct SteeringDecision: Sendable, Hashable, Codable {
    package let text: String
    /// Who is to do it; empty where nobody was named.
    package let responsible: String
    /// By when.
    package let due: CivilDate?

    package init(text: String, responsible: String = "", due: CivilDate? = nil) {
        self.text = text
        self.responsible = responsible
        self.due = due
    }

    /// How far it has come.
    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case toDo, underWay, done, abandoned

        /// The message that names it.
        package var nameKey: String { "steering.decision.state.\(rawValue)" }
        /// Whether nothing more is awaited.
        package var isOver: Bool { self == .done || self == .abandoned }
    }
}
