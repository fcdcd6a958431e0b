package import Foundation
import Synchronization

/// An index of documents that is searched while it changes.
///
/// Documents live in *segments* that never change. An update writes a small segment and marks what it replaces as
/// removed; both become visible at once, to searches that begin afterwards. A search reads one snapshot and holds no
/// lock. Small segments are put together as they come, large ones in the background. What is found, and in which
/// order, depends on the documents alone, not on the updates that brought them.
package final class TextIndex: Sendable {
    package let analyzer: TextAnalyzer
    private let snapshot: Mutex<IndexSnapshot>
    /// Held by whoever changes the index, so that changes follow one another.
    private let writer = Mutex(Writer())
    private let background = DispatchGroup()

    private struct Writer {
        var isMerging = false
    }

    /// Segments of about the same size that make it worth putting them together.
    static let fanout = 8
    /// Most documents put together while an update waits.
    static let promptLimit = 2048

    /// - Parameter documents: what the index holds from the start; of those with the same id, the last.
    /// - Throws: `TextIndexError` when the texts are too large for one index.
    package init(_ documents: [IndexedDocument] = [], analyzer: TextAnalyzer = TextAnalyzer()) throws {
        self.analyzer = analyzer
        var snapshot = IndexSnapshot()
        if let segment = try Self.segment(Self.lastOfEach(documents), analyzer.lexicon) {
            snapshot.parts = [SnapshotPart(segment, vocabulary: &snapshot.vocabulary)]
        }
        self.snapshot = Mutex(snapshot)
    }

    /// Opens what ``write(to:)`` wrote. The file is mapped, not read: opening takes a few milliseconds, and the file
    /// must not be changed in place while the index is used (writing again replaces it, which is safe).
    ///
    /// - Throws: `TextIndexError` when the file is damaged, or was made by another analysis.
    package init(opening file: URL, analyzer: TextAnalyzer = TextAnalyzer()) throws {
        self.analyzer = analyzer
        let image = try SegmentImage.open(file, fingerprint: Ranking.fingerprint(analyzer.lexicon))
        var snapshot = IndexSnapshot()
        if image.documentCount > 0 {
            snapshot.parts = [SnapshotPart(Segment(image), vocabulary: &snapshot.vocabulary)]
        }
        self.snapshot = Mutex(snapshot)
    }

    /// Writes all documents to one file, which appears whole or not at all.
    package func write(to file: URL) throws {
        let current = current
        let fingerprint = Ranking.fingerprint(analyzer.lexicon)
        if current.parts.count == 1, current.parts[0].removed == nil {
            try current.parts[0].segment.image.write(to: file)
        } else {
            try SegmentMerger.merge(current.parts, fingerprint: fingerprint).segment.image.write(to: file)
        }
    }

    /// Documents held.
    package var documentCount: Int { current.documentCount }

    /// Grows with each change.
    package var generation: Int { snapshot.withLock { $0.generation } }

    /// Bytes of all segments, in memory or mapped.
    package var byteCount: Int { current.parts.reduce(0) { $0 + $1.segment.image.byteCount } }

    /// The ids of all documents, in no order.
    package var ids: [String] {
        current.parts.flatMap { part in
            (0..<part.segment.documentCount).filter(part.isLive).map { part.segment.ids.string($0) }
        }
    }

    package func contains(id: String) -> Bool {
        let bytes = Array(id.utf8)
        return current.parts.contains { part in part.segment.document(id: bytes).map(part.isLive) ?? false }
    }

    package func search(_ search: TextSearch) -> TextAnswer {
        SnapshotSearch(current, search, lexicon: analyzer.lexicon).run()
    }

    var current: IndexSnapshot { snapshot.withLock { $0 } }

    // MARK: Changes

    /// Adds documents, in place of those with the same ids, and removes others. Searches see all of it or nothing.
    ///
    /// - Throws: `TextIndexError` when the texts are too large for one segment.
    package func apply(putting documents: [IndexedDocument] = [], removing ids: [String] = []) throws {
        let documents = Self.lastOfEach(documents)
        let segment = try Self.segment(documents, analyzer.lexicon)
        let gone = Set(documents.map(\.id)).union(ids).map { Array($0.utf8) }
        try writer.withLock { writer in
            var next = current
            for index in next.parts.indices { next.parts[index].remove(gone) }
            if let segment { next.parts.append(SnapshotPart(segment, vocabulary: &next.vocabulary)) }
            try Self.mergePrompt(&next, Ranking.fingerprint(analyzer.lexicon))
            publish(next)
            if !writer.isMerging, Self.due(next, above: Self.promptLimit) != nil {
                writer.isMerging = true
                mergeInBackground()
            }
        }
    }

    private func publish(_ next: IndexSnapshot) {
        snapshot.withLock { snapshot in
            snapshot = next
            snapshot.parts.removeAll { $0.liveCount == 0 }
            snapshot.generation += 1
        }
    }

    /// Waits until the index is at rest: nothing is being put together.
    package func settle() async {
        await withCheckedContinuation { continuation in
            background.notify(queue: .global()) { continuation.resume() }
        }
    }

    private static func lastOfEach(_ documents: [IndexedDocument]) -> [IndexedDocument] {
        var places: [String: Int] = [:]
        for (index, document) in documents.enumerated() { places[document.id] = index }
        return places.count == documents.count
            ? documents : documents.indices.filter { places[documents[$0].id] == $0 }.map { documents[$0] }
    }

    private static func segment(_ documents: [IndexedDocument], _ lexicon: Lexicon) throws -> Segment? {
        if documents.isEmpty { return nil }
        let parts = min(max(1, documents.count / 4000), ProcessInfo.processInfo.activeProcessorCount)
        let made = Mutex<[Int: Result<Segment, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let range = documents.count * part / parts..<documents.count * (part + 1) / parts
            let result = Result {
                var builder = SegmentBuilder(lexicon: lexicon)
                for document in documents[range] { builder.add(document) }
                return try builder.build()
            }
            made.withLock { $0[part] = result }
        }
        let segments = try made.withLock { made in try (0..<parts).compactMap { try made[$0]?.get() } }
        if segments.count == 1 { return segments[0] }
        var vocabulary = FacetVocabulary()
        let merged = segments.map { SnapshotPart($0, vocabulary: &vocabulary) }
        return try SegmentMerger.merge(merged, fingerprint: Ranking.fingerprint(lexicon)).segment
    }

    // MARK: Putting segments together

    /// Parts of about the same size, enough of them, or one that is mostly removed.
    private static func due(_ snapshot: IndexSnapshot, above limit: Int = 0, upTo most: Int = .max) -> [Int]? {
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

    private static func mergePrompt(_ snapshot: inout IndexSnapshot, _ fingerprint: UInt64) throws {
        while let due = due(snapshot, upTo: promptLimit) {
            let (segment, _) = try SegmentMerger.merge(due.map { snapshot.parts[$0] }, fingerprint: fingerprint)
            for index in due.sorted(by: >) { snapshot.parts.remove(at: index) }
            snapshot.parts.append(SnapshotPart(segment, vocabulary: &snapshot.vocabulary))
        }
    }

    private func mergeInBackground() {
        let fingerprint = Ranking.fingerprint(analyzer.lexicon)
        DispatchQueue.global(qos: .utility).async(group: background) { [self] in
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

extension SnapshotPart {
    /// Marks documents as removed.
    fileprivate mutating func remove(_ ids: [[UInt8]]) {
        for id in ids {
            guard let document = segment.document(id: id) else { continue }
            var removed = removed ?? BitSet(capacity: segment.documentCount)
            self.removed = nil
            removed.insert(document)
            self.removed = removed
        }
    }
}
