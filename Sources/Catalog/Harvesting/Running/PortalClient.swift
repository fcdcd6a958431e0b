import Foundation
import Localization
import Store

/// Asks one source for its pages, politely and with patience.
struct PortalClient: Sendable {
    let fetcher: Fetcher
    let settings: HarvestSettings
    let pacer: HostPacer
    /// `nil` where they are not followed.
    let robots: RobotsRules?

    /// What the source answered.
    enum Answer: Sendable {
        case document(PageDocument, etag: String?, lastModified: String?, date: Date?)
        /// Nothing changed since the validators given.
        case unchanged
    }

    /// A portal asks to come back later than a run may wait.
    struct ComeBack: Error {
        let delay: TimeInterval
        let refusal: CatalogError
    }

    /// The rules of a site, and what its producer should know of them; all is allowed where it has none (RFC 9309, §2.3.1).
    ///
    /// - Throws: where the site does not answer, or sends elsewhere than one may go: it must then be taken to forbid everything.
    static func robots(
        of address: URL, fetcher: Fetcher, settings: HarvestSettings, pacer: HostPacer
    ) async throws -> (rules: RobotsRules, finding: HarvestFinding?) {
        guard let query = robotsQuery(of: address) else { return (RobotsRules(), nil) }
        var limits = fetcher.limits
        (limits.idleTimeout, limits.totalTimeout) = (min(limits.idleTimeout, .seconds(20)), min(limits.totalTimeout, .seconds(60)))
        let client = PortalClient(fetcher: fetcher.limited(to: limits), settings: settings, pacer: pacer, robots: nil)
        let place = query.address.absoluteString
        do {
            let answer = try await client.answer(query)
            // What only fails now was asked again, and thrown.
            let rules = RobotsRules(answer, agent: fetcher.userAgent) ?? RobotsRules()
            let isCut = (200..<300).contains(answer.status) && RobotsRules.isCut(answer.data)
            return (rules, isCut ? HarvestFinding(.robotsCut, page: place, ["limit": .bytes(RobotsRules.mostBytes)]) : nil)
        } catch let error as CatalogError where error.leadsNowhere {
            return (RobotsRules(), HarvestFinding(.robotsRedirects, page: place))
        }
    }

    /// Asks a site for its rules: of a file of any size, the first 500 kB and more count (RFC 9309, §2.5).
    static func robotsQuery(of address: URL) -> PageQuery? {
        guard let root = URL(string: "/robots.txt", relativeTo: address)?.absoluteURL else { return nil }
        var query = PageQuery(address: root, accept: "text/plain, */*;q=0.1")
        query.maximumBytes = RobotsRules.mostBytes
        query.isCut = true
        return query
    }

    func page(_ request: PageRequest, etag: String?, lastModified: String?) async throws -> Answer {
        if request.address.isFileURL { return try file(request.address) }
        if let robots, !robots.allows(request.address) {
            throw CatalogError(.harvestRobots, ["address": .text(request.address.absoluteString)])
        }
        var query = PageQuery(
            address: request.address, accept: request.accept, body: request.body, contentType: request.contentType,
            maximumBytes: settings.maximumPage)
        if request.body == nil { (query.etag, query.lastModified) = (etag, lastModified) }
        let answer = try await answer(query)
        if answer.status == 304 { return .unchanged }
        guard (200..<300).contains(answer.status) else { throw Self.refusal(answer) }
        let (data, isMended) = CharacterSets.mended(answer.data, charset: answer.charset, mediaType: answer.mediaType)
        return .document(
            PageDocument(data: data, mediaType: answer.mediaType, address: answer.address, isMended: isMended),
            etag: answer.etag, lastModified: answer.lastModified, date: answer.date)
    }

    /// The answer, after as many attempts as it takes and patience lets.
    private func answer(_ query: PageQuery) async throws -> PageAnswer {
        let host = query.address.host() ?? ""
        var wait = settings.patience
        for attempt in 1... {
            try Task.checkCancellation()
            try await pacer.turn(host, interval: max(settings.interval, robots?.delay ?? 0))
            var asked: TimeInterval?
            do {
                let answer = try await fetcher.ask(query)
                let isBusy = [408, 425, 429].contains(answer.status) || answer.status >= 500
                guard isBusy else { return answer }
                asked = answer.retryAfter
                if let asked, asked > settings.longestWait { throw ComeBack(delay: asked, refusal: Self.refusal(answer)) }
                if attempt >= settings.attempts { throw Self.refusal(answer) }
            } catch let error as CatalogError where !error.isPermanent && attempt < settings.attempts {
                asked = nil
            }
            try await settings.clock.sleep(.milliseconds(Int64(max(asked ?? 0, wait) * 1_000)))
            wait *= 2
        }
        throw CancellationError()
    }

    private static func refusal(_ answer: PageAnswer) -> CatalogError {
        CatalogError(
            .fetchStatus, ["address": .text(answer.address.absoluteString), "status": .integer(answer.status)],
            isPermanent: answer.status < 500 && ![408, 425, 429].contains(answer.status))
    }

    private func file(_ address: URL) throws -> Answer {
        let data: Data
        do {
            data = try Data(contentsOf: address)
        } catch {
            throw CatalogError(.fileUnreadable, ["file": .text(address.lastPathComponent)], underlying: "\(error)")
        }
        let (text, isMended) = CharacterSets.mended(data, charset: nil, mediaType: nil)
        return .document(PageDocument(data: text, address: address, isMended: isMended), etag: nil, lastModified: nil, date: nil)
    }
}

/// Character sets of documents: announced, true, and what is made of a lie.
enum CharacterSets {
    /// Bytes of the announced set, or of UTF-8; where they are neither, they were Windows-1252 and become UTF-8.
    static func mended(_ data: Data, charset: String?, mediaType: String?) -> (Data, isMended: Bool) {
        let declared = declaration(data)?.lowercased()
        // An XML parser knows its declaration; only what claims UTF-8, or claims nothing, is judged here.
        if let declared, declared != "utf-8", declared != "utf8", declared != "us-ascii" { return (data, false) }
        if data.starts(with: [0xFE, 0xFF]) || data.starts(with: [0xFF, 0xFE]) { return (data, false) }
        if String(validating: data, as: UTF8.self) != nil { return (data, false) }
        let announced = charset?.lowercased() ?? ""
        let isHonest = declared == nil && ["iso-8859-1", "iso-8859-15", "windows-1252", "latin1"].contains(announced)
        guard let text = String(data: data, encoding: .windowsCP1252) ?? String(data: data, encoding: .isoLatin1) else { return (data, true) }
        return (Data(text.utf8), !isHonest)
    }

    /// `encoding="…"` of an XML declaration.
    private static func declaration(_ data: Data) -> String? {
        let head = String(decoding: data.prefix(200), as: UTF8.self)
        guard head.contains("<?xml"), let match = head.firstMatch(of: /encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/) else { return nil }
        return String(match.1)
    }
}
