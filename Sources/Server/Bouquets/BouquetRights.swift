import Catalog
import Foundation
import Identity
import Store

/// What somebody may do with bouquets: those of an organisation go by the roles that they have on it, those of none by the
/// roles on the whole instance.
struct BouquetRights {
    let principal: Principal

    static func scope(_ organization: Organization?) -> Scope { organization.map { .organization($0.id) } ?? .instance }

    /// Drafts are for those who see what is not public.
    func canRead(_ detail: BouquetDetail) -> Bool {
        !detail.bouquet.isDraft || principal.can(.readUnpublished, on: Self.scope(detail.organization))
    }

    /// Contributors write drafts; what is published is changed by those who may publish it.
    static func permission(_ bouquet: Bouquet) -> Permission { bouquet.isDraft ? .contribute : .publish }

    func canChange(_ detail: BouquetDetail) -> Bool {
        principal.can(Self.permission(detail.bouquet), on: Self.scope(detail.organization))
    }

    /// Whose drafts they see.
    var drafts: BouquetSearch.Drafts {
        if principal.can(.readUnpublished, on: .instance) { return .all }
        let organizations = principal.grants.compactMap { grant -> UUID? in
            guard case .organization(let id) = grant.scope, principal.can(.readUnpublished, on: grant.scope) else { return nil }
            return id
        }
        return organizations.isEmpty ? .none : .of(Set(organizations.map(Optional.some)))
    }

    /// Whether there is anywhere that they may write for.
    var canCreate: Bool {
        ([.instance] + principal.grants.map(\.scope)).contains { principal.can(.contribute, on: $0) }
    }
}

extension Editor {
    /// Somebody who may make a change, which goes into the journal with it.
    init(_ principal: Principal, _ authorization: Authorization, _ journal: Journal) {
        self.init(author: Author(id: authorization.actor.id, name: principal.account?.name ?? authorization.actor.name)) { change, session in
            try journal.add(
                JournalAction(rawValue: change.action.rawValue), JournalSubject(change.kind, change.id, name: change.name),
                by: authorization, before: change.before, after: change.after, in: session)
        }
    }
}
