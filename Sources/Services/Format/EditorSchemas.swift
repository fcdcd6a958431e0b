package import Localization

/// The JSON Schemas by which editors complete and check the files of a service while they are written.
package enum EditorSchemas {
    /// The tables that the checker reads with.
    package static let tables: [FieldTable] = [ServiceFields.table, PageFields.table, DemonstrationFields.table] + BlockKind.allCases.map(\.fields)

    /// Each schema by the name of its file: `service.schema.json`, `block-chart.schema.json`.
    package static func all(_ localizer: Localizer) -> [(name: String, schema: JSONTree)] {
        let blocks = Set(BlockKind.allCases.map(\.rawValue))
        return tables.map { table in
            let name = blocks.contains(table.name) ? "block-\(table.name)" : table.name
            return ("\(name).schema.json", schema(of: table, name, localizer))
        }
    }

    private static func schema(of table: FieldTable, _ name: String, _ localizer: Localizer) -> JSONTree {
        let body = table.json { table, field in
            let own = "services.field.\(table).\(field)"
            return localizer.text(localizer.contains(own) ? own : "services.field.\(field)")
        }
        guard case .object(let members) = body else { return body }
        return .object([("$schema", "http://json-schema.org/draft-07/schema#"), ("title", .text("Portulan: \(name)"))] + members)
    }
}
