/// What a finding is about; told by the messages `rule.<raw>` and `rule.<raw>.fix`.
package enum Rule: String, Codable, Sendable, Hashable, CaseIterable {
    // The header
    case headerMissing = "header.missing"
    case headerMissingOptional = "header.missingOptional"
    case headerNearMiss = "header.nearMiss"
    case headerDuplicate = "header.duplicate"
    case headerEmpty = "header.empty"
    case headerExtra = "header.extra"
    case headerOrder = "header.order"
    // Rows
    case rowTooManyCells = "row.tooManyCells"
    case rowTooFewCells = "row.tooFewCells"
    case rowUnclosedQuote = "row.unclosedQuote"
    case rowTooLong = "row.tooLong"
    case rowBlank = "row.blank"
    // Types
    case typeNumber = "type.number"
    case typeInteger = "type.integer"
    case typeBoolean = "type.boolean"
    case typeObject = "type.object"
    case typeArray = "type.array"
    case typeDate = "type.date"
    case typeTime = "type.time"
    case typeDatetime = "type.datetime"
    case typeYear = "type.year"
    case typeYearmonth = "type.yearmonth"
    case typeDuration = "type.duration"
    case typeGeopoint = "type.geopoint"
    case typeGeojson = "type.geojson"
    // Formats of text
    case formatEmail = "format.email"
    case formatURI = "format.uri"
    case formatUUID = "format.uuid"
    case formatBinary = "format.binary"
    // Constraints
    case required
    case minLength = "constraint.minLength"
    case maxLength = "constraint.maxLength"
    case minimum = "constraint.minimum"
    case maximum = "constraint.maximum"
    case exclusiveMinimum = "constraint.exclusiveMinimum"
    case exclusiveMaximum = "constraint.exclusiveMaximum"
    case pattern = "constraint.pattern"
    case patternTooSlow = "constraint.patternTooSlow"
    case enumeration = "constraint.enum"
    case arrayItem = "constraint.arrayItem"
    case unique
    case primaryKey
    case primaryKeyMissing = "primaryKey.missing"
    case foreignKey
    case foreignKeyUnchecked = "foreignKey.unchecked"
    // Checks beyond the standard
    case frenchSIREN = "check.french-siren-value"
    case frenchSIRET = "check.french-siret-value"
    case frenchGPS = "check.french-gps-coordinates"
    case nomenclatureActes = "check.nomenclature-actes-value"
    case cohesiveColumns = "check.cohesive-columns-value"
    case compareColumns = "check.compare-columns-value"
    case oneOfRequired = "check.one-of-required"
    case openingHours = "check.opening-hours-value"
    case phoneNumber = "check.phone-number-value"
    case sumColumns = "check.sum-columns-value"
    case yearInterval = "check.year-interval-value"

    /// Whether the table is invalid because of it; the others are worth knowing only.
    package var isError: Bool {
        switch self {
        case .headerMissingOptional, .headerExtra, .headerOrder, .headerEmpty, .foreignKeyUnchecked: false
        default: true
        }
    }

    /// The rule that a value breaks that is none of the field's type, or not of its format.
    static func type(of field: SchemaField) -> Rule {
        switch field.type {
        case .number: .typeNumber
        case .integer: .typeInteger
        case .boolean: .typeBoolean
        case .object: .typeObject
        case .array: .typeArray
        case .date: .typeDate
        case .time: .typeTime
        case .datetime: .typeDatetime
        case .year: .typeYear
        case .yearmonth: .typeYearmonth
        case .duration: .typeDuration
        case .geopoint: .typeGeopoint
        case .geojson: .typeGeojson
        case .string, .any:
            switch field.format {
            case "email": .formatEmail
            case "uri": .formatURI
            case "uuid": .formatUUID
            default: .formatBinary
            }
        }
    }
}
