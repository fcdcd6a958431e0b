import Foundation

/// HTML of strangers into CommonMark, mark by mark.
struct HTMLWriter {
    private var lines: [String] = []
    private var line = ""
    /// Elements whose text is not for people.
    private var silent: [String] = []
    private var lists: [(isOrdered: Bool, count: Int)] = []
    private var link: (address: String, start: Int)?
    private(set) var isHostile = false

    mutating func read(_ html: String) {
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            text(rest[..<start])
            if rest[start...].hasPrefix("<!--") {
                guard let end = rest.range(of: "-->") else { return }
                rest = rest[end.upperBound...]
                continue
            }
            let next = rest.index(after: start)
            guard next < rest.endIndex, rest[next].isLetter || rest[next] == "/" || rest[next] == "!" || rest[next] == "?" else {
                text("<")
                rest = rest[next...]
                continue
            }
            guard let end = rest[start...].firstIndex(of: ">") else {
                // A mark that never ends hides what follows it, in a browser too.
                isHostile = true
                return
            }
            mark(String(rest[next..<end]))
            rest = rest[rest.index(after: end)...]
        }
        text(rest)
    }

    mutating func finished() -> String {
        endLine()
        var result: [String] = []
        for line in lines where !(line.isEmpty && (result.last?.isEmpty ?? true)) { result.append(line) }
        return result.joined(separator: "\n").trimmingWhitespace()
    }

    private mutating func mark(_ inside: String) {
        let isEnd = inside.hasPrefix("/")
        let name = inside.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        if !silent.isEmpty {
            if isEnd, silent.last == name { silent.removeLast() }
            return
        }
        // Patterns are slow, and most marks have neither attributes nor addresses.
        let hasAttributes = inside.utf8.contains(UInt8(ascii: "="))
        if hasAttributes, inside.contains(/(?i)[\s\/]on[a-z]+\s*=/) || inside.contains(/(?i)(javascript|vbscript|data)\s*:/) { isHostile = true }
        switch name {
        case "script", "iframe", "object", "embed", "svg", "form", "style", "template", "noscript", "math", "head":
            if name != "style", name != "head" { isHostile = true }
            if !isEnd, !inside.hasSuffix("/"), name != "embed" { silent.append(name) }
        case "p", "div", "table", "section", "article", "blockquote", "pre": paragraph()
        case "br", "tr": endLine(isBreak: name == "br")
        case "td", "th": if !isEnd, !line.isEmpty { line += " | " }
        case "h1", "h2", "h3", "h4", "h5", "h6":
            paragraph()
            if !isEnd { line = String(repeating: "#", count: Int(name.dropFirst()) ?? 1) + " " }
        case "ul", "ol":
            if isEnd { _ = lists.popLast() } else { lists.append((name == "ol", 0)) }
            if lists.isEmpty { paragraph() } else { endLine() }
        case "li":
            endLine()
            guard !isEnd, !lists.isEmpty else { return }
            lists[lists.count - 1].count += 1
            let list = lists[lists.count - 1]
            line = String(repeating: "   ", count: lists.count - 1) + (list.isOrdered ? "\(list.count). " : "- ")
        case "b", "strong": emphasis("**", isEnd)
        case "i", "em": emphasis("*", isEnd)
        case "hr": paragraph(); lines.append("---"); paragraph()
        case "a": anchor(inside, isEnd)
        default: return
        }
    }

    /// Marks stand against their words, or they are not marks.
    private mutating func emphasis(_ mark: String, _ isEnd: Bool) {
        guard isEnd else { line += mark; return }
        if line.hasSuffix(mark) { line.removeLast(mark.count); return }
        let spaces = line.reversed().prefix { $0 == " " }.count
        line.removeLast(spaces)
        line += mark + String(repeating: " ", count: spaces)
    }

    private mutating func anchor(_ inside: String, _ isEnd: Bool) {
        if isEnd {
            guard let open = link else { return }
            link = nil
            let label = String(line.dropFirst(open.start))
            guard !label.trimmingWhitespace().isEmpty else { return }
            line = String(line.prefix(open.start)) + "[" + label.trimmingWhitespace() + "](" + open.address + ")"
            return
        }
        guard let match = inside.firstMatch(of: /(?i)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/) else { return }
        let address = RichText.decoded(String(match.1 ?? match.2 ?? match.3 ?? "")).trimmingWhitespace()
        let lower = address.lowercased()
        let isSafe = lower.hasPrefix("http://") || lower.hasPrefix("https://") || lower.hasPrefix("mailto:")
        guard isSafe, !address.contains(where: { $0.isWhitespace || "()<>".contains($0) }) else { return }
        link = (address, line.count)
    }

    private mutating func text(_ raw: Substring) {
        guard silent.isEmpty, !raw.isEmpty else { return }
        var last: Character = line.last ?? " "
        for character in RichText.decoded(String(raw)) {
            if character.isWhitespace {
                if last != " ", !line.isEmpty { line.append(" ") }
                last = " "
            } else {
                // What means something in CommonMark was only a letter in HTML.
                if "\\`*_[]<>#".contains(character), character != "#" || line.isEmpty { line.append("\\") }
                line.append(character)
                last = character
            }
        }
    }

    private mutating func text(_ raw: String) { text(raw[...]) }

    private mutating func endLine(isBreak: Bool = false) {
        var done = line
        while done.last == " " { done.removeLast() }
        let isBare = done.trimmingWhitespace().isEmpty || done.trimmingWhitespace() == "-"
        if !isBare { lines.append(isBreak ? done + "  " : done) }
        line = ""
        if let open = link { link = (open.address, 0) }
    }

    private mutating func paragraph() {
        endLine()
        lines.append("")
    }
}
