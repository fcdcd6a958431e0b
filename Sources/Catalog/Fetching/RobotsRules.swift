package import Foundation

/// What `robots.txt` lets a program read (RFC 9309).
///
/// The file is a stranger's: rules are compared as bytes, whatever its character set, and comparing them costs no more than a
/// fixed number of steps, whatever the stars.
package struct RobotsRules: Sendable {
    private struct Rule {
        let isAllowed: Bool
        /// As ``canonical(_:isPattern:)`` writes it.
        let pattern: [UInt8]
        /// Whether it must reach the end of the path.
        let isWhole: Bool
    }

    /// Comparisons of bytes that one address may cost: a thousandth of a second each million.
    private static let mostSteps = 4_000_000
    /// Longest wait between two requests that a site may ask for, in seconds.
    private static let longestDelay = 60.0

    /// The longest first, of equal ones those that allow: the first that fits decides.
    private var rules: [Rule] = []
    /// Seconds between two requests, where the site asks for it.
    package private(set) var delay: Double?
    /// Memory that it takes, in bytes, about.
    private(set) var size = 64

    /// Everything is allowed.
    package init() {}

    /// - Parameter agent: the program's name, as in its `User-Agent`.
    package init(_ text: String, agent: String) { self.init(Data(text.utf8), agent: agent) }

    /// - Parameters:
    ///   - document: the file as it came; lines that say nothing known are passed over, all of them in a page of HTML.
    ///   - agent: the program's name, as in its `User-Agent`.
    package init(_ document: Data, agent: String) {
        var groups: [(agents: [String], rules: [Rule], delay: Double?)] = []
        var isNaming = false
        for line in Self.bytes(document).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let bare = line.prefix { $0 != UInt8(ascii: "#") }
            guard let colon = bare.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let key = String(decoding: Self.trimmed(bare[..<colon]), as: UTF8.self).lowercased()
            let value = Self.trimmed(bare[bare.index(after: colon)...])
            switch key {
            case "user-agent":
                if !isNaming { groups.append(([], [], nil)) }
                isNaming = true
                groups[groups.count - 1].agents.append(String(decoding: value, as: UTF8.self))
            case "allow", "disallow":
                isNaming = false
                guard !groups.isEmpty, !value.isEmpty else { continue }
                let isWhole = value.last == UInt8(ascii: "$")
                groups[groups.count - 1].rules.append(Rule(
                    isAllowed: key == "allow", pattern: Self.canonical(isWhole ? value.dropLast() : value, isPattern: true), isWhole: isWhole))
            case "crawl-delay":
                isNaming = false
                guard !groups.isEmpty, let delay = Double(String(decoding: value, as: UTF8.self)), delay.isFinite, delay >= 0 else { continue }
                groups[groups.count - 1].delay = delay
            default: continue
            }
        }
        let name = Self.product(agent)
        let own = groups.filter { group in group.agents.contains { $0 != "*" && Self.product($0) == name } }
        let chosen = own.isEmpty ? groups.filter { $0.agents.contains("*") } : own
        rules = chosen.flatMap(\.rules).sorted { left, right in
            left.pattern.count == right.pattern.count ? left.isAllowed && !right.isAllowed : left.pattern.count > right.pattern.count
        }
        delay = chosen.compactMap(\.delay).max().map { min($0, Self.longestDelay) }
        size += rules.reduce(0) { $0 + $1.pattern.count + 64 }
    }

    /// Whether a path, with its query, may be read: the longest rule that fits decides, in doubt in favour. What cannot be told
    /// in a reasonable number of steps may not.
    package func allows(_ path: String) -> Bool {
        let path = Self.canonical(Array(path.isEmpty ? "/".utf8 : path.utf8)[...], isPattern: false)
        var steps = Self.mostSteps
        for rule in rules {
            let isFitting = Self.fits(rule, path, &steps)
            if steps <= 0 { return false }
            if isFitting { return rule.isAllowed }
        }
        return true
    }

    /// Greedy matching with one place to come back to: linear in practice, and never more than `steps`.
    private static func fits(_ rule: Rule, _ path: [UInt8], _ steps: inout Int) -> Bool {
        let star = UInt8(ascii: "*")
        var (place, last, mark) = (0, -1, 0)
        var index = 0
        while index < path.count, steps > 0 {
            steps -= 1
            if place < rule.pattern.count, rule.pattern[place] == star {
                (last, mark) = (place, index)
                place += 1
            } else if place < rule.pattern.count, rule.pattern[place] == path[index] {
                place += 1
                index += 1
            } else if place == rule.pattern.count, !rule.isWhole {
                return true
            } else if last >= 0 {
                mark += 1
                (place, index) = (last + 1, mark)
            } else {
                return false
            }
        }
        while place < rule.pattern.count, rule.pattern[place] == star { place += 1 }
        return place == rule.pattern.count
    }

    // MARK: Bytes

    /// UTF-8 without the mark that many editors put in front; UTF-16 where its mark says so.
    private static func bytes(_ document: Data) -> [UInt8] {
        if document.starts(with: [0xFE, 0xFF]) || document.starts(with: [0xFF, 0xFE]) {
            return Array((String(data: document, encoding: .utf16) ?? "").utf8)
        }
        return Array(document.starts(with: [0xEF, 0xBB, 0xBF]) ? document.dropFirst(3) : document)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        var bytes = bytes
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        return bytes
    }

    /// The product token that begins a name (§2.2.1), in lower case.
    private static func product(_ name: String) -> String {
        String(name.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0 == "_") }).lowercased()
    }

    /// One spelling of what may be spelt in several (§2.2.2): signs that need no escape without it, bytes beyond ASCII with it.
    ///
    /// - Parameter isPattern: whether a star stands for any text, several of them for one; elsewhere it is a sign like another.
    private static func canonical(_ bytes: ArraySlice<UInt8>, isPattern: Bool) -> [UInt8] {
        var written: [UInt8] = []
        written.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hex(bytes[index + 1]), let low = hex(bytes[index + 2]) {
                let sign = high << 4 | low
                if isUnreserved(sign) { written.append(sign) } else { escape(sign, to: &written) }
                index += 3
                continue
            }
            if byte == UInt8(ascii: "*"), isPattern {
                if written.last != byte { written.append(byte) }
            } else if byte >= 0x80 || byte <= 0x20 || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "$") {
                escape(byte, to: &written)
            } else {
                written.append(byte)
            }
            index += 1
        }
        return written
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func escape(_ byte: UInt8, to written: inout [UInt8]) {
        written += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// RFC 3986, §2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
