import Catalog
import Instance
import Logging
import ServiceLifecycle

/// Judges all datasets when the server starts, then every day: a score also falls by the passing of time. Tables that came
/// without the official geographic code at hand are looked at for their territories.
struct QualityClock: Service, CustomStringConvertible {
    static let pace: Duration = .seconds(86_400)

    let instance: Instance
    let logger: Logger

    var description: String { "quality" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await instance.catalog.recordCoverage()
                    try await instance.catalog.recordQuality()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("the quality of datasets could not be kept", metadata: ["error": "\(error)"])
                }
            } while (try? await Task.sleep(for: Self.pace)) != nil
        }
    }
}
