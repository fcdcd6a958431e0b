import Localization

extension SchemaReader {
    private static let properties = [
        "name", "title", "description", "type", "format", "example", "examples", "constraints", "missingValues", "trueValues",
        "falseValues", "decimalChar", "groupChar", "bareNumber", "floatNumber", "rdfType", "arrayItem", "items", "comment",
        "profiles", "nullable", "enum", "minProperties", "maxProperties", "maxItems", "minItems", "categories",
    ]
    private static let constraintNames = [
        "required", "unique", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "enum",
    ]
    /// Constraints that some schemas put beside `constraints` instead of in it.
    private static let misplaced = ["required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern"]

    mutating func field(_ value: JSONValue, at place: String) throws(SchemaError) -> SchemaField {
        guard let members = value.object else { throw wrong(place, "object", value) }
        guard let nameValue = value["name"] else { throw SchemaError("property.missing", at: place, ["name": .text("name")]) }
        guard let name = nameValue.string, !name.isEmpty else { throw wrong(place + "/name", "text", nameValue) }
        for member in members where !Self.properties.contains(member.name) {
            if Self.misplaced.contains(member.name) {
                note("schema.misplaced", at: "\(place)/\(member.name)", member.name)
            } else if let nearest = (Self.properties + ["exemple"]).nearest(to: member.name), nearest != member.name {
                note("schema.property", at: "\(place)/\(Self.escaped(member.name))", member.name, nearest)
            }
        }
        var field = SchemaField(name: name)
        field.type = try type(value["type"], at: place + "/type")
        field.format = try format(value["format"], of: field.type, at: place + "/format")
        field.title = value["title"]?.string
        field.summary = value["description"]?.string
        field.rdfType = value["rdfType"]?.string
        field.example = (value["example"] ?? value["examples"]?.array?.first ?? value["examples"]).map(Self.cellText)
        if let words = value["missingValues"], words != .null { field.missingValues = try self.words(words, at: place + "/missingValues") }
        if let words = value["trueValues"], words != .null { field.trueValues = try self.words(words, at: place + "/trueValues") }
        if let words = value["falseValues"], words != .null { field.falseValues = try self.words(words, at: place + "/falseValues") }
        if let mark = value["decimalChar"] {
            guard let text = mark.string, !text.isEmpty else { throw wrong(place + "/decimalChar", "text", mark) }
            field.decimalChar = text
        }
        if let mark = value["groupChar"] {
            guard let text = mark.string else { throw wrong(place + "/groupChar", "text", mark) }
            field.groupChar = text
        }
        if let bare = value["bareNumber"] { field.bareNumber = try truth(bare, at: place + "/bareNumber") }
        if let constraints = value["constraints"], constraints != .null {
            field.constraints = try self.constraints(constraints, of: field, at: place + "/constraints")
        }
        if field.type == .array, let item = value["arrayItem"] ?? value["items"], item.object != nil {
            field.item = try arrayItem(item, at: place + (value["arrayItem"] == nil ? "/items" : "/arrayItem"))
        }
        try checkConstraints(field, at: place + "/constraints")
        return field
    }

    private mutating func type(_ value: JSONValue?, at place: String) throws(SchemaError) -> SchemaType {
        guard let value, value != .null else { return .string }
        guard let text = value.string else { throw wrong(place, "text", value) }
        if let type = SchemaType(rawValue: text) { return type }
        let names = SchemaType.allCases.map(\.rawValue)
        // The words of other schema languages, for which a reader of the standard would know the right one.
        let known = ["int": "integer", "float": "number", "decimal": "number", "double": "number", "text": "string", "str": "string", "bool": "boolean", "timestamp": "datetime", "list": "array", "geometry": "geojson"]
        if let nearest = known[text.lowercased()] ?? names.nearest(to: text) {
            throw SchemaError("type.misspelt", at: place, ["value": .text(text), "nearest": .text(nearest)])
        }
        throw SchemaError("type.unknown", at: place, ["value": .text(text), "known": .list(names.map { .text($0) })])
    }

    private mutating func format(_ value: JSONValue?, of type: SchemaType, at place: String) throws(SchemaError) -> String {
        guard let value, value != .null else { return "default" }
        guard var text = value.string else { throw wrong(place, "text", value) }
        if text.hasPrefix("fmt:") { text.removeFirst(4) }
        if text.isEmpty || type.formats.contains(text) { return text.isEmpty ? "default" : text }
        if type.hasPatterns {
            guard text.contains("%") else {
                throw SchemaError("format.noPattern", at: place, ["value": .text(text), "type": .text(type.rawValue)])
            }
            if let wrong = TimePattern.unknownDirective(text) {
                throw SchemaError("format.directive", at: place, ["value": .text(text), "directive": .text(wrong)])
            }
            return text
        }
        note("schema.format", at: place, text, type.formats.nearest(to: text))
        return "default"
    }

