extension TableSchema {
    /// How well a table goes with the schema, for guessing which one it was made for.
    package struct Fit: Sendable, Hashable {
        /// 0: nothing in common; 1: every column is a field and the other way round, and all values are of its type.
        package var score: Double
        /// Columns that have a field's name, or nearly.
        package var matched: Int
        /// Required fields that no column matches.
        package var missingRequired: Int
    }

    /// Judged by the names of the columns and by the types that the profile proved; no value is read again.
    package func fit(_ inspection: Inspection) -> Fit {
        let header = HeaderMatch(headers: inspection.columns.map(\.header), schema: self)
        var covered = 0.0
        var agreeing = 0.0
        var matched = 0
        for (index, column) in header.columns.enumerated() {
            guard let field = column.field else { continue }
            let weight = weight(field) * (column.role == .nearMiss ? 0.9 : 1)
            matched += 1
            covered += weight
            agreeing += weight * fields[field].agreement(with: inspection.columns[index])
        }
        let missing = header.missing.count { fields[$0].constraints.isRequired }
        guard matched > 0, !inspection.columns.isEmpty else { return Fit(score: 0, matched: 0, missingRequired: missing) }
        let coverage = covered / fields.indices.reduce(0) { $0 + weight($1) }
        let explained = Double(matched) / Double(inspection.columns.count)
        let names = 2 * coverage * explained / (coverage + explained)
        return Fit(score: names * (0.4 + 0.6 * agreeing / covered), matched: matched, missingRequired: missing)
    }

    /// What must be there tells more than what may be; a name that many tables have tells little.
    private func weight(_ field: Int) -> Double {
        let name = HeaderMatch.folded(fields[field].name)
        let isCommon = ["id", "nom", "name", "date", "adresse", "commune", "type", "x", "y", "lat", "lon", "long", "siret"].contains(name)
        return (fields[field].constraints.isRequired ? 2 : 1) * (isCommon ? 0.5 : 1)
    }
}

extension SchemaField {
    /// How far a column's type can be this field's: 1, or less where only some values may be.
    fileprivate func agreement(with column: ColumnProfile) -> Double {
        if column.distinct == 0 { return 0.8 }
        switch (type, column.type) {
        case (.any, _), (.string, .text): break
        case (.string, _): return constraints.pattern == nil && constraints.enumeration == nil ? 1 : examplesThatFit(column)
        case (.number, .integer), (.number, .number), (.integer, .integer), (.boolean, .boolean), (.date, .date), (.datetime, .datetime),
            (.time, .time), (.year, .integer): break
        default: return examplesThatFit(column)
        }
        return constraints.enumeration == nil && constraints.pattern == nil ? 1 : examplesThatFit(column)
    }

    /// The share of the column's examples and most frequent values that the field admits.
    private func examplesThatFit(_ column: ColumnProfile) -> Double {
        let values = (column.examples + column.topValues.map(\.value)).filter { !$0.isEmpty }
        guard !values.isEmpty, let validator = try? FieldValidator(self, of: TableSchema(fields: [self])) else { return 0.5 }
        return Double(values.count { validator.isValid($0) }) / Double(values.count)
    }
}
