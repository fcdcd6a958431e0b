/// Reading of the `Accept-…` fields (RFC 9110, section 12.5).
package enum Negotiation {
    /// Whether `field` accepts `coding` with a weight above zero; `*` stands for every coding not named.
    ///
    /// - Parameter field: an `Accept-Encoding` value. Absent means that nothing but identity is wanted here.
    package static func accepts(_ coding: String, in field: String?) -> Bool {
        guard let field else { return false }
        var wildcard = false
        for range in field.split(separator: ",") {
            let parts = range.split(separator: ";")
            guard let name = parts.first?.filter({ $0 != " " && $0 != "\t" }).lowercased() else { continue }
            let weight = parts.dropFirst().first { $0.contains("q=") }
                .flatMap { Double($0.filter { $0 != " " }.dropFirst(2)) } ?? 1
            if name == coding { return weight > 0 }
            if name == "*" { wildcard = weight > 0 }
        }
        return wildcard
    }

    /// Whether an `Accept` value allows JSON, alone or among others; absent, anything goes.
    package static func acceptsJSON(_ accept: String?) -> Bool {
        guard let accept else { return true }
        return accept.split(separator: ",").contains { range in
            let field = FieldParameters(range)
            return ["application/json", "application/*", "*/*"].contains(field.value.lowercased())
                && field["q"].flatMap { Double($0) } != 0
        }
    }

    /// Whether a browser asks: it names HTML, programs do not.
    package static func prefersHTML(_ accept: String?) -> Bool { accept?.contains("text/html") ?? false }
}
