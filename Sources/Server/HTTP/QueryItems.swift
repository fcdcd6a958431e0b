package import Hummingbird

/// The query of a request as an ordered list of decoded names and values, repeated names included.
package struct QueryItems: Sendable, Hashable {
    /// One `name=value`. A name without `=` has no value, which is not the same as an empty one.
    package struct Item: Sendable, Hashable {
        package let name: String
        package let value: String?

        package init(name: String, value: String?) {
            self.name = name
            self.value = value
        }
    }

    package let items: [Item]

    package init(_ items: [Item]) { self.items = items }

    /// - Parameter text: what follows `?` in the request target, still encoded.
    /// - Throws: ``RequestError`` (`request.encoding`) where a percent sequence is broken or not UTF-8.
    package init(parsing text: some StringProtocol) throws {
        items = try text.split(separator: "&").map { piece in
            let equals = piece.firstIndex(of: "=")
            guard let name = RequestTarget.decode(piece[..<(equals ?? piece.endIndex)], plusIsSpace: true) else {
                throw RequestError.encoding
            }
            guard let equals else { return Item(name: name, value: nil) }
            guard let value = RequestTarget.decode(piece[piece.index(after: equals)...], plusIsSpace: true) else {
                throw RequestError.encoding
            }
            return Item(name: name, value: value)
        }
    }

    /// The first value of this name.
    package subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// Every value of this name, in order.
    package func all(_ name: String) -> [String] { items.compactMap { $0.name == name ? $0.value : nil } }

    /// Written back, percent-encoded, without its `?`.
    package var encoded: String {
        items.map { item in
            let name = RequestTarget.encode(item.name)
            return item.value.map { "\(name)=\(RequestTarget.encode($0))" } ?? name
        }.joined(separator: "&")
    }
}

extension Request {
    /// The decoded query; see ``QueryItems``.
    package var queryItems: QueryItems {
        get throws { try QueryItems(parsing: uri.query ?? "") }
    }
}
