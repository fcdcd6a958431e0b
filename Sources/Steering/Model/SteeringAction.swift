/// Something that somebody may do about a policy in a territory. Whoever may do anything there may read there too.
package enum SteeringAction: String, Sendable, Hashable, Codable, CaseIterable {
    case read
    /// Write comments and take part in the discussion of proposals.
    case comment
    /// Give the weather and the synthesis.
    case assess
    /// Enter values of the indicators, by form and by file, and take them back.
    case enter
    /// Propose a corrected value.
    case propose
    /// Set objectives, take decisions and follow them, settle proposals.
    case decide
    /// Give and take rights.
    case manage

    /// The message that names it.
    package var nameKey: String { "steering.action.\(rawValue)" }
}
