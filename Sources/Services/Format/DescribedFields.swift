import Catalog
import Declarations
import Indicators
import Territories

/// A key of a declaration that another room reads: it is only described here, to editors.
struct DescribedField: DeclaredField {
    let name: String
    let schema: EditorSchema
    let isRequired: Bool
    let alias: String? = nil

    init(_ name: String, _ schema: EditorSchema, required: Bool = false) {
        self.name = name
        self.schema = schema
        isRequired = required
    }

    func value(of node: DeclarationNode, _ reading: FieldReading) -> (any Sendable)? { nil }
}

/// The files of `indicators`, as `Indicators` reads them.
package enum IndicatorFields {
    private static let slug = EditorSchema.pattern("^[a-z0-9]+([-_][a-z0-9]+)*$")
    private static let day = EditorSchema.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")

    /// The keys of `source`, where it is a table.
    package static let source = table("indicator.source", [
        ("dataset", .text), ("resource", .text), ("territory", .text), ("level", .words(TerritoryLevel.slugs + ["any"])), ("date", .text), ("where", .text),
        ("value", .text), ("numerator", .text), ("denominator", .text), ("weight", .text), ("initial", .text), ("target", .text), ("vintage", .text),
    ])
    private static let breakdown = table("indicator.breakdown", [
        ("slug", slug), ("name", .text), ("category", .text), ("label", .text), ("labels", .mapping(.text)),
    ], required: ["slug", "category"])
    private static let target = table("indicator.target", [
        ("territory", .text), ("level", .words(TerritoryLevel.slugs)), ("date", day), ("value", .number),
    ], required: ["date", "value"])
    private static let unit = table("indicator.unit", [("one", .text), ("other", .text)], required: ["other"])
    private static let bounds = table("indicator.bounds", [("minimum", .number), ("maximum", .number)])
    private static let secrecy = table("indicator.secrecy", [("threshold", .number), ("units", .text)], required: ["threshold"])
    private static let alerts = table("indicator.alerts", [("gap", .number), ("fall", .count), ("jump", .number)])

    private static let keys: [(String, EditorSchema)] = [
        ("slug", slug), ("name", .text), ("description", .text), ("unit", .either([.text, .table(unit)])), ("digits", .number), ("theme", .text),
        ("level", .words(TerritoryLevel.slugs)), ("direction", words(IndicatorDirection.self)), ("frequency", words(ObservationFrequency.self)),
        ("delay", .number), ("source", .either([.words(["values"]), .table(source)])), ("formula", .text),
        ("nature", .words(["sum", "mean", "ratio", "published"])), ("scale", .number), ("accumulation", words(Accumulation.self)),
        ("breakdowns", .list(.table(breakdown))), ("targets", .list(.table(target))), ("initial", .either([.words(["first", "zero", "given"]), day])),
        ("from", day), ("until", day), ("weight", .number), ("bounds", .table(bounds)), ("secrecy", .table(secrecy)), ("coverage", .number),
        ("absent", .words(["zero", "missing"])), ("alerts", .table(alerts)), ("owner", .text), ("method", .text), ("licence", .text),
    ]

    /// An indicator alone in its file.
    package static let indicator = table("indicator", keys, required: ["name"])
    /// Several, with what they share.
    private static let several = table("indicators", [
        ("defaults", .table(table("indicator", keys))), ("indicators", .list(.table(table("indicator", keys, required: ["slug"])))),
    ], required: ["indicators"])

    /// What a file may be.
    static let file = EditorSchema.either([.table(indicator), .table(several)])
    /// Every table of keys, each once.
    package static let tables = [indicator, unit, source, breakdown, target, bounds, secrecy, alerts, several]

    private static func words<Code: RawRepresentable<String> & CaseIterable>(_ type: Code.Type) -> EditorSchema { .words(type.allCases.map(\.rawValue)) }
}

/// The files of `sources`, as `Catalog` reads those of a service.
package enum SourceFields {
    private static let slug = EditorSchema.pattern("^[a-z0-9]+([-_][a-z0-9]+)*$")
    private static let day = EditorSchema.pattern("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")

    /// The keys of one of the `resources`.
    package static let resource = table("source.resource", [
        ("slug", slug), ("title", .text), ("description", .text), ("file", .text), ("url", .text), ("columns", .mapping(.text)), ("schema", .text),
        ("sql", .text), ("files", .either([.text, .list(.text)])), ("demo", .text),
    ], required: ["slug", "title"])
    private static let period = table("source.period", [("start", day), ("end", day)])
    /// The keys of one of the `datasets`.
    package static let dataset = table("source.dataset", [
        ("slug", slug), ("title", .text), ("description", .text), ("organization", .text), ("licence", words(Licence.self)),
        ("frequency", words(Frequency.self)), ("level", words(Granularity.self)), ("themes", .list(words(Theme.self))), ("keywords", .list(.text)),
        ("period", .table(period)), ("source", .text), ("personal_data", .text), ("resources", .list(.table(resource))),
    ], required: ["slug", "title"])
    private static let organization = table("source.organization", [("slug", slug), ("name", .text), ("description", .text), ("url", .text)], required: ["slug", "name"])

    private static let reuse = table("source.reuse", [
        ("slug", slug), ("title", .text), ("description", .text), ("url", .text), ("kind", words(Reuse.Kind.self)), ("organization", .text),
        ("datasets", .list(.text)),
    ], required: ["slug", "title"])

    /// The whole file; portals to be harvested are described with the catalogue.
    package static let file = table("source", [
        ("organizations", .list(.table(organization))), ("datasets", .list(.table(dataset))), ("sources", .list(.anything)),
        ("reuses", .list(.table(reuse))),
    ])
    /// Every table of keys, each once.
    package static let tables = [file, dataset, resource, period, organization, reuse]

    private static func words<Code: RawRepresentable<String> & CaseIterable>(_ type: Code.Type) -> EditorSchema { .words(type.allCases.map(\.rawValue)) }
}

private func table(_ name: String, _ fields: [(String, EditorSchema)], required: Set<String> = []) -> FieldTable {
    FieldTable(name, fields.map { DescribedField($0.0, $0.1, required: required.contains($0.0)) })
}
