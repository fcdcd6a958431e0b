package import Foundation

/// What somebody is on an organisation, or on the whole instance. Each role may do what the one before it may.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Sees what is not public yet.
    case reader
    /// Writes drafts and descriptions.
    case contributor
    /// Publishes, withdraws and moderates.
    case steward
    /// Decides who is what.
    case administrator

    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .reader: 0
        case .contributor: 1
        case .steward: 2
        case .administrator: 3
        }
    }
}

/// Something that not everybody may do.
package enum Permission: String, Sendable, Hashable, Codable, CaseIterable {
    /// Take part in discussions.
    case discuss
    /// Take part in the steering of public policies, as far as the rights go that were given there.
    case steer
    /// See what is not public.
    case readUnpublished
    /// Write drafts and descriptions.
    case contribute
    /// Publish and withdraw.
    case publish
    /// Decide of others' discussions.
    case moderate
    /// Give and take roles.
    case manageMembers
    /// Create, disable and reset accounts.
    case manageAccounts
    /// Declare the catalogues that are harvested, and have them read.
    case manageSources
    /// Read and export the audit journal.
    case readJournal

    /// The least role that has it; nil where whoever is signed in has it.
    package var role: Role? {
        switch self {
        case .discuss, .steer: nil
        case .readUnpublished: .reader
        case .contribute: .contributor
        case .publish, .moderate: .steward
        case .manageMembers, .manageAccounts, .manageSources, .readJournal: .administrator
        }
    }

    /// Whether it makes sense on the whole instance only: an organisation's administrator has no say in accounts.
    package var isInstanceWide: Bool { self == .manageAccounts || self == .manageSources || self == .readJournal }
}

/// Where a right holds.
package enum Scope: Sendable, Hashable {
    /// Everywhere, every organisation included.
    case instance
    /// One organisation of the catalogue, by its identifier.
    case organization(UUID)

    /// As it is stored: empty for the instance.
    var key: String {
        switch self {
        case .instance: ""
        case .organization(let id): id.uuidString.lowercased()
        }
    }

    init?(key: String) {
        if key.isEmpty {
            self = .instance
        } else if let id = UUID(uuidString: key) {
            self = .organization(id)
        } else {
            return nil
        }
    }
}

/// A role and where it holds.
package struct Grant: Sendable, Hashable {
    package let role: Role
    package let scope: Scope

    package init(_ role: Role, on scope: Scope) {
        self.role = role
        self.scope = scope
    }
}
