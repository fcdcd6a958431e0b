import Indicators
import Territories

extension ChartBlock {
    private static let type = Field("type", .code(Shape.self))
    private static let axis = Field("by", .code(FigureAxis.self))
    private static let from = Field("from", .day)
    private static let until = Field("until", .day)
    private static let target = Field("target", .flag)

    static let fields: [any DeclaredField] = [
        type, SharedFields.indicators, axis, SharedFields.breakdown, SharedFields.category, SharedFields.level, SharedFields.within,
        SharedFields.compare, from, until, SharedFields.order, SharedFields.limit, target,
    ]

    /// What the author leaves out follows from what is there: a level makes bars of territories, a breakdown parts.
    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let indicators = values[SharedFields.indicators], !indicators.isEmpty else { return nil }
        let shape = values[Self.type] ?? .line
        let (slice, breakdown) = reading.parts(values, of: indicators)
        let axis = values[Self.axis] ?? Self.axis(of: shape, values, breakdown, indicators.count)
        var level = values[SharedFields.level]
        if axis == .territories, level == nil { level = reading.finestLevel(of: indicators).map { .fixed($0) } }
        if axis == .categories, breakdown == nil { reading.incomplete(values, "breakdown", for: "categories") }
        self.init(
            shape: shape, indicators: indicators, axis: axis,
            parts: Self.parts(beside: axis, breakdown, indicators.count), breakdown: breakdown, slice: slice, level: level,
            within: values[SharedFields.within] ?? .fixed(.france), comparands: values[SharedFields.compare] ?? [],
            from: values[Self.from], until: values[Self.until],
            order: values[SharedFields.order] ?? (axis == .territories ? .highest : .given), limit: values[SharedFields.limit],
            showsTarget: values[Self.target] ?? false)
        if shape == .stacked, parts == nil {
            reading.incomplete(values, "breakdown", for: "stacked")
            return nil
        }
    }

    private static func axis(of shape: Shape, _ values: FieldValues, _ breakdown: String?, _ count: Int) -> FigureAxis {
        switch shape {
        case .line: .dates
        case .distribution: .territories
        case .stacked: values.has(SharedFields.level) ? .territories : .dates
        case .bar, .multiples:
            if values.has(SharedFields.level) { .territories } else if breakdown != nil { .categories } else if count > 1 { .indicators } else { .dates }
        }
    }

    private static func parts(beside axis: FigureAxis, _ breakdown: String?, _ count: Int) -> FigureAxis? {
        if breakdown != nil, axis != .categories { return .categories }
        return count > 1 && axis != .indicators ? .indicators : nil
    }
}

extension MapBlock {
    private static let show = Field("show", .code(IndicatorFacet.self))
    private static let classes = Field("classes", .count)
    private static let method = Field("method", .code(Method.self))
    private static let bounds = Field("bounds", .list(.number))
    private static let colours = Field("colours", .code(Colours.self))

    static let fields: [any DeclaredField] = [
        SharedFields.indicator, SharedFields.level, SharedFields.within, SharedFields.breakdown, SharedFields.category, show, method,
        classes, bounds, colours, SharedFields.link,
    ]

    /// How values are put into classes, as an author names it.
    private enum Method: String, CaseIterable { case quantiles, equal, natural }

    /// The ramps, as an author names them.
    private enum Colours: String, CaseIterable {
        case blue, green, orange, purple
        case orangeToBlue = "orange-blue"
        case greenToPurple = "green-purple"

        var ramp: ColourRamp {
            switch self {
            case .blue: .blue
            case .green: .green
            case .orange: .orange
            case .purple: .purple
            case .orangeToBlue: .orangeToBlue
            case .greenToPurple: .greenToPurple
            }
        }
    }

    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let indicator = values[SharedFields.indicator] else { return nil }
        let count = min(9, values[Self.classes] ?? 5)
        let classification: Classification
        if let bounds = values[Self.bounds], !bounds.isEmpty {
            classification = .given(bounds)
        } else {
            classification = switch values[Self.method] ?? .quantiles {
            case .quantiles: .quantiles(count)
            case .equal: .equalIntervals(count)
            case .natural: .naturalBreaks(count)
            }
        }
        let level = values[SharedFields.level] ?? .fixed(min(.departement, reading.finestLevel(of: [indicator]) ?? .departement))
        self.init(
            indicator: indicator, slice: reading.parts(values, of: [indicator]).slice, facet: values[Self.show] ?? .value, level: level,
            within: values[SharedFields.within] ?? .fixed(.france), classification: classification,
            ramp: values[Self.colours]?.ramp ?? .blue, link: values[SharedFields.link])
    }
}
