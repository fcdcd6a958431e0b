/// How far the reading of a file is; `done` and `total` count bytes of the file that is read.
package struct ReadProgress: Sendable, Hashable {
    /// What the reader is doing: a key of the messages, `progress.<phase>`.
    package enum Phase: String, Sendable, Codable {
        case unpacking, reading, writing
    }
    package let phase: Phase
    /// Bytes read so far.
    package let done: Int64
    /// Bytes to read, where it is known.
    package let total: Int64?

    package init(phase: Phase, done: Int64, total: Int64?) {
        self.phase = phase
        self.done = done
        self.total = total
    }
}

/// Told about progress at least every few megabytes, from any thread, one call at a time; throwing stops the reading.
package typealias ProgressObserver = @Sendable (ReadProgress) throws -> Void
