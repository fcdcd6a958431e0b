import Catalog
import Localization

extension GapView {
    /// - Returns: nil for a bouquet without needs.
    init?(_ score: GapScore, _ visit: Visit) {
        guard let value = score.score else { return nil }
        let localizer = visit.localizer
        self.init(
            score: visit.text("site.bouquet.gap.score", ["score": .integer(value)]), bar: ColumnDrawings.fillBar(Double(value) / 100),
            families: score.totals.map { total in
                Family(
                    label: total.family.label(localizer),
                    value: total.share.map { localizer.percent($0, maxDigits: 0) } ?? visit.text("site.bouquet.gap.unknown"),
                    bar: total.share.map(ColumnDrawings.fillBar),
                    note: total.unknown == 0
                        ? nil : visit.text("site.bouquet.gap.unjudged", ["count": .integer(total.unknown)]))
            },
            text: visit.text(
                score.unmet == 0 ? "site.bouquet.gap.allMet" : "site.bouquet.gap.someUnmet",
                ["count": .integer(score.unmet), "total": .integer(score.needs.count)]))
    }
}

extension ElementView.Mark {
    init(_ mark: GapScore.Mark, _ visit: Visit) {
        let (state, value) = switch mark.share {
        case nil: ("info", visit.text("site.bouquet.mark.unknown"))
        case let share? where share >= 0.995: ("success", visit.text("site.bouquet.mark.yes"))
        case let share? where share <= 0.005: ("error", visit.text("site.bouquet.mark.no"))
        case let share?: ("warning", visit.localizer.percent(share, maxDigits: 0))
        }
        self.init(
            label: mark.family.label(visit.localizer), state: state, value: value, reason: mark.reason(visit.localizer))
    }
}
