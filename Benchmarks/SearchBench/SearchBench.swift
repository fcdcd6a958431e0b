import Foundation
import Synchronization
import Texts

/// Measures the index of `Texts` on a generated catalogue and prints what it found and how long it took, as JSON, for
/// `Benchmarks/search.py` to judge and to compare.
///
///     search-bench DATASETS.jsonl QUERIES.json SNAPSHOT [ROUNDS]
@main
struct SearchBench {
    struct Report: Encodable {
        var documents = 0
        var buildSeconds = 0.0
        var snapshotBytes = 0
        var writeSeconds = 0.0
        var openMilliseconds = 0.0
        /// Ids of the ten best, by query.
        var found: [[String]] = []
        /// Microseconds, one a query and round.
        var top10: [Double] = []
        var counted: [Double] = []
        var whileUpdating: [Double] = []
        var updatesMeanwhile = 0
        var suggestions: [Double] = []
    }

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else {
            print("usage: search-bench DATASETS.jsonl QUERIES.json SNAPSHOT [ROUNDS]")
            exit(64)
        }
        let rounds = arguments.count > 4 ? Int(arguments[4]) ?? 10 : 10
        let documents = try GeneratedDataset.read(URL(fileURLWithPath: arguments[1]))
        let queries = try JSONDecoder().decode(
            JudgedQueries.self, from: Data(contentsOf: URL(fileURLWithPath: arguments[2]))).queries.map(\.query)
        let report = try measure(documents, queries, URL(fileURLWithPath: arguments[3]), rounds)
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }

    private static func measure(
        _ documents: [IndexedDocument], _ queries: [String], _ snapshot: URL, _ rounds: Int
    ) throws -> Report {
        var report = Report()
        report.documents = documents.count
        let built = try timed { try TextIndex(documents) }
        report.buildSeconds = built.seconds
        report.writeSeconds = try timed { try built.result.write(to: snapshot) }.seconds
        let opened = try timed { try TextIndex(opening: snapshot) }
        report.openMilliseconds = opened.seconds * 1000
        let index = opened.result
        report.snapshotBytes = index.byteCount
        report.found = queries.map { query in
            index.search(TextSearch(TextQuery(query), limit: 10, counts: false)).hits.map(\.id)
        }
        report.top10 = times(queries, rounds) { query in
            _ = index.search(TextSearch(TextQuery(query), limit: 10, counts: false))
        }
        report.counted = times(queries, rounds) { query in
            _ = index.search(TextSearch(
                TextQuery(query), limit: 10, facets: ["theme": 20, "level": 10, "format": 10, "organization": 20]))
        }
        let beginnings = queries.flatMap { query in
            [2, 4, 7, 11, 16].filter { $0 <= query.count }.map { String(query.prefix($0)) }
        }
        report.suggestions = times(beginnings, max(1, rounds / 5)) { _ = index.suggestions($0) }
        (report.whileUpdating, report.updatesMeanwhile) = updating(index, documents, queries, rounds)
        return report
    }

    /// Searches while another thread replaces documents as fast as it can, fifty at a time.
    private static func updating(
        _ index: TextIndex, _ documents: [IndexedDocument], _ queries: [String], _ rounds: Int
    ) -> ([Double], Int) {
        let isDone = Atomic(false)
        let updates = Atomic(0)
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) {
            var next = 0
            while !isDone.load(ordering: .relaxed) {
                let batch = (0..<50).map { documents[(next + $0 * 37) % documents.count] }
                next += 50
                try? index.apply(putting: batch)
                updates.add(1, ordering: .relaxed)
            }
        }
        let times = times(queries, rounds) { query in
            _ = index.search(TextSearch(TextQuery(query), limit: 10, counts: false))
        }
        isDone.store(true, ordering: .relaxed)
        group.wait()
        return (times, updates.load(ordering: .relaxed))
    }

    private static func times(_ texts: [String], _ rounds: Int, _ body: (String) -> Void) -> [Double] {
        var times: [Double] = []
        for _ in 0..<rounds {
            for text in texts { times.append(timed { body(text) }.seconds * 1e6) }
        }
        return times
    }

    private static func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
        let start = ContinuousClock.now
        let result = try body()
        let time = (ContinuousClock.now - start).components
        return (result, Double(time.seconds) + Double(time.attoseconds) / 1e18)
    }
}
