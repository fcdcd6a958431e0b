package import Localization

/// One thing that is not as the schema asks, and where.
package struct Finding: Codable, Sendable, Hashable {
    /// The line of the file on which the row starts, from 1. In files that are not delimited text it counts the rows of
    /// the sheet or of the table, its header included; 0 where no line can be named.
    package var line: Int64
    /// The row of the table, from 1, rows that were rejected left out; 0 for the header and for rejected rows.
    package var row: Int64
    /// The column in the file, from 0.
    package var column: Int?
    /// The field in the schema, from 0.
    package var field: Int?
    package var rule: Rule
    /// The cell as the file writes it, cut to 200 bytes; empty where the finding is about no single cell.
    package var cell: String
    /// What the messages `rule.<raw>` and `rule.<raw>.fix` show, the header of the column included. Where there is a
    /// `detail`, it is a sentence that says of this cell what the rule says of all; `other` is the value that shows it
    /// (the sum, the compared value), `line` the line on which the same value stands first.
    package var arguments: [String: MessageArgument]
}

/// What is counted together: one rule on one field.
package struct FindingGroup: Codable, Sendable, Hashable {
    package var rule: Rule
    /// The column in the file, from 0.
    package var column: Int?
    /// The field in the schema, from 0.
    package var field: Int?
    /// Which of the schema's `custom_checks`, from 0.
    package var check: Int?
    /// What the rule asks: shown by `rule.<raw>`.
    package var arguments: [String: MessageArgument]
    /// How many findings there are in the whole file: always exact.
    package var count: Int64 = 0
    /// The line of the first one.
    package var firstLine: Int64 = 0

    init(_ rule: Rule, column: Int? = nil, field: Int? = nil, check: Int? = nil, arguments: [String: MessageArgument] = [:]) {
        self.rule = rule
        self.column = column
        self.field = field
        self.check = check
        self.arguments = arguments
    }
}

/// What a check says of a value, more closely than its rule: `finding.<raw>`.
enum FindingDetail: String, CaseIterable {
    case none
    case gpsSwapped, gpsAbroad
    case nomenclatureNoSlash, nomenclatureSpace, nomenclatureUnknown
    case yearSame, yearReversed, yearOrIntervalExpected, intervalExpected
    case luhnKey, wrongLength, notDigits
    case notComparable, columnsAbsent, headerProposal, headerRename
    case trailingSpace
    case itemType, itemEnum, itemPattern

    var index: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }
}
