/// Which sites' scripts may ask what is meant for programs: this site's own.
///
/// A browser says in `Origin` which page a request comes from; programs say nothing. A page of another site must not
/// reach a server of the reader's own network by a name that it makes point there (DNS rebinding): where the public
/// name is not known, only pages at an address of numbers or at `localhost` are believed to be this site's own.
package struct OriginPolicy: Sendable {
    private let publicOrigin: String?

    /// - Parameter publicOrigin: `https://donnees.exemple.fr`, where the instance has a public name.
    package init(publicOrigin: String?) { self.publicOrigin = publicOrigin }

    /// - Parameters:
    ///   - origin: the field's value; nil where the request has none.
    ///   - own: this site's origin as the request names it.
    package func allows(_ origin: String?, of own: String) -> Bool {
        guard let origin else { return true }
        if let publicOrigin { return origin == publicOrigin }
        return origin == own && Self.isLiteral(own)
    }

    /// Whether no name was asked for on the way: an address of numbers, or this machine.
    private static func isLiteral(_ origin: String) -> Bool {
        guard let start = origin.firstRange(of: "://")?.upperBound else { return false }
        let place = origin[start...]
        if place.hasPrefix("[") { return true }
        let host = place.prefix { $0 != ":" }
        if host == "localhost" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.allSatisfy { UInt8($0) != nil }
    }
}
