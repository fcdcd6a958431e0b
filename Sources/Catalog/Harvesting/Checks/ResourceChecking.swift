import Foundation
import Localization
import Store

/// What a job that checks addresses must do, as the queue keeps it.
struct CheckPayload: Codable, Sendable {}

/// What one slice of checks found.
package struct CheckResult: Codable, Hashable, Sendable {
    package var checked = 0
    /// Can no longer be had, and could at the last check.
    package var lost = 0
    /// Can be had again.
    package var back = 0
    package var changed = 0
    /// Tables asked for again.
    package var read = 0

    package init() {}
}

/// One job that asks a slice of the addresses whose time has come: one at a time for each server, several servers at once.
struct ResourceChecking: Sendable {
    /// Addresses of one job: other jobs wait for it.
    static let slice = 300
    private static let servers = 8
    /// Addresses of one server in a row without an answer, after which it is left in peace.
    private static let patience = 3

    let catalog: Catalog
    let context: JobContext

    func run() async throws -> CheckResult {
        let due = try await catalog.dueAddresses(limit: Self.slice)
        var servers = Array(Dictionary(grouping: due, by: \.host).values)
        // Only a portal's own permission is a reason not to follow its rules, for its files as for its pages.
        let open = Set(try await catalog.sources().filter { !$0.declaration.followsRobots }.compactMap { $0.declaration.url.host()?.lowercased() })
        return try await withThrowingTaskGroup(of: CheckResult.self) { group in
            var result = CheckResult()
            for _ in 0..<min(Self.servers, servers.count) {
                let addresses = servers.removeLast()
                group.addTask { try await check(addresses, open: open) }
            }
            while let part = try await group.next() {
                result.add(part)
                context.report(JobProgress(
                    phase: "jobs.phase.check", done: Int64(result.checked), total: Int64(due.count), unit: .items))
                if let addresses = servers.popLast() { group.addTask { try await check(addresses, open: open) } }
            }
            return result
        }
    }

    /// Asks the addresses of one server, one after the other.
    private func check(_ addresses: [CheckedAddress], open: Set<String>) async throws -> CheckResult {
        let asking = AddressCheck(fetcher: catalog.fetcher, interval: catalog.harvesting.checkInterval)
        var result = CheckResult()
        var silent = 0
        for address in addresses {
            try context.checkCancellation()
            let check: ResourceCheck
            if silent >= Self.patience {
                check = asking.unreachable(address, isInferred: true, now: catalog.now().stored)
            } else {
                check = try await ask(address, asking, isOpen: open.contains(address.host))
                silent = check.state == .unreachable ? silent + 1 : 0
            }
            try await catalog.store.write { try $0.keep(check, of: address.resource) }
            result.count(check, before: address.known)
            if try await read(address, check) { result.read += 1 }
        }
        return result
    }

    /// Asks an address in its turn, where `robots.txt` lets a program.
    ///
    /// - Parameter isOpen: whether the portal gave its permission, whatever its rules.
    private func ask(_ address: CheckedAddress, _ asking: AddressCheck, isOpen: Bool) async throws -> ResourceCheck {
        var interval = catalog.harvesting.interval
        if !isOpen, ["http", "https"].contains(address.url.scheme?.lowercased()) {
            let word = try await catalog.robots.word(on: address.url, fetcher: asking.fetcher, now: catalog.now()) {
                try await catalog.pacer.turn(address.host, interval: catalog.harvesting.interval)
            }
            switch word {
            case .silent: return asking.unreachable(address, isInferred: false, now: catalog.now().stored)
            case .closed: return asking.forbidden(address, now: catalog.now().stored)
            case .rules(let rules):
                guard rules.allows(address.url) else { return asking.forbidden(address, now: catalog.now().stored) }
                interval = max(interval, rules.delay ?? 0)
            }
        }
        try await catalog.pacer.turn(address.host, interval: interval)
        return try await asking.check(address, now: catalog.now().stored)
    }

    /// Has the table behind an address read where its source asks for it, and it is new or changed.
    private func read(_ address: CheckedAddress, _ check: ResourceCheck) async throws -> Bool {
        guard check.state == .available, address.role == .data, FormatNames.isTabular(address.format),
            let target = try await catalog.readTarget(of: address.resource)
        else { return false }
        let isChanged = check.answer.changedAt == check.checkedAt
        guard isChanged || !target.isRead else { return false }
        _ = try await catalog.ingest(IngestionRequest(
            source: .url(address.url), datasetSlug: target.dataset, resourceSlug: target.resource))
        return true
    }
}

extension CheckResult {
    mutating func count(_ check: ResourceCheck, before: ResourceCheck?) {
        checked += 1
        if let before, before.state.isGood, !check.state.isGood { lost += 1 }
        if let before, !before.state.isGood, check.state.isGood { back += 1 }
        if check.answer.changedAt == check.checkedAt { changed += 1 }
    }

    package mutating func add(_ other: CheckResult) {
        checked += other.checked
        lost += other.lost
        back += other.back
        changed += other.changed
        read += other.read
    }
}
