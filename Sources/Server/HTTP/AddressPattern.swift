package import HTTPTypes

/// An address as the router writes it, `{name}` standing for any piece.
package protocol AddressPattern: Sendable {
    var path: String { get }
}

extension AddressPattern {
    /// Whether a path of a request, still encoded, is this address's.
    package func matches(_ path: String) -> Bool {
        let own = self.path.split(separator: "/")
        let asked = path.split(separator: "/")
        return own.count == asked.count && zip(own, asked).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

/// An address that programs of other sites may read too, and read only.
package protocol OpenAddress: AddressPattern, CaseIterable {}

extension OpenAddress {
    /// The methods that a path answers to; none where it is not one of these.
    package static func methods(of path: String) -> [HTTPRequest.Method] {
        allCases.contains { $0.matches(path) } ? [.get, .head, .options] : []
    }
}

/// An address with forms around it.
package protocol FormAddress: AddressPattern, CaseIterable {
    /// Whether it shows a page.
    var isShown: Bool { get }
    /// Whether it takes a form.
    var takesForm: Bool { get }
}

extension FormAddress {
    /// The methods that a path answers to; none where it is not one of these.
    package static func methods(of path: String) -> [HTTPRequest.Method] {
        guard let address = allCases.first(where: { $0.matches(path) }) else { return [] }
        return (address.isShown ? [.get, .head] : []) + (address.takesForm ? [.post] : [])
    }
}
