/// A language that Portulan speaks. Each has a folder of message catalogues, named by ``rawValue``.
package enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case french = "fr"
    case english = "en"

    /// The language that a person's preferences ask for, French where they name neither.
    ///
    /// - Parameter preferences: an HTTP `Accept-Language` field value (RFC 9110, section 12.5.4) or a POSIX
    ///   locale such as `en_GB.UTF-8`. Weights are honoured; ties go to the one named first.
    package init(preferences: String) {
        var best: (language: Language, weight: Double)?
        for range in preferences.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.trimmingBlanks }
            guard let tag = parts.first?.prefix(while: { $0.isLetter }).lowercased(),
                let language = Language(rawValue: tag)
            else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        self = best?.language ?? .french
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
