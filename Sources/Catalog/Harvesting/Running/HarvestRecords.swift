package import Foundation

/// How a run ended, or that it has not.
package enum HarvestState: String, LabelledCode {
    case running
    /// Everything that the source announced was read.
    case complete
    /// Some of it was; what did not come is left as it was.
    case partial
    /// Nothing was.
    case failed
    /// Its job was stopped, or given up, before its end: what it had read is kept.
    case interrupted

    package static let labelTopic = "harvest.state"
}

/// What a run did, in numbers of datasets.
package struct HarvestCounts: Codable, Hashable, Sendable {
    /// Came with the pages, before filters.
    package var received = 0
    package var created = 0
    package var changed = 0
    package var unchanged = 0
    /// Were gone, and are back.
    package var returned = 0
    /// Were known from another source: grouped with it.
    package var grouped = 0
    package var vanished = 0
    /// Left out by the filters.
    package var filtered = 0
    package var services = 0
    package var pages = 0
    /// Pages that answered that nothing had changed.
    package var unchangedPages = 0
    /// Findings by kind.
    package var findings: [String: Int] = [:]

    package init() {}

    /// Findings that ask something of whoever publishes the source.
    package var faults: Int {
        HarvestFinding.Kind.allCases.reduce(0) { $0 + ($1.weight == .information ? 0 : findings[$1.rawValue] ?? 0) }
    }

    /// Records of the source that the catalogue holds after the run.
    package var taken: Int { created + changed + unchanged + returned + grouped }
}

/// One reading of a source.
package struct HarvestRun: Hashable, Sendable, Identifiable {
    package let id: UUID
    package let sourceID: UUID
    package var state: HarvestState
    package var counts: HarvestCounts
    package let startedAt: Date
    package var finishedAt: Date?
}

/// Where a run stands, kept after each page so that it goes on from there.
struct HarvestPosition: Codable, Sendable {
    var next: PageRequest?
    var total: Int?
    /// Pages in a row that could not be read.
    var unread = 0
    /// Pages in a row that brought nothing new.
    var idle = 0
    /// Whether everything so far was read.
    var isWhole = true
    /// Records on the pages read.
    var records = 0
}

/// What a source says of a dataset, beside what others say of it.
package struct DatasetOrigin: Hashable, Sendable, Identifiable {
    package let id: UUID
    package let sourceSlug: String
    package let sourceName: String
    /// Whether the source is still read.
    package let isFollowed: Bool
    package let remoteID: String
    package let remoteURL: String?
    package let checksum: String
    /// Whether it is from this one that the dataset's metadata come.
    package let isPrimary: Bool
    package let firstSeenAt: Date
    package let lastSeenAt: Date
    package let changedAt: Date
    package let vanishedAt: Date?
}
