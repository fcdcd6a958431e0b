import CStemmer

/// Snowball's French stemmer (libstemmer, <https://snowballstem.org/algorithms/french/stemmer.html>).
///
/// It works in a buffer of its own: one instance serves one thread.
@safe final class FrenchStemmer {
    private let stemmer: OpaquePointer?

    init() {
        unsafe stemmer = sb_stemmer_new("french", "UTF_8")
    }

    deinit {
        unsafe sb_stemmer_delete(stemmer)
    }

    /// What the forms of a word share, or the word itself where the library gives nothing (no memory left).
    ///
    /// - Parameter word: in lower case, accents kept: Snowball's endings depend on them.
    func stem(_ word: [UInt8]) -> [UInt8] {
        guard unsafe stemmer != nil, word.count < 64 else { return word }
        return unsafe word.withUnsafeBufferPointer { letters in
            guard let stem = unsafe sb_stemmer_stem(stemmer, letters.baseAddress, Int32(letters.count)) else {
                return word
            }
            let length = unsafe Int(sb_stemmer_length(stemmer))
            return unsafe [UInt8](UnsafeBufferPointer(start: stem, count: length))
        }
    }
}
