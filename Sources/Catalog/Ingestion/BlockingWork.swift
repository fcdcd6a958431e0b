import Foundation

/// Synchronous work on a thread of its own: reading a large file on the cooperative pool would hold up every request.
package enum BlockingWork {
    package static func run<Output: Sendable>(
        _ name: String, _ body: @escaping @Sendable () throws -> Output
    ) async throws -> Output {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result(catching: body)) }
            thread.name = "portulan.\(name)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
