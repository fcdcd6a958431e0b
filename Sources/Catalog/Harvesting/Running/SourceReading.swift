import Foundation
import Localization
import Store

/// One job that reads one source: page after page, each written with the place of the next in one transaction, so that
/// whatever happens it goes on from there.
struct SourceReading: Sendable {
    let catalog: Catalog
    let source: HarvestSource
    let context: JobContext

    /// Records written in one transaction: writers wait for one another.
    private static let batch = 200
    /// Pages in a row that bring nothing new, after which the paging is taken to have no end.
    private static let mostIdle = 3

    func run() async throws -> HarvestResult {
        var (run, position) = try await begin()
        let backend = source.declaration.backendReading(pageSize: catalog.harvesting.pageSize, now: catalog.now())
        do {
            let asking = PageAsking(client: try await client(&run), backend: backend, source: source.id, run: run.id)
            var ahead: PageAhead?
            defer { ahead?.cancel() }
            if position.next == nil, run.counts.pages == 0 { position.next = try backend.start() }
            while let request = position.next {
                try context.checkCancellation()
                context.report(JobProgress(
                    phase: "jobs.phase.harvest", done: Int64(position.records), total: position.total.map { Int64($0) }, unit: .items))
                try await read(request, with: asking, &ahead, &run, &position)
                if let limit = source.declaration.limit, run.counts.taken >= limit {
                    position.next = nil
                    position.isWhole = false
                }
                if run.counts.pages >= catalog.harvesting.maximumPages { position.next = nil; position.isWhole = false }
            }
        } catch let error as PortalClient.ComeBack {
            try await note(failure(error.refusal, at: position.next), &run)
            return try await end(run, position, retryAfter: error.delay)
        } catch let error as CancellationError {
            throw error
        } catch let error as StoreError {
            throw error
        } catch let error as any LocalizedFailure {
            try await note(failure(error, at: position.next), &run)
            position.isWhole = false
        }
        return try await end(run, position, retryAfter: nil)
    }

    private func client(_ run: inout HarvestRun) async throws -> PortalClient {
        let (settings, pacer) = (catalog.harvesting, catalog.pacer)
        var robots: RobotsRules?
        if source.declaration.followsRobots, !source.declaration.url.isFileURL {
            let found = try await PortalClient.robots(of: source.declaration.url, fetcher: catalog.fetcher, settings: settings, pacer: pacer)
            robots = found.rules
            // A run that goes on where it was stopped has told it already.
            if let finding = found.finding, run.counts.findings[finding.kind.rawValue] == nil { try await note(finding, &run) }
        }
        return PortalClient(fetcher: catalog.fetcher, settings: settings, pacer: pacer, robots: robots)
    }

    // MARK: Pages

    private func read(
        _ request: PageRequest, with asking: PageAsking, _ ahead: inout PageAhead?, _ run: inout HarvestRun,
        _ position: inout HarvestPosition
    ) async throws {
        do {
            let coming = ahead?.key == request.key ? ahead : nil
            ahead = nil
            let asked = try await (coming ?? PageAhead(request, asking, catalog)).page()
            let twin = asked.isNew ? try await pageOfRun(run, asked.page.checksum) : nil
            guard !asked.isOfRun, twin == nil else {
                try await stopLoop(request, &run, &position)
                return
            }
            // The next page comes and is read while this one is written.
            if let next = asked.page.next.map({ home($0) }), next.key != request.key { ahead = PageAhead(next, asking, catalog) }
            var page = asked.page
            if !asked.isNew { run.counts.unchangedPages += 1 }
            if let date = asked.date, run.counts.pages == 0 { checkClock(date, &page) }
            try await write(page.reading, page.next, request, page, &run, &position)
            position.unread = 0
        } catch let error as StoreError {
            // No fault of the portal's: the job is tried again.
            throw error
        } catch let error as any LocalizedFailure {
            // What a page does not tell is left as it was; the next may tell more.
            try await note(failure(error, at: request), &run)
            position.isWhole = false
            position.unread += 1
            position.next = position.unread < asking.backend.mostUnread ? asking.backend.following(request, total: position.total) : nil
            try await keep(run, position)
        }
    }

