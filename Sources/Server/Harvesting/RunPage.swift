import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import NIOCore

extension HarvestRoutes {
    /// Of each kind of finding, beside others.
    private static let someFindings = 10
    /// Of one kind alone.
    private static let pageOfFindings = 100

    /// `/moissonnage/{id}/lectures/{lecture}`: what a reading did, and what is to be mended; `nature` shows one kind of finding alone.
    func runPage(_ visit: Visit) async throws -> Response {
        let (source, run) = try await run(visit)
        let here = HarvestAddress.run.of(source.slug, run: try visit.piece("lecture"))
        let findings = try await catalog.findings(of: run.id)
        let title = visit.text("site.harvest.run.title", ["date": .dateTime(run.startedAt)])
        let alone = try visit.request.queryItems["nature"].flatMap { HarvestFinding.Kind(rawValue: $0) }
        var pagination: PaginationView?
        var groups: [RunView.Group] = []
        if let alone {
            let all = findings.filter { $0.kind == alone }
            let pages = max(1, (all.count + Self.pageOfFindings - 1) / Self.pageOfFindings)
            let number = min(try pageNumber(visit), pages)
            pagination = PaginationView(current: number, count: pages, localizer: visit.localizer) {
                here + "?nature=\(alone.rawValue)" + ($0 == 1 ? "" : "&page=\($0)")
            }
            let shown = all.dropFirst((number - 1) * Self.pageOfFindings).prefix(Self.pageOfFindings)
            let uncounted = number == pages ? max(0, (run.counts.findings[alone.rawValue] ?? 0) - all.count) : 0
            groups = [RunView.Group(
                title: visit.text("site.harvest.report.\(alone.weight.rawValue)"), isGrave: alone.weight == .error,
                kinds: [kind(alone, shown, uncounted: uncounted, more: nil, run, visit)])]
        } else {
            groups = HarvestFinding.Kind.Weight.allCases.compactMap { weight in
                let kinds = HarvestFinding.Kind.allCases.filter { $0.weight == weight }.compactMap { each -> RunView.Kind? in
                    let all = findings.filter { $0.kind == each }
                    let count = run.counts.findings[each.rawValue] ?? 0
                    guard count > 0 else { return nil }
                    let more = all.count > Self.someFindings
                        ? Link(
                            label: visit.text("site.harvest.report.more", ["count": .integer(all.count)]),
                            href: here + "?nature=\(each.rawValue)") : nil
                    return kind(
                        each, all.prefix(Self.someFindings), uncounted: more == nil ? count - all.count : 0, more: more, run, visit)
                }
                guard !kinds.isEmpty else { return nil }
                return RunView.Group(
                    title: visit.text("site.harvest.report.\(weight.rawValue)"), isGrave: weight == .error, kinds: kinds)
            }
        }
        return try site.formPage("harvest-run", title: title, trail: [listLink(visit), link(source)], visit) { _ in
            RunView(
                heading: title, standing: SourceStanding(run.state, visit),
                meaning: visit.text("site.harvest.run.meaning.\(run.state.rawValue)"), refreshHref: run.state == .running ? here : nil,
                facts: facts(run, visit), groups: groups, isClean: run.counts.faults == 0 && run.state == .complete,
                wholeHref: alone == nil ? nil : here,
                fileHref: findings.isEmpty ? nil : HarvestAddress.report.of(source.slug, run: try visit.piece("lecture")),
                pagination: pagination)
        }
    }

    private func run(_ visit: Visit) async throws -> (HarvestSource, HarvestRun) {
        let source = try await source(visit)
        guard let id = UUID(uuidString: try visit.piece("lecture")), let run = try await catalog.run(id, of: source.id) else {
            throw RequestError.notFound
        }
        return (source, run)
    }

    private func facts(_ run: HarvestRun, _ visit: Visit) -> [Fact] {
        let counts = run.counts
        var facts: [Fact] = []
        if let end = run.finishedAt {
            let seconds = end.timeIntervalSince(run.startedAt).rounded()
            facts.append(Fact(label: visit.text("site.harvest.run.duration"), value: visit.localizer.duration(max(1, seconds))))
        }
        // What always says something, then what only does where there is any.
        let always = [
            ("received", counts.received), ("created", counts.created), ("changed", counts.changed), ("unchanged", counts.unchanged),
            ("vanished", counts.vanished),
        ]
        let sometimes = [
            ("returned", counts.returned), ("grouped", counts.grouped), ("filtered", counts.filtered), ("services", counts.services),
        ]
        return facts + (always + sometimes.filter { $0.1 > 0 } + [("pages", counts.pages)]).map {
            Fact(label: visit.text("site.harvest.\($0.0)"), value: visit.localizer.number($0.1))
        }
    }

    private func kind(
        _ kind: HarvestFinding.Kind, _ found: some Sequence<HarvestFinding>, uncounted: Int, more: Link?, _ run: HarvestRun, _ visit: Visit
    ) -> RunView.Kind {
        RunView.Kind(
            title: visit.text("harvest.finding.\(kind.rawValue).mend"),
            count: visit.localizer.number(run.counts.findings[kind.rawValue] ?? 0),
            findings: found.map { finding in
                RunView.Finding(
                    text: visit.text("harvest.finding.\(kind.rawValue)", finding.arguments), title: finding.title?.typeset,
                    record: finding.record.map { visit.text("site.harvest.report.record", ["id": .text($0)]) },
                    page: finding.record == nil ? finding.page : nil)
            },
            more: more, kept: uncounted > 0 ? visit.text("site.harvest.report.kept", ["count": .integer(uncounted)]) : nil)
    }

    /// `/moissonnage/{id}/lectures/{lecture}/rapport.csv`: the report, for whoever mends the source.
    func reportFile(_ visit: Visit) async throws -> Response {
        let (source, run) = try await run(visit)
        let findings = try await catalog.findings(of: run.id)
        // Stable names, the same in every language: programs read them.
        let lines = [CSVText.line(["weight", "kind", "record", "title", "page", "message", "mend"])] + findings.map { finding in
            CSVText.line([
                finding.kind.weight.rawValue, finding.kind.rawValue, finding.record ?? "", finding.title ?? "", finding.page ?? "",
                visit.text("harvest.finding.\(finding.kind.rawValue)", finding.arguments),
                visit.text("harvest.finding.\(finding.kind.rawValue).mend"),
            ])
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(source.slug)-rapport.csv\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: lines.joined())))
    }
}

/// One reading of a source.
struct RunView: ViewModel {
    /// Findings that weigh the same.
    struct Group: ViewModel {
        var title: String
        var isGrave: Bool
        var kinds: [Kind]
    }
    /// Findings of one kind, under what is to be done about them.
    struct Kind: ViewModel {
        var title: String
        var count: String
        var findings: [Finding]
        /// Where the others of this kind are.
        var more: Link?
        /// How many were only counted.
        var kept: String?
    }
    struct Finding: ViewModel {
        var text: String
        var title: String?
        var record: String?
        var page: String?
    }

    var heading: String
    var standing: SourceStanding
    var meaning: String
    /// This page again, while the reading goes on.
    var refreshHref: String?
    var facts: [Fact]
    var groups: [Group]
    var isClean: Bool
    var wholeHref: String?
    var fileHref: String?
    var pagination: PaginationView?
}
