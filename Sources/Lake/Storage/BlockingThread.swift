internal import Foundation

/// Work that waits for a disk, away from Swift's cooperative threads.
enum BlockingThread {
    static func run<R: Sendable>(_ name: String, _ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result(catching: body)) }
            thread.name = name
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
