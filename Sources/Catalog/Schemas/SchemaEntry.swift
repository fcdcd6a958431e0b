package import Foundation

/// A table schema that can be named: where it comes from and what is said of it before it is read.
package struct SchemaEntry: Codable, Sendable, Hashable {
    /// Where its text lies.
    package enum Origin: String, Codable, Sendable, Hashable {
        /// In the folder that the instance's setting names.
        case folder
        /// Fetched from the catalogue of schemas.
        case catalogue
    }

    /// A file that shows how data in this schema looks.
    package struct Example: Codable, Sendable, Hashable {
        package let title: String
        package let address: URL
    }

    /// As the catalogue names it: `etalab/schema-lieux-covoiturage`.
    package let name: String
    package var title: String
    /// In a few sentences; may be empty.
    package var summary: String
    package var version: String?
    /// Where the catalogue keeps its latest version.
    package var address: URL?
    /// Groups that the catalogue puts it in, such as “Socle Commun des Données Locales”.
    package var labels: [String]
    package var examples: [Example]
    package var origin: Origin

    /// The name as part of an address and as the name of a file: `etalab--schema-lieux-covoiturage`.
    package var slug: String { Self.slug(name) }

    /// What a name becomes in addresses and names of files.
    static func slug(_ name: String) -> String { name.replacing("/", with: "--") }

    /// Whether a name can be part of an address and the name of a file, wherever it comes from.
    static func isName(_ name: String) -> Bool {
        (1...120).contains(name.utf8.count) && !name.hasPrefix(".") && !name.contains("..")
            && name.utf8.allSatisfy {
                ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122)
                    || $0 == 45 || $0 == 46 || $0 == 47 || $0 == 95
            }
    }
}
