import Foundation
import Store

extension WriteSession {
    /// Tells indexes, in this process and in others, that what a dataset is found by has changed: its own words, its
    /// organisation's, its resources' or those of their columns.
    func refreshWords(ofDataset id: UUID) throws {
        // Writers of the counter wait for one another, so numbers become visible in the order in which they are taken.
        try execute("UPDATE search_changes SET last = last + 1 WHERE id = 1")
        try execute(
            "UPDATE datasets SET search_change = (SELECT last FROM search_changes WHERE id = 1) WHERE id = ?",
            [.text(id.text)])
    }
}

extension ReadSession {
    /// Number of the last change.
    func lastSearchChange() throws -> Int64 {
        try row("SELECT last FROM search_changes WHERE id = 1")?.int64("last") ?? 0
    }
}
