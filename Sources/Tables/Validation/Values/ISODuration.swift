/// Durations of ISO 8601 as XML Schema writes them: `P1Y2M10DT2H30M`, `P3W`, `-PT0.5S`.
enum ISODuration {
    static func isValid(_ cell: ByteView) -> Bool {
        var index = 0
        if index < cell.count, cell[index] == UInt8(ascii: "-") || cell[index] == UInt8(ascii: "+") { index += 1 }
        guard index < cell.count, cell[index] == UInt8(ascii: "P") else { return false }
        index += 1
        var units = Array("YMWD".utf8)[...]
        var isTime = false
        var parts = 0
        while index < cell.count {
            if cell[index] == UInt8(ascii: "T") {
                guard !isTime else { return false }
                isTime = true
                units = Array("HMS".utf8)[...]
                index += 1
                guard index < cell.count else { return false }
            }
            let start = index
            while index < cell.count, cell[index] &- 0x30 < 10 { index += 1 }
            guard index > start else { return false }
            var hasFraction = false
            if index < cell.count, cell[index] == UInt8(ascii: ".") || cell[index] == UInt8(ascii: ",") {
                index += 1
                let fraction = index
                while index < cell.count, cell[index] &- 0x30 < 10 { index += 1 }
                guard index > fraction else { return false }
                hasFraction = true
            }
            guard index < cell.count, let unit = units.firstIndex(of: cell[index]) else { return false }
            units = units[(unit + 1)...]
            index += 1
            parts += 1
            // Only the smallest unit may be broken.
            if hasFraction { return index == cell.count }
        }
        return parts > 0
    }
}