    private mutating func constraints(_ value: JSONValue, of field: SchemaField, at place: String) throws(SchemaError) -> FieldConstraints {
        guard let members = value.object else { throw wrong(place, "object", value) }
        var constraints = FieldConstraints()
        for member in members {
            let here = "\(place)/\(Self.escaped(member.name))"
            if member.value == .null { continue }
            switch member.name {
            case "required": constraints.isRequired = try truth(member.value, at: here)
            case "unique": constraints.isUnique = try truth(member.value, at: here)
            case "minLength": constraints.minLength = try length(member.value, at: here)
            case "maxLength": constraints.maxLength = try length(member.value, at: here)
            case "minimum": constraints.minimum = try bound(member.value, at: here)
            case "maximum": constraints.maximum = try bound(member.value, at: here)
            case "exclusiveMinimum": constraints.exclusiveMinimum = try bound(member.value, at: here)
            case "exclusiveMaximum": constraints.exclusiveMaximum = try bound(member.value, at: here)
            case "pattern":
                guard let pattern = member.value.string else { throw wrong(here, "text", member.value) }
                constraints.pattern = pattern
            case "enum":
                guard let elements = member.value.array else { throw wrong(here, "list", member.value) }
                constraints.enumeration = elements.filter { $0 != .null }.map(Self.cellText)
            default:
                if let nearest = Self.constraintNames.nearest(to: member.name) {
                    note("schema.constraint", at: here, member.name, nearest)
                }
            }
        }
        return constraints
    }

    private mutating func arrayItem(_ value: JSONValue, at place: String) throws(SchemaError) -> ArrayItem {
        let type = try type(value["type"] ?? .string("any"), at: place + "/type")
        let list = value["constraints"]?["enum"] ?? value["enum"]
        let pattern = value["constraints"]?["pattern"]?.string ?? value["pattern"]?.string
        return ArrayItem(type: type, enumeration: list?.array?.map(Self.cellText), pattern: pattern)
    }

    /// Whether the constraints fit the type, and their values can be read.
    private mutating func checkConstraints(_ field: SchemaField, at place: String) throws(SchemaError) {
        let constraints = field.constraints
        let bounds: [(String, String?)] = [
            ("minimum", constraints.minimum), ("maximum", constraints.maximum),
            ("exclusiveMinimum", constraints.exclusiveMinimum), ("exclusiveMaximum", constraints.exclusiveMaximum),
        ]
        let reader = ValueReader(field)
        for (name, text) in bounds {
            guard let text else { continue }
            if !field.type.isOrdered {
                note("schema.useless", at: "\(place)/\(name)", name)
            } else if reader.readBound(text) == nil {
                throw SchemaError("bound.unreadable", at: "\(place)/\(name)", ["value": .text(text), "type": .text(field.type.rawValue)])
            }
        }
        if constraints.minLength != nil || constraints.maxLength != nil, !field.type.hasLength {
            note("schema.useless", at: place, constraints.minLength != nil ? "minLength" : "maxLength")
        }
        if let pattern = constraints.pattern {
            if field.type != .string { note("schema.useless", at: place + "/pattern", "pattern") }
            try check(pattern: pattern, at: place + "/pattern")
        }
        if let pattern = field.item?.pattern { try check(pattern: pattern, at: place) }
        for (index, word) in (constraints.enumeration ?? []).enumerated() where reader.read(word) == nil {
            note("schema.enum", at: "\(place)/enum/\(index)", word)
        }
    }

    private func check(pattern: String, at place: String) throws(SchemaError) {
        do {
            _ = try RegularExpression(pattern)
        } catch {
            throw SchemaError(
                "pattern.invalid", at: place,
                ["pattern": .text(String(pattern.prefix(200))), "detail": .text(error.detail), "offset": .integer(error.offset)])
        }
    }

    private mutating func truth(_ value: JSONValue, at place: String) throws(SchemaError) -> Bool {
        switch value {
        case .bool(let truth): return truth
        case .string(let word) where ["true", "True", "TRUE", "1"].contains(word): note("schema.truth", at: place, word); return true
        case .string(let word) where ["false", "False", "FALSE", "0", ""].contains(word): note("schema.truth", at: place, word); return false
        default: throw wrong(place, "truth", value)
        }
    }

    private func length(_ value: JSONValue, at place: String) throws(SchemaError) -> Int {
        guard let text = value.scalarText, let length = Int(text), length >= 0 else { throw wrong(place, "length", value) }
        return length
    }

    private func bound(_ value: JSONValue, at place: String) throws(SchemaError) -> String {
        guard let text = value.scalarText else { throw wrong(place, "bound", value) }
        return text
    }

    /// The value as a cell would write it.
    static func cellText(_ value: JSONValue) -> String { value.scalarText ?? value.compactText }
}
