import Localization

extension TableSchema {
    /// The most that a schema's text may weigh, in bytes.
    package static let longestText = 8 << 20

    /// Reads a schema's JSON.
    ///
    /// Properties that the standard does not know are passed over; those that look misspelt or contradict the rest
    /// become `notices`.
    /// - Throws: `SchemaError` that says where the text is wrong and what would be right.
    package init(json: some Collection<UInt8>) throws(SchemaError) {
        guard json.count <= Self.longestText else {
            throw SchemaError("tooLarge", ["limit": .bytes(Int64(Self.longestText))])
        }
        let document: JSONValue
        do {
            document = try JSONValue(parsing: json)
        } catch {
            throw SchemaError(
                "json.invalid", ["line": .integer(error.line), "column": .integer(error.column), "reason": .message(error.reason.key)])
        }
        var reader = SchemaReader(document)
        self = try reader.schema()
    }
}

/// Turns a schema's JSON document into a `TableSchema`.
struct SchemaReader {
    let document: JSONValue
    var notices: [Notice] = []

    private static let properties = [
        "name", "title", "description", "version", "homepage", "path", "resources", "fields", "missingValues", "primaryKey",
        "foreignKeys", "custom_checks", "$schema", "countryCode", "contributors", "licenses", "keywords", "sources", "image",
        "created", "lastModified", "updated", "uri", "profile", "profiles", "id", "examples", "example",
    ]

    init(_ document: JSONValue) { self.document = document }

    mutating func schema() throws(SchemaError) -> TableSchema {
        guard let members = document.object else { throw SchemaError("notObject", ["found": .message(document.kindKey)]) }
        guard let fields = document["fields"] else { throw missingFields(members) }
        guard let elements = fields.array else { throw wrong("/fields", "list", fields) }
        guard !elements.isEmpty else { throw SchemaError("fields.empty") }
        guard elements.count <= Grammar.mostColumns else {
            throw SchemaError("fields.tooMany", ["count": .integer(elements.count), "limit": .integer(Grammar.mostColumns)])
        }
        for member in members where !Self.properties.contains(member.name) {
            if let nearest = Self.properties.nearest(to: member.name) {
                note("schema.property", at: "/\(Self.escaped(member.name))", member.name, nearest)
            }
        }
        var read: [SchemaField] = []
        for (index, element) in elements.enumerated() { read.append(try field(element, at: "/fields/\(index)")) }
        var seen: [String: Int] = [:]
        for (index, field) in read.enumerated() {
            if let first = seen[field.name] {
                throw SchemaError(
                    "name.duplicate", at: "/fields/\(index)/name", ["name": .text(field.name), "first": .text("/fields/\(first)/name")])
            }
            seen[field.name] = index
        }
        var schema = TableSchema(fields: read)
        schema.name = try text("name")
        schema.title = try text("title")
        schema.summary = try text("description")
        schema.version = document["version"]?.scalarText
        schema.homepage = document["homepage"]?.string
        schema.path = document["path"]?.string
        schema.resources = (document["resources"]?.array ?? []).compactMap { resource in
            guard let path = resource["path"]?.string else { return nil }
            return SchemaResource(title: resource["title"]?.string, name: resource["name"]?.string, path: path)
        }
        if let missing = document["missingValues"] { schema.missingValues = try words(missing, at: "/missingValues") }
        schema.primaryKey = try names("primaryKey", document["primaryKey"], at: "/primaryKey", among: read)
        schema.foreignKeys = try foreignKeys(read)
        schema.checks = try checks(read)
        schema.notices = notices
        return schema
    }

    /// What a document without fields is.
    private func missingFields(_ members: [JSONValue.Member]) -> SchemaError {
        let isJSONSchema = members.contains { ["properties", "$defs", "definitions", "allOf", "anyOf", "oneOf"].contains($0.name) }
        if isJSONSchema { return SchemaError("isJSONSchema", ["title": .text(document["title"]?.string ?? document["$id"]?.string ?? "")]) }
        let near = members.map(\.name).nearest(to: "fields")
        if let near { return SchemaError("fields.misspelt", at: "/\(Self.escaped(near))", ["found": .text(near)]) }
        return SchemaError("fields.missing")
    }

    private func text(_ name: String) throws(SchemaError) -> String? {
        guard let value = document[name], value != .null else { return nil }
        guard let text = value.scalarText else { throw wrong("/\(name)", "text", value) }
        return text
    }

