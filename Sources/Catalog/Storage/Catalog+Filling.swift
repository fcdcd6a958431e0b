import Foundation
import Store

extension Catalog {
    /// Fills the columns that a later version of the program derives from the metadata, for the datasets that were written
    /// before: the day of their first publication, the days that they cover.
    ///
    /// It goes on where it was stopped, whoever stops it, and does nothing once it is done. Several processes may do it at once:
    /// the place that is reached is part of each transaction.
    ///
    /// - Parameter atOnce: datasets of one transaction.
    /// - Returns: the datasets that were looked at.
    @discardableResult
    package func fillDates(atOnce: Int = 500) async throws -> Int {
        // Asked by whoever opens the store: those who find nothing to do must not wait for a writer.
        guard try await store.read({ try $0.fillingPlace() }) != nil else { return 0 }
        var count = 0
        while let filled = try await store.write({ try $0.fillDates(atOnce) }) {
            try Task.checkCancellation()
            count += filled
        }
        return count
    }
}

extension ReadSession {
    /// Identifier of the last dataset whose dates were filled; nil where nothing is left to fill.
    fileprivate func fillingPlace() throws -> String? {
        try row("SELECT last_id FROM dataset_filling WHERE name = 'dates'", [])?.string("last_id")
    }
}

extension WriteSession {
    /// - Returns: how many were looked at; nil where nothing is left to fill.
    fileprivate func fillDates(_ limit: Int) throws -> Int? {
        guard let place = try fillingPlace() else { return nil }
        let found = try rows("SELECT id, metadata FROM datasets WHERE id > ? ORDER BY id LIMIT ?", [.text(place), StoreValue(limit)])
        for row in found {
            // One that cannot be read is no reason to keep the others, and the instance, shut.
            guard let metadata = try? row.json("metadata", as: DatasetMetadata.self) else { continue }
            let (issued, period) = (metadata.firstPublication, metadata.temporalCoverage?.days)
            guard issued != nil || period != nil else { continue }
            try execute(
                "UPDATE datasets SET opened_at = ?, covers_from = ?, covers_to = ? WHERE id = ?",
                [StoreValue(issued), StoreValue(period?.first), StoreValue(period?.last), .text(try row.string("id"))])
        }
        if let last = found.last, found.count == limit {
            try execute("UPDATE dataset_filling SET last_id = ? WHERE name = 'dates'", [.text(try last.string("id"))])
        } else {
            try execute("DELETE FROM dataset_filling WHERE name = 'dates'")
        }
        return found.count
    }
}
