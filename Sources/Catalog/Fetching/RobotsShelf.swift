import Foundation
import Synchronization

/// The rules of servers, each asked for once a day at most, as RFC 9309 (§2.4) lets: one `robots.txt` serves all the addresses
/// of its server.
final class RobotsShelf: Sendable {
    /// What a server says of being asked.
    enum Word: Sendable {
        case rules(RobotsRules)
        /// It has rules and cannot give them now: nothing may be asked (§2.3.1.4).
        case closed
        /// It does not answer at all.
        case silent
    }

    private static let age: TimeInterval = 86_400
    /// An instance asks thousands of servers; those that are forgotten are asked again.
    private static let most = 10_000

    private let kept = Mutex<[String: (rules: RobotsRules, until: Date)]>([:])

    /// The rules of the server of an address.
    ///
    /// - Parameter turn: waits until the server may be asked.
    /// - Throws: `CancellationError`.
    func word(on address: URL, fetcher: Fetcher, now: Date, turn: () async throws -> Void) async throws -> Word {
        guard let query = PortalClient.robotsQuery(of: address) else { return .rules(RobotsRules()) }
        let server = query.address.absoluteString
        if let known = kept.withLock({ $0[server] }), known.until > now { return .rules(known.rules) }
        try await turn()
        let answer: PageAnswer
        do {
            answer = try await fetcher.ask(query)
        } catch let error as CatalogError {
            // Where it leads astray there are no rules to be had; an address of this machine is refused when it is asked itself.
            return error.isPermanent ? .rules(RobotsRules()) : .silent
        }
        guard let rules = RobotsRules(answer, agent: fetcher.userAgent) else { return .closed }
        kept.withLock { kept in
            if kept.count >= Self.most { kept = kept.filter { $0.value.until > now } }
            if kept.count >= Self.most { kept = [:] }
            kept[server] = (rules, now.addingTimeInterval(Self.age))
        }
        return .rules(rules)
    }
}

extension RobotsRules {
    /// The rules that an answer holds: none where the site has no such file (RFC 9309, §2.3.1.3); `nil` where its server fails.
    init?(_ answer: PageAnswer, agent: String) {
        switch answer.status {
        case 200..<300: self.init(String(decoding: answer.data, as: UTF8.self), agent: agent)
        case 429, 500...: return nil
        default: self.init()
        }
    }

    /// Whether an address of the site may be read.
    func allows(_ address: URL) -> Bool {
        allows(address.path(percentEncoded: true) + (address.query(percentEncoded: true).map { "?\($0)" } ?? ""))
    }
}
