package import Localization

/// The JSON Schemas by which editors complete and check the files of a service while they are written.
package enum EditorSchemas {
    /// The tables that the checker reads with.
    package static let tables: [FieldTable] = [ServiceFields.table, PageFields.table, DemonstrationFields.table] + BlockKind.allCases.map(\.fields)

    /// The tables that other rooms read with.
    package static let described: [FieldTable] = IndicatorFields.tables + SourceFields.tables

    /// Each schema by the name of its file: `service.schema.json`, `block-chart.schema.json`.
    package static func all(_ localizer: Localizer) -> [(name: String, schema: JSONTree)] {
        let blocks = Set(BlockKind.allCases.map(\.rawValue))
        let own = tables.map { table in
            let name = blocks.contains(table.name) ? "block-\(table.name)" : table.name
            return (name, EditorSchema.table(table))
        }
        let others: [(String, EditorSchema)] = [("indicator", IndicatorFields.file), ("source", .table(SourceFields.file))]
        return (own + others).map { ("\($0.0).schema.json", schema($0.1, $0.0, localizer)) }
    }

    private static func schema(_ schema: EditorSchema, _ name: String, _ localizer: Localizer) -> JSONTree {
        let body = schema.json { table, field in
            let own = "services.field.\(table).\(field)"
            return localizer.text(localizer.contains(own) ? own : "services.field.\(field)")
        }
        guard case .object(let members) = body else { return body }
        return .object([("$schema", "http://json-schema.org/draft-07/schema#"), ("title", .text("Portulan: \(name)"))] + members)
    }
}
