/// Where in a schema a rule is written.
package struct RuleSource: Codable, Sendable, Hashable {
    /// The place in the schema's JSON (RFC 6901): `/fields/3/constraints/pattern`; nil for rules of reading, such as a
    /// row that is too long, which no schema writes.
    package let pointer: String?
    /// The property that asks it: `pattern`, `required`, `type`, `custom_checks`…
    package let property: String?

    package init(_ group: FindingGroup) {
        let name = group.rule.rawValue
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        switch parts[0] {
        case "check":
            property = parts[1]
            pointer = group.check.map { "/custom_checks/\($0)" } ?? "/custom_checks"
        case "constraint":
            property = parts[1] == "patternTooSlow" ? "pattern" : parts[1] == "arrayItem" ? "arrayItem" : parts[1]
            let isItem = parts[1] == "arrayItem"
            pointer = group.field.map { "/fields/\($0)/" + (isItem ? "arrayItem" : "constraints/\(parts[1] == "patternTooSlow" ? "pattern" : parts[1])") }
        case "required", "unique":
            property = parts[0]
            pointer = group.field.map { "/fields/\($0)/constraints/\(parts[0])" }
        case "type", "format":
            property = parts[0]
            pointer = group.field.map { "/fields/\($0)/\(parts[0])" }
        case "primaryKey":
            property = "primaryKey"
            pointer = "/primaryKey"
        case "foreignKey":
            property = "foreignKeys"
            pointer = "/foreignKeys"
        case "header":
            property = group.field == nil ? nil : "name"
            pointer = group.field.map { "/fields/\($0)/name" }
        default:
            property = nil
            pointer = nil
        }
    }
}
