/// The one range of bytes that a `Range` field asks for (RFC 9110, section 14.1.2).
///
/// Several ranges at once are answered with the whole file, as the standard allows.
package enum ByteRange: Hashable {
    case whole
    case part(Range<Int>)
    /// Nothing of the file lies in it: answered with 416.
    case unsatisfiable

    /// - Parameter size: bytes of the whole file.
    package init(field: String?, size: Int) {
        guard let field, field.hasPrefix("bytes="), !field.contains(",") else { self = .whole; return }
        let bounds = field.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard bounds.count == 2, bounds.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else {
            self = .whole
            return
        }
        switch (Int(bounds[0]), Int(bounds[1])) {
        case (nil, let suffix?) where bounds[0].isEmpty:
            self = suffix == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - suffix)..<size)
        case (let first?, nil) where bounds[1].isEmpty:
            self = first < size ? .part(first..<size) : .unsatisfiable
        case (let first?, let last?) where first <= last:
            self = first < size ? .part(first..<(min(last, size - 1) + 1)) : .unsatisfiable
        default: self = .whole
        }
    }
}
