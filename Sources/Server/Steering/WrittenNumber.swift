/// A number as people write it: `1 234,5`, `1234.5`.
package enum WrittenNumber {
    /// - Returns: nil for what is no number.
    package static func value(_ text: String) -> Double? {
        let bare = text.filter { !$0.isWhitespace }.replacing(",", with: ".").replacing("\u{2212}", with: "-")
        // Swift reads words such as “nan”, and hexadecimal digits.
        guard bare.allSatisfy({ $0.isASCII && ($0.isNumber || "-+.eE".contains($0)) }), bare.first?.isNumber == true || bare.first == "-",
            let number = Double(bare), number.isFinite
        else { return nil }
        return number
    }
}
