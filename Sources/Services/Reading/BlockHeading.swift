import Declarations
import Localization

/// A line that opens a fenced block of CommonMark (0.31, § 4.5).
struct CodeFence {
    /// The words after the fence.
    let words: [String]
    /// All that stands after the fence.
    let info: String
    /// Where these begin, from 1.
    let column: Int
    private let sign: Character
    private let length: Int

    /// - Returns: nil for a line that opens none.
    init?(opening line: Substring) {
        let indent = line.prefix { $0 == " " }
        let rest = line.dropFirst(indent.count)
        guard indent.count <= 3, let sign = rest.first, sign == "`" || sign == "~" else { return nil }
        let fence = rest.prefix { $0 == sign }
        let info = rest.dropFirst(fence.count)
        guard fence.count >= 3, sign == "~" || !info.contains("`") else { return nil }
        self.sign = sign
        length = fence.count
        words = info.split(whereSeparator: \.isWhitespace).map(String.init)
        self.info = String(info)
        column = indent.count + fence.count + info.prefix(while: \.isWhitespace).count + 1
    }

    /// Whether a line closes the block.
    func isClosed(by line: Substring) -> Bool {
        let rest = line.drop { $0 == " " }
        let fence = rest.prefix { $0 == sign }
        return fence.count >= length && line.count - rest.count <= 3 && rest.dropFirst(fence.count).allSatisfy(\.isWhitespace)
    }
}

/// What stands after the fence of a block: `chart`, `chart evolution`, `text when heures < 10`.
struct BlockHeading {
    let kind: BlockKind
    /// Nil where the page numbers it.
    let id: String?
    let condition: Condition?

    /// - Returns: nil, and a mistake reported, for what heads no block.
    init?(_ fence: CodeFence, at place: DeclarationPlace, _ reading: FieldReading) {
        let kinds = BlockKind.allCases.map(\.rawValue)
        guard let kind = BlockKind(rawValue: fence.words[0]) else {
            reading.reader.report(.blockUnknown, at: place, reading.reader.proposal(for: fence.words[0], among: kinds, as: "block"))
            return nil
        }
        var rest = fence.words.dropFirst()
        var id: String?
        if let word = rest.first, word != "when", word != "si" {
            guard Slug.isValid(word) else {
                reading.reader.report(.slugInvalid, at: place, ["slug": .text(word), "nearest": .text(Slug.make(from: word))])
                return nil
            }
            id = word
            rest = rest.dropFirst()
        }
        var condition: Condition?
        if let word = rest.first {
            guard word == "when" || word == "si" else {
                reading.reader.report(.blockHeading, at: place, ["word": .text(word)])
                return nil
            }
            let text = rest.dropFirst().joined(separator: " ")
            var reader = ConditionReader(text, at: place, reading)
            condition = reader.condition()
            if condition == nil { return nil }
        } else if kind == .text {
            reading.reader.report(.conditionMissing, at: place)
            return nil
        }
        self.kind = kind
        self.id = id
        self.condition = condition
    }
}
