import DuckDB
import Lake
import Localization
import Tables

/// Values of a column as a page writes them.
struct CellWriting: Sendable {
    /// Longer texts are cut: the whole is in the downloads.
    static let longestText = 240
    /// Shapes are thousands of signs that nobody reads.
    static let longestShape = 32

    let localizer: Localizer
    let type: ColumnType
    let meaning: SemanticType?

    /// Years and identifiers are numbers that are not counted: no space between thousands.
    private var isCounted: Bool { meaning != .year && meaning != .identifier && meaning?.isCode != true }

    private var isShape: Bool { meaning == .wkb || meaning == .wkt || meaning == .geojson }

    var isNumber: Bool { type.isNumeric && isCounted }

    func cell(_ value: Value) -> TableCell {
        guard value != .null else { return TableCell(text: "", isNumber: isNumber, isMissing: true) }
        let text = text(value)
        return TableCell(text: text, isNumber: isNumber, href: meaning == .url ? Self.address(value) : nil)
    }

    func text(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): localizer.text(flag ? "site.column.true" : "site.column.false")
        case .int(let number): isCounted ? localizer.number(number) : String(number)
        case .double(let number): self.number(number)
        case .text(let text): shortened(text)
        case .date(let days): localizer.date(daysSince1970: Int(days))
        case .time, .timestamp: Self.standard(value).replacing("T", with: " ")
        case .blob(let bytes): localizer.bytes(Int64(bytes.count))
        case .list(let values): localizer.list(values.map(text))
        }
    }

    /// As ISO 8601 writes it.
    static func standard(_ value: Value) -> String {
        var bytes: [UInt8] = []
        CellText.append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func shortened(_ text: String) -> String { text.shortened(to: isShape ? Self.longestShape : Self.longestText) }

    /// A number of the scale on which profiles give quantiles and histograms.
    func scaled(_ value: Double) -> String {
        switch type {
        case .date: localizer.date(daysSince1970: Int(value.rounded()))
        case .datetime: localizer.date(daysSince1970: Int((value / 86_400).rounded(.down)))
        case .time: String(Self.standard(.time(microseconds: Int64(value) * 1_000_000)).prefix(5))
        default: number(value)
        }
    }

    /// A value as profiles store it: a number with a dot, an ISO date, a text.
    func stored(_ text: String) -> String {
        switch type {
        case .integer, .number: Double(text).map(number) ?? text
        case .date: ISO8601.days(text).map { localizer.date(daysSince1970: $0) } ?? text
        default: shortened(text)
        }
    }

    private func number(_ value: Double) -> String {
        if !isCounted, value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        // Degrees need six decimals to be a place; elsewhere more than four are noise to a reader.
        let isFine = meaning == .latitude || meaning == .longitude || abs(value) < 0.01
        return localizer.decimal(value, maxDigits: isFine ? 6 : 4)
    }

    /// Only what a browser may be sent to.
    private static func address(_ value: Value) -> String? {
        guard case .text(let text) = value, text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
        return text
    }
}
