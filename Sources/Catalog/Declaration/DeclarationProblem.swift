package import Localization

/// One mistake in a declaration, with its place.
package struct DeclarationProblem: LocalizedFailure, Hashable, CustomStringConvertible {
    /// The kinds of mistake; each raw value is the end of a key `errors.catalog.declaration.<raw value>`.
    package enum Kind: String, Sendable, CaseIterable {
        case unreadable, syntax
        case keyUnknown = "key_unknown"
        case keyMissing = "key_missing"
        case keyDuplicate = "key_duplicate"
        case mappingExpected = "mapping_expected"
        case listExpected = "list_expected"
        case textExpected = "text_expected"
        case valueUnknown = "value_unknown"
        case dateInvalid = "date_invalid"
        case addressInvalid = "address_invalid"
        case slugInvalid = "slug_invalid"
        case slugDuplicate = "slug_duplicate"
        case organizationUnknown = "organization_unknown"
        case sourceMissing = "source_missing"
        case sourceTwice = "source_twice"
        case variableUnknown = "variable_unknown"
        case fileMissing = "file_missing"
    }

    package let kind: Kind
    /// Name of the declaration's file.
    package let file: String
    /// From 1.
    package let line: Int
    /// From 1.
    package let column: Int
    let details: [String: MessageArgument]

    package var code: String { "catalog.declaration.\(kind.rawValue)" }
    package var isPermanent: Bool { true }

    package var arguments: [String: MessageArgument] {
        details.merging(["place": .text("\(file):\(line):\(column)")]) { $1 }
    }

    package var description: String {
        let context = details.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(file):\(line):\(column): \(kind.rawValue)" + (context.isEmpty ? "" : " (\(context))")
    }
}

/// All the mistakes of a declaration. Told as the first of them where only one sentence fits.
package struct DeclarationError: LocalizedFailure, CustomStringConvertible {
    /// At least one, in the order of the file.
    package let problems: [DeclarationProblem]

    package var code: String { problems[0].code }
    package var arguments: [String: MessageArgument] { problems[0].arguments }
    package var isPermanent: Bool { true }
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
