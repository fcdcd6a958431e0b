import Foundation
import Indicators
import Localization

/// Files of values that were looked at, kept for some minutes until their sender says whether to take them.
actor ValueDesk {
    /// A file and what taking it would do.
    struct Kept: Sendable {
        let token: UUID
        /// Who sent it; nobody else finds it.
        let sender: String
        let service: String
        let folder: URL
        let file: URL
        let report: ImportReport
        let expiresAt: Date
    }

    /// More than this many wait for nobody.
    private static let most = 64

    private let duration: TimeInterval
    private let now: @Sendable () -> Date
    private var kept: [UUID: Kept] = [:]

    /// - Parameters:
    ///   - duration: how long a file is kept, in seconds.
    ///   - now: the clock.
    init(duration: TimeInterval, now: @escaping @Sendable () -> Date) {
        self.duration = duration
        self.now = now
    }

    /// Takes in a file, in a folder of its own.
    func keep(_ file: URL, in folder: URL, _ report: ImportReport, from sender: String, service: String) -> Kept {
        sweep()
        while kept.count >= Self.most, let oldest = kept.values.min(by: { $0.expiresAt < $1.expiresAt }) { erase(oldest.token) }
        let one = Kept(
            token: UUID(), sender: sender, service: service, folder: folder, file: file, report: report,
            expiresAt: now().addingTimeInterval(duration))
        kept[one.token] = one
        return one
    }

    /// - Throws: ``RequestError`` `request.check.gone` for what is not, or no longer, here, or is somebody else's.
    func find(_ token: String, of sender: String, service: String) throws -> Kept {
        sweep()
        guard let one = UUID(uuidString: token).flatMap({ kept[$0] }), one.sender == sender, one.service == service else {
            throw RequestError("request.check.gone")
        }
        return one
    }

    /// Erases a file at once.
    func erase(_ token: UUID) {
        guard let one = kept.removeValue(forKey: token) else { return }
        try? FileManager.default.removeItem(at: one.folder)
    }

    private func sweep() {
        let moment = now()
        for one in kept.values where one.expiresAt <= moment { erase(one.token) }
    }
}
