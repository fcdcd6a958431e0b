import Crypto
import Foundation
import Localization

/// What tells that two records speak of the same dataset, though their source, their number or their title differ.
enum IdentityKeys {
    /// Keys that hold from one source to another: addresses of things, identifiers that cannot meet by chance.
    static func strong(_ record: HarvestedDataset) -> [String] {
        let names = [record.uri].compactMap { $0 } + (record.metadata.details?.identifiers ?? [])
        return Set(names.filter(isGlobal).map { "id:" + normalised($0) }).sorted()
    }

    /// Keys that need a second sign: the page of the producer, a file at the same address.
    static func weak(_ record: HarvestedDataset) -> [String] {
        let page = record.metadata.source.map { ["page:" + normalised($0.absoluteString)] } ?? []
        let files = record.resources.filter { $0.details.role == .data }.compactMap(\.address).map { "file:" + normalised($0) }
        return Set(page + files.prefix(20)).sorted()
    }

    /// The title without accents, case and marks.
    static func title(_ record: HarvestedDataset) -> Set<String> { Set(Folding.words(record.metadata.title)) }

    /// The key of the whole title, for datasets that changed everything else.
    static func titleKey(_ record: HarvestedDataset) -> String {
        "title:" + Folding.words(record.metadata.title).joined(separator: " ").prefix(300)
    }

    /// Whether two titles are of one dataset: half of their words at least in common.
    static func resemble(_ left: Set<String>, _ right: Set<String>) -> Bool {
        guard !left.isEmpty, !right.isEmpty else { return false }
        return 2 * left.intersection(right).count >= left.union(right).count
    }

    /// An address, a number made to be unique, or a long code: « 3 » means nothing outside its portal.
    private static func isGlobal(_ name: String) -> Bool {
        if name.hasPrefix("http://") || name.hasPrefix("https://") || name.hasPrefix("urn:") || name.hasPrefix("doi:") {
            return name.count > 12
        }
        let hexadecimal = name.filter(\.isHexDigit).count
        return name.count >= 20 && hexadecimal >= 16 && name.contains("-")
    }

    /// Schemes, case of hosts and last slashes do not tell two things apart.
    private static func normalised(_ name: String) -> String {
        var text = name.trimmingWhitespace()
        for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
            text = String(text.dropFirst(scheme.count))
            let host = text.prefix { $0 != "/" }
            text = host.lowercased() + text.dropFirst(host.count)
        }
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }

    /// The sum that tells a record from what it was.
    static func checksum(_ record: HarvestedDataset) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return SHA256.hash(data: try encoder.encode(record)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
