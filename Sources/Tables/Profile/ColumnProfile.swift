/// What one column of a table holds: its type, its meaning, and the figures over all its values.
///
/// The same file gives the same profile, whether one thread read it or many.
package struct ColumnProfile: Codable, Hashable, Sendable {
    /// One value as the file writes it, and in how many cells it stands.
    package struct ValueCount: Codable, Hashable, Sendable {
        package var value: String
        package var count: Int64

        package init(value: String, count: Int64) {
            self.value = value
            self.count = count
        }
    }

    /// One bar of a histogram, `lower` included, `upper` excluded but for the last bar.
    ///
    /// Numbers are themselves; a date is in days since 1970-01-01, a datetime in seconds since then, a time in seconds
    /// since midnight.
    package struct Bin: Codable, Hashable, Sendable {
        package var lower: Double
        package var upper: Double
        package var count: Int64

        package init(lower: Double, upper: Double, count: Int64) {
            self.lower = lower
            self.upper = upper
            self.count = count
        }
    }

    /// The probabilities at which `quantiles` are given.
    package static let quantileLevels: [Double] = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

    /// Unique in the table; what queries name.
    package var name: String
    /// As the file writes it.
    package var header: String
    /// Counted from 0.
    package var position: Int
    package var type: ColumnType
    /// For `date` and `datetime`: how days are written.
    package var dateFormat: DateFormat?
    /// For `datetime`: whether the cells carry a zone, so that stored times are UTC.
    package var isZoned: Bool?
    /// For `integer` and `number`: how numbers are written.
    package var numberFormat: NumberFormat?
    package var meaning: SemanticType?
    /// Values that fit the meaning, out of those present: 0…1; 0 without a meaning.
    package var meaningShare: Double
    /// For a coordinate: its system, such as `EPSG:2154`.
    package var coordinateSystem: String?
    /// For a code with an official list: how the values stand on it.
    package var reference: ReferenceCheck?
    /// Rows, missing cells included.
    package var count: Int64
    /// Cells that hold nothing: empty, blank, `\N`, or one of `missingMarkers`.
    package var missing: Int64
    /// Words that stand for a missing value in this column (`NA`, `nd`, `-`…), as written.
    package var missingMarkers: [String]
    /// Different values among those present.
    package var distinct: Int64
    /// `false` where `distinct` is an estimate (HyperLogLog, ±0.8 %; ±2.3 % in tables of 245 columns and more).
    package var distinctIsExact: Bool
    /// Smallest value, as stored: a number with a dot, an ISO date; for text the first in byte order.
    package var min: String?
    package var max: String?
    /// For `integer` and `number`.
    package var mean: Double?
    /// Of the population (divided by n).
    package var standardDeviation: Double?
    /// At `quantileLevels`, on the scale of `Bin`; empty where the type has no order of magnitude.
    package var quantiles: [Double]
    /// Most frequent first.
    package var topValues: [ValueCount]
    /// `false` where `topValues` may miss a value or count it short.
    package var topValuesAreExact: Bool
    package var histogram: [Bin]
    /// In characters (Unicode scalars), over the values present.
    package var minLength: Int
    package var maxLength: Int
    package var meanLength: Double
    /// Shapes of values, most frequent first: `9` a digit, `A` an upper-case letter, `a` a lower-case one.
    package var patterns: [ValueCount]
    /// Diverse values in file order.
    package var examples: [String]
    /// For `boolean`.
    package var trueCount: Int64?
    package var falseCount: Int64?
    package var notices: [Notice]
    package var explanation: Explanation

    /// A column of `type` about which nothing else is known yet.
    package init(name: String, header: String, position: Int, type: ColumnType, count: Int64 = 0, missing: Int64 = 0) {
        self.name = name
        self.header = header
        self.position = position
        self.type = type
        meaningShare = 0
        self.count = count
        self.missing = missing
        missingMarkers = []
        distinct = 0
        distinctIsExact = true
        quantiles = []
        topValues = []
        topValuesAreExact = true
        histogram = []
        minLength = 0
        maxLength = 0
        meanLength = 0
        patterns = []
        examples = []
        notices = []
        explanation = Explanation()
    }

    /// Share of cells that hold a value, 0…1; 1 for a table without rows.
    package var fillRate: Double { count == 0 ? 1 : Double(count - missing) / Double(count) }
}
