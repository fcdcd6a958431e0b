import Localization

/// All that a schema asks of the cells of one column, compiled once and shared by all threads.
struct FieldCheck: Sendable {
    struct Bound: Sendable {
        let rule: Rule
        let value: TypedValue
    }

    let field: SchemaField
    /// The column in the file, from 0.
    let column: Int
    let missing: WordSet
    let reader: ValueReader
    let bounds: [Bound]
    let words: WordSet?
    /// The values of a list of other types than text.
    let values: [TypedValue]
    let pattern: ValuePattern?
    let item: ItemCheck?
    let rules: [(rule: CellRule, group: Int)]
    /// The group of each rule on this field.
    let groups: [Rule: Int]

    /// - Parameters:
    ///   - native: the type that the file imposes on the column: its values are then written as DuckDB writes them.
    ///   - group: numbers a group of findings.
    init(
        _ field: SchemaField, column: Int, schema: TableSchema, native: ColumnType?, rules: [(check: Int, rule: CellRule)],
        group: (Rule, _ check: Int?, [String: MessageArgument]) -> Int
    ) throws(RegularExpression.Fault) {
        let field = field.adapted(to: native)
        self.field = field
        self.column = column
        missing = WordSet(field.missingValues ?? schema.missingValues)
        reader = ValueReader(field)
        let constraints = field.constraints
        var groups: [Rule: Int] = [:]
        func add(_ rule: Rule, _ arguments: [String: MessageArgument] = [:]) { groups[rule] = group(rule, nil, arguments) }

        if constraints.isRequired || schema.primaryKey.contains(field.name) && schema.primaryKey.count == 1 { add(.required) }
        if field.type != .any, field.type != .string || field.format != "default" {
            add(.type(of: field), field.typeArguments)
        }
        var bounds: [Bound] = []
        for (rule, text) in [
            (Rule.minimum, constraints.minimum), (.maximum, constraints.maximum), (.exclusiveMinimum, constraints.exclusiveMinimum),
            (.exclusiveMaximum, constraints.exclusiveMaximum),
        ] where field.type.isOrdered {
            guard let text, let value = reader.readBound(text) else { continue }
            bounds.append(Bound(rule: rule, value: value))
            add(rule, ["limit": .text(text)])
        }
        self.bounds = bounds
        if field.type.hasLength {
            if let length = constraints.minLength { add(.minLength, ["limit": .integer(length)]) }
            if let length = constraints.maxLength { add(.maxLength, ["limit": .integer(length)]) }
        }
        if let list = constraints.enumeration {
            add(.enumeration, ["values": .list(list.prefix(12).map { .text($0) }), "count": .integer(list.count)])
            let isText = field.type == .string || field.type == .any
            words = WordSet(list)
            values = isText ? [] : list.compactMap { ValueReader(field).read($0) }.filter { $0 != .text }
        } else {
            words = nil
            values = []
        }
        if let text = constraints.pattern, field.type == .string {
            pattern = try ValuePattern(text)
            add(.pattern, ["pattern": .text(text)])
            add(.patternTooSlow, ["pattern": .text(text)])
        } else {
            pattern = nil
        }
        if let described = field.item {
            item = try ItemCheck(described)
            add(.arrayItem, described.arguments)
        } else {
            item = nil
        }
        self.rules = rules.map { ($0.rule, group($0.rule.rule.rule, $0.check, [:])) }
        self.groups = groups
    }

    var isRequired: Bool { groups[.required] != nil }

