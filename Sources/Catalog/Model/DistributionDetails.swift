/// What DCAT-AP 3 says of a distribution beyond its title: where it is, in which form, under which terms.
package struct DistributionDetails: Codable, Hashable, Sendable {
    /// What a resource is for.
    package enum Role: String, Codable, Hashable, Sendable, CaseIterable {
        /// The data themselves.
        case data
        /// A service that answers questions.
        case service
        case documentation
        /// A page for people, from which the data may be reached.
        case page
    }

    /// Name of the distribution in the source: an identifier or an address.
    package var remoteID: String?
    package var role: Role = .data
    package var accessURL: String?
    package var downloadURL: String?
    /// Lower case, without parameters.
    package var mediaType: String?
    /// Short name of the form, lower case: `csv`, `shp`, `wms`…; what the source says, where it is not a known one.
    package var format: String?
    /// Size announced, in bytes.
    package var bytes: Int64?
    package var checksum: Checksum?
    package var issued: String?
    package var modified: String?
    package var licence: Licence?
    package var licenceText: String?
    package var rights: String?
    package var languages: [String]?
    package var conformsTo: [Reference]?
    /// Stable, experimental… (`dcatap:availability`).
    package var availability: String?
    /// Address of the service that gives it (`dcat:accessService`).
    package var service: String?
    package var packaging: String?

    package init() {}

    /// The sum that tells a file from another (`spdx:checksum`).
    package struct Checksum: Codable, Hashable, Sendable {
        /// `sha1`, `sha256`, `md5`…
        package var algorithm: String
        package var value: String

        package init(algorithm: String, value: String) {
            self.algorithm = algorithm
            self.value = value
        }
    }
}
