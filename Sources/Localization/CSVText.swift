/// Comma-separated text (RFC 4180): the one place where cells are quoted, and kept from being run as formulas.
package enum CSVText {
    /// Who opens the file.
    package enum Reader: Sendable, Hashable {
        /// A person's spreadsheet: no text can become a formula in it, and records end in CR LF, as RFC 4180 asks.
        case spreadsheet
        /// A program, or a person who wants their own data back: each cell byte for byte, records end in LF.
        case program
    }

    /// One record for a spreadsheet.
    package static func line(_ cells: [String]) -> String {
        var out: [UInt8] = []
        append(cells, for: .spreadsheet, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends one record.
    package static func append(_ cells: some Sequence<String>, for reader: Reader, to out: inout [UInt8]) {
        var isFirst = true
        for cell in cells {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            append(cell, for: reader, to: &out)
        }
        endRecord(for: reader, to: &out)
    }

    /// Appends the end of a record.
    package static func endRecord(for reader: Reader, to out: inout [UInt8]) {
        if reader == .spreadsheet { out.append(0x0D) }
        out.append(0x0A)
    }

    /// Appends one cell, without what parts it from others.
    package static func append(_ cell: String, for reader: Reader, to out: inout [UInt8]) {
        var cell = cell
        cell.withUTF8 { unsafe append($0, for: reader, to: &out) }
    }

    /// The same from bytes of UTF-8.
    package static func append(_ cell: UnsafeBufferPointer<UInt8>, for reader: Reader, to out: inout [UInt8]) {
        let isFormula = unsafe reader == .spreadsheet && isFormula(cell)
        // Some readers drop spaces at the ends of what is not quoted.
        var needsQuotes = unsafe cell.first == 0x20 || cell.last == 0x20
        for unsafe byte in unsafe cell where byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D {
            needsQuotes = true
            break
        }
        guard needsQuotes else {
            if isFormula { out.append(UInt8(ascii: "'")) }
            unsafe out.append(contentsOf: cell)
            return
        }
        out.append(UInt8(ascii: "\""))
        if isFormula { out.append(UInt8(ascii: "'")) }
        for unsafe byte in unsafe cell {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Whether a spreadsheet might run a text: it begins with `=`, `+`, `-`, `@` or a control character, and is not simply
    /// a number. An apostrophe in front of it makes it a text there too (OWASP, “CSV Injection”; ASVS 5.0, 1.2.10).
    private static func isFormula(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = unsafe cell.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 0..<0x20: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return unsafe !isNumber(cell.dropFirst())
        default: return false
        }
    }

    /// Digits with one decimal point or comma at most, and an exponent perhaps: `33612`, `12,5`, `1.5e-07`.
    private static func isNumber(_ text: some Collection<UInt8>) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
        func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }
        let mantissa = text.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        guard mantissa.allSatisfy({ isDigit($0) || isMark($0) }), mantissa.contains(where: isDigit), mantissa.count(where: isMark) <= 1
        else { return false }
        var exponent = text.dropFirst(mantissa.count)
        if exponent.isEmpty { return true }
        exponent = exponent.dropFirst()
        if exponent.first == UInt8(ascii: "+") || exponent.first == UInt8(ascii: "-") { exponent = exponent.dropFirst() }
        return !exponent.isEmpty && exponent.allSatisfy(isDigit)
    }
}
