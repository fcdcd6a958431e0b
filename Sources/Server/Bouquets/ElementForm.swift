import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Localization

/// What somebody wrote of a need.
private struct Written {
    var title = "", reason = "", url = "", section = "", search = ""
    /// `dataset:…`, `service:…`, `lien`, `missing`, `not_available`.
    var answer = ""

    init(section: String, search: String) {
        self.section = section
        self.search = search
    }

    init(_ form: SubmittedForm) {
        title = form["titre"].trimmingCharacters(in: .whitespacesAndNewlines)
        reason = form["raison"].replacing("\r\n", with: "\n")
        url = form["adresse"].trimmingCharacters(in: .whitespacesAndNewlines)
        section = form["section"]
        search = form["q"]
        answer = form["reponse"]
    }

    init(_ element: BouquetElement, section: UUID?, search: String) {
        self.init(section: section?.text ?? "", search: search)
        title = element.title
        reason = element.reason
        answer = Self.value(element.answer)
        if case .link(let address) = element.answer { url = address.absoluteString }
    }

    static func value(_ answer: BouquetElement.Answer) -> String {
        switch answer {
        case .dataset(let id): "dataset:\(id.text)"
        case .service(let id): "service:\(id.text)"
        case .link: "lien"
        case .unmet(let gap): gap.rawValue
        }
    }

    /// What is chosen; nil where nothing is, or what is not an answer.
    var chosen: BouquetElement.Answer? {
        if answer == "lien" { return URL(string: url).map(BouquetElement.Answer.link) }
        if let gap = BouquetElement.Gap(rawValue: answer) { return .unmet(gap) }
        let parts = answer.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let id = UUID(uuidString: String(parts[1])) else { return nil }
        switch parts[0] {
        case "dataset": return .dataset(id)
        case "service": return .service(id)
        default: return nil
        }
    }
}

extension BouquetRoutes {
    private static let mostFound = 12

    /// `/bouquets/{id}/besoins` and `/bouquets/{id}/besoins/{part}`: one more need, or one that is there.
    func elementPage(_ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        _ = try editor(of: detail, visit)
        let items = try visit.request.queryItems
        let search = items["q"] ?? ""
        guard let element = try element(visit, detail) else {
            return try await page(Written(section: items["section"] ?? "", search: search), nil, detail, [], nil, visit)
        }
        let written = Written(element, section: detail.content.section(ofElement: element.id), search: search)
        return try await page(written, element, detail, [], nil, visit)
    }

    func writeElement(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        let editor = try editor(of: detail, visit)
        let known = try element(visit, detail)
        var written = Written(form)
        // The search is in the same form, so that what is written already is not lost.
        if form["action"] == "chercher" { return try await page(written, known, detail, [], nil, visit) }
        var problems: [FieldProblem] = []
        let answer = written.chosen
        if answer == nil {
            problems.append(FieldProblem(.answer, CatalogError(written.answer == "lien" ? .linkInvalid : .answerUnknown)))
        }
        // A need may be called what answers it.
        if written.title.isEmpty, let answer { written.title = try await name(of: answer) ?? "" }
        let element = BouquetElement(
            id: known?.id ?? UUID(), title: written.title, reason: written.reason, answer: answer ?? .unmet(.missing))
        problems += element.problems
        guard problems.isEmpty else { return try await page(written, known, detail, problems, nil, visit) }
        let section = UUID(uuidString: written.section)
        do {
            let isNew = known == nil
            try await catalog.changeBouquet(detail.bouquet.id, revision: Int(form["revision"]) ?? 0, by: editor) { edit in
                if isNew { try edit.content.add(element, to: section) } else { try edit.content.replace(element, in: section) }
            }
            let word = isNew ? "ajoute" : "modifie"
            return .redirecting(to: BouquetAddress.edit.of(detail.bouquet.slug) + "?fait=\(word)#p-\(element.id.text)")
        } catch let error as CatalogError where error.kind == .answerUnknown {
            return try await page(written, known, detail, [FieldProblem(.answer, error)], nil, visit)
        } catch let error as CatalogError {
            return try await page(written, known, detail, [], error, visit)
        }
    }

