import Localization

/// Cuts a `multipart/form-data` body (RFC 7578, RFC 2046 section 5.1) into its parts while it arrives, wherever the
/// network cuts it, holding no more than one piece and one delimiter of it.
///
/// ```swift
/// var parser = try MultipartParser(contentType: field)
/// for try await piece in body { try parser.feed(piece) { event in … } }
/// try parser.finish()
/// ```
package struct MultipartParser {
    /// What was just read.
    package enum Event {
        /// A part begins.
        case part(MultipartHeader)
        /// The next bytes of the part, never none.
        case bytes(ArraySlice<UInt8>)
        /// The part is whole.
        case endOfPart
    }

    /// What a body may cost before it is refused.
    package struct Limits: Sendable, Hashable {
        package var parts = 32
        /// Bytes of one part's header.
        package var headerBytes = 8 * 1024
        /// Bytes before the first part, which nobody reads.
        package var preambleBytes = 8 * 1024

        package init() {}
    }

    private enum State {
        case preamble, afterDelimiter, header, body, epilogue
    }

    private let delimiter: [UInt8]
    private let limits: Limits
    private var state = State.preamble
    /// Bytes that were fed and are not understood yet.
    private var pending: [UInt8]
    private var parts = 0
    private var skipped = 0

    /// - Parameter contentType: the request's field, with its `boundary`.
    /// - Throws: ``RequestError`` `request.multipart.boundary`.
    package init(contentType: String, limits: Limits = Limits()) throws {
        let field = FieldParameters(contentType)
        guard field.value.lowercased() == "multipart/form-data", let boundary = field["boundary"],
            (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw RequestError("request.multipart.boundary") }
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
        // The first delimiter may open the body, without a line end before it.
        pending = [0x0D, 0x0A]
    }

    /// Takes the next bytes of the body.
    ///
    /// - Throws: ``RequestError`` `request.multipart.…`; what `sink` throws.
    package mutating func feed(_ piece: some Sequence<UInt8>, _ sink: (Event) throws -> Void) throws {
        if state == .epilogue { return }
        pending.append(contentsOf: piece)
        var start = 0
        defer { pending.removeFirst(start) }
        while try step(&start, sink) {}
    }

    /// - Throws: ``RequestError`` `request.multipart.cut` where the body ended before its last delimiter.
    package func finish() throws {
        guard state == .epilogue else { throw RequestError("request.multipart.cut") }
    }

    /// Understands what it can from `start` on. Returns false where more bytes are needed.
    private mutating func step(_ start: inout Int, _ sink: (Event) throws -> Void) throws -> Bool {
        switch state {
        case .preamble:
            let found = find(from: start)
            skipped += found.position - start
            guard skipped <= limits.preambleBytes else { throw RequestError("request.multipart.form") }
            start = found.position
            guard found.isWhole else { return false }
            start += delimiter.count
            state = .afterDelimiter
        case .afterDelimiter:
            guard let isLast = try endOfDelimiter(&start) else { return false }
            state = isLast ? .epilogue : .header
            if isLast {
                start = pending.count
                return false
            }
            parts += 1
            guard parts <= limits.parts else {
                throw RequestError("request.multipart.parts", ["limit": .integer(limits.parts)])
            }
        case .header:
            guard let lines = try headerLines(&start) else { return false }
            try sink(.part(MultipartHeader(lines)))
            state = .body
        case .body:
            let found = find(from: start)
            if found.position > start { try sink(.bytes(pending[start..<found.position])) }
            start = found.position
            guard found.isWhole else { return false }
            start += delimiter.count
            try sink(.endOfPart)
            state = .afterDelimiter
        case .epilogue: return false
        }
        return true
    }

    /// Where the next delimiter starts, or the first place that could still become one.
    private func find(from start: Int) -> (position: Int, isWhole: Bool) {
        var position = start
        while position < pending.count {
            guard let candidate = pending[position...].firstIndex(of: 0x0D) else { return (pending.count, false) }
            position = candidate
            let length = min(delimiter.count, pending.count - position)
            var matched = 1
            while matched < length, pending[position + matched] == delimiter[matched] { matched += 1 }
            if matched == length { return (position, length == delimiter.count) }
            position += 1
        }
        return (pending.count, false)
    }

    /// What follows a delimiter: `--` after the last one, else blanks and a line end. Nil where more bytes are needed.
    private func endOfDelimiter(_ start: inout Int) throws -> Bool? {
        var position = start
        let dash = UInt8(ascii: "-")
        if pending.count - position < 2 { return nil }
        if pending[position] == dash, pending[position + 1] == dash {
            start = position + 2
            return true
        }
        while position < pending.count, pending[position] == 0x20 || pending[position] == 0x09 { position += 1 }
        guard position - start <= 64 else { throw RequestError("request.multipart.form") }
        guard pending.count - position >= 2 else { return nil }
        guard pending[position] == 0x0D, pending[position + 1] == 0x0A else { throw RequestError("request.multipart.form") }
        start = position + 2
        return false
    }

    /// The lines of a part's header, once its blank line is there.
    private func headerLines(_ start: inout Int) throws -> [String]? {
        var lines: [String] = []
        var lineStart = start
        while let end = lineEnd(from: lineStart) {
            guard end - start <= limits.headerBytes else { break }
            if end == lineStart {
                start = end + 2
                return lines
            }
            guard let line = String(validating: pending[lineStart..<end], as: UTF8.self) else { throw RequestError.encoding }
            lines.append(line)
            lineStart = end + 2
        }
        guard pending.count - start <= limits.headerBytes else {
            throw RequestError("request.multipart.header", ["limit": .bytes(Int64(limits.headerBytes))])
        }
        return nil
    }

    private func lineEnd(from start: Int) -> Int? {
        var position = start
        while position + 1 < pending.count {
            if pending[position] == 0x0D, pending[position + 1] == 0x0A { return position }
            position += 1
        }
        return nil
    }
}
