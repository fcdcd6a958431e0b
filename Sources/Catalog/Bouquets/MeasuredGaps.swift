import Foundation
import Synchronization

/// The scores last measured, so that a list need not read every dataset of every bouquet.
///
/// A score is measured again when its bouquet changes, and after some minutes, because datasets and the calendar move too.
final class MeasuredGaps: Sendable {
    /// In seconds.
    static let lifetime: TimeInterval = 600
    private static let capacity = 5_000

    private struct Entry {
        let revision: Int
        let measuredAt: Date
        let score: GapScore
    }

    private let entries = Mutex<[UUID: Entry]>([:])

    func score(of bouquet: Bouquet, at date: Date) -> GapScore? {
        entries.withLock { entries in
            guard let entry = entries[bouquet.id], entry.revision == bouquet.revision,
                (0..<Self.lifetime).contains(date.timeIntervalSince(entry.measuredAt))
            else { return nil }
            return entry.score
        }
    }

    func keep(_ score: GapScore, of bouquet: Bouquet, at date: Date) {
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[bouquet.id] = Entry(revision: bouquet.revision, measuredAt: date, score: score)
        }
    }
}