    /// Tells `report` all that is wrong with a cell. A cell that is none of its type, or that breaks a constraint, is
    /// not asked of the checks beyond the standard: they would say the same again.
    func examine(_ cell: ByteView, _ matchers: FieldMatchers, _ report: (_ group: Int, FindingDetail, _ other: [UInt8]) -> Void) {
        if missing.contains(cell) {
            if let group = groups[.required] { report(group, .none, []) }
            return
        }
        guard let value = reader.read(cell) else {
            if let group = groups[.type(of: field)] { report(group, cell.trimmed.count < cell.count ? .trailingSpace : .none, []) }
            return
        }
        var isSound = true
        func fail(_ rule: Rule, _ detail: FindingDetail = .none, other: [UInt8] = []) {
            isSound = false
            if let group = groups[rule] { report(group, detail, other) }
        }
        for bound in bounds {
            // What has no order (NaN) is within no bounds.
            switch bound.rule {
            case .minimum: if value.precedes(bound.value) ?? true { fail(.minimum) }
            case .maximum: if bound.value.precedes(value) ?? true { fail(.maximum) }
            case .exclusiveMinimum: if !(bound.value.precedes(value) ?? false) { fail(.exclusiveMinimum) }
            default: if !(value.precedes(bound.value) ?? false) { fail(.exclusiveMaximum) }
            }
        }
        if let limit = field.constraints.minLength, field.type.hasLength, (value.elementCount ?? cell.scalarCount) < limit { fail(.minLength) }
        if let limit = field.constraints.maxLength, field.type.hasLength, (value.elementCount ?? cell.scalarCount) > limit { fail(.maxLength) }
        if let words, !words.contains(cell), values.isEmpty || !values.contains(value) {
            fail(.enumeration, words.contains(cell.trimmed) ? .trailingSpace : .none)
        }
        if let matcher = matchers.value {
            switch matcher.match(cell) {
            case .matches: break
            case .differs: fail(.pattern, matcher.match(cell.trimmed) == .matches ? .trailingSpace : .none)
            case .tooSlow: fail(.patternTooSlow)
            }
        }
        if let item, case .json(let document) = value, let elements = document.array {
            // One finding a cell: the first element that is wrong shows what is asked.
            for element in elements {
                guard let detail = item.problem(element, matchers.item) else { continue }
                fail(.arrayItem, detail, other: Array(SchemaReader.cellText(element).utf8))
                break
            }
        }
        guard isSound else { return }
        for (rule, group) in rules {
            if let detail = rule.problem(cell, value) { report(group, detail, []) }
        }
    }
}

/// The patterns of one field with what one thread needs in order to ask them.
struct FieldMatchers {
    let value: PatternMatcher?
    let item: PatternMatcher?

    init(_ check: FieldCheck) {
        value = check.pattern.map { PatternMatcher($0) }
        item = check.item?.pattern.map { PatternMatcher($0) }
    }
}

/// What each element of an array must be, compiled.
struct ItemCheck: Sendable {
    private let reader: ValueReader
    private let type: SchemaType
    private let words: WordSet?
    let pattern: ValuePattern?

    init(_ item: ArrayItem) throws(RegularExpression.Fault) {
        type = item.type
        reader = ValueReader(SchemaField(name: "", type: item.type))
        words = item.enumeration.map { WordSet($0) }
        pattern = if let text = item.pattern { try ValuePattern(text) } else { nil }
    }

    func problem(_ element: JSONValue, _ matcher: PatternMatcher?) -> FindingDetail? {
        let text = SchemaReader.cellText(element)
        switch (type, element) {
        case (.any, _), (.object, .object), (.array, .array), (.boolean, .bool), (.number, .number): break
        case (.integer, .number): if reader.read(text) == nil { return .itemType }
        case (.string, .string): break
        case (.string, _), (.boolean, _), (.number, _), (.integer, _), (.object, _), (.array, _): return .itemType
        default: if element.string == nil || reader.read(text) == nil { return .itemType }
        }
        if let words, !text.withView({ words.contains($0) }) { return .itemEnum }
        if let matcher, text.withView({ matcher.match($0) }) != .matches { return .itemPattern }
        return nil
    }
}

extension ArrayItem {
    /// What `rule.constraint.arrayItem` shows.
    fileprivate var arguments: [String: MessageArgument] {
        ["kind": .message("schema.type.\(type.rawValue)"), "values": .list((enumeration ?? []).prefix(12).map { .text($0) })]
    }
}

extension SchemaField {
    /// What `rule.type.…` shows: the form that is asked for, and the words that say yes and no.
    fileprivate var typeArguments: [String: MessageArgument] {
        switch type {
        case .boolean: ["yes": .list(trueValues.map { .text($0) }), "no": .list(falseValues.map { .text($0) })]
        case .date, .time, .datetime, .geopoint, .geojson:
            ["form": type.formats.contains(format) ? .message("schema.form.\(type.rawValue).\(format)") : .text(format)]
        case .number: ["mark": .text(decimalChar)]
        default: [:]
        }
    }

    /// The field as the values of a typed file write it: what a date or a boolean is, the file has already said.
    fileprivate func adapted(to native: ColumnType?) -> SchemaField {
        var field = self
        switch (native, type) {
        case (.boolean, .boolean):
            field.trueValues += ["true"]
            field.falseValues += ["false"]
        case (.date, .date): field.format = "default"
        case (.datetime, .datetime), (.datetime, .date), (.date, .datetime): field.format = "any"
        case (.time, .time): field.format = "any"
        case (.number, .number), (.integer, .number), (.number, .integer), (.integer, .integer):
            field.decimalChar = "."
            field.groupChar = ""
        default: break
        }
        return field
    }
}
