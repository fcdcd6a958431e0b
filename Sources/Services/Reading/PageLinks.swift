import Declarations
import Foundation

/// The links of an author's Markdown to pages of the service by their names: `[la méthode](methode)`, `[x]: methode`.
///
/// Source: CommonMark 0.31, § 6.3 and § 4.7. Only what is certainly a name is looked at: no scheme, no slash, no query, no
/// braces of a figure.
struct PageLinks {
    private let reading: FieldReading

    init(_ reading: FieldReading) { self.reading = reading }

    /// Reports links to pages that are not there.
    ///
    /// - Parameter firstLine: of the file, from 1.
    func check(_ text: String, firstLine: Int) {
        var isCode = false
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if CodeFence(opening: line) != nil { isCode.toggle() }
            if isCode { continue }
            for target in Self.targets(in: line) { judge(target.text, at: DeclarationPlace(line: firstLine + number, column: target.column)) }
        }
    }

    /// Reports the same of a text that stands at one place.
    func check(_ text: String, at place: DeclarationPlace) {
        for line in text.split(whereSeparator: \.isNewline) { for target in Self.targets(in: line) { judge(target.text, at: place) } }
    }

    private func judge(_ target: String, at place: DeclarationPlace) {
        let path = target.prefix { $0 != "#" }
        let name = path.hasSuffix(".md") ? path.dropLast(3) : path
        // What is empty is an anchor of the page itself; what has other signs is no page's name.
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." || $0 == " " }),
            !reading.vocabulary.pages.contains(String(name))
        else { return }
        reading.reader.report(.linkUnknown, at: place, reading.reader.proposal(for: String(name), among: reading.vocabulary.pages, as: "name"))
    }

    /// What stands in the parentheses after brackets, or after a reference's colon, with its column from 1.
    private static func targets(in line: Substring) -> [(text: String, column: Int)] {
        var targets: [(text: String, column: Int)] = []
        let characters = line.withoutCode
        func add(_ start: Substring.Index, _ rest: Substring, upTo isEnd: (Character) -> Bool) {
            var text = rest.prefix { !isEnd($0) && !$0.isWhitespace }
            if text.hasPrefix("<") { text = rest.dropFirst().prefix { $0 != ">" } }
            targets.append((text: String(text), column: characters.distance(from: characters.startIndex, to: start) + 1))
        }
        var rest = characters[...]
        while let opening = rest.range(of: "](") {
            rest = rest[opening.upperBound...]
            add(opening.upperBound, rest, upTo: { $0 == ")" })
        }
        if let colon = characters.range(of: "]:"), characters.drop(while: \.isWhitespace).hasPrefix("["), !characters[..<colon.lowerBound].contains("](") {
            let after = characters[colon.upperBound...].drop(while: \.isWhitespace)
            if !after.isEmpty { add(after.startIndex, after, upTo: { _ in false }) }
        }
        return targets
    }
}

extension Substring {
    /// The line with blanks in the place of what stands between backticks, its columns kept.
    fileprivate var withoutCode: String {
        var isCode = false
        return String(map { character in
            if character == "`" { isCode.toggle() }
            return isCode || character == "`" ? " " : character
        })
    }
}
