/// Under which addresses an export names what the catalogue holds: the site's own, which the room of the catalogue does
/// not know.
package struct ExportAddresses: Sendable {
    /// `https://donnees.exemple.fr`, without a final slash.
    package let origin: String
    /// The page of a dataset, by its slug.
    package let dataset: @Sendable (_ slug: String) -> String
    /// What names an organisation, by its slug.
    package let organization: @Sendable (_ slug: String) -> String
    /// The page of a file, and the file itself where this site gives it or knows where it is.
    package let file: @Sendable (ResourceDetail) -> (page: String, download: String?)

    package init(
        origin: String, dataset: @escaping @Sendable (_ slug: String) -> String,
        organization: @escaping @Sendable (_ slug: String) -> String,
        file: @escaping @Sendable (ResourceDetail) -> (page: String, download: String?)
    ) {
        self.origin = origin
        self.dataset = dataset
        self.organization = organization
        self.file = file
    }
}

/// What an export says of the catalogue itself.
package struct ExportedCatalogue: Sendable {
    package let title: String
    package let description: String
    /// Who answers for it.
    package let publisher: String

    package init(title: String, description: String, publisher: String) {
        self.title = title
        self.description = description
        self.publisher = publisher
    }
}

/// One page of an export among others (<https://www.hydra-cg.com/spec/latest/core/#collections>).
package struct ExportPaging: Sendable {
    /// Address of this page.
    package let address: String
    package let first: String
    package let last: String
    package let previous: String?
    package let next: String?
    /// Datasets on all pages.
    package let total: Int

    package init(address: String, first: String, last: String, previous: String?, next: String?, total: Int) {
        self.address = address
        self.first = first
        self.last = last
        self.previous = previous
        self.next = next
        self.total = total
    }
}
