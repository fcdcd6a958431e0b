internal import Foundation
import Localization

/// A histogram or a strip of dots on its way to SVG.
struct DistributionDrawing {
    private let chart: DistributionChart
    private let size: ChartSize
    private let localizer: Localizer

    init(_ chart: DistributionChart, _ size: ChartSize, _ localizer: Localizer) {
        self.chart = chart
        self.size = size
        self.localizer = localizer
    }

    /// What is named over the drawing.
    private struct Mark {
        let name: String
        let value: Double
        let isReference: Bool
    }

    func drawn() -> SVGDrawing {
        var drawing = SVGDrawing(width: size.width, height: 0)
        let marks = chart.items.filter(\.isHighlighted).map { Mark(name: $0.name, value: $0.value, isReference: false) }
            + chart.references.map { Mark(name: $0.name, value: $0.value, isReference: true) }
        let isHistogram = chart.shownForm == .histogram
        let (bounds, counts) = chart.classes
        let all = chart.items.map(\.value) + chart.references.map(\.value)
        let scale = isHistogram && chart.references.allSatisfy({ (bounds.first ?? 0)...(bounds.last ?? 0) ~= $0.value })
            ? ValueScale([bounds.first ?? 0, bounds.last ?? 1], includesZero: false, count: size == .wide ? 8 : 4)
            : ValueScale(all, includesZero: false, count: size == .wide ? 8 : 4)
        let labels = scale.ticks.map { scale.label($0, unit: chart.heading.unit, localizer) }
        let counted = ValueScale((isHistogram ? counts : [1]).map(Double.init), includesZero: true, count: 4)
        let countLabels = isHistogram ? counted.ticks.map { counted.label($0, unit: "", localizer) } : []
        let left = max((labels.first.map { TextWidth.of($0, size: 12) } ?? 0) / 2, (countLabels.map { TextWidth.of($0, size: 12) }.max() ?? 0) + 8, 8)
        let right = size.width - max((labels.last.map { TextWidth.of($0, size: 12) } ?? 0) / 2, 8)
        func x(_ value: Double) -> Double { left + scale.share(value) * (right - left) }

        var top = 4.0
        let rows = marks.isEmpty ? 0 : write(marks, x: x, in: &drawing)
        top += Double(rows) * 18 + (isHistogram && rows == 0 ? 8 : 4)
        let bottom: Double
        if isHistogram {
            let height = size == .wide ? 170.0 : 140
            bottom = top + height
            for (tick, label) in zip(counted.ticks, countLabels) {
                let y = bottom - counted.share(tick) * height
                drawing.line(x1: left, y1: y, x2: right, y2: y, class: tick == 0 ? "chart-axis" : "chart-grid")
                drawing.text(label, x: left - 6, y: y + 4, anchor: .end, size: 12, class: "chart-mention")
            }
            for (index, count) in counts.enumerated() where count > 0 {
                let from = x(bounds[index]), to = x(index + 1 < bounds.count ? bounds[index + 1] : bounds[index])
                let tall = max(counted.share(Double(count)) * height, 1.5)
                let isHere = marks.contains { !$0.isReference && classIndex($0.value, bounds, counts.count) == index }
                drawing.rectangle(
                    x: from + 0.75, y: bottom - tall, width: max(to - from - 1.5, 1), height: tall,
                    class: isHere || !marks.contains { !$0.isReference } ? "chart-bar" : "chart-bar chart-bar--other")
            }
        } else {
            let lift = swarm(x)
            let height = max(34, ((lift.map(abs).max() ?? 0) + 8) * 2)
            bottom = top + height
            // The chosen ones last, so that they lie over the others.
            for (index, item) in chart.items.enumerated().sorted(by: { !$0.element.isHighlighted && $1.element.isHighlighted }) {
                let title = item.name + localizer.text("charts.colon") + chart.heading.shortly(item.value, localizer)
                drawing.circle(
                    x: x(item.value), y: top + height / 2 + lift[index], radius: item.isHighlighted ? 6 : 4,
                    class: item.isHighlighted ? "chart-dot chart-dot--chosen" : "chart-dot", title: title)
            }
            drawing.line(x1: left, y1: bottom, x2: right, y2: bottom, class: "chart-axis")
        }
        for mark in marks where mark.isReference || isHistogram {
            drawing.line(
                x1: x(mark.value), y1: top - 2, x2: x(mark.value), y2: bottom, class: mark.isReference ? "chart-reference" : "chart-pin")
        }
        for (tick, label) in zip(scale.ticks, labels) {
            drawing.line(x1: x(tick), y1: bottom, x2: x(tick), y2: bottom + 5, class: "chart-axis")
            drawing.text(label, x: x(tick), y: bottom + 20, anchor: .middle, size: 12, class: "chart-mention")
        }
        drawing.height = bottom + 28
        return drawing
    }

    private func classIndex(_ value: Double, _ bounds: [Double], _ count: Int) -> Int {
        min((bounds.lastIndex { $0 <= value } ?? 0), count - 1)
    }

    /// Names over their places, in as many rows as they need.
    private func write(_ marks: [Mark], x: (Double) -> Double, in drawing: inout SVGDrawing) -> Int {
        var placed: [(row: Int, start: Double, label: String, mark: Mark)] = [], ends: [Double] = []
        for mark in marks.sorted(by: { $0.value < $1.value }) {
            let words = chart.heading.shortly(mark.value, localizer)
            let room = size.width - TextWidth.of(localizer.text("charts.colon") + words, size: 13, isBold: true) - 4
            let label = TextWidth.shortened(mark.name, width: room, size: 13, isBold: true) + localizer.text("charts.colon") + words
            let width = TextWidth.of(label, size: 13, isBold: !mark.isReference)
            let start = max(0, min(size.width - width, x(mark.value) - width / 2))
            let row = ends.firstIndex { $0 + 12 < start } ?? ends.count
            if row == ends.count { ends.append(start + width) } else { ends[row] = start + width }
            placed.append((row, start, label, mark))
        }
        for item in placed {
            let base = 4 + Double(item.row) * 18 + 12
            drawing.line(
                x1: x(item.mark.value), y1: base + 4, x2: x(item.mark.value), y2: 4 + Double(ends.count) * 18 + 4,
                class: item.mark.isReference ? "chart-reference" : "chart-pin")
            drawing.text(
                item.label, x: item.start, y: base, isBold: !item.mark.isReference, class: item.mark.isReference ? "chart-mention" : "chart-text chart-text--value")
        }
        return ends.count
    }

    /// How far each dot is moved up or down so that none hides another: the nearest free place, above and below in turn.
    private func swarm(_ x: (Double) -> Double) -> [Double] {
        var lifts = [Double](repeating: 0, count: chart.items.count), placed: [(x: Double, y: Double)] = []
        for index in chart.items.indices.sorted(by: { (chart.items[$0].value, $0) < (chart.items[$1].value, $1) }) {
            let across = x(chart.items[index].value)
            let near = placed.suffix(80).filter { abs($0.x - across) < 9 }
            var step = 0
            while true {
                let lift = Double((step + 1) / 2) * 4.5 * (step % 2 == 0 ? 1 : -1)
                // Past so many the strip would be a tower; dots are then allowed to hide each other.
                if step > 60 || !near.contains(where: { hypot($0.x - across, $0.y - lift) < 8.6 }) {
                    lifts[index] = lift
                    placed.append((across, lift))
                    break
                }
                step += 1
            }
        }
        return lifts
    }
}
