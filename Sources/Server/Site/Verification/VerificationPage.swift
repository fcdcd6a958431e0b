import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import NIOCore
import Tables

extension SiteRoutes {
    /// `/verifier/{id}`: the report of a file that was dropped.
    func verification(_ visit: Visit) async throws -> Response {
        let check = try await desk.check(try visit.identifier)
        let (token, cookie) = FormProof.issue(visit)
        let title = visit.text("report.title", ["file": .text(check.file.name)])
        var response = try page(
            "verification", try view(check, token: token, visit),
            frame: frame(visit, title: title, trail: [SiteAddress.verify.link(visit.localizer)], isIndexed: false), visit)
        if let cookie { response.headers[.setCookie] = cookie }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// `/verifier/{id}`, sent: erases the file, or checks it against another schema.
    func change(_ visit: Visit) async throws -> Response {
        let token = try visit.identifier
        let form = try await SubmittedForm.read(visit)
        if form["action"] == "effacer" {
            await desk.erase(token)
            return .redirecting(to: SiteAddress.verify.path + "?efface=1")
        }
        let check = try await desk.check(token)
        let word = [form["adresse"], form["schema"]].first { !$0.isEmpty }
        let outcome = try await checking.check(check.file, schema: word, in: check.folder)
        try await desk.replace(token, with: outcome, isGuessed: word == nil)
        return .redirecting(to: SiteAddress.verification(token))
    }

    /// `/verifier/{id}/{file}`: what can be taken away.
    func verificationFile(_ visit: Visit) async throws -> Response {
        let check = try await desk.check(try visit.identifier)
        let report = check.outcome.report
        let localizer = visit.localizer
        let stem = check.file.name.split(separator: ".").first.map(String.init) ?? "table"
        func answer(_ bytes: [UInt8], _ type: String, _ name: String?) -> Response {
            var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
            if let name { headers[.contentDisposition] = APIRoutes.attachment(named: name) }
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        switch try visit.fileName {
        case "fichier-corrige.csv":
            let target = check.repaired(localizer.language)
            if !FileManager.default.fileExists(atPath: target.path) {
                let draft = check.folder.appending(path: "draft-\(UUID().uuidString)")
                _ = try await checking.repair(check.file, report, to: draft, in: check.folder, localizer)
                // Two requests at once write the same bytes.
                _ = unsafe rename(draft.path, target.path)
            }
            let size = (try? FileManager.default.attributesOfItem(atPath: target.path))?[.size] as? Int ?? 0
            return try FileAnswer(
                file: target, size: size, tag: EntityTag(check.token + localizer.language.rawValue),
                headers: [
                    .contentType: "text/csv; charset=utf-8; header=present", .cacheControl: "no-store",
                    .contentDisposition: APIRoutes.attachment(named: visit.text("site.verification.repairedName", ["name": .text(stem)])),
                ]).respond(to: visit.request)
        case "constats.csv":
            var findings = FindingStream(report, as: .csv, localizer: localizer)
            var bytes: [UInt8] = []
            while let piece = try findings.nextPiece() { bytes += piece }
            return answer(bytes, "text/csv; charset=utf-8; header=present", visit.text("site.verification.findingsName", ["name": .text(stem)]))
        case "rapport.html":
            return answer(Array(HTMLReport(report, localizer: localizer).html.utf8), "application/octet-stream", visit.text("site.verification.reportName", ["name": .text(stem)]))
        case "rapport.json":
            let document = ReportDocument(report, fit: check.outcome.choice.fit?.score, localizer: localizer)
            return answer(Array(try document.json()), "application/json", nil)
        case "badge.svg":
            return answer(
                Array(Badge(report.validation, schemaTitle: check.outcome.choice.title, localizer: localizer).svg.utf8),
                "image/svg+xml", nil)
        default: throw RequestError.notFound
        }
    }

    private func view(_ check: KeptCheck, token: String, _ visit: Visit) throws -> VerificationView {
        let report = check.outcome.report
        let choice = check.outcome.choice
        let text = ReportText(report, localizer: visit.localizer)
        let path = SiteAddress.verification(check.token)
        let entries = try checking.library.entries()
        var facts = text.facts.map { Fact(label: $0.label, value: $0.value) }
        if let entry = choice.entry, facts.count > 1 { facts[1].href = SiteAddress.schema(entry.slug) }
        let guess = check.isGuessed ? choice.candidates.first.map { best in
            visit.text("site.verification.guessed", [
                "matched": .integer(best.fit.matched), "columns": .integer(best.columns), "fit": .percent(best.fit.score),
            ])
        } : nil
        return VerificationView(
            title: text.title, path: path, verdict: text.verdict, verdictKind: text.isValid ? "success" : "error", advice: text.advice,
            facts: facts, guessText: guess,
            schemas: choices(entries, chosen: choice.entry?.name ?? "", visit), token: token,
            errors: text.errors.map { cause($0, visit) }, warnings: text.warnings.map { cause($0, visit) },
            summary: (text.errors + text.warnings).map { Link(label: $0.title, href: "#" + $0.id, detail: $0.count) },
            isValid: text.isValid,
            repairedDetail: visit.text(report.certain > 0 ? "site.verification.repairedDetail" : "site.verification.repairedNone", [
                "count": .integer(Int(report.certain)),
            ]),
            keptText: visit.text("site.verification.kept", ["time": .text(visit.localizer.time(check.expiresAt))]))
    }

    private func cause(_ cause: ReportText.Cause, _ visit: Visit) -> VerificationView.Cause {
        VerificationView.Cause(
            id: cause.id, title: cause.title, count: cause.count, rules: cause.rules, mend: cause.mend, correction: cause.correction,
            source: cause.source,
            samples: cause.samples.filter { $0.place != nil || $0.cell != nil }.map { sample in
                VerificationView.Sample(
                    place: sample.place, hasCell: sample.cell != nil, cell: sample.cell, hasProposal: sample.proposal != nil,
                    proposal: sample.proposal,
                    certainty: visit.text(sample.isCertain ? "report.confidence.certain" : "report.confidence.likely"),
                    isCertain: sample.isCertain, reason: sample.reason, detail: sample.detail,
                    row: sample.row.map { .init(header: $0.header, text: $0.text, isFaulty: $0.isFaulty) },
                    rowLabel: visit.text("site.verification.row", ["place": .text(sample.place ?? ""), "cause": .text(cause.id)]))
            },
            more: cause.more)
    }
}

extension ReportDocument {
    /// Its bytes, members in a stable order.
    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
