package import Localization

/// One mistake in a declaration, with its place.
package struct DeclarationProblem: LocalizedFailure, Hashable, CustomStringConvertible {
    /// A kind of mistake, named by the code of its message: `errors.<code>` tells it, `errors.<code>.hint` mends it.
    ///
    /// Those of YAML itself are here; a room that gives YAML a meaning adds its own in an extension. The message may show
    /// `{place}` (file, line and column) and whatever ``DeclarationReader/report(_:at:_:)`` was given.
    package struct Kind: Hashable, Sendable {
        /// Such as `declarations.key_unknown`.
        package let code: String

        package init(_ code: String) { self.code = code }

        /// The last part of the code: `key_unknown`.
        package var name: String { String(code[(code.lastIndex(of: ".").map(code.index(after:)) ?? code.startIndex)...]) }
    }

    package let kind: Kind
    /// Name of the declaration's file, as people know it.
    package let file: String
    package let place: DeclarationPlace
    package let details: [String: MessageArgument]

    /// From 1.
    package var line: Int { place.line }
    /// From 1.
    package var column: Int { place.column }

    package init(_ kind: Kind, file: String, at place: DeclarationPlace, _ details: [String: MessageArgument] = [:]) {
        self.kind = kind
        self.file = file
        self.place = place
        self.details = details
    }

    package var code: String { kind.code }
    package var isPermanent: Bool { true }

    package var arguments: [String: MessageArgument] {
        details.merging(["place": .text("\(file):\(line):\(column)")]) { $1 }
    }

    package var description: String {
        let context = details.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(file):\(line):\(column): \(kind.name)" + (context.isEmpty ? "" : " (\(context))")
    }
}

extension DeclarationProblem: Comparable {
    /// In the order in which people look: what stands at the top of a folder before what is within it, then files by name and
    /// mistakes by place.
    package static func < (first: Self, second: Self) -> Bool {
        func rank(_ problem: Self) -> (Int, String, DeclarationPlace) {
            (problem.file.count { $0 == "/" }, problem.file, problem.place)
        }
        return rank(first) < rank(second)
    }
}

extension DeclarationProblem.Kind: CaseIterable {
    package static let unreadable = Self("declarations.unreadable")
    package static let syntax = Self("declarations.syntax")
    package static let tooLarge = Self("declarations.too_large")
    package static let keyUnknown = Self("declarations.key_unknown")
    package static let keyMissing = Self("declarations.key_missing")
    package static let keyDuplicate = Self("declarations.key_duplicate")
    package static let mappingExpected = Self("declarations.mapping_expected")
    package static let listExpected = Self("declarations.list_expected")
    package static let textExpected = Self("declarations.text_expected")
    package static let numberExpected = Self("declarations.number_expected")
    package static let valueUnknown = Self("declarations.value_unknown")
    package static let dateInvalid = Self("declarations.date_invalid")
    package static let addressInvalid = Self("declarations.address_invalid")
    package static let slugInvalid = Self("declarations.slug_invalid")
    package static let slugDuplicate = Self("declarations.slug_duplicate")
    package static let variableUnknown = Self("declarations.variable_unknown")
    package static let fileMissing = Self("declarations.file_missing")

    /// The kinds of YAML itself, without those that other rooms add.
    package static let allCases: [Self] = [
        unreadable, syntax, tooLarge, keyUnknown, keyMissing, keyDuplicate, mappingExpected, listExpected, textExpected,
        numberExpected, valueUnknown, dateInvalid, addressInvalid, slugInvalid, slugDuplicate, variableUnknown, fileMissing,
    ]
}

/// All the mistakes of a declaration. Told as the first of them where only one sentence fits.
package struct DeclarationError: LocalizedFailure, CustomStringConvertible {
    /// At least one, in the order of the file.
    package let problems: [DeclarationProblem]

    /// - Parameter problems: at least one.
    package init(_ problems: [DeclarationProblem]) {
        precondition(!problems.isEmpty, "an error without a mistake")
        self.problems = problems.sorted()
    }

    package var code: String { problems[0].code }
    package var arguments: [String: MessageArgument] { problems[0].arguments }
    package var isPermanent: Bool { true }
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