    /// Writes one page's records, and where to go on, so that neither is there without the other.
    private func write(
        _ reading: HarvestReading, _ next: PageRequest?, _ request: PageRequest, _ page: KeptPage, _ run: inout HarvestRun,
        _ position: inout HarvestPosition
    ) async throws {
        var following = next.map { home($0) }
        let isTold = run.counts.findings[HarvestFinding.Kind.pagingHost.rawValue] != nil
        if !isTold, let next, let own = following, next.address != own.address {
            try await note(HarvestFinding(.pagingHost, page: request.address.absoluteString, ["address": .text(next.address.absoluteString)]), &run)
        }
        if let own = following, own.key == request.key {
            try await stopLoop(own, &run, &position)
            following = nil
        }
        var findings = reading.findings
        let admitted = reading.datasets.filter { source.declaration.filters.admits($0) }
        run.counts.received += reading.datasets.count
        run.counts.filtered += reading.datasets.count - admitted.count
        let writing = HarvestWriting(source: source, run: run.id, date: catalog.now().stored)
        var isIdle = !admitted.isEmpty || page.records == 0 && reading.services.isEmpty
        for start in stride(from: 0, to: admitted.count, by: Self.batch) {
            try context.checkCancellation()
            let records = Array(admitted[start..<min(start + Self.batch, admitted.count)])
            let (outcomes, found) = try await take(records, writing)
            for outcome in outcomes { run.counts.add(outcome) }
            isIdle = isIdle && outcomes.allSatisfy { $0 == .repeated }
            findings += found
        }
        let services = reading.services
        run.counts.services += services.count
        run.counts.pages += 1
        position.records += page.records
        position.total = page.total ?? position.total
        position.next = following
        // One such page may be the one that was under way when a run was stopped; several go nowhere.
        position.idle = isIdle ? position.idle + 1 : 0
        let place = request.address.absoluteString
        let kept = findings.map { finding in
            var finding = finding
            finding.page = finding.page ?? place
            return finding
        }
        let (state, standing) = (run, position)
        let (key, pageText) = (request.key, page)
        let settings = catalog.harvesting
        run = try await catalog.store.write { session in
            for service in services { try session.take(service, writing) }
            try session.keepPage(key, pageText, of: writing)
            var state = state
            try session.add(kept, to: &state, limit: settings.maximumFindings)
            try session.keep(state, standing)
            return state
        }
        if position.idle >= Self.mostIdle, let next = position.next { try await stopLoop(next, &run, &position) }
    }

    /// Takes records over in one transaction; where one of them cannot be, each in its own, so that it is lost alone.
    private func take(
        _ records: [HarvestedDataset], _ writing: HarvestWriting
    ) async throws -> (outcomes: [HarvestOutcome], findings: [HarvestFinding]) {
        do {
            return try await catalog.store.write { session in
                var found: [HarvestFinding] = []
                let outcomes = try records.map { try session.take($0, writing, findings: &found) }
                return (outcomes, found)
            }
        } catch let error as CatalogError {
            guard records.count > 1 else {
                let arguments = ["reason": MessageArgument.message("errors.\(error.code)")].merging(error.arguments) { first, _ in first }
                return ([], records.map { HarvestFinding(.refused, record: $0.remoteID, title: $0.metadata.title, arguments) })
            }
            var all: (outcomes: [HarvestOutcome], findings: [HarvestFinding]) = ([], [])
            for record in records {
                let one = try await take([record], writing)
                all.outcomes += one.outcomes
                all.findings += one.findings
            }
            return all
        }
    }

    /// Pages stay on the source's own host: many portals behind a proxy name another one in their links, and none may
    /// send the harvester to others' doors.
    private func home(_ request: PageRequest) -> PageRequest {
        guard !request.address.isFileURL, request.address.host() != source.declaration.url.host() || request.address.port != source.declaration.url.port,
            var parts = URLComponents(url: request.address, resolvingAgainstBaseURL: true)
        else { return request }
        if request.address.host() == source.declaration.url.host(), request.address.port == nil || source.declaration.url.port == nil { return request }
        parts.scheme = source.declaration.url.scheme
        parts.host = source.declaration.url.host()
        parts.port = source.declaration.url.port
        var own = request
        own.address = parts.url ?? request.address
        return own
    }

    private func stopLoop(_ request: PageRequest, _ run: inout HarvestRun, _ position: inout HarvestPosition) async throws {
        position.isWhole = false
        position.next = nil
        try await note(HarvestFinding(.pagingLoop, page: request.address.absoluteString), &run)
        try await keep(run, position)
    }

    private func checkClock(_ date: Date, _ page: inout KeptPage) {
        let skew = date.timeIntervalSince(catalog.now())
        guard abs(skew) > 300 else { return }
        page.reading.findings.append(HarvestFinding(.clockSkew, ["skew": .duration(seconds: abs(skew).rounded())]))
    }

    private func failure(_ error: any LocalizedFailure, at request: PageRequest?) -> HarvestFinding {
        let kind: HarvestFinding.Kind =
            switch (error as? DocumentProblem)?.kind {
            case .malformed?: .pageMalformed
            case .truncated?: .pageTruncated
            case .entities?: .pageEntities
            case .tooLarge?, .tooDeep?: .pageTooLarge
            case .charset?: .pageCharset
            case .unexpected?: .pageUnexpected
            case nil: .pageFailed
            }
        var arguments = error.arguments
        if kind == .pageFailed { arguments = ["reason": .message("errors.\(error.code)")].merging(arguments) { first, _ in first } }
        return HarvestFinding(kind, page: request?.address.absoluteString ?? source.declaration.url.absoluteString, arguments)
    }
}
