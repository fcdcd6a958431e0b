/// A body or a person that a catalogue names (`foaf:Agent`).
package struct Agent: Codable, Hashable, Sendable {
    package var name: String
    /// Its address in the source, which names it for good.
    package var uri: String?
    package var email: String?
    package var homepage: String?
    /// SIREN or SIRET, where one is told.
    package var siren: String?

    package init(name: String, uri: String? = nil, email: String? = nil, homepage: String? = nil, siren: String? = nil) {
        self.name = name
        self.uri = uri
        self.email = email
        self.homepage = homepage
        self.siren = siren
    }
}

/// Whom to write to about a dataset (`vcard:Kind`).
package struct ContactPoint: Codable, Hashable, Sendable {
    package var name: String?
    package var organization: String?
    package var email: String?
    package var url: String?
    package var telephone: String?
    /// As ISO 19115 says it: `pointOfContact`, `publisher`, `owner`…
    package var role: String?

    package init(
        name: String? = nil, organization: String? = nil, email: String? = nil, url: String? = nil,
        telephone: String? = nil, role: String? = nil
    ) {
        self.name = name
        self.organization = organization
        self.email = email
        self.url = url
        self.telephone = telephone
        self.role = role
    }

    /// Whether it says how to reach anybody.
    package var isEmpty: Bool { name == nil && organization == nil && email == nil && url == nil && telephone == nil }
}

/// Something that a catalogue points to: a standard, a page, a schema.
package struct Reference: Codable, Hashable, Sendable {
    package var url: String?
    package var title: String?

    package init(url: String? = nil, title: String? = nil) {
        self.url = url
        self.title = title
    }
}

/// How a dataset stands to another.
package struct Relation: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Belongs to a series (`dcat:inSeries`).
        case series
        case isVersionOf, hasVersion, previous, replaces, isReplacedBy
        case isPartOf, hasPart
        /// Made from (`dct:source`).
        case source
        case related
    }

    package var kind: Kind
    /// Address or identifier of the other, as the source names it.
    package var target: String
    package var title: String?

    package init(kind: Kind, target: String, title: String? = nil) {
        self.kind = kind
        self.target = target
        self.title = title
    }
}
