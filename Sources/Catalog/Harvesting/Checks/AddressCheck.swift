import Foundation
import Localization

/// One resource whose address is to be asked.
struct CheckedAddress: Sendable {
    let resource: UUID
    let url: URL
    /// Short name of the form that the source announces.
    let format: String?
    let role: DistributionDetails.Role
    /// What the last check found.
    let known: ResourceCheck?

    var host: String { url.host()?.lowercased() ?? "" }
}

/// Asks one address for its first bytes: enough to know that it answers, that it changed, and what it holds.
struct AddressCheck: Sendable {
    /// Bytes asked for.
    static let sample: Int64 = 4_096

    let fetcher: Fetcher
    let rhythm: CheckRhythm

    init(fetcher: Fetcher, interval: TimeInterval) {
        var limits = fetcher.limits
        limits.idleTimeout = .seconds(20)
        limits.totalTimeout = .seconds(30)
        self.fetcher = fetcher.limited(to: limits)
        rhythm = CheckRhythm(interval: interval)
    }

    /// - Parameter now: the moment of the check.
    func check(_ address: CheckedAddress, now: Date) async throws -> ResourceCheck {
        guard ["http", "https"].contains(address.url.scheme?.lowercased()) else {
            return found(.unchecked, ResourceCheck.Answer(), address, now)
        }
        var query = PageQuery(address: address.url, maximumBytes: Self.sample)
        query.isCut = true
        query.range = 0..<Self.sample
        if let known = address.known, known.state == .available {
            (query.etag, query.lastModified) = (known.answer.entityTag, known.answer.lastModified)
        }
        do {
            let answer = try await fetcher.ask(query)
            return judge(answer, address, now)
        } catch let error as CatalogError {
            let state: ResourceCheck.State =
                switch error.kind {
                case .fetchPrivate, .fetchScheme, .fetchAddress: .unchecked
                case .fetchRedirects, .fetchRedirectMissing: .invalid
                default: .unreachable
                }
            return found(state, ResourceCheck.Answer(), address, now)
        }
    }

    /// What is known of an address whose server does not answer, without asking it again.
    ///
    /// - Parameter isInferred: whether not even its server was asked, having just left several others without an answer.
    func unreachable(_ address: CheckedAddress, isInferred: Bool, now: Date) -> ResourceCheck {
        var answer = ResourceCheck.Answer()
        answer.isInferred = isInferred
        return found(.unreachable, answer, address, now)
    }

    /// An address that its server keeps from programs.
    func forbidden(_ address: CheckedAddress, now: Date) -> ResourceCheck {
        found(.unchecked, ResourceCheck.Answer(), address, now)
    }

    private func judge(_ page: PageAnswer, _ address: CheckedAddress, _ now: Date) -> ResourceCheck {
        if page.status == 304, var answer = address.known?.answer {
            answer.steady += 1
            return found(.available, answer, address, now)
        }
        var answer = ResourceCheck.Answer()
        answer.status = page.status
        answer.mediaType = page.mediaType
        answer.bytes = page.total ?? (page.status == 200 ? page.announced : nil)
        answer.format = (200..<300).contains(page.status) ? ContentKind.of(page.data) : nil
        answer.address = page.redirects > 0 ? page.address.absoluteString : nil
        (answer.entityTag, answer.lastModified) = (page.etag, page.lastModified)
        let state = state(page, answer, address)
        if state == .available, let known = address.known, known.lastSuccessAt != nil {
            let isSame = answer.isSame(as: known.answer)
            answer.steady = isSame ? known.answer.steady + 1 : 0
            answer.changedAt = isSame ? known.answer.changedAt : now
        } else if let known = address.known?.answer {
            // What the file was last known by, to tell whether it is the same once it is back.
            (answer.changedAt, answer.steady) = (known.changedAt, 0)
            if state != .available { (answer.entityTag, answer.lastModified, answer.bytes) = (known.entityTag, known.lastModified, known.bytes) }
        }
        return found(state, answer, address, now, asked: page.retryAfter)
    }

    private func state(_ page: PageAnswer, _ answer: ResourceCheck.Answer, _ address: CheckedAddress) -> ResourceCheck.State {
        switch page.status {
        case 200..<300, 416:
            guard address.role == .data, let announced = address.format, let found = answer.format,
                !ContentKind.admits(announced, found: found)
            else { return .available }
            return .wrongFormat
        case 404, 410: return address.role == .service ? .invalid : .missing
        case 401, 403, 407, 451: return .refused
        // A service that is asked nothing may well complain of it: it answers, which is what matters.
        case 400, 405, 422: return address.role == .service ? .available : .invalid
        case 429, 500...: return .failing
        default: return .invalid
        }
    }

    private func found(
        _ state: ResourceCheck.State, _ answer: ResourceCheck.Answer, _ address: CheckedAddress, _ now: Date,
        asked: TimeInterval? = nil
    ) -> ResourceCheck {
        let known = address.known
        let failures = state.isGood ? 0 : (known?.failures ?? 0) + 1
        let wait = rhythm.wait(failures: failures, steady: answer.steady, asked: asked, resource: address.resource)
        return ResourceCheck(
            state: state, host: address.host, answer: answer, checkedAt: now,
            since: known?.state == state ? known?.since ?? now : now,
            lastSuccessAt: state.isGood ? now : known?.lastSuccessAt, failures: failures,
            checkAfter: now.addingTimeInterval(wait))
    }
}
