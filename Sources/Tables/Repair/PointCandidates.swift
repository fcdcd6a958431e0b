/// Points of the map in other spellings and orders.
enum PointCandidates {
    /// The spellings that schemas ask for a point: `[lon, lat]`, `lon, lat`, `lat, lon`, in the order that puts it in
    /// France; none where no order does, or both do.
    static func of(_ text: String) -> [Candidate] {
        guard let (first, second) = pair(text), let firstValue = Double(first), let secondValue = Double(second) else { return [] }
        let isLatitudeFirst = isInFrance(latitude: firstValue, longitude: secondValue)
        guard isLatitudeFirst != isInFrance(latitude: secondValue, longitude: firstValue) else { return [] }
        let (longitude, latitude) = isLatitudeFirst ? (second, first) : (first, second)
        let reason: Correction.Reason = isLatitudeFirst ? .swappedCoordinates : .pointSpelling
        return ["[\(longitude),\(latitude)]", "[\(longitude), \(latitude)]", "\(longitude),\(latitude)", "\(longitude), \(latitude)"]
            .filter { $0 != text }.map { Candidate($0, reason, meaning: "\(longitude),\(latitude)") }
    }

    /// Whether a point lies in metropolitan France or in one of the territories overseas, in boxes that leave out the
    /// seas between (IGN, Admin Express; to a tenth of a degree).
    static func isInFrance(latitude: Double, longitude: Double) -> Bool {
        boxes.contains { $0.latitudes.contains(latitude) && $0.longitudes.contains(longitude) }
    }

    private static let boxes: [(latitudes: ClosedRange<Double>, longitudes: ClosedRange<Double>)] = [
        (41.2...51.2, -5.3...9.7),
        (15.8...16.6, -61.9...(-60.9)), (14.3...15.0, -61.3...(-60.7)), (2.0...5.9, -54.7...(-51.5)),
        (-21.5...(-20.8), 55.1...55.9), (-13.1...(-12.5), 44.9...45.4), (46.7...47.2, -56.5...(-56.0)),
        (17.8...18.2, -63.2...(-62.7)), (-23.0...(-19.4), 163.4...168.2), (-28.0...(-7.8), -155.0...(-134.3)),
        (-14.4...(-13.1), -178.3...(-176.0)),
    ]

    /// Two numbers with a mark between them, with dots for decimals.
    private static func pair(_ text: String) -> (String, String)? {
        var inner = text[...]
        for (opening, closing) in [("[", "]"), ("(", ")"), ("POINT(", ")"), ("POINT (", ")")] where inner.hasPrefix(opening) && inner.hasSuffix(closing) {
            inner = inner.dropFirst(opening.count).dropLast(closing.count)
        }
        let separators: [Character] = [";", "|", "\t"]
        for separator in separators where inner.contains(separator) {
            let parts = inner.split(separator: separator).map { trimmed($0).replacing(",", with: ".") }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
        let commas = inner.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
        if commas.count == 2, commas.allSatisfy({ !$0.contains(" ") }) { return (commas[0], commas[1]) }
        // `48,85, 2,35`: four parts, two of them decimals.
        if commas.count == 4 { return ("\(commas[0]).\(commas[1])", "\(commas[2]).\(commas[3])") }
        let words = inner.split(separator: " ").map { String($0).replacing(",", with: ".") }
        return words.count == 2 ? (words[0], words[1]) : nil
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\u{A0}" }
        while let last = text.last, last == " " || last == "\u{A0}" { text.removeLast() }
        return String(text)
    }
}
