package import Foundation

/// The name of a job: a UUID of version 7 (RFC 9562), so that names sort by the time of their making.
package struct JobID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    init(at date: Date) {
        let random = UUID().uuidString.lowercased()
        let time = String(max(date.millisecondsSince1970, 0), radix: 16)
        let padded = String(repeating: "0", count: max(0, 12 - time.count)) + time.suffix(12)
        rawValue = "\(padded.prefix(8))-\(padded.suffix(4))-7\(random.dropFirst(15))"
    }
}

/// Where a job stands. The last three are final.
package enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
    case queued, running, succeeded, failed, cancelled

    package var isFinal: Bool { self == .succeeded || self == .failed || self == .cancelled }
}

/// A piece of work that survives the process that asked for it.
package struct Job: Sendable, Hashable, Identifiable {
    package let id: JobID
    /// Which handler runs it, such as `ingest`.
    package let kind: String
    /// While a job with this key is queued or running, asking for it again gives that job.
    package let key: String?
    /// What to do, as JSON.
    package let payload: String
    package let state: JobState
    /// How many times it was begun and failed or is under way. Interruptions by a stop or a crash do not count.
    package let attempts: Int
    /// The attempt after which a failure is final.
    package let maxAttempts: Int
    /// How many processes died while running it.
    package let interruptions: Int
    /// Not before this moment.
    package let runAfter: Date
    /// The process that runs it; nil when none does.
    package let leaseOwner: LeaseOwner?
    /// When others may take it, unless the lease is renewed.
    package let leaseUntil: Date?
    /// Somebody asked it to stop, and it has not stopped yet.
    package let isCancelRequested: Bool
    /// As last written, a few times a second at most; that of the last attempt once the job has ended.
    package let progress: JobProgress?
    /// Why the last attempt failed; kept while the job waits for the next.
    package let error: JobFailure?
    /// What it gave, as JSON; nil until it has succeeded.
    package let result: String?
    package let createdAt: Date
    /// When its first attempt began.
    package let startedAt: Date?
    package let finishedAt: Date?

    /// The payload as the type that was queued.
    package func payload<T: Decodable>(as type: T.Type) throws -> T { try JSON.value(type, payload) }

    /// The result as the type that the handler gave; nil until the job has succeeded.
    package func result<T: Decodable>(as type: T.Type) throws -> T? { try result.map { try JSON.value(type, $0) } }
}

/// How far a job is.
package struct JobProgress: Sendable, Hashable, Codable {
    package enum Unit: String, Sendable, Hashable, Codable { case bytes, rows, items }

    /// The key of a message that names what is being done, such as `jobs.phase.reading`.
    package var phase: String
    /// In ``unit``s.
    package var done: Int64
    /// Nil while it is not known.
    package var total: Int64?
    package var unit: Unit

    package init(phase: String, done: Int64 = 0, total: Int64? = nil, unit: Unit = .items) {
        self.phase = phase
        self.done = done
        self.total = total
        self.unit = unit
    }
}

/// Why an attempt failed, in a form that can be stored and told later in any language.
package struct JobFailure: Error, Sendable, Hashable, Codable {
    /// The code of a message.
    package let code: String
    /// Its arguments, as a JSON object.
    package let arguments: String
    /// Whether another attempt could only fail again.
    package let isPermanent: Bool

    package init(code: String, arguments: String = "{}", isPermanent: Bool) {
        self.code = code
        self.arguments = arguments
        self.isPermanent = isPermanent
    }
}
