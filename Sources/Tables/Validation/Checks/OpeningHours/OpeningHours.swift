/// Opening hours in the notation of OpenStreetMap (wiki page “Key:opening_hours/specification”, version 0.7.2).
///
/// A value is valid when it is a sentence of the grammar; whether it makes sense (a rule hidden by the next one) is left
/// to who reads it.
enum OpeningHours {
    static func isValid(_ cell: ByteView) -> Bool {
        var grammar = OpeningHoursGrammar(cell.array)
        return grammar.isDomain()
    }
}

/// A reader by recursive descent: each function takes what it is named after, or stays where it was and says `false`.
struct OpeningHoursGrammar {
    let bytes: [UInt8]
    var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Rules separated by `;`, `||`, or `,` before a rule of its own.
    mutating func isDomain() -> Bool {
        skipSpace()
        guard rule() else { return false }
        while true {
            skipSpace()
            if index == bytes.count { return true }
            if take("||") {
                skipSpace()
                guard rule() else { return false }
            } else if take(";") {
                skipSpace()
                guard rule() else { return false }
            } else if take(",") {
                skipSpace()
                guard rule() else { return false }
            } else {
                return false
            }
        }
    }

    mutating func rule() -> Bool {
        let start = index
        let hasSelector = selector()
        let mark = index
        skipSpace()
        if modifier() { return true }
        index = mark
        if !hasSelector { index = start }
        return hasSelector
    }

    /// `open`, `closed`, `off`, `unknown`, with or without a comment; or a comment alone.
    mutating func modifier() -> Bool {
        for word in ["open", "closed", "off", "unknown"] where takeWord(word) {
            let mark = index
            skipSpace()
            if !comment() { index = mark }
            return true
        }
        return comment()
    }

    mutating func comment() -> Bool {
        guard peek == UInt8(ascii: "\"") else { return false }
        let start = index
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
        guard index < bytes.count, index > start + 1 else {
            index = start
            return false
        }
        index += 1
        return true
    }

    mutating func selector() -> Bool {
        if take("24/7") { return true }
        let start = index
        let isWide = wideSelector()
        let mark = index
        skipSpace()
        let afterSpace = index
        if isWide, take(":") { skipSpace() }
        if smallSelector() { return true }
        if isWide {
            index = mark
            if index < afterSpace || peek == UInt8(ascii: ":") { _ = take(":") }
            return true
        }
        index = start
        return false
    }
}
