/// One column that a schema describes.
package struct SchemaField: Codable, Sendable, Hashable {
    package var name: String
    package var title: String?
    /// What the column holds, in CommonMark.
    package var summary: String?
    package var type: SchemaType
    /// One of `SchemaType.formats`, or a pattern such as `%d/%m/%Y`.
    package var format: String
    /// As a cell would write it.
    package var example: String?
    package var constraints: FieldConstraints
    /// Cells that mean "no value" in this column, where they are not the schema's.
    package var missingValues: [String]?
    /// For `boolean`.
    package var trueValues: [String]
    package var falseValues: [String]
    /// For `number`: the mark before decimals, and the one between thousands.
    package var decimalChar: String
    package var groupChar: String
    /// For `number` and `integer`: whether nothing may stand around the number, such as `€` or `%`.
    package var bareNumber: Bool
    package var rdfType: String?
    /// For `array`: what each element must be.
    package var item: ArrayItem?

    package static let defaultTrueValues = ["true", "True", "TRUE", "1"]
    package static let defaultFalseValues = ["false", "False", "FALSE", "0"]

    package init(name: String, type: SchemaType = .string, format: String = "default", constraints: FieldConstraints = FieldConstraints()) {
        self.name = name
        self.type = type
        self.format = format
        self.constraints = constraints
        trueValues = Self.defaultTrueValues
        falseValues = Self.defaultFalseValues
        decimalChar = "."
        groupChar = ""
        bareNumber = true
    }
}

/// What each element of an array must be (`arrayItem`, as frictionless-py reads it).
package struct ArrayItem: Codable, Sendable, Hashable {
    package var type: SchemaType
    package var enumeration: [String]?
    package var pattern: String?
}

/// What the values of a column must satisfy. Bounds and lists are kept as the cells would write them.
package struct FieldConstraints: Codable, Sendable, Hashable {
    package var isRequired = false
    package var isUnique = false
    /// In characters (Unicode scalars), or in elements.
    package var minLength: Int?
    package var maxLength: Int?
    package var minimum: String?
    package var maximum: String?
    package var exclusiveMinimum: String?
    package var exclusiveMaximum: String?
    /// A regular expression that matches the whole value.
    package var pattern: String?
    package var enumeration: [String]?

    package init() {}
}
