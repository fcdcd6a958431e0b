import Foundation
import Store
import Texts
import Threads

/// The index of all datasets, kept in step with the store.
///
/// A search first asks the store for the number of its last change, and brings the index up to it: what this process
/// or another has written is found at once. Searches run on the index without waiting for those that bring it up.
actor DatasetIndex {
    private var index: TextIndex?
    /// Number of the last change that the index holds.
    private var seen: Int64 = -1
    private var update: Task<Void, any Error>?
    /// When the index last held all that was in the store.
    private var broughtUpAt: ContinuousClock.Instant?

    /// Changes that a search waits for: someone's edits. More come from a harvest, which goes on.
    private static let fewChanges: Int64 = 16
    /// How far behind a harvest the index may be.
    private static let pace: Duration = .seconds(1)

    /// The index, holding all that was in the store when this was called; while a harvest writes, all but the last second
    /// or two of it.
    func current(_ catalog: Catalog) async throws -> TextIndex {
        // Asked once: what is written from now on need not be waited for, or a harvest would hold searches back.
        let last = try await catalog.store.read { try $0.lastSearchChange() }
        if let index, last - seen > Self.fewChanges, let broughtUpAt {
            let age = ContinuousClock.now - broughtUpAt
            if age < Self.pace { return index }
            if age < Self.pace * 3 {
                if update == nil { Task(priority: .utility) { try await refresh(catalog) } }
                return index
            }
        }
        while true {
            if let index, seen >= last { return index }
            try await refresh(catalog)
        }
    }

    private func refresh(_ catalog: Catalog) async throws {
        if let update { return try await update.value }
        let (index, seen) = (index, seen)
        // Away from the actor: those who ask meanwhile are answered from the index as it is.
        let task = Task.detached {
            do {
                let (index, seen) = try await Self.broughtUp(index, after: seen, catalog)
                await self.take(index, seen)
            } catch {
                await self.giveUp()
                throw error
            }
        }
        update = task
        try await task.value
    }

    // The update is over before those who wait for it go on, or they would wait for it again.

    private func take(_ index: TextIndex, _ seen: Int64) {
        update = nil
        self.index = index
        self.seen = max(self.seen, seen)
        broughtUpAt = .now
    }

    private func giveUp() { update = nil }

    /// The index, made where there is none, with what has changed after a place; and the place that it holds then.
    private static func broughtUp(
        _ former: TextIndex?, after seen: Int64, _ catalog: Catalog
    ) async throws -> (TextIndex, Int64) {
        var page = ChangedDatasets(change: seen, id: "")
        var made: [IndexedDocument] = []
        repeat {
            let (rows, next) = try await catalog.changedDatasets(after: page)
            if let former {
                // Someone's edit is waited for; a harvest gives way to the searches that go on meanwhile.
                let urgency: ThreadUrgency = rows.count > fewChanges ? .background : .normal
                try await OwnThread.run("index", urgency) { _ in
                    try former.apply(putting: catalog.documents(rows, isPrompt: false))
                }
            } else {
                made += try await OwnThread.run("index") { _ in try catalog.documents(rows, isPrompt: true) }
            }
            page = next
        } while !page.isLast
        let index = try former ?? TextIndex(made) { OwnThread.start("merge", .background, $0) }
        try await removeGone(catalog, index)
        return (index, page.change)
    }

    /// Datasets that left the store leave the index; whoever deletes one takes a change number too, so that it is seen.
    private static func removeGone(_ catalog: Catalog, _ index: TextIndex) async throws {
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
