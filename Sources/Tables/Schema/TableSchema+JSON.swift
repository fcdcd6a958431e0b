extension TableSchema {
    /// The schema as the standard writes it, to be published or edited.
    package var json: JSONValue {
        var members: [JSONValue.Member] = [.init("$schema", .string("https://frictionlessdata.io/schemas/table-schema.json"))]
        func add(_ name: String, _ text: String?) {
            if let text { members.append(.init(name, .string(text))) }
        }
        add("name", name)
        add("title", title)
        add("description", summary)
        add("version", version)
        add("homepage", homepage)
        add("path", path)
        if !resources.isEmpty {
            members.append(.init("resources", .array(resources.map { resource in
                .object([("title", resource.title), ("name", resource.name), ("path", resource.path)]
                    .compactMap { name, text in text.map { .init(name, .string($0)) } })
            })))
        }
        members.append(.init("fields", .array(fields.map(\.json))))
        if missingValues != [""] { members.append(.init("missingValues", .strings(missingValues))) }
        if !primaryKey.isEmpty { members.append(.init("primaryKey", .strings(primaryKey))) }
        if !foreignKeys.isEmpty {
            members.append(.init("foreignKeys", .array(foreignKeys.map { key in
                .object([
                    .init("fields", .strings(key.fields)),
                    .init("reference", .object([.init("resource", .string(key.resource)), .init("fields", .strings(key.referenceFields))])),
                ])
            })))
        }
        if !checks.isEmpty {
            members.append(.init("custom_checks", .array(checks.map { check in
                let lists: Set = ["othercolumns", "columns"]
                let parameters = check.parameters.sorted { $0.key < $1.key }.map { name, values in
                    JSONValue.Member(name, lists.contains(name) ? .strings(values) : .string(values.first ?? ""))
                }
                return .object([.init("name", .string(check.name)), .init("params", .object(parameters))])
            })))
        }
        return .object(members)
    }
}

extension SchemaField {
    var json: JSONValue {
        var members: [JSONValue.Member] = [.init("name", .string(name))]
        if let title { members.append(.init("title", .string(title))) }
        if let summary { members.append(.init("description", .string(summary))) }
        members.append(.init("type", .string(type.rawValue)))
        if format != "default" { members.append(.init("format", .string(format))) }
        if let example { members.append(.init("example", .string(example))) }
        if let missingValues { members.append(.init("missingValues", .strings(missingValues))) }
        if trueValues != Self.defaultTrueValues { members.append(.init("trueValues", .strings(trueValues))) }
        if falseValues != Self.defaultFalseValues { members.append(.init("falseValues", .strings(falseValues))) }
        if decimalChar != "." { members.append(.init("decimalChar", .string(decimalChar))) }
        if !groupChar.isEmpty { members.append(.init("groupChar", .string(groupChar))) }
        if !bareNumber { members.append(.init("bareNumber", .bool(false))) }
        if let rdfType { members.append(.init("rdfType", .string(rdfType))) }
        if let item {
            var parts: [JSONValue.Member] = [.init("type", .string(item.type.rawValue))]
            if let words = item.enumeration { parts.append(.init("enum", .strings(words))) }
            if let pattern = item.pattern { parts.append(.init("pattern", .string(pattern))) }
            members.append(.init("arrayItem", .object(parts)))
        }
        members.append(.init("constraints", constraints.json(type)))
        return .object(members)
    }
}

extension FieldConstraints {
    /// Bounds of numbers are written as numbers, all others as texts.
    fileprivate func json(_ type: SchemaType) -> JSONValue {
        var members: [JSONValue.Member] = [.init("required", .bool(isRequired))]
        if isUnique { members.append(.init("unique", .bool(true))) }
        if let minLength { members.append(.init("minLength", .number(String(minLength)))) }
        if let maxLength { members.append(.init("maxLength", .number(String(maxLength)))) }
        let isNumeric = type == .integer || type == .number || type == .year
        for (name, text) in [
            ("minimum", minimum), ("maximum", maximum), ("exclusiveMinimum", exclusiveMinimum), ("exclusiveMaximum", exclusiveMaximum),
        ] {
            guard let text else { continue }
            let isNumber = isNumeric && (try? JSONValue(parsing: text.utf8)).map { if case .number = $0 { true } else { false } } == true
            members.append(.init(name, isNumber ? .number(text) : .string(text)))
        }
        if let pattern { members.append(.init("pattern", .string(pattern))) }
        if let enumeration { members.append(.init("enum", .strings(enumeration))) }
        return .object(members)
    }
}

extension JSONValue {
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
