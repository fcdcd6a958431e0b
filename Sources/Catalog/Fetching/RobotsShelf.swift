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

    private struct Kept {
        var servers: [String: (rules: RobotsRules, until: Date)] = [:]
        /// Memory that the rules take, in bytes, about.
        var size = 0

        mutating func put(_ rules: RobotsRules, of server: String, now: Date) {
            if let former = servers.removeValue(forKey: server) { size -= former.rules.size }
            func isFull() -> Bool { servers.count >= mostServers || size + rules.size > mostBytes }
            if isFull() {
                servers = servers.filter { $0.value.until > now }
                size = servers.values.reduce(0) { $0 + $1.rules.size }
            }
            if isFull() { (servers, size) = ([:], 0) }
            servers[server] = (rules, now.addingTimeInterval(age))
            size += rules.size
        }
    }

    private static let age: TimeInterval = 86_400
    // An instance asks thousands of servers; those that are forgotten are asked again.
    private static let mostServers = 10_000
    private static let mostBytes = 64 << 20

    private let kept = Mutex(Kept())

    /// The rules of the server of an address.
    ///
    /// - Parameter turn: waits until the server may be asked.
    /// - Throws: `CancellationError`.
    func word(on address: URL, fetcher: Fetcher, now: Date, turn: () async throws -> Void) async throws -> Word {
        guard let query = PortalClient.robotsQuery(of: address) else { return .rules(RobotsRules()) }
        let server = query.address.absoluteString
        if let known = kept.withLock({ $0.servers[server] }), known.until > now { return .rules(known.rules) }
        try await turn()
        let answer: PageAnswer
        do {
            answer = try await fetcher.ask(query)
        } catch let error as CatalogError {
            if error.leadsNowhere { return .rules(RobotsRules()) }
            // What may not be asked, an address of a private network, is a file that is there and cannot be had.
            return error.isPermanent ? .closed : .silent
        }
        guard let rules = RobotsRules(answer, agent: fetcher.userAgent) else { return .closed }
        kept.withLock { $0.put(rules, of: server, now: now) }
        return .rules(rules)
    }
}

extension CatalogError {
    /// Whether redirections went on and on, or to no address: a file of rules behind them may be taken for one that is not there
    /// (RFC 9309, §2.3.1.2).
    var leadsNowhere: Bool { kind == .fetchRedirects || kind == .fetchRedirectMissing }
}

extension RobotsRules {
    /// The rules that an answer holds: none where the site has no such file (RFC 9309, §2.3.1.3); `nil` where its server fails.
    init?(_ answer: PageAnswer, agent: String) {
        switch answer.status {
        case 200..<300: self.init(Self.whole(answer.data), agent: agent)
        case 429, 500...: return nil
        default: self.init()
        }
    }

    /// Bytes of a file that count (RFC 9309, §2.5).
    static let mostBytes: Int64 = 512 << 10

    /// The lines of a file that count: of one that is cut, the last is no longer what it was.
    private static func whole(_ data: Data) -> Data {
        guard isCut(data) else { return data }
        let part = data.prefix(Int(mostBytes))
        return part.lastIndex(where: { $0 == 0x0A || $0 == 0x0D }).map { part[...$0] } ?? Data()
    }

    /// Whether a file is longer than what counts of it.
    static func isCut(_ data: Data) -> Bool { Int64(data.count) > mostBytes }

    /// Whether an address of the site may be read.
    func allows(_ address: URL) -> Bool {
        allows(address.path(percentEncoded: true) + (address.query(percentEncoded: true).map { "?\($0)" } ?? ""))
    }
}
