import Lake

/// JSON written straight to bytes: no tree, no reflection, one buffer.
///
/// Objects and arrays are closures, so nothing is left open. Commas are the writer's business.
package struct JSONBytes: Sendable {
    package private(set) var bytes: [UInt8]
    private var needsComma = false

    package init(reserving capacity: Int = 1024) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    package mutating func object(_ body: (inout JSONBytes) throws -> Void) rethrows {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        try body(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    package mutating func array(_ body: (inout JSONBytes) throws -> Void) rethrows {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        try body(&self)
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// A member whose value the closure writes.
    package mutating func member(_ name: String, _ value: (inout JSONBytes) throws -> Void) rethrows {
        key(name)
        try value(&self)
    }

    package mutating func member(_ name: String, _ value: String) { key(name); string(value) }
    package mutating func member(_ name: String, _ value: some BinaryInteger) { key(name); integer(value) }
    package mutating func member(_ name: String, _ value: Bool) { key(name); boolean(value) }
    package mutating func member(_ name: String, _ value: Double?) { key(name); number(value) }
    /// A missing text is written `null`.
    package mutating func member(_ name: String, optional value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    /// A name already escaped and quoted with its colon, as ``escapedKey(_:)`` makes them: the rows of one answer
    /// all have the same.
    package mutating func rawKey(_ key: [UInt8]) {
        separate()
        bytes.append(contentsOf: key)
        needsComma = false
    }

    package static func escapedKey(_ name: String) -> [UInt8] {
        var out = JSONBytes(reserving: name.utf8.count + 3)
        out.key(name)
        return out.bytes
    }

    private mutating func key(_ name: String) {
        separate()
        JSONText.append(quoted: name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func null() { literal("null") }
    package mutating func boolean(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func string(_ value: String) {
        separate()
        JSONText.append(quoted: value, to: &bytes)
        needsComma = true
    }

    /// A value that `write` appends as JSON.
    package mutating func value(_ write: (inout [UInt8]) -> Void) {
        separate()
        write(&bytes)
        needsComma = true
    }

    package mutating func integer(_ value: some BinaryInteger) {
        separate()
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    /// The shortest text that reads back as the same double, 12 rather than 12.0 as PostgreSQL writes it. JSON has no infinity and no NaN: they become `null`.
    package mutating func number(_ value: Double?) {
        guard let value, value.isFinite else { return null() }
        separate()
        if value == value.rounded(), abs(value) < 0x1p53 {
            bytes.append(contentsOf: String(Int64(value)).utf8)
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }
}
