import Localization

/// Series in words: from where to where, which way, the extremes, what is missing.
struct SeriesSummary {
    let heading: ChartHeading
    let cadence: Cadence
    let localizer: Localizer

    /// So many series are told; whoever wants more has the table.
    private static let told = 6

    func text(_ series: [ChartSeries], _ references: [ReferenceLine] = []) -> String {
        let isAlone = series.count == 1
        var sentences = series.prefix(Self.told).map { one in
            isAlone ? course(one).prefix(1).uppercased() + course(one).dropFirst() : localizer.text("charts.summary.named", ["name": .text(one.name), "text": .text(course(one))])
        }
        if series.count > Self.told {
            sentences.append(localizer.text("charts.summary.more", ["count": .integer(series.count - Self.told)]))
        }
        sentences += references.map { reference in
            localizer.text("charts.summary.named", [
                "name": .text(reference.name), "text": .text(heading.written(reference.value, localizer) + "."),
            ])
        }
        return sentences.joined(separator: " ")
    }

    private func course(_ series: ChartSeries) -> String {
        let known = series.known
        guard let first = known.first, let last = known.last else { return localizer.text("charts.summary.none") }
        var text: String
        if known.count == 1 {
            text = localizer.text("charts.summary.point", ["value": value(last.value), "date": date(last.day)])
        } else {
            text = localizer.text("charts.summary.course", [
                "first": value(first.value), "firstDate": date(first.day), "last": value(last.value), "lastDate": date(last.day),
                "trend": .message(trend(first.value, last.value)),
            ])
        }
        if known.count > 2, let least = known.min(by: { $0.value < $1.value }), let most = known.max(by: { $0.value < $1.value }),
            least.value < most.value {
            text += " " + localizer.text("charts.summary.extremes", [
                "least": value(least.value), "leastDate": date(least.day), "most": value(most.value), "mostDate": date(most.day),
            ])
        }
        let missing = series.points.count - known.count
        if missing > 0 { text += " " + localizer.text("charts.summary.missing", ["count": .integer(missing)]) }
        return text
    }

    /// As the written numbers show it: what is written alike is stable.
    private func trend(_ first: Double, _ last: Double) -> String {
        if heading.written(first, localizer) == heading.written(last, localizer) { return "charts.trend.flat" }
        return first < last ? "charts.trend.up" : "charts.trend.down"
    }

    private func value(_ value: Double) -> MessageArgument { .text(heading.written(value, localizer)) }
    private func date(_ day: Int) -> MessageArgument { .text(cadence.name(day: day, localizer)) }
}
