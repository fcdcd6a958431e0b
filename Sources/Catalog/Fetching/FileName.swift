import Foundation

/// Names of files given by strangers, made safe to store, show and offer for download.
package enum FileName {
    /// Longest name, in bytes of UTF-8: what the usual file systems hold, with room for a suffix.
    static let maximumBytes = 200

    /// The last component of a name, without control characters, separators or leading dots; `nil` where nothing is
    /// left.
    package static func safe(_ name: String) -> String? {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        var safe = ""
        for scalar in last.precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: continue
            default: safe.unicodeScalars.append("<>:\"|?*".unicodeScalars.contains(scalar) ? "_" : scalar)
            }
        }
        safe = String(safe.drop { $0 == "." || $0 == " " })
        while let end = safe.last, end == " " || end == "." { safe.removeLast() }
        return safe.isEmpty ? nil : shortened(safe)
    }

    /// The name that a `Content-Disposition` header gives (RFC 6266), the encoded form `filename*` first.
    package static func inDisposition(_ header: String) -> String? {
        var plain: String?
        for parameter in parameters(of: header) {
            switch parameter.name {
            case "filename*":
                // RFC 5987: charset'language'percent-encoded.
                let parts = parameter.value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                if parts.count == 3, parts[0].lowercased() == "utf-8",
                    let name = parts[2].removingPercentEncoding.flatMap(safe) {
                    return name
                }
            case "filename":
                plain = safe(parameter.value)
            default: continue
            }
        }
        return plain
    }

    private static func parameters(of header: String) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        var rest = header[...]
        while let separator = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: separator)...]
            guard let equals = rest.firstIndex(of: "=") else { break }
            let name = rest[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
            rest = rest[rest.index(after: equals)...].drop { $0 == " " }
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    value.append(character == "\\" ? rest.popFirst() ?? character : character)
                }
            } else {
                let end = rest.firstIndex(of: ";") ?? rest.endIndex
                value = rest[..<end].trimmingCharacters(in: .whitespaces)
                rest = rest[end...]
            }
            parameters.append((name, value))
        }
        return parameters
    }

    /// Cuts the stem rather than the extension, which tells the format.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > maximumBytes else { return name }
        var suffix = ""
        if let dot = name.lastIndex(of: "."), name[dot...].utf8.count <= 12 { suffix = String(name[dot...]) }
        var stem = name.dropLast(suffix.count)
        while stem.utf8.count + suffix.utf8.count > maximumBytes { stem.removeLast() }
        return stem + suffix
    }
}
