/// What a cell should hold in place of what it holds.
package struct Correction: Codable, Sendable, Hashable {
    /// Why the cell was written as it was, which is also why the correction is right; its words are
    /// `correction.<raw value>`.
    package enum Reason: String, Codable, Sendable, Hashable, CaseIterable {
        /// Blanks before or after the value.
        case surroundingSpaces
        /// Blanks, dots or dashes within a number that is a code: telephone, SIRET.
        case innerSpaces
        /// A code whose leading zero a spreadsheet has dropped.
        case leadingZero
        /// A code that a spreadsheet has turned into a number: `75056.0`.
        case numberForCode
        /// Small letters in a code: `2a004`.
        case codeCase
        /// A comma before the decimals.
        case decimalComma
        /// Marks between thousands.
        case groupingMarks
        /// `12.0` where a whole number is asked.
        case wholeNumber
        /// A unit that the schema does not want beside the number: `12 €`.
        case unit
        /// Another word for yes or no.
        case booleanWord
        /// A value of the list in other case, accents or punctuation.
        case listSpelling
        /// A value a slip or two away from one of the list, and from no other.
        case listSlip
        /// The same day or time in another spelling.
        case dateSpelling
        /// A word that stands for “no value”.
        case missingWord
        /// Latitude and longitude the wrong way round.
        case swappedCoordinates
        /// The same point in another spelling.
        case pointSpelling
        /// An address of the web without its protocol.
        case protocolMissing
        /// A telephone number without its zero or its country.
        case phonePrefix
    }

    /// How sure the correction is.
    package enum Confidence: String, Codable, Sendable, Hashable {
        /// No other reading of the cell fits the schema, and this one keeps its meaning: made in the repaired file.
        case certain
        /// Probable: shown to the person, who decides; never made for them.
        case likely
    }

    package let after: String
    package let reason: Reason
    package let confidence: Confidence

    package init(_ after: String, _ reason: Reason, _ confidence: Confidence) {
        self.after = after
        self.reason = reason
        self.confidence = confidence
    }
}

/// One way to read a cell again.
struct Candidate: Hashable {
    let text: String
    let reason: Correction.Reason
    /// Whether this reading keeps the meaning whatever else the cell could be.
    let isFaithful: Bool
    /// The same for readings that say the same thing in two spellings.
    let meaning: String

    init(_ text: String, _ reason: Correction.Reason, isFaithful: Bool = true, meaning: String? = nil) {
        self.text = text
        self.reason = reason
        self.isFaithful = isFaithful
        self.meaning = meaning ?? text
    }
}