    /// The element of the address; nil for a new one.
    private func element(_ visit: Visit, _ detail: BouquetDetail) throws -> BouquetElement? {
        let part = try visit.part
        if part.isEmpty { return nil }
        guard let element = UUID(uuidString: part).flatMap(detail.content.element) else { throw CatalogError(.bouquetPart) }
        return element
    }

    private func name(of answer: BouquetElement.Answer) async throws -> String? {
        switch answer {
        case .dataset(let id): try await catalog.dataset(id.text)?.dataset.title
        case .service(let id): try await catalog.dataService(id)?.metadata.title
        case .link, .unmet: nil
        }
    }

    /// What of the catalogue may answer: what is chosen first, then what the search finds.
    private func found(_ written: Written, _ visit: Visit) async throws -> [ElementFormView.Found] {
        var found: [ElementFormView.Found] = []
        func add(_ value: String, _ title: String, _ detail: String?) {
            guard !found.contains(where: { $0.value == value }) else { return }
            found.append(.init(
                id: "reponse-\(found.count + 1)", value: value, title: title.typeset, detail: detail, isChosen: value == written.answer))
        }
        let service = visit.text("answer.service")
        switch written.chosen {
        case .dataset(let id):
            if let known = try await catalog.dataset(id.text) { add(written.answer, known.dataset.title, known.organization?.name) }
        case .service(let id): if let known = try await catalog.dataService(id) { add(written.answer, known.metadata.title, service) }
        default: break
        }
        guard !written.search.allSatisfy(\.isWhitespace) else { return found }
        for item in try await catalog.datasets(DatasetSearch(text: written.search, pageSize: Self.mostFound)).items {
            add("dataset:\(item.dataset.id.text)", item.dataset.title, item.organization?.name)
        }
        for item in try await catalog.dataServices(matching: written.search, limit: Self.mostFound) {
            add("service:\(item.id.text)", item.metadata.title, service)
        }
        return found
    }

    private func page(
        _ written: Written, _ element: BouquetElement?, _ detail: BouquetDetail, _ problems: [FieldProblem], _ error: CatalogError?,
        _ visit: Visit
    ) async throws -> Response {
        let errors = FieldErrors(problems, visit)
        let found = try await found(written, visit)
        let slug = detail.bouquet.slug
        let heading = visit.text(element == nil ? "site.bouquet.element.new" : "site.bouquet.element.title")
        let sections = [Choice(value: "", label: visit.text("site.bouquet.element.noSection"), isSelected: written.section.isEmpty)]
            + detail.content.sections.map {
                Choice(value: $0.id.text, label: $0.title, isSelected: $0.id.text == written.section.lowercased())
            }
        return try site.formPage(
            "bouquet-element", title: heading, trail: [listLink(visit), link(detail.bouquet)],
            status: error?.status ?? (errors.isEmpty ? .ok : .unprocessableContent), visit
        ) { token in
            ElementFormView(
                alert: error?.alert(visit) ?? errors.alert(visit), errors: errors, formToken: token,
                action: element.map { BouquetAddress.element.of(slug, $0.id.text) } ?? BouquetAddress.add.of(slug),
                revision: String(detail.bouquet.revision), heading: heading, title: written.title, reason: written.reason,
                url: written.url, sections: sections, search: written.search, section: written.section,
                foundText: written.search.isEmpty ? nil : visit.text("site.bouquet.element.found", ["count": .integer(found.count)]),
                found: found, isLink: written.answer == "lien", isMissing: written.answer == BouquetElement.Gap.missing.rawValue,
                isNotAvailable: written.answer == BouquetElement.Gap.notAvailable.rawValue,
                submit: visit.text(element == nil ? "site.bouquet.element.submit" : "site.bouquet.save"),
                backHref: BouquetAddress.edit.of(slug))
        }
    }
}
