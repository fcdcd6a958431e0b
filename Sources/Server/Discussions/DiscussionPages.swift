import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Localization

extension BouquetRoutes {
    /// `/bouquets/{id}/discussions`, `/datasets/{id}/discussions`.
    func discussionsPage(_ visit: Visit) async throws -> Response {
        try await page(try await discussed(visit), title: "", body: "", [], visit)
    }

    func open(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let thing = try await discussed(visit)
        let title = form["titre"].trimmingCharacters(in: .whitespacesAndNewlines)
        let body = form["message"].replacing("\r\n", with: "\n")
        guard visit.context.principal.isSignedIn else { throw IdentityError(.signedOut) }
        let problems = Discussion.problems(title: title, body: body)
        guard problems.isEmpty else { return try await page(thing, title: title, body: body, problems, visit) }
        let opened = try await catalog.openDiscussion(
            on: thing.subject, title: title, body: body, by: try speaker(visit, on: thing.scope))
        return .redirecting(to: BouquetAddress.discussion.of(opened.id.text) + "?fait=message")
    }

    private func page(
        _ thing: DiscussedThing, title: String, body: String, _ problems: [FieldProblem], _ visit: Visit
    ) async throws -> Response {
        let errors = FieldErrors(problems, visit)
        let discussions = try await catalog.discussions(on: thing.subject)
        let heading = visit.text("site.discussion.title")
        return try site.formPage(
            "discussions", title: heading, trail: [thing.link], isIndexed: true,
            status: errors.isEmpty ? .ok : .unprocessableContent, visit
        ) { token in
            DiscussionsView(
                alert: errors.alert(visit), errors: errors, formToken: token, action: thing.listHref, heading: heading,
                subject: thing.link,
                cards: discussions.map { discussion in
                    DiscussionCard(
                        title: discussion.title.typeset, href: BouquetAddress.discussion.of(discussion.id.text),
                        isClosed: discussion.isClosed,
                        detail: visit.text("site.discussion.detail", [
                            "author": .text(discussion.author.name),
                            "when": .text(visit.localizer.relative(discussion.openedAt, to: site.now())),
                            "count": .integer(discussion.messageCount),
                        ]))
                },
                isSignedIn: visit.context.principal.isSignedIn, loginHref: loginHref(visit), title: title, body: body)
        }
    }

    /// `/discussions/{id}`.
    func discussionPage(_ visit: Visit) async throws -> Response {
        try await page(visit, body: "", [], alert: try done(visit), status: .ok)
    }

    func discuss(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let (discussion, _, thing) = try await discussion(visit)
        let here = BouquetAddress.discussion.of(discussion.id.text)
        let principal = visit.context.principal
        func moderator() throws -> Editor {
            Editor(principal, try principal.authorize(.moderate, on: thing.scope), identity.journal)
        }
        do {
            switch form["action"] {
            case "repondre":
                let body = form["message"].replacing("\r\n", with: "\n")
                guard principal.isSignedIn else { throw IdentityError(.signedOut) }
                if let problem = Discussion.problem(ofBody: body) {
                    return try await page(visit, body: body, [problem], alert: nil, status: .unprocessableContent)
                }
                let message = try await catalog.answer(discussion.id, body: body, by: try speaker(visit, on: thing.scope))
                return .redirecting(to: "\(here)?fait=message#m-\(message.number)")
            case "clore", "rouvrir":
                let isClosed = form["action"] == "clore"
                try await catalog.setClosed(isClosed, discussion: discussion.id, by: try moderator())
                return .redirecting(to: here + (isClosed ? "?fait=clos" : "?fait=rouvert"))
            case "masquer":
                guard let message = UUID(uuidString: form["id"]) else { throw CatalogError(.discussionUnknown) }
                try await catalog.hideMessage(message, of: discussion.id, by: try moderator())
                return .redirecting(to: here + "?fait=masque")
            default: throw RequestError("request.form")
            }
        } catch let error as CatalogError where error.kind == .discussionClosed {
            return try await page(visit, body: form["message"], [], alert: error.alert(visit), status: error.status)
        }
    }

    private func page(
        _ visit: Visit, body: String, _ problems: [FieldProblem], alert: Alert?, status: HTTPResponse.Status
    ) async throws -> Response {
        let (discussion, messages, thing) = try await discussion(visit)
        let errors = FieldErrors(problems, visit)
        let principal = visit.context.principal
        let canModerate = principal.can(.moderate, on: thing.scope)
        let heading = discussion.title.typeset
        let trail = [thing.link, Link(label: visit.text("site.discussion.title"), href: thing.listHref)]
        return try site.formPage("discussion", title: heading, trail: trail, isIndexed: true, status: status, visit) { token in
            DiscussionView(
                alert: errors.alert(visit) ?? alert, errors: errors, formToken: token,
                action: BouquetAddress.discussion.of(discussion.id.text), heading: heading, subject: thing.link,
                isClosed: discussion.isClosed,
                closedText: discussion.closedAt.map {
                    visit.text("site.discussion.closed", [
                        "author": .text(discussion.closedBy ?? ""), "when": .text(visit.localizer.date($0)),
                    ])
                },
                messages: messages.map { message in
                    DiscussionView.Message(
                        id: message.id.text, anchor: "m-\(message.number)", author: message.author.name,
                        date: visit.localizer.dateTime(message.postedAt), datetime: message.postedAt.ISO8601Format(),
                        text: message.hiddenAt == nil
                            ? CommonMark.html(message.body, headingLevel: 4, tableLabel: visit.text("site.table.label")) : nil,
                        canHide: canModerate && message.hiddenAt == nil)
                },
                canAnswer: principal.isSignedIn && !discussion.isClosed, canModerate: canModerate,
                loginHref: principal.isSignedIn || discussion.isClosed ? nil : loginHref(visit), body: body)
        }
    }

    private func loginHref(_ visit: Visit) -> String {
        AccountAddress.login.path + "?retour=" + RequestTarget.encode(visit.request.uri.path)
    }
}
