import Dispatch
import Synchronization

extension TextIndex {
    /// Parts of about the same size, enough of them, or one that is mostly removed.
    static func due(_ snapshot: IndexSnapshot, above limit: Int = 0, upTo most: Int = .max) -> [Int]? {
        var tiers: [Int: [Int]] = [:]
        for (index, part) in snapshot.parts.enumerated() {
            if let removed = part.removed, removed.count * 3 > part.segment.documentCount,
                part.liveCount > limit, part.liveCount <= most {
                return [index]
            }
            var tier = 0
            var size = part.liveCount
            while size >= fanout {
                size /= fanout
                tier += 1
            }
            tiers[tier, default: []].append(index)
        }
        return tiers.values.filter { parts in
            let total = parts.reduce(0) { $0 + snapshot.parts[$1].liveCount }
            return parts.count >= fanout && total > limit && total <= most
        }.max { $0.count < $1.count }
    }

    /// Puts small parts together while the update waits.
    static func mergePrompt(_ snapshot: inout IndexSnapshot, _ fingerprint: UInt64) throws {
        while let due = due(snapshot, upTo: promptLimit) {
            let (segment, _) = try SegmentMerger.merge(due.map { snapshot.parts[$0] }, fingerprint: fingerprint)
            for index in due.sorted(by: >) { snapshot.parts.remove(at: index) }
            snapshot.parts.append(SnapshotPart(segment, vocabulary: &snapshot.vocabulary))
        }
    }

    /// Puts large parts together on another thread, until none is due.
    func mergeInBackground() {
        let fingerprint = Ranking.fingerprint(analyzer.lexicon)
        background.enter()
        runInBackground { [self] in
            defer { background.leave() }
            while let parts = nextMerge() {
                // Too large for one segment: they stay apart, and are searched all the same.
                guard let merged = try? SegmentMerger.merge(parts, fingerprint: fingerprint) else { break }
                writer.withLock { _ in replace(parts, by: merged) }
            }
            writer.withLock { $0.isMerging = false }
        }
    }

    private func nextMerge() -> [SnapshotPart]? {
        let current = current
        return Self.due(current, above: Self.promptLimit)?.map { current.parts[$0] }
    }

    /// Puts a merged segment in the place of its sources; what was removed from them meanwhile is removed from it.
    private func replace(_ sources: [SnapshotPart], by merged: (segment: Segment, numbers: [[Int32]])) {
        var next = current
        var part = SnapshotPart(merged.segment, vocabulary: &next.vocabulary)
        var gone = BitSet(capacity: merged.segment.documentCount)
        for (source, numbers) in zip(sources, merged.numbers) {
            guard let index = next.parts.firstIndex(where: { $0.segment === source.segment }) else {
                // All of it was removed meanwhile.
                for number in numbers where number >= 0 { gone.insert(Int(number)) }
                continue
            }
            for document in next.parts[index].removed?.members ?? [] where numbers[document] >= 0 {
                gone.insert(Int(numbers[document]))
            }
            next.parts.remove(at: index)
        }
        part.removed = gone.count > 0 ? gone : nil
        next.parts.append(part)
        publish(next)
    }
}
