/// How well the columns of a file answer to a schema: what chooses a schema where nobody named one.
package struct SchemaFit: Sendable, Hashable {
    /// Fields of the schema that the file has under their name, case, accents and punctuation aside.
    package let matched: Int
    /// Columns of the file.
    package let columns: Int
    package let fields: Int
    /// Fields that the schema requires and the file has not.
    package let missingRequired: Int

    /// - Parameter headers: as the file writes them.
    package init(headers: [String], schema: TableSchema) {
        let names = Set(headers.map(FoldedText.of)).subtracting([""])
        var matched = 0
        var missing = 0
        for field in schema.fields {
            if names.contains(FoldedText.of(field.name)) {
                matched += 1
            } else if field.constraints.isRequired {
                missing += 1
            }
        }
        self.matched = matched
        columns = headers.count
        fields = schema.fields.count
        missingRequired = missing
    }

    /// From 0, nothing in common, to 1: every column is one of the schema's and no required one is missing.
    package var score: Double {
        let all = columns + missingRequired
        return all == 0 ? 0 : Double(min(matched, columns)) / Double(all)
    }

    /// Below this score, or with fewer columns in common, two tables share words by chance.
    package static let leastScore = 0.4
    package static let leastMatched = 3

    /// Whether the file was probably made for the schema.
    package var isProbable: Bool {
        score >= Self.leastScore && matched >= min(Self.leastMatched, fields)
    }
}

extension SchemaFit: Comparable {
    /// The better fit is the greater; of two that fit alike, the one with more columns in common, then the more exact.
    package static func < (left: SchemaFit, right: SchemaFit) -> Bool {
        (left.score, left.matched, -left.fields) < (right.score, right.matched, -right.fields)
    }
}
