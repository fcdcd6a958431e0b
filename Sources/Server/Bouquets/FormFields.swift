import Catalog
import HTTPTypes
import Localization

/// What is wrong with each field of a form, as the page that shows it again tells it beside the field.
struct FieldErrors: ViewModel {
    private let texts: [FieldProblem.Field: String]
    let isEmpty: Bool

    init(_ problems: [FieldProblem] = [], _ visit: Visit? = nil) {
        var texts: [FieldProblem.Field: String] = [:]
        for problem in problems where texts[problem.field] == nil {
            guard let message = visit?.localizer.message(for: problem.error) else { continue }
            texts[problem.field] = [message.text, message.hint].compactMap(\.self).joined(separator: " ")
        }
        self.texts = texts
        isEmpty = texts.isEmpty
    }

    func child(named name: String) -> Any? {
        FieldProblem.Field(rawValue: name).flatMap { texts[$0] }.map { ViewValue($0) } ?? ViewValue.absent
    }

    /// What stands above the form: how many fields are to be mended.
    func alert(_ visit: Visit) -> Alert? {
        isEmpty
            ? nil
            : Alert(
                .error, title: visit.text("site.bouquet.error.title"),
                text: visit.text("site.bouquet.error.fields", ["count": .integer(texts.count)]))
    }
}

extension CatalogError {
    /// Whether somebody else was faster.
    var isConflict: Bool { kind == .bouquetConflict || kind == .bouquetPart }

    /// The error as the page that shows a form again tells it above the form.
    func alert(_ visit: Visit) -> Alert {
        let message = visit.localizer.message(for: self)
        return Alert(
            isConflict ? .warning : .error, title: visit.text("site.bouquet.error.title"),
            text: [message.text, message.hint].compactMap(\.self).joined(separator: " "))
    }

    var status: HTTPResponse.Status { ProblemTable.status(of: code) }
}
