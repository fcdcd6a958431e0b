/// What `robots.txt` lets a program read (RFC 9309).
package struct RobotsRules: Sendable {
    private struct Rule {
        let isAllowed: Bool
        let pattern: [Character]
        /// Whether it must reach the end of the path.
        let isWhole: Bool
    }

    private var rules: [Rule] = []
    /// Seconds between two requests, where the site asks for it.
    package private(set) var delay: Double?

    /// Everything is allowed.
    package init() {}

    /// - Parameter agent: the program's name, as in its `User-Agent`.
    package init(_ text: String, agent: String) {
        var groups: [(agents: [String], rules: [Rule], delay: Double?)] = []
        var isNaming = false
        for line in text.split(whereSeparator: \.isNewline).prefix(5_000) {
            let bare = line.prefix { $0 != "#" }
            guard let colon = bare.firstIndex(of: ":") else { continue }
            let key = bare[..<colon].trimmingWhitespace().lowercased()
            let value = bare[bare.index(after: colon)...].trimmingWhitespace()
            switch key {
            case "user-agent":
                if !isNaming { groups.append(([], [], nil)) }
                isNaming = true
                groups[groups.count - 1].agents.append(value.lowercased())
            case "allow", "disallow":
                isNaming = false
                guard !groups.isEmpty, !value.isEmpty else { continue }
                let isWhole = value.hasSuffix("$")
                let pattern = Array(isWhole ? String(value.dropLast()) : value)
                groups[groups.count - 1].rules.append(Rule(isAllowed: key == "allow", pattern: pattern, isWhole: isWhole))
            case "crawl-delay":
                isNaming = false
                if !groups.isEmpty { groups[groups.count - 1].delay = Double(value) }
            default: continue
            }
        }
        let own = groups.filter { group in group.agents.contains { !$0.isEmpty && $0 != "*" && agent.lowercased().contains($0) } }
        let chosen = own.isEmpty ? groups.filter { $0.agents.contains("*") } : own
        rules = chosen.flatMap(\.rules)
        delay = chosen.compactMap(\.delay).max().map { min($0, 60) }
    }

    /// Whether a path, with its query, may be read: the longest rule that fits decides, in doubt in favour.
    package func allows(_ path: String) -> Bool {
        let path = Array(path.isEmpty ? "/" : path)
        var best: Rule?
        for rule in rules where Self.fits(rule, path) {
            if let known = best {
                let isLonger = rule.pattern.count > known.pattern.count
                if isLonger || (rule.pattern.count == known.pattern.count && rule.isAllowed) { best = rule }
            } else { best = rule }
        }
        return best?.isAllowed ?? true
    }

    /// Greedy matching with one place to come back to: linear in practice, whatever the stars.
    private static func fits(_ rule: Rule, _ path: [Character]) -> Bool {
        var (place, star, mark) = (0, -1, 0)
        var index = 0
        while index < path.count {
            if place < rule.pattern.count, rule.pattern[place] == "*" {
                (star, mark) = (place, index)
                place += 1
            } else if place < rule.pattern.count, rule.pattern[place] == path[index] {
                place += 1
                index += 1
            } else if place == rule.pattern.count, !rule.isWhole {
                return true
            } else if star >= 0 {
                mark += 1
                (place, index) = (star + 1, mark)
            } else {
                return false
            }
        }
        while place < rule.pattern.count, rule.pattern[place] == "*" { place += 1 }
        return place == rule.pattern.count
    }
}
