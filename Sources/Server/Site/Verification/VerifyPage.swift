import Catalog
import Foundation
import Hummingbird
import Localization
import Tables

extension SiteRoutes {
    /// `/verifier`: the form.
    func verify(_ visit: Visit) async throws -> Response {
        let items = try visit.request.queryItems
        let erased = items["efface"] == nil ? nil : Alert(.success, text: visit.text("site.verify.erased"))
        return try verifyForm(visit, chosen: items["schema"], alert: erased)
    }

    /// `/verifier`, sent: the file is received, checked, and its report has an address for some minutes.
    func receive(_ visit: Visit) async throws -> Response {
        let folder = try checking.makeFolder()
        do {
            let form = try await ReceivedForm.read(
                visit.request, into: folder, limit: checking.largestForm, admit: { form in
                    // The page's token stands before the file: a form from elsewhere is refused before it is received.
                    try FormProof.check(form.fields[FormProof.field], visit)
                })
            try FormProof.check(form.fields[FormProof.field], visit)
            guard let file = form.file else { throw RequestError("request.check.noFile") }
            let word = [form.fields["adresse"], form.fields["schema"]].compactMap { $0 }.first { !$0.isEmpty }
            let outcome = try await checking.check(file, schema: word, in: folder)
            let check = await desk.keep(file, outcome, isGuessed: word == nil, folder: folder)
            return .redirecting(to: SiteAddress.verification(check.token))
        } catch {
            try? FileManager.default.removeItem(at: folder)
            guard let failure = error as? any LocalizedFailure, !failure.code.hasPrefix("request.multipart") else { throw error }
            return try sorry(failure, visit)
        }
    }

    /// The form again, with what went wrong above it.
    private func sorry(_ failure: any LocalizedFailure, _ visit: Visit) throws -> Response {
        let status = ProblemTable.status(of: failure.code)
        guard status.kind == .clientError || status.code == 502 || status.code == 503 else { throw failure }
        let message = visit.localizer.message(for: failure)
        let alert = Alert(
            .error, title: visit.text("site.verify.failed"), text: [message.text, message.hint].compactMap(\.self).joined(separator: " "))
        var response = try verifyForm(visit, chosen: nil, alert: alert)
        response.status = status
        return response
    }

    private func verifyForm(_ visit: Visit, chosen: String?, alert: Alert?) throws -> Response {
        let title = visit.text("site.verify.title")
        let (token, cookie) = FormProof.issue(visit)
        let entries = try checking.library.entries()
        let view = VerifyView(
            schemas: choices(entries, chosen: chosen, visit), token: token,
            limitText: visit.text("site.verify.limit", ["limit": .bytes(checking.largest)]),
            keptText: visit.text("site.verify.kept", ["duration": .duration(seconds: settings.checkKept)]),
            noSchemas: entries.isEmpty, alert: alert)
        var response = try page(
            "verify", view, frame: frame(visit, title: title, summary: visit.text("site.verify.lead")), visit)
        if let cookie { response.headers[.setCookie] = cookie }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    func choices(_ entries: [SchemaEntry], chosen: String?, _ visit: Visit) -> [Choice] {
        [Choice(value: "", label: visit.text("site.verify.guess"), isSelected: chosen == nil)] + entries.map { entry in
            Choice(
                value: entry.name, label: "\(entry.title.typeset) (\(entry.name))",
                isSelected: chosen == entry.name || chosen == entry.slug)
        }
    }
}
