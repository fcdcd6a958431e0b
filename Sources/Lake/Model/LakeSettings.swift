internal import Foundation

/// How much the lake may take of the machine.
package struct LakeSettings: Sendable, Hashable {
    /// Queries answered at once.
    package var connections: Int
    /// Threads that one query may use. More make a heavy query faster and many small ones slower.
    package var threads: Int
    /// How long a query may take, waiting included.
    package var queryTimeout: Duration
    /// Bytes of tables kept in memory.
    package var hotBytes: Int64
    /// Bytes that queries may use beyond the tables kept in memory.
    package var queryMemory: Int64
    /// Bytes that the making of one table, or one export, may use; what does not fit spills to the scratch folder.
    package var workMemory: Int64
    /// Exports made at once.
    package var exports: Int

    package init() {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        connections = max(2, cores)
        threads = max(1, cores / 4)
        queryTimeout = .seconds(30)
        let memory = Int64(clamping: ProcessInfo.processInfo.physicalMemory)
        hotBytes = min(memory / 8, 2 << 30)
        queryMemory = max(256 << 20, min(memory / 8, 2 << 30))
        workMemory = 384 << 20
        exports = 2
    }
}
