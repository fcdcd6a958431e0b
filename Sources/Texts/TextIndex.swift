import Dispatch
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
    let writer = Mutex(Writer())
    let background = DispatchGroup()
    let runInBackground: Background

    struct Writer {
        /// Whether a thread puts large segments together.
        var isMerging = false
    }

    /// Segments of about the same size that make it worth putting them together.
    static let fanout = 8
    /// Most documents put together while an update waits.
    static let promptLimit = 2048

    /// Runs a long work elsewhere than on the calling thread.
    package typealias Background = @Sendable (_ work: @escaping @Sendable () -> Void) -> Void

    /// - Parameters:
    ///   - documents: what the index holds from the start; of those with the same id, the last.
    ///   - background: where large segments are put together.
    /// - Throws: `TextIndexError` when the texts are too large for one index.
    package init(
        _ documents: [IndexedDocument] = [], analyzer: TextAnalyzer = TextAnalyzer(),
        background: @escaping Background = { DispatchQueue.global(qos: .utility).async(execute: $0) }
    ) throws {
        self.analyzer = analyzer
        runInBackground = background
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
    package init(
        opening file: URL, analyzer: TextAnalyzer = TextAnalyzer(),
        background: @escaping Background = { DispatchQueue.global(qos: .utility).async(execute: $0) }
    ) throws {
        self.analyzer = analyzer
        runInBackground = background
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

    /// Shows a state to the searches that begin from now on. The writer's lock is held.
    func publish(_ next: IndexSnapshot) {
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
