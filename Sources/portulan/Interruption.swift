import Dispatch
import Foundation
import Synchronization

/// Whether the person at the keyboard, or the system, asked the run to stop.
package final class Interruption: Sendable {
    private let state = Mutex<Int32?>(nil)

    package init() {}

    /// The number of the signal that asked; nil while nobody did.
    package var signal: Int32? { state.withLock { $0 } }

    /// - Throws: `CancellationError` once somebody asked.
    func check() throws {
        if signal != nil { throw CancellationError() }
    }

    /// - Returns: whether it was asked for the first time.
    private func request(_ signal: Int32) -> Bool {
        state.withLock { state in
            defer { state = state ?? signal }
            return state == nil
        }
    }

    /// Runs `body`, cancelled by SIGINT, SIGTERM or SIGHUP; a second signal ends the process on the spot.
    func watching(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            _ = Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInteractive))
            source.setEventHandler { [self] in
                guard request(number) else { exit(128 + number) }
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        try await task.value
    }
}
