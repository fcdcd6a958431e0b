import Localization
import Crypto
package import Lake

extension EntityTag {
    /// The tag of an answer made from a table and a query: both fixed, so is the answer.
    ///
    /// Weak, because compression changes the bytes. `form` changes when the program writes the same answer otherwise.
    package init(table: ContentHash, form: String, items: QueryItems, context: PortulanContext) {
        var hash = SHA256()
        for part in [table.hex, form, items.encoded, context.origin, context.language.rawValue] {
            hash.update(data: Array(part.utf8))
            hash.update(data: [0])
        }
        self.init(hash.finalize().prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), isWeak: true)
    }
}
