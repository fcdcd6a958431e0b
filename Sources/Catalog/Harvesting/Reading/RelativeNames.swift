import Foundation

/// Names of nodes that a document writes without an address (`rdf:about="fr-200053742/2019/limite"`), as catalogues behind
/// CSW do: resolved against the request they would look like pages of the server, and differ from one request to the next.
enum RelativeNames {
    /// What such documents are read against: an address that leads nowhere (RFC 2606).
    static let base = URL(string: "http://relatif.invalid/") ?? URL(filePath: "/")

    /// The address of a node; `nil` where it only has a name.
    static func address(_ iri: String?) -> String? {
        iri.flatMap { $0.hasPrefix(base.absoluteString) ? nil : $0 }
    }

    /// The address or the name, as the document writes it.
    static func name(_ iri: String?) -> String? {
        iri.map { $0.hasPrefix(base.absoluteString) ? String($0.dropFirst(base.absoluteString.count)) : $0 }
    }
}
