import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import NIOCore
import Tables

extension APIRoutes {
    /// `/api/validate/`: checks the file that is sent, and keeps nothing of it.
    ///
    /// The file is the body itself, or a part of a form. The answer is a report; as JSON Lines, a first line with the
    /// report and then every finding, streamed; as CSV, the findings.
    func validate(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let items = try request.queryItems
        let folder = try checking.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let isForm = FieldParameters(request.headers[.contentType] ?? "").value.lowercased() == "multipart/form-data"
        let form = isForm
            ? try await ReceivedForm.read(request, into: folder, limit: checking.largestForm)
            : try await ReceivedForm.readFile(request, named: items["name"], into: folder, limit: checking.largest)
        guard let file = form.file else { throw RequestError("request.check.noFile") }
        let outcome = try await checking.check(file, schema: form.fields["schema"] ?? items["schema"], in: folder)
        let (report, localizer) = (outcome.report, context.localizer)
        let document = ReportDocument(report, fit: outcome.choice.fit?.score, localizer: localizer)
        let accept = request.headers[.accept] ?? ""
        if accept.contains("application/x-ndjson") || accept.contains("application/jsonl") {
            return Self.streaming(report, as: .jsonLines, first: try document.json() + Data("\n".utf8), localizer)
        }
        if accept.contains("text/csv") { return Self.streaming(report, as: .csv, first: Data(), localizer) }
        return .json(Array(try document.json()), [.cacheControl: "no-store"])
    }

    /// Findings as they are told: the report is in memory, the file already gone.
    private static func streaming(
        _ report: ValidationReport, as form: FindingStream.Form, first: Data, _ localizer: Localizer
    ) -> Response {
        let type = form == .csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson"
        return Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody { writer in
                if !first.isEmpty { try await writer.write(ByteBuffer(bytes: first)) }
                var findings = FindingStream(report, as: form, localizer: localizer)
                while let piece = try findings.nextPiece() { try await writer.write(ByteBuffer(bytes: piece)) }
                try await writer.finish(nil)
            })
    }
}
