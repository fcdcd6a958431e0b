import Catalog
import Foundation
import Localization

extension MCPService {
    /// `get_quality`.
    func quality(_ arguments: ToolArguments, _ context: PortulanContext) async throws -> [UInt8] {
        let detail = try await dataset(arguments)
        let localizer = context.localizer
        var out = JSONBytes(reserving: 8 * 1024)
        out.object { out in
            out.member("dataset", detail.dataset.slug)
            out.member("title", detail.dataset.title)
            out.member("score", detail.quality.score)
            out.member("criteria") { out in
                out.array { out in
                    for criterion in detail.quality.criteria {
                        out.object { out in
                            out.member("key", criterion.key.rawValue)
                            out.member("title", localizer.text(criterion.key.titleKey))
                            out.member("share", criterion.share)
                            out.member("found", criterion.explanation(localizer))
                            guard !criterion.isSatisfied else { return }
                            out.member("mend", localizer.text(criterion.key.mendKey))
                            out.member("evidence") { out in
                                out.array { out in for piece in criterion.evidence { write(piece, to: &out, localizer) } }
                            }
                        }
                    }
                }
            }
            out.member("page", context.origin + SiteAddress.dataset(detail.dataset.slug))
        }
        return out.bytes
    }

    private func write(_ evidence: Quality.Evidence, to out: inout JSONBytes, _ localizer: Localizer) {
        out.object { out in
            out.member("resource", evidence.resourceSlug)
            if let column = evidence.column { out.member("column", column) }
            if let figure = evidence.figure { out.member("figure", localizer.string(figure)) }
            if let since = evidence.since { out.member("since", since.ISO8601Format()) }
        }
    }
}
