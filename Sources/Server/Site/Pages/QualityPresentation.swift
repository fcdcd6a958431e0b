import Catalog
import Foundation
import Localization
import Tables

/// The quality of a dataset, as its page tells it.
struct QualityPresentation {
    let dataset: DatasetDetail
    /// The file that is shown in full; `nil` where none is.
    let resource: ResourceDetail?
    let now: Date
    let localizer: Localizer

    private var quality: Quality { dataset.quality }
    /// The last score first.
    private var history: [QualityScore] { dataset.qualityHistory }
    private var version: Version? { resource?.version }

    private static let mostLines = 20

    var view: QualityView {
        let inspection = version?.inspection
        let rejected = Int(inspection?.rejectedRows ?? 0)
        let rejects = (inspection?.rejects ?? []).prefix(Self.mostLines)
        return QualityView(
            score: localizer.text("site.quality.score", ["score": .integer(quality.score)]),
            scoreBar: ColumnDrawings.fillBar(Double(quality.score) / 100),
            rows: inspection.map { inspection in
                localizer.text("site.quality.rows", [
                    "rows": .integer(Int(inspection.rows)), "rejected": .integer(rejected),
                    "total": .integer(Int(inspection.rows) + rejected),
                ])
            },
            families: Quality.Family.allCases.compactMap(family), history: points,
            notices: notices,
            rejects: rejects.map { reject in
                QualityView.Line(
                    place: localizer.text("site.quality.line", ["line": .integer(Int(reject.line))]),
                    text: localizer.text("reject.\(reject.reason.rawValue)", reject.arguments))
            },
            rejectsCaption: rejected == 0 ? nil : localizer.text(
                rejects.count < rejected ? "site.quality.rejectsSome" : "site.quality.rejects",
                ["count": .integer(rejected), "shown": .integer(rejects.count)]),
            method: version.map { version in
                localizer.text("site.quality.method", [
                    "number": .integer(version.number), "date": .dateTime(version.publishedAt),
                    "duration": .duration(seconds: version.inspection.duration),
                ])
            } ?? localizer.text("site.quality.methodLinks", ["date": .dateTime(now)]))
    }

    private func family(_ family: Quality.Family) -> QualityView.Family? {
        guard let score = quality.score(of: family) else { return nil }
        let criteria = quality.criteria.filter { $0.key.family == family }
        let met = criteria.filter(\.isSatisfied)
        return QualityView.Family(
            title: localizer.text("site.quality.family", [
                "family": .message(family.labelKey), "score": .integer(score),
            ]),
            bar: ColumnDrawings.fillBar(Double(score) / 100), criteria: criteria.filter { !$0.isSatisfied }.map(criterion),
            met: met.map(criterion), metCaption: localizer.text("site.quality.met", ["count": .integer(met.count)]))
    }

    /// Nothing to tell until the score has changed once.
    private var points: [QualityView.Point] {
        guard history.count > 1 else { return [] }
        return history.map { score in
            QualityView.Point(
                date: localizer.date(score.date), score: localizer.number(score.score),
                bar: ColumnDrawings.fillBar(Double(score.score) / 100))
        }
    }

    private func criterion(_ criterion: Quality.Criterion) -> QualityView.Criterion {
        let state = criterion.isSatisfied ? "success" : criterion.share >= 0.5 ? "info" : "warning"
        return QualityView.Criterion(
            title: localizer.text(criterion.key.titleKey), state: state,
            stateLabel: localizer.text("site.quality.\(state)"), found: criterion.explanation(localizer),
            mend: criterion.isSatisfied ? nil : localizer.text(criterion.key.mendKey),
            evidence: criterion.isSatisfied ? [] : criterion.evidence.map { evidence($0, criterion.key) })
    }

    private func evidence(_ evidence: Quality.Evidence, _ key: Quality.Key) -> QualityView.Evidence {
        let place = evidence.column ?? evidence.resourceTitle
        var text = evidence.figure.map { "\(place) (\(localizer.string($0)))" } ?? place
        if let figure = evidence.figure, let since = evidence.since {
            text = localizer.text("site.quality.since", ["place": .text(place), "state": figure, "date": .date(since)])
        }
        return QualityView.Evidence(text: text, href: address(of: evidence, key))
    }

    /// The report, the column or the file that a judgement rests on.
    private func address(of evidence: Quality.Evidence, _ key: Quality.Key) -> String? {
        if key == .conformity { return SiteAddress.conformity(evidence.resourceSlug) }
        guard let detail = dataset.resources.first(where: { $0.id == evidence.resourceID }) else { return nil }
        let page = detail.id == resource?.id ? "" : SiteAddress.dataset(dataset.dataset.slug) + "?fichier=" + RequestTarget.encode(evidence.resourceSlug)
        if key == .links { return page + "#lien" }
        let column = evidence.column.flatMap { name in detail.version?.inspection.columns.first { $0.name == name } }
        return page + (column.map { "#colonne-\($0.position + 1)" } ?? "#fichier")
    }

    /// Those of the file, then those of its columns.
    private var notices: [QualityView.Line] {
        guard let inspection = version?.inspection else { return [] }
        let whole = inspection.notices.map { (localizer.text("site.quality.file"), $0) }
        let columns = inspection.columns.flatMap { column in
            column.notices.map { (localizer.text("site.quality.column", ["column": .text(column.name)]), $0) }
        }
        return (whole + columns).prefix(60).map { place, notice in
            QualityView.Line(place: place, text: localizer.text("notice.\(notice.code)", notice.arguments))
        }
    }
}
