import Catalog
import HTTPTypes
import Localization

/// What is wrong with each field of a form, as the page that shows it again tells it beside the field.
struct FieldErrors: ViewModel {
    private let texts: [String: String]
    var isEmpty: Bool { texts.isEmpty }

    /// - Parameter problems: with the name that templates give to the field; of several on one, the first is told.
    init(_ problems: [(field: String, error: any LocalizedFailure)], _ visit: Visit?) {
        var texts: [String: String] = [:]
        for problem in problems where texts[problem.field] == nil {
            guard let message = visit?.localizer.message(for: problem.error) else { continue }
            texts[problem.field] = [message.text, message.hint].compactMap(\.self).joined(separator: " ")
        }
        self.texts = texts
    }

    init(_ problems: [FieldProblem] = [], _ visit: Visit? = nil) {
        self.init(problems.map { ($0.field.rawValue, $0.error) }, visit)
    }

    func child(named name: String) -> Any? { texts[name].map { ViewValue($0) } ?? ViewValue.absent }

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
