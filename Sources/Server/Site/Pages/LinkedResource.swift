import Catalog
import Foundation
import Localization

/// A resource whose content is at its producer's, as the dataset's page tells it: where it is, what is announced of it, and
/// how its address answered last.
struct LinkedResource {
    let resource: Resource
    let check: ResourceCheck?
    let localizer: Localizer
    let now: Date

    /// `nil` for what was not harvested, and for addresses that a browser does not open.
    var address: URL? {
        guard resource.distribution != nil, let url = resource.sourceURL,
            ["http", "https", "ftp"].contains(url.scheme?.lowercased())
        else { return nil }
        return url
    }

    /// The form announced, as a badge shows it.
    var format: String? { resource.distribution?.format.map { $0.uppercased() } }

    /// The line of the list of files.
    var detail: String {
        let size = (check?.answer.bytes ?? resource.distribution?.bytes).map { localizer.string(.bytes($0)) }
        return [address?.host(), size].compactMap { $0 }.joined(separator: ", ")
    }

    /// The state of the address, in DSFR's words; nothing before the first check.
    var badge: LinkBadge? {
        guard let check, check.state != .unchecked else { return nil }
        let kind = check.state.isGood ? "success" : check.isAlarming ? "error" : "warning"
        let label = check.isAlarming || check.state.isGood ? check.state.label(localizer) : localizer.text("site.link.doubtful")
        return LinkBadge(kind: kind, label: label)
    }

    var view: SourceLinkView? {
        guard let address else { return nil }
        return SourceLinkView(href: address.absoluteString, host: address.host() ?? "", facts: facts)
    }

    private var facts: [Fact] {
        func label(_ key: String) -> String { localizer.text("site.link.fact.\(key)") }
        func date(_ key: String, _ date: Date?) -> Fact? {
            date.map {
                Fact(label: label(key), value: localizer.dateTime($0), datetime: $0.ISO8601Format(), note: localizer.relative($0, to: now))
            }
        }
        let details = resource.distribution
        var facts: [Fact?] = [
            format.map { Fact(label: label("format"), value: $0) },
            (check?.answer.bytes ?? details?.bytes).map { Fact(label: label("size"), value: localizer.string(.bytes($0))) },
            (details?.modified ?? details?.issued).map { Fact(label: label("modified"), value: String($0.prefix(10)), datetime: $0) },
            details?.licence.map { Fact(label: label("licence"), value: $0.label(localizer), href: $0.url?.absoluteString) },
            date("checked", check?.checkedAt),
        ]
        if check?.state.isGood == false { facts.append(date("success", check?.lastSuccessAt)) }
        facts.append(date("changed", check?.answer.changedAt))
        return facts.compactMap { $0 }
    }

    /// What keeps the file from being had.
    var alert: Alert? {
        if let date = resource.vanishedAt {
            return Alert(
                .warning, title: localizer.text("site.link.gone.title"), text: localizer.text("site.link.gone.text", ["date": .date(date)]))
        }
        guard let check, check.isAlarming else { return nil }
        let found = localizer.text("site.link.alert.\(check.state.rawValue)", [
            "host": .text(check.host), "status": .integer(check.answer.status ?? 0), "announced": .text(format ?? ""),
            "found": .text(check.answer.format?.uppercased() ?? ""),
        ])
        let last = check.lastSuccessAt.map { localizer.text("site.link.lastSuccess", ["date": .date($0)]) }
        let when = localizer.text("site.link.checked", ["date": .dateTime(check.checkedAt)])
        return Alert(
            .warning, title: localizer.text("site.link.alert.title", ["date": .date(check.since)]),
            text: [found, when, last].compactMap { $0 }.joined(separator: " "))
    }
}
