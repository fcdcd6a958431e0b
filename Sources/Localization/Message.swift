/// One sentence of a catalogue, read once into pieces.
///
/// `{name}` shows the argument `name`; `{count|ligne|lignes}` chooses a word by the number `count`;
/// `{name?Peut-être « # ». }` shows what follows the question mark, with the argument for `#`, only where the argument is
/// given and is not empty; `{{` and `}}` are braces themselves. Anything else between braces is left as it is written.
struct Message: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case literal(String)
        case argument(String)
        case plural(argument: String, one: String, other: String)
        /// The words on either side of each `#`.
        case optional(argument: String, words: [String])
    }

    let pieces: [Piece]

    init(_ source: String) {
        var pieces: [Piece] = []
        var literal = ""
        var rest = source[...]
        while let character = rest.popFirst() {
            if character == "{" || character == "}", rest.first == character {
                rest.removeFirst()
                literal.append(character)
            } else if character == "{", let end = rest.firstIndex(of: "}"), let piece = Piece(rest[..<end]) {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                pieces.append(piece)
                rest = rest[rest.index(after: end)...]
            } else {
                literal.append(character)
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }

    /// The names of the arguments that the sentence needs.
    var placeholders: Set<String> {
        Set(pieces.compactMap { piece in
            switch piece {
            case .literal: nil
            case .argument(let name), .plural(let name, _, _), .optional(let name, _): name
            }
        })
    }
}

extension Message.Piece {
    fileprivate init?(_ inside: Substring) {
        if let sign = inside.firstIndex(of: "?") {
            let name = String(inside[..<sign])
            guard Self.isName(name) else { return nil }
            let words = inside[inside.index(after: sign)...].split(separator: "#", omittingEmptySubsequences: false)
            self = .optional(argument: name, words: words.map(String.init))
            return
        }
        let parts = inside.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, Self.isName(name) else { return nil }
        switch parts.count {
        case 1: self = .argument(name)
        case 3: self = .plural(argument: name, one: parts[1], other: parts[2])
        default: return nil
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0 == "_" || $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }
}
