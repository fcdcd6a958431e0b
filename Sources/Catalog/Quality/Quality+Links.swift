import Foundation
import Localization

/// The criterion that judges whether the addresses of the files lead to them.
extension Quality {
    /// Addresses that give their file, out of those that were asked; `nil` where none was. One silence proves nothing: an
    /// address counts as broken when readers are told so.
    static func links(_ resources: [ResourceDetail]) -> Criterion? {
        let asked = resources.filter { detail in detail.check.map { $0.state != .unchecked } == true && detail.resource.vanishedAt == nil }
        guard !asked.isEmpty else { return nil }
        let broken = asked.filter { $0.check?.isAlarming == true }
        let last = asked.compactMap { $0.check?.checkedAt }.max() ?? .distantPast
        let share = Double(asked.count - broken.count) / Double(asked.count)
        return criterion(
            .links, share, broken.isEmpty ? "all" : "some",
            ["count": .integer(broken.count), "total": .integer(asked.count), "date": .dateTime(last)],
            evidence: broken.map { detail in
                Evidence(detail, figure: detail.check.map { .message($0.state.labelKey) }, since: detail.check?.since)
            })
    }

    /// Whether tables follow the schemas that they are meant to; `nil` where no schema is meant.
    static func conformity(_ resources: [ResourceDetail]) -> Criterion? {
        let checked = resources.compactMap { detail in detail.conformity.map { (detail, $0) } }
        guard !checked.isEmpty else { return nil }
        let faulty = checked.filter { !$0.1.isConform }
        let errors = faulty.reduce(0) { $0 + $1.1.errors }
        return criterion(
            .conformity, checked.reduce(0) { $0 + $1.1.share } / Double(checked.count), faulty.isEmpty ? "all" : "some",
            [
                "count": .integer(faulty.count), "total": .integer(checked.count), "errors": .integer(Int(errors)),
                "schemas": .list(Set(checked.map(\.1.title)).sorted().map { .text($0) }),
            ],
            evidence: faulty.map { Evidence($0.0, figure: .integer(Int($0.1.errors))) })
    }
}
