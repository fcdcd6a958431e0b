/// Lets a few pieces of heavy work through at once; the others wait in the order in which they came, and too many of
/// them are turned away.
actor Turnstile {
    private let places: Int
    private let longestQueue: Int
    private var inside = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int, longestQueue: Int) {
        self.places = places
        self.longestQueue = longestQueue
    }

    /// - Throws: ``RequestError`` `server.busy` where too many wait already; what `body` throws.
    func pass<R: Sendable>(_ body: @Sendable () async throws -> R) async throws -> R {
        if inside < places {
            inside += 1
        } else {
            guard waiting.count < longestQueue else { throw RequestError("server.busy") }
            // Whoever leaves hands its place over: `inside` stays the same.
            await withCheckedContinuation { waiting.append($0) }
        }
        defer { leave() }
        return try await body()
    }

    private func leave() {
        if waiting.isEmpty { inside -= 1 } else { waiting.removeFirst().resume() }
    }
}
