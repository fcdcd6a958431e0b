import Foundation

/// When an address is asked again: rarely where it is steady, soon after a first failure, then ever less.
struct CheckRhythm: Sendable {
    /// Shortest time between two checks of a sound address, in seconds.
    let interval: TimeInterval

    /// Seconds until the next check.
    ///
    /// A sound address is asked after one interval, and once three answers in a row told of the same file, after twice as
    /// long each time, up to eight intervals. A failing one is asked after a twenty-fourth of an interval, then after twice
    /// as long each time, up to fourteen. A tenth more or less, by the resource's own number, keeps thousands of addresses
    /// declared together from being asked together for ever.
    ///
    /// - Parameters:
    ///   - failures: in a row, this one included.
    ///   - steady: answers in a row that told of the same file.
    ///   - asked: what the server asked for (`Retry-After`), in seconds.
    func wait(failures: Int, steady: Int, asked: TimeInterval?, resource: UUID) -> TimeInterval {
        let factor = failures == 0
            ? pow(2, Double(min(max(steady - 2, 0), 3)))
            : min(pow(2, Double(min(failures - 1, 12))) / 24, 14)
        let own = Double(resource.uuid.15) / 255 * 0.2 + 0.9
        return max(interval * factor * own, asked ?? 0)
    }
}
