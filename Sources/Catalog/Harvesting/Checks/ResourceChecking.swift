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
        return try await withThrowingTaskGroup(of: CheckResult.self) { group in
            var result = CheckResult()
            for _ in 0..<min(Self.servers, servers.count) {
                let addresses = servers.removeLast()
                group.addTask { try await check(addresses) }
            }
            while let part = try await group.next() {
                result.add(part)
                context.report(JobProgress(
                    phase: "jobs.phase.check", done: Int64(result.checked), total: Int64(due.count), unit: .items))
                if let addresses = servers.popLast() { group.addTask { try await check(addresses) } }
            }
            return result
        }
    }

    /// Asks the addresses of one server, one after the other.
    private func check(_ addresses: [CheckedAddress]) async throws -> CheckResult {
        let harvesting = catalog.harvesting
        let asking = AddressCheck(fetcher: catalog.fetcher, interval: harvesting.checkInterval)
        var result = CheckResult()
        var silent = 0
        for address in addresses {
            try context.checkCancellation()
            let check: ResourceCheck
            if silent >= Self.patience {
                check = asking.unreachable(address, now: catalog.now().stored)
            } else {
                try await catalog.pacer.turn(address.host, interval: harvesting.interval)
                check = try await asking.check(address, now: catalog.now().stored)
                silent = check.state == .unreachable ? silent + 1 : 0
            }
            try await catalog.store.write { try $0.keep(check, of: address.resource) }
            result.count(check, before: address.known)
            if try await read(address, check) { result.read += 1 }
        }
        return result
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
