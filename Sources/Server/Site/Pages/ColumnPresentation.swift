import Catalog
import Localization
import Tables

/// One column's card: its type, its meaning, how full it is and how its values spread.
struct ColumnPresentation {
    let profile: ColumnProfile
    let description: String?
    let isPersonal: Bool
    let localizer: Localizer
    /// The explorer's address of the resource, where the card links to it.
    let explorer: String?

    private var writing: CellWriting {
        CellWriting(localizer: localizer, type: profile.type, meaning: profile.meaning)
    }

    private var present: Int64 { profile.count - profile.missing }

    var view: ColumnView {
        ColumnView(
            anchor: "colonne-\(profile.position + 1)", name: profile.name,
            header: profile.header == profile.name ? nil : profile.header,
            kind: localizer.text("type.\(profile.type.rawValue)"),
            meaning: profile.meaning.map { localizer.text("meaning.\($0.rawValue)") }, description: description,
            isPersonal: isPersonal,
            fill: text("site.column.fill", ["share": .percent(profile.fillRate)]),
            fillBar: ColumnDrawings.fillBar(profile.fillRate), facts: facts, chart: chart, examples: examples,
            notices: profile.notices.map { localizer.text("notice.\($0.code)", $0.arguments) },
            explorerHref: explorer.map { $0 + "?columns=" + RequestTarget.encode(ValueList.joined([profile.name])) })
    }

    // MARK: Facts

    private var facts: [Fact] {
        var facts: [Fact] = []
        func add(_ key: String, _ value: String?) {
            if let value { facts.append(Fact(label: text("site.column.\(key)"), value: value)) }
        }
        guard present > 0 else { return [] }
        let count = localizer.number(profile.distinct)
        add("distinct", profile.distinctIsExact ? count : text("site.column.about", ["count": .text(count)]))
        if profile.type.isNumeric, writing.isNumber {
            add("min", profile.min.map(writing.stored))
            add("max", profile.max.map(writing.stored))
            add("mean", profile.mean.map(writing.scaled))
            add("median", median)
        } else if profile.type.isTemporal || profile.type.isNumeric || profile.type == .time {
            add("earliest", profile.min.map(writing.stored))
            add("latest", profile.max.map(writing.stored))
        } else if profile.type == .text, profile.maxLength > 0, profile.meaning != .wkb {
            let range: [String: MessageArgument] = [
                "min": .text(localizer.number(profile.minLength)), "max": .text(localizer.number(profile.maxLength)),
                "count": .integer(profile.maxLength),
            ]
            add("length", text(profile.minLength == profile.maxLength ? "site.column.lengthOne" : "site.column.lengthRange", range))
        }
        if profile.missing > 0 { add("missing", localizer.number(profile.missing)) }
        return facts
    }

    private var median: String? {
        guard let place = ColumnProfile.quantileLevels.firstIndex(of: 0.5), place < profile.quantiles.count else { return nil }
        return writing.scaled(profile.quantiles[place])
    }

    private var examples: [String] {
        guard chart == nil, !isPersonal else { return [] }
        return profile.examples.prefix(3).map { writing.shortened($0).shortened(to: 60) }
    }

    // MARK: Chart

    /// Numbers and dates as a histogram, values that come back as bars; nothing for texts that are all different.
    private var chart: ChartView? {
        guard present > 0, !isPersonal || profile.meaning == .birthDate else { return nil }
        let isOrdered = profile.type.isNumeric || profile.type.isTemporal
        if isOrdered, profile.histogram.count > 1, profile.distinct > 8 { return histogram }
        let repeated = profile.topValues.first.map { $0.count > 1 } ?? false
        guard repeated, profile.distinct < present, profile.distinct <= 1000 || profile.topValuesAreExact else { return nil }
        return bars
    }

    private var histogram: ChartView {
        let bins = profile.histogram
        let lower = writing.scaled(bins.first?.lower ?? 0)
        let upper = writing.scaled(bins.last?.upper ?? 0)
        let caption = text("site.chart.histogram", [
            "column": .text(profile.name), "count": .integer(bins.count), "min": .text(lower), "max": .text(upper),
        ])
        return ChartView(
            svg: ColumnDrawings.histogram(bins.map { Int($0.count) }, lower: lower, upper: upper, label: caption),
            caption: caption, labelHeader: text("site.chart.class"), valueHeader: text("site.chart.rows"),
            shareHeader: text("site.chart.share"),
            rows: bins.map { bin in
                ChartView.Row(
                    label: text("site.chart.interval", [
                        "lower": .text(writing.scaled(bin.lower)), "upper": .text(writing.scaled(bin.upper)),
                    ]),
                    value: localizer.number(bin.count), share: share(bin.count))
            })
    }

    private var bars: ChartView {
        let values = profile.topValues.prefix(6).map { (label: writing.stored($0.value), count: $0.count) }
        let caption = text("site.chart.top", ["column": .text(profile.name)])
        return ChartView(
            svg: ColumnDrawings.bars(
                values.map { ($0.label, Int($0.count), "\(localizer.number($0.count)) (\(share($0.count)))") }, label: caption),
            caption: caption, labelHeader: text("site.chart.value"), valueHeader: text("site.chart.rows"),
            shareHeader: text("site.chart.share"),
            rows: values.map { ChartView.Row(label: $0.label, value: localizer.number($0.count), share: share($0.count)) })
    }

    private func share(_ count: Int64) -> String { localizer.percent(present == 0 ? 0 : Double(count) / Double(present)) }

    private func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
        localizer.text(key, arguments)
    }
}
