import Logging
import ServiceLifecycle

/// A work that the server does when it starts, then again and again until it stops. One that fails is done again at its
/// next time: the store may have been busy or out of reach.
struct RecurringWork: Service, CustomStringConvertible {
    let description: String
    let pace: Duration
    let logger: Logger
    /// What the log says of a work that failed.
    let complaint: String
    let work: @Sendable () async throws -> Void

    init(_ description: String, every pace: Duration, logger: Logger, complaint: String, work: @escaping @Sendable () async throws -> Void) {
        self.description = description
        self.pace = pace
        self.logger = logger
        self.complaint = complaint
        self.work = work
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await work()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("\(complaint)", metadata: ["error": "\(error)"])
                }
            } while (try? await Task.sleep(for: pace)) != nil
        }
    }
}
