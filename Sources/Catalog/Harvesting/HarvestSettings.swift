package import Foundation
package import Store

/// How sources are read: paces, patience, sizes.
package struct HarvestSettings: Sendable {
    /// Seconds between two requests to one host; a site's own `Crawl-delay` may make it longer.
    package var interval: TimeInterval = 0.1
    /// Times that one page is asked for, in all.
    package var attempts = 4
    /// First wait after a failure, in seconds; each next one is twice as long.
    package var patience: TimeInterval = 1
    /// Longest wait that a portal may ask for within a run, in seconds.
    package var longestWait: TimeInterval = 120
    /// Records asked for at a time.
    package var pageSize = 100
    /// Largest page, in bytes.
    package var maximumPage: Int64 = 64 << 20
    /// Most pages of one run.
    package var maximumPages = 100_000
    /// Findings kept of one run; all are counted.
    package var maximumFindings = 2_000
    /// Shortest time between two checks of a resource's address, in seconds; zero checks none.
    package var checkInterval: TimeInterval = 86_400
    package var clock: WallClock

    package init(clock: WallClock = .system) {
        self.clock = clock
    }
}
