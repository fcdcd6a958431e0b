import HTTPTypes
import Hummingbird
import NIOCore

/// The fields of a form without files, as a browser sends it by default (WHATWG URL, section 5.1), once it is proven to
/// come from a page of this site.
struct SubmittedForm: Sendable {
    private static let largest = 64 * 1024

    private let items: QueryItems

    /// The first value of a field; empty where there is none.
    subscript(_ name: String) -> String { items[name] ?? "" }

    /// Reads and checks the form.
    ///
    /// - Throws: ``RequestError`` `request.form` where ``FormProof`` refuses it or it is of another type.
    static func read(_ visit: Visit) async throws -> SubmittedForm {
        guard visit.request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            throw RequestError("request.form")
        }
        let buffer = try await visit.request.body.collect(upTo: largest)
        let form = SubmittedForm(items: try QueryItems(parsing: String(buffer: buffer)))
        try FormProof.check(form[FormProof.field], visit)
        return form
    }
}
