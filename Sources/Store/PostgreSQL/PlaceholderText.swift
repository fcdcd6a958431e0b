/// The portable statement as PostgreSQL writes it: each `?` becomes `$1`, `$2`…
enum PlaceholderText {
    /// Question marks in literals, quoted names and comments are left alone.
    static func numbered(_ sql: String) -> (sql: String, count: Int) {
        let bytes = Array(sql.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var count = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            switch (byte, next) {
            case (UInt8(ascii: "?"), _):
                count += 1
                result += "$\(count)".utf8
                index += 1
            case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _):
                // A doubled quote ends one literal and begins the next: the same as passing over it.
                copy(upTo: end(of: [byte], from: index + 1))
            case (UInt8(ascii: "-"), UInt8(ascii: "-")):
                copy(upTo: end(of: [UInt8(ascii: "\n")], from: index + 2))
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                copy(upTo: end(of: [UInt8(ascii: "*"), UInt8(ascii: "/")], from: index + 2))
            default:
                result.append(byte)
                index += 1
            }
        }
        return (String(decoding: result, as: UTF8.self), count)

        func copy(upTo end: Int) {
            result += bytes[index..<end]
            index = end
        }

        func end(of mark: [UInt8], from start: Int) -> Int {
            var place = start
            while place + mark.count <= bytes.count {
                if bytes[place..<place + mark.count].elementsEqual(mark) { return place + mark.count }
                place += 1
            }
            return bytes.count
        }
    }
}
