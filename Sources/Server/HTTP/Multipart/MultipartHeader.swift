/// What a part of a form says of itself.
package struct MultipartHeader: Sendable, Hashable {
    /// Of the form's field.
    package let name: String
    /// As the browser gives it, without folders; nil where the part is no file.
    package let fileName: String?
    package let mediaType: String?

    /// - Parameter lines: of the header, without line ends.
    /// - Throws: ``RequestError`` `request.multipart.form` where the part has no name (RFC 7578, section 4.2).
    init(_ lines: [String]) throws {
        var disposition: FieldParameters?
        var mediaType: String?
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { throw RequestError("request.multipart.form") }
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = FieldParameters(line[line.index(after: colon)...])
            case "content-type": mediaType = FieldParameters(line[line.index(after: colon)...]).value.lowercased()
            // Anything else is not used any more by senders, and not read (section 4.8).
            default: continue
            }
        }
        guard let disposition, disposition.value.lowercased() == "form-data", let name = disposition["name"] else {
            throw RequestError("request.multipart.form")
        }
        self.name = name
        fileName = disposition["filename"].map { name in
            // Some send the whole path; the folders of a person's machine are nobody's business.
            String(name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
        }
        self.mediaType = mediaType
    }
}

/// A field's value with its parameters: `text/csv; charset=utf-8` (RFC 9110, section 5.6.6).
package struct FieldParameters: Sendable, Hashable {
    /// What stands before the first semicolon, without blanks around it.
    package let value: String
    private let parameters: [(name: String, value: String)]

    package init(_ field: some StringProtocol) {
        var rest = Substring(field)
        let end = rest.firstIndex(of: ";") ?? rest.endIndex
        value = Self.trimmed(rest[..<end])
        rest = rest[end...]
        var found: [(name: String, value: String)] = []
        while rest.first == ";" {
            rest = rest.dropFirst()
            guard let stop = rest.firstIndex(where: { $0 == "=" || $0 == ";" }) else { break }
            let name = Self.trimmed(rest[..<stop]).lowercased()
            rest = rest[stop...]
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            if rest.first == "\"" {
                found.append((name, Self.quoted(&rest)))
                rest = rest.drop { $0 != ";" }
            } else {
                let end = rest.firstIndex(of: ";") ?? rest.endIndex
                found.append((name, Self.trimmed(rest[..<end])))
                rest = rest[end...]
            }
        }
        parameters = found
    }

    /// The first parameter of this name, which is written in small letters.
    package subscript(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    package static func == (left: FieldParameters, right: FieldParameters) -> Bool {
        left.value == right.value && left.parameters.elementsEqual(right.parameters, by: ==)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(value) }

    /// Between quotes. Browsers write `%22` for a quote and leave a backslash as it is (WHATWG HTML, form submission);
    /// others put a backslash before a quote: both are understood.
    private static func quoted(_ rest: inout Substring) -> String {
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", rest.first == "\"" || rest.first == "\\" {
                value.append(rest.removeFirst())
            } else {
                value.append(character)
            }
        }
        return value.replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: " ")
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
