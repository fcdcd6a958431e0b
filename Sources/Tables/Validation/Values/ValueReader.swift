import Localization

/// Reads the cells of one field as its type and format say; `nil` where a cell is none of it.
///
/// What a type admits is Table Schema's word (version 1); where the standard is silent, frictionless-py's, the reference
/// that the national schemas were written against.
struct ValueReader {
    let field: SchemaField
    private let pattern: TimePattern?
    private let trueWords: [[UInt8]]
    private let falseWords: [[UInt8]]
    private let decimalMark: [UInt8]
    private let groupMark: [UInt8]

    init(_ field: SchemaField) {
        self.field = field
        let hasPattern = field.type.hasPatterns && !field.type.formats.contains(field.format)
        pattern = hasPattern ? TimePattern(field.format) : nil
        trueWords = field.trueValues.map { Array($0.utf8) }
        falseWords = field.falseValues.map { Array($0.utf8) }
        decimalMark = Array(field.decimalChar.utf8)
        groupMark = Array(field.groupChar.utf8)
    }

    func read(_ text: String) -> TypedValue? { text.withView { read($0) } }

    func read(_ cell: ByteView) -> TypedValue? {
        switch field.type {
        case .any: return .text
        case .string: return TextFormat.isValid(cell, field.format) ? .text : nil
        case .boolean:
            if trueWords.contains(where: { $0.withView { $0.equals(cell) } }) { return .boolean(true) }
            if falseWords.contains(where: { $0.withView { $0.equals(cell) } }) { return .boolean(false) }
            return nil
        case .integer: return integer(cell.trimmed).map { .number($0) }
        case .number: return number(cell.trimmed).map { .number($0) }
        case .year: return cell.count == 4 ? DateSyntax.number(cell, 0, 4).map { .number(DecimalNumber($0)) } : nil
        case .yearmonth: return yearMonth(cell)
        case .date, .time, .datetime: return temporal(cell)
        case .duration: return ISODuration.isValid(cell) ? .text : nil
        case .geopoint: return point(cell)
        case .object: return json(cell).flatMap { $0.object == nil ? nil : .json($0) }
        case .array: return json(cell).flatMap { $0.array == nil ? nil : .json($0) }
        case .geojson:
            guard let value = json(cell) else { return nil }
            return (field.format == "topojson" ? GeoJSONShape.isTopology(value) : GeoJSONShape.isGeoJSON(value)) ? .json(value) : nil
        }
    }

    /// A bound as a schema writes it: that of whole numbers may have decimals.
    func readBound(_ text: String) -> TypedValue? {
        if field.type == .integer || field.type == .year { return text.withView { DecimalNumber($0.trimmed) }.map { .number($0) } }
        return read(text)
    }

    private func json(_ cell: ByteView) -> JSONValue? { try? JSONValue(parsing: cell.array) }

    // MARK: Numbers

    private func integer(_ cell: ByteView) -> DecimalNumber? {
        if !field.bareNumber {
            let bare = Self.bared(cell.array)
            return bare.withView { Self.isWhole($0) ? DecimalNumber($0) : nil }
        }
        return Self.isWhole(cell) ? DecimalNumber(cell) : nil
    }

