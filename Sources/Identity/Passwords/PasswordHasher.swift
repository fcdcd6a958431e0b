import Dispatch
import Foundation
import Synchronization

/// Derives keys on threads of its own, two at a time: each takes tens of megabytes, and a crowd at the door must not
/// take the machine's memory.
package final class PasswordHasher: Sendable {
    package let cost: ScryptCost
    private let lanes: [DispatchQueue]
    private let waiting = Mutex(0)
    private static let capacity = 64
    /// What an unknown account's password is compared with, so that it takes as long as a known one's.
    private let decoy: PasswordHash

    /// - Parameter cost: of new hashes; former ones keep theirs until the next login.
    package init(cost: ScryptCost = .standard) {
        self.cost = cost
        lanes = (0..<2).map { DispatchQueue(label: "portulan.identity.passwords.\($0)") }
        // A hash of the right cost that no password gives: its key is as long as another's, and random.
        let (salt, key) = (SecretToken().text, SecretToken().text)
        let text = "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(Self.base64(salt.prefix(22)))$\(Self.base64(key.prefix(43)))"
        guard let decoy = PasswordHash(text) else { preconditionFailure("a hash that this room wrote is readable") }
        self.decoy = decoy
    }

    private static func base64(_ text: Substring) -> String {
        String(text).replacing("-", with: "+").replacing("_", with: "/")
    }

    func hash(_ password: String) async throws -> PasswordHash {
        let cost = cost
        return try await run { try PasswordHash(password, cost: cost) }
    }

    /// Whether `password` opens `hash`; without one the same work is done for nothing.
    func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        let decoy = decoy
        return try await run {
            let isRight = try (hash ?? decoy).matches(password)
            return isRight && hash != nil
        }
    }

    private func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        let place = try waiting.withLock { waiting -> Int in
            guard waiting < Self.capacity else { throw IdentityError(.busy) }
            waiting += 1
            return waiting
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { done in
            lanes[place % lanes.count].async { done.resume(with: Result(catching: body)) }
        }
    }
}
