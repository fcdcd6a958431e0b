internal import Synchronization

/// One export under way: started by the first reading, stopped when nobody holds it any more.
final class ExportRun: Sendable {
    private let channel = ByteChannel()
    private let make: @Sendable (ByteChannel) async throws -> Void
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// - Parameter make: sends the bytes; what it throws, the reader gets.
    init(_ make: @escaping @Sendable (ByteChannel) async throws -> Void) { self.make = make }

    deinit {
        channel.close()
        task.withLock { $0?.cancel() }
    }

    func next() async throws -> [UInt8]? {
        start()
        do {
            return try await channel.receive()
        } catch {
            task.withLock { $0?.cancel() }
            throw error
        }
    }

    private func start() {
        task.withLock { [channel, make] task in
            if task != nil { return }
            task = Task {
                do {
                    try await make(channel)
                    channel.finish(.success(()))
                } catch {
                    channel.finish(.failure(error))
                }
            }
        }
    }
}