    private mutating func foreignKeys(_ fields: [SchemaField]) throws(SchemaError) -> [ForeignKey] {
        guard let value = document["foreignKeys"], value != .null else { return [] }
        guard let elements = value.array else { throw wrong("/foreignKeys", "list", value) }
        var keys: [ForeignKey] = []
        for (index, element) in elements.enumerated() {
            let place = "/foreignKeys/\(index)"
            guard let reference = element["reference"], reference.object != nil else {
                throw SchemaError("property.missing", at: place, ["name": .text("reference")])
            }
            let resource = reference["resource"]?.string ?? ""
            let own = try names("foreignKey", element["fields"], at: place + "/fields", among: fields)
            let other = try names("foreignKey", reference["fields"], at: place + "/reference/fields", among: resource.isEmpty ? fields : nil)
            guard !own.isEmpty, own.count == other.count else {
                throw SchemaError("foreignKey.counts", at: place, ["own": .integer(own.count), "other": .integer(other.count)])
            }
            keys.append(ForeignKey(fields: own, resource: resource, referenceFields: other))
        }
        return keys
    }

    private mutating func checks(_ fields: [SchemaField]) throws(SchemaError) -> [CustomCheck] {
        guard let value = document["custom_checks"], value != .null else { return [] }
        guard let elements = value.array else { throw wrong("/custom_checks", "list", value) }
        var checks: [CustomCheck] = []
        for (index, element) in elements.enumerated() {
            let place = "/custom_checks/\(index)"
            guard let name = element["name"]?.string else {
                throw SchemaError("property.missing", at: place, ["name": .text("name")])
            }
            var parameters: [String: [String]] = [:]
            for member in element["params"]?.object ?? [] {
                parameters[member.name] = member.value.array.map { $0.compactMap(\.scalarText) } ?? member.value.scalarText.map { [$0] } ?? []
            }
            guard let rule = CheckRule(name: name) else {
                note("schema.check", at: place + "/name", name, CheckRule.names.nearest(to: name))
                continue
            }
            var isComplete = true
            for parameter in rule.columnParameters {
                let columns = parameters[parameter] ?? []
                if columns.isEmpty { throw SchemaError("property.missing", at: place + "/params", ["name": .text(parameter)]) }
                for column in columns where !fields.contains(where: { $0.name == column }) {
                    note("schema.checkField", at: place + "/params/\(parameter)", column, fields.map(\.name).nearest(to: column))
                    isComplete = false
                }
            }
            if rule == .compareColumns, let found = parameters["op"]?.first, ColumnComparison(rawValue: found) == nil {
                throw SchemaError("operator.unknown", at: place + "/params/op", ["value": .text(found)])
            }
            if rule == .compareColumns, parameters["op"] == nil {
                throw SchemaError("property.missing", at: place + "/params", ["name": .text("op")])
            }
            if isComplete { checks.append(CustomCheck(name: name, parameters: parameters)) }
        }
        return checks
    }

    /// A name or a list of names of fields; those that no field has are noted and left out.
    private mutating func names(
        _ role: String, _ value: JSONValue?, at place: String, among fields: [SchemaField]?
    ) throws(SchemaError) -> [String] {
        guard let value, value != .null else { return [] }
        var names: [String] = []
        if let name = value.string {
            names = [name]
        } else {
            guard let elements = value.array else { throw wrong(place, "names", value) }
            for (index, element) in elements.enumerated() {
                guard let name = element.string else { throw wrong(place + "/\(index)", "text", element) }
                names.append(name)
            }
        }
        names.removeAll { $0.isEmpty }
        guard let fields else { return names }
        for name in names where !fields.contains(where: { $0.name == name }) {
            note("schema.\(role)", at: place, name, fields.map(\.name).nearest(to: name))
        }
        return names.allSatisfy { name in fields.contains { $0.name == name } } ? names : []
    }

    /// A list of texts, or of values that cells would write as such.
    func words(_ value: JSONValue, at place: String) throws(SchemaError) -> [String] {
        guard let elements = value.array else { throw wrong(place, "list", value) }
        var words: [String] = []
        for (index, element) in elements.enumerated() {
            guard let word = element.scalarText ?? element["value"]?.scalarText else { throw wrong(place + "/\(index)", "text", element) }
            words.append(word)
        }
        return words
    }

    func wrong(_ place: String, _ expected: String, _ found: JSONValue) -> SchemaError {
        SchemaError("value.wrong", at: place, ["expected": .message("schema.expected.\(expected)"), "found": .message(found.kindKey)])
    }

    /// Notes something odd; with `nearest` the message `notice.<code>.nearest` proposes it.
    mutating func note(_ code: String, at place: String, _ value: String, _ nearest: String? = nil) {
        var arguments: [String: MessageArgument] = ["pointer": .text(place), "value": .text(String(value.prefix(200)))]
        if let nearest { arguments["nearest"] = .text(nearest) }
        notices.append(Notice(nearest == nil ? code : code + ".nearest", arguments))
    }

    /// A name as a part of a JSON pointer (RFC 6901).
    static func escaped(_ name: String) -> String {
        String(name.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) })
    }
}