    private static func isWhole(_ cell: ByteView) -> Bool {
        let start = cell.count > 0 && (cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+")) ? 1 : 0
        guard cell.count > start else { return false }
        for index in start..<cell.count where cell[index] &- 0x30 >= 10 { return false }
        return true
    }

    private func number(_ cell: ByteView) -> DecimalNumber? {
        if field.bareNumber, groupMark.isEmpty, decimalMark == [UInt8(ascii: ".")] { return DecimalNumber(cell) }
        var bytes = cell.array
        if !field.bareNumber { bytes = Self.bared(bytes) }
        if !groupMark.isEmpty { bytes = Self.replaced(bytes, groupMark, with: []) }
        if decimalMark != [UInt8(ascii: ".")] {
            if bytes.contains(UInt8(ascii: ".")) { return nil }
            bytes = Self.replaced(bytes, decimalMark, with: [UInt8(ascii: ".")])
        }
        return bytes.withView { DecimalNumber($0) }
    }

    /// Without what stands before the first digit or sign and after the last digit.
    private static func bared(_ bytes: [UInt8]) -> [UInt8] {
        let isDigit: (UInt8) -> Bool = { $0 &- 0x30 < 10 }
        guard let last = bytes.lastIndex(where: isDigit),
            let first = bytes.firstIndex(where: { isDigit($0) || $0 == UInt8(ascii: "-") }), first <= last
        else { return bytes }
        return Array(bytes[first...last])
    }

    private static func replaced(_ bytes: [UInt8], _ mark: [UInt8], with other: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: mark) {
                out += other
                index += mark.count
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }

    // MARK: Time

    private func yearMonth(_ cell: ByteView) -> TypedValue? {
        guard cell.count == 7, cell[4] == UInt8(ascii: "-"), let year = DateSyntax.number(cell, 0, 4),
            let month = DateSyntax.number(cell, 5, 2), month >= 1, month <= 12
        else { return nil }
        return .month(year * 12 + month - 1)
    }

    private func temporal(_ cell: ByteView) -> TypedValue? {
        if let pattern { return pattern.read(cell).flatMap { $0.value(field.type) } }
        let isAny = field.format == "any"
        switch field.type {
        case .date:
            if isAny {
                let value = cell.trimmed
                let reading = DateSyntax.read(value, mask: ByteClass.table.scan(value))
                return reading.traits.isDisjoint(with: .dates) ? nil : .date(Self.anyDays(reading))
            }
            guard cell.count == 10, cell[4] == UInt8(ascii: "-"), cell[7] == UInt8(ascii: "-"), let year = DateSyntax.number(cell, 0, 4),
                let month = DateSyntax.number(cell, 5, 2), let day = DateSyntax.number(cell, 8, 2), CivilCalendar.isValid(year, month, day)
            else { return nil }
            return .date(Int64(CivilCalendar.dayNumber(year, month, day)))
        case .datetime:
            // XML Schema's `dateTime`; a space may stand for the `T` (RFC 3339, section 5.6).
            if !isAny { guard cell.count >= 19, cell[16] == UInt8(ascii: ":"), cell[13] == UInt8(ascii: ":"), cell[4] == UInt8(ascii: "-"), cell[11] != 0x20 else { return nil } }
            let value = isAny ? cell.trimmed : cell
            let reading = DateSyntax.read(value, mask: ByteClass.table.scan(value))
            guard !reading.traits.isDisjoint(with: .dates), isAny || reading.traits.contains(.withTime) else { return nil }
            return .instant(Self.anyDays(reading) * 86_400_000_000 + reading.microseconds)
        default:
            if isAny { return DateSyntax.timeOfDay(cell.trimmed).map { .time($0) } }
            guard cell.count >= 8, cell[2] == UInt8(ascii: ":"), cell[5] == UInt8(ascii: ":") else { return nil }
            var index = 0
            guard let time = DateSyntax.clock(cell, &index) else { return nil }
            if index == cell.count { return .time(time) }
            return DateSyntax.zone(cell, index).map { .time(time - $0) }
        }
    }

    /// Days of a value whose form is free: the French order where day and month could be exchanged.
    private static func anyDays(_ reading: DateReading) -> Int64 {
        let format = DateFormat.allCases.indices.first { reading.traits.contains(.date($0)) } ?? 0
        return reading.days(DateFormat.allCases[format])
    }

    // MARK: Places

    private func point(_ cell: ByteView) -> TypedValue? {
        var parts: [DecimalNumber?] = []
        switch field.format {
        case "array":
            guard let elements = json(cell)?.array else { return nil }
            parts = elements.map { Self.coordinate($0) }
        case "object":
            guard let value = json(cell), value.object?.count == 2 else { return nil }
            parts = [value["lon"].flatMap(Self.coordinate), value["lat"].flatMap(Self.coordinate)]
        default:
            var start = 0
            for index in 0...cell.count where index == cell.count || cell[index] == UInt8(ascii: ",") {
                parts.append(DecimalNumber(cell.slice(start, index).trimmed))
                start = index + 1
            }
        }
        guard parts.count == 2, let longitude = parts[0], let latitude = parts[1], abs(longitude.double) <= 180, abs(latitude.double) <= 90
        else { return nil }
        return .point(longitude: longitude, latitude: latitude)
    }

    private static func coordinate(_ value: JSONValue) -> DecimalNumber? {
        switch value {
        case .number(let text), .string(let text): text.withView { DecimalNumber($0.trimmed) }
        default: nil
        }
    }
}
