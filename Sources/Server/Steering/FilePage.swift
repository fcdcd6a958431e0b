import Foundation
import Hummingbird
import Identity
import Indicators
import Localization
import NIOCore
import Steering
import Territories

/// Entry by file: the form, or what taking a file would do.
struct ValueFileView: ViewModel {
    var alert: Alert?
    var navigation: [Link]
    var formToken: String
    var action: String
    var heading: String
    var limitText: String
    var schemaHref: String
    var report: Report?
    var entered: [EnteredRow]
    var valuesAction: String

    struct Report: ViewModel {
        var token: String
        var file: String
        var facts: [Fact]
        var groups: [Group]
        var refusals: [Refusal]
        var refusalsText: String
        var obstacles: [String]
        var canApply: Bool
        var keptText: String
    }

    /// Values that would be created, changed, erased.
    struct Group: ViewModel {
        var title: String
        var rows: [Row]
        /// “et 120 autres”.
        var more: String?
    }

    struct Row: ViewModel {
        var line: String
        var indicator: String
        var territory: String
        var what: String
        var before: String?
        var after: String?
    }

    struct Refusal: ViewModel {
        var line: String
        var text: String
    }
}

extension SteeringRoutes {
    private static let shownLines = 50

    /// `/services/{service}/pilotage/fichier`.
    func filePage(_ visit: SteeringVisit) async throws -> Response {
        try await filePage(visit, nil, alert: try visit.done(["fichier", "annulee"]), status: .ok)
    }

    /// A file sent to be looked at, or the word to take one that was.
    func receive(_ visit: SteeringVisit) async throws -> Response {
        try checkEntering(visit)
        guard visit.visit.request.headers[.contentType]?.lowercased().hasPrefix("multipart/") == true else {
            return try await apply(try await SubmittedForm.read(visit.visit), visit)
        }
        let folder = try site.checking.makeFolder()
        do {
            let form = try await ReceivedForm.read(
                visit.visit.request, into: folder, limit: site.checking.largestForm,
                admit: { try FormProof.check($0.fields[FormProof.field], visit.visit) })
            try FormProof.check(form.fields[FormProof.field], visit.visit)
            guard let file = form.file else { throw RequestError("request.check.noFile") }
            let reader = visit.reader
            let report = try await indicators.examine(
                file.path, name: file.name, service: visit.programme.indicators, support: support, scratch: scratch
            ) { reader.canEnter($0, $1) }
            let kept = await desk.keep(file.path, in: folder, report, from: sender(visit), service: visit.service)
            return try await filePage(visit, kept, alert: nil, status: report.obstacles.isEmpty ? .ok : .unprocessableContent)
        } catch {
            try? FileManager.default.removeItem(at: folder)
            guard let failure = error as? any LocalizedFailure, !failure.code.hasPrefix("request.multipart"), failure.code != "request.form",
                case let status = ProblemTable.status(of: failure.code), status.kind == .clientError
            else { throw error }
            return try await filePage(visit, nil, alert: visit.visit.alert(failure), status: status)
        }
    }

    private func apply(_ form: SubmittedForm, _ visit: SteeringVisit) async throws -> Response {
        let kept: ValueDesk.Kept
        do {
            kept = try await desk.find(form["fichier"], of: sender(visit), service: visit.service)
        } catch let error as RequestError {
            return try await filePage(visit, nil, alert: visit.visit.alert(error), status: ProblemTable.status(of: error.code))
        }
        if form["action"] == "appliquer" {
            let entering = try visit.reader.authorize(entering: kept.report.changes)
            try await steering.apply(kept.report, of: kept.file, entering, into: indicators)
        }
        await desk.erase(kept.token)
        return .redirecting(to: visit.address(.file) + (form["action"] == "appliquer" ? "?fait=fichier" : ""))
    }

    private func checkEntering(_ visit: SteeringVisit) throws {
        try visit.checkReading(visit.programme.asks.contains(.values) && visit.reader.canSomewhere(.enter))
    }

    private func sender(_ visit: SteeringVisit) -> String { visit.reader.principal.account?.id.uuidString ?? "" }

    private func filePage(
        _ visit: SteeringVisit, _ kept: ValueDesk.Kept?, alert: Alert?, status: HTTPResponse.Status
    ) async throws -> Response {
        try checkEntering(visit)
        let title = visit.text("site.steering.file.title")
        let entered = try await entered(visit)
        return try formPage("steering-file", title: title, trail: visit.trail(), status: status, visit) { token in
            ValueFileView(
                alert: alert, navigation: visit.navigation(.file), formToken: token, action: visit.address(.file), heading: title,
                limitText: visit.visit.text("site.verify.limit", ["limit": .bytes(site.checking.largest)]),
                schemaHref: visit.address(.schema), report: kept.map { report($0, visit) }, entered: entered,
                valuesAction: visit.address(.values))
        }
    }

    private func report(_ kept: ValueDesk.Kept, _ visit: SteeringVisit) -> ValueFileView.Report {
        let report = kept.report
        func fact(_ key: String, _ count: Int) -> Fact { Fact(label: visit.text("site.steering.file.\(key)"), value: visit.localizer.number(count)) }
        func group(_ key: String, _ lines: [ImportReport.Line]) -> ValueFileView.Group {
            let more = lines.count - Self.shownLines
            return .init(
                title: visit.text("site.steering.file.\(key)Title", ["count": .integer(lines.count)]),
                rows: lines.prefix(Self.shownLines).map { row($0, visit) },
                more: more > 0 ? visit.text("site.steering.file.more", ["count": .integer(more)]) : nil)
        }
        let groups = [("created", report.created), ("changed", report.changed), ("erased", report.erased)].filter { !$0.1.isEmpty }
        return ValueFileView.Report(
            token: kept.token.uuidString.lowercased(), file: report.file,
            facts: [
                fact("rows", report.rows), fact("created", report.created.count), fact("changed", report.changed.count),
                fact("erased", report.erased.count), fact("unchanged", report.unchanged), fact("refused", report.refused.count),
            ],
            groups: groups.map(group),
            refusals: report.refused.prefix(Self.shownLines).map {
                .init(line: visit.text("site.steering.file.line", ["line": .integer($0.line)]), text: $0.words(in: visit.localizer))
            },
            refusalsText: visit.text("site.steering.file.refusedTitle", ["count": .integer(report.refused.count)]),
            obstacles: report.obstacles.map { $0.words(in: visit.localizer) },
            canApply: report.obstacles.isEmpty && !report.changes.isEmpty,
            keptText: visit.text("site.steering.file.kept", ["duration": .duration(seconds: site.settings.checkKept)]))
    }

    private func row(_ line: ImportReport.Line, _ visit: SteeringVisit) -> ValueFileView.Row {
        let change = line.change
        let definition = visit.board.observations.definition(change.indicator)
        func shown(_ value: Double?) -> String? {
            value.map { value in definition.map { visit.figure(value, $0) } ?? visit.localizer.decimal(value) }
        }
        return ValueFileView.Row(
            line: visit.localizer.number(line.line), indicator: definition?.name ?? change.indicator.description,
            territory: visit.name(change.territory),
            what: visit.text("site.steering.proposal.what", ["kind": .message(change.kind.nameKey), "date": .text(visit.day(change.date))]),
            before: shown(line.before), after: shown(change.value))
    }

    /// `/services/{service}/pilotage/fichier/schema.json`: the Table Schema of files of values.
    func schemaFile() throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: try Indicators.importSchema())))
    }
}
