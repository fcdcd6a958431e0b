import Foundation
import Store
import Texts

/// The index of all datasets, kept in step with the store.
///
/// A search first asks the store for the number of its last change, and brings the index up to it: what this process
/// or another has written is found at once. Searches run on the index without waiting for those that bring it up.
actor DatasetIndex {
    private var index: TextIndex?
    /// Number of the last change that the index holds.
    private var seen: Int64 = -1
    private var update: Task<Void, any Error>?

    /// The index, holding all that was in the store when this was called.
    func current(_ catalog: Catalog) async throws -> TextIndex {
        // Asked once: what is written from now on need not be waited for, or a harvest would hold searches back.
        let last = try await catalog.store.read { try $0.lastSearchChange() }
        while true {
            if let index, seen >= last { return index }
            if let update {
                try await update.value
                continue
            }
            let task = Task { try await bringUp(catalog) }
            update = task
            defer { update = nil }
            try await task.value
        }
    }

    private func bringUp(_ catalog: Catalog) async throws {
        var page = ChangedDatasets(change: seen, id: "")
        var made: [IndexedDocument] = []
        repeat {
            let (documents, next) = try await catalog.changedDatasets(after: page)
            if let index { try index.apply(putting: documents) } else { made += documents }
            page = next
        } while !page.isLast
        let index = try self.index ?? TextIndex(made)
        try await removeGone(catalog, index)
        self.index = index
        seen = max(seen, page.change)
    }

    /// Datasets that left the store leave the index; whoever deletes one takes a change number too, so that it is seen.
    private func removeGone(_ catalog: Catalog, _ index: TextIndex) async throws {
        let count = try await catalog.store.read { try $0.row("SELECT count(*) AS n FROM datasets")?.int64("n") ?? 0 }
        guard Int(count) < index.documentCount else { return }
        let kept = try await catalog.store.read { try Set($0.rows("SELECT slug FROM datasets").map { try $0.string("slug") }) }
        try index.apply(removing: index.ids.filter { !kept.contains($0) })
    }
}

/// A place in the list of datasets in the order of their changes.
struct ChangedDatasets: Sendable {
    /// Change and identifier of the last dataset read.
    var change: Int64
    var id: String
    /// Whether nothing follows.
    var isLast = false

    /// Datasets read at once.
    static let pageSize = 500
}
