/// What a table must be: its columns, their types and rules (Table Schema, version 1, as the national schemas use it).
package struct TableSchema: Codable, Sendable, Hashable {
    package var name: String?
    package var title: String?
    /// What the table holds, in CommonMark.
    package var summary: String?
    package var version: String?
    package var homepage: String?
    /// Where the schema itself is published.
    package var path: String?
    /// Example files.
    package var resources: [SchemaResource]
    package var fields: [SchemaField]
    /// Cells that mean "no value", compared exactly.
    package var missingValues: [String]
    /// Columns that together tell each row from all others.
    package var primaryKey: [String]
    package var foreignKeys: [ForeignKey]
    package var checks: [CustomCheck]
    /// What the schema says that was not understood or does not hold together; it is checked all the same.
    package var notices: [Notice]

    package init(fields: [SchemaField], name: String? = nil, title: String? = nil) {
        self.fields = fields
        self.name = name
        self.title = title
        resources = []
        missingValues = [""]
        primaryKey = []
        foreignKeys = []
        checks = []
        notices = []
    }

    /// The position of the field of that name.
    package func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

/// A file that shows the schema at work.
package struct SchemaResource: Codable, Sendable, Hashable {
    package var title: String?
    package var name: String?
    package var path: String
}

/// Columns whose values must be found in other columns.
package struct ForeignKey: Codable, Sendable, Hashable {
    package var fields: [String]
    /// The table referred to; empty for the table itself.
    package var resource: String
    package var referenceFields: [String]
}

/// A rule beyond Table Schema, by the names that validata gives (`custom_checks`).
package struct CustomCheck: Codable, Sendable, Hashable {
    /// As written, such as `french-siret-value`.
    package var name: String
    /// Texts as they are, other values as JSON.
    package var parameters: [String: [String]]

    package init(name: String, parameters: [String: [String]]) {
        self.name = name
        self.parameters = parameters
    }
}
