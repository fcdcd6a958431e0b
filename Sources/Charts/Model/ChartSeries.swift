/// A value at a time.
package struct ChartPoint: Sendable, Hashable {
    /// Days since 1970-01-01.
    package let day: Int
    /// Nil for a value that is missing: the line has a gap there.
    package let value: Double?
    /// Why the value is missing, or what to know of it, in a few words.
    package let note: String?

    package init(day: Int, value: Double?, note: String? = nil) {
        self.day = day
        self.value = value.flatMap { $0.isFinite ? $0 : nil }
        self.note = note
    }
}

/// Values of one thing over time.
package struct ChartSeries: Sendable, Hashable {
    /// What the line stands for, which decides how it is drawn.
    package enum Role: Sendable, Hashable {
        /// What the chart is about.
        case subject
        /// What it is compared with: thin and grey.
        case context
        /// What is to be reached: dashed, with hollow marks.
        case target
    }

    package let name: String
    package let role: Role
    /// In the order of time.
    package let points: [ChartPoint]

    package init(_ name: String, _ points: [ChartPoint], role: Role = .subject) {
        self.name = name
        self.role = role
        self.points = points.sorted { $0.day < $1.day }
    }

    /// The points that have a value.
    var known: [(day: Int, value: Double)] { points.compactMap { point in point.value.map { (point.day, $0) } } }
}

/// A value to compare with, drawn as a dashed line across the chart.
package struct ReferenceLine: Sendable, Hashable {
    package let name: String
    package let value: Double

    package init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}

/// Something that happened on a day, marked on the axis of time.
package struct ChartEvent: Sendable, Hashable {
    package let name: String
    /// Days since 1970-01-01.
    package let day: Int

    package init(_ name: String, day: Int) {
        self.name = name
        self.day = day
    }
}
