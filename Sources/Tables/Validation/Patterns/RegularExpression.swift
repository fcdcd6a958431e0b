import CPCRE2

/// A regular expression compiled by PCRE2, with machine code where the processor allows.
///
/// Table Schema asks that a pattern match the *whole* value, as in XML Schema. `\d`, `\w` and `\s` take all of Unicode and
/// `\u00E9` names a character, as the tools do for which the national schemas were written.
///
/// Sendable, unchecked: compiled code is immutable, and PCRE2 documents it as safe to share between threads.
@safe
final class RegularExpression: @unchecked Sendable {
    /// Why a pattern cannot be compiled.
    struct Fault: Error {
        /// What PCRE2 says, in English.
        let detail: String
        /// Where in the pattern, in bytes.
        let offset: Int
    }

    fileprivate let code: OpaquePointer

    /// The longest pattern that is compiled, in bytes.
    static let longest = 64 << 10

    init(_ pattern: String) throws(Fault) {
        guard pattern.utf8.count <= Self.longest else { throw Fault(detail: "pattern too long", offset: Self.longest) }
        guard let context = unsafe pcre2_compile_context_create_8(nil) else { throw Fault(detail: "no memory", offset: 0) }
        defer { unsafe pcre2_compile_context_free_8(context) }
        unsafe pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
        unsafe pcre2_set_parens_nest_limit_8(context, 200)
        let options = PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_UTF | PCRE2_UCP | PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY
            | PCRE2_NEVER_BACKSLASH_C
        var number: CInt = 0
        var offset = 0
        let bytes = Array(pattern.utf8)
        let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
            var empty: UInt8 = 0
            return unsafe withUnsafePointer(to: &empty) { nothing in
                unsafe pcre2_compile_8(buffer.baseAddress ?? nothing, buffer.count, options, &number, &offset, context)
            }
        }
        guard let compiled = unsafe compiled else {
            throw Fault(detail: Self.message(number), offset: offset)
        }
        unsafe code = compiled
        // Without machine code the interpreter does the same, slower.
        _ = unsafe pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    }

    deinit {
        unsafe pcre2_code_free_8(code)
    }

    private static func message(_ number: CInt) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe buffer.withUnsafeMutableBufferPointer { unsafe pcre2_get_error_message_8(number, $0.baseAddress!, $0.count) }
        return count > 0 ? String(decoding: buffer.prefix(Int(count)), as: UTF8.self) : "error \(number)"
    }

    /// What a pattern says of a value.
    enum Answer {
        case matches, differs
        /// The search was given up: the pattern takes too long on this value.
        case tooSlow
    }
}

/// Matches values against one expression; holds the memory for it, so each thread has its own.
@safe
final class ExpressionMatcher {
    private let expression: RegularExpression
    private let data: OpaquePointer
    private let context: OpaquePointer

    /// Steps of backtracking that no reasonable pattern needs: so many for any value, so many more for each byte of it,
    /// and never more than about a hundredth of a second's.
    private static func matchLimit(_ count: Int) -> UInt32 { UInt32(min(200_000, 5_000 + 100 * count)) }
    /// Values given up after which the pattern is not tried again on this stretch of the file: each cost its time.
    private static let mostGivenUp = 500
    private var givenUp = 0

    static let depthLimit: UInt32 = 10_000
    /// In kibibytes.
    static let heapLimit: UInt32 = 20_000

    init?(_ expression: RegularExpression) {
        guard let data = unsafe pcre2_match_data_create_8(1, nil) else { return nil }
        guard let context = unsafe pcre2_match_context_create_8(nil) else {
            unsafe pcre2_match_data_free_8(data)
            return nil
        }
        unsafe pcre2_set_depth_limit_8(context, Self.depthLimit)
        unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
        self.expression = expression
        unsafe self.data = data
        unsafe self.context = context
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        unsafe pcre2_match_data_free_8(data)
    }

    func match(_ value: ByteView) -> RegularExpression.Answer {
        guard givenUp < Self.mostGivenUp else { return .tooSlow }
        unsafe pcre2_set_match_limit_8(context, Self.matchLimit(value.count))
        let result = unsafe pcre2_match_8(expression.code, value.start, value.count, 0, 0, data, context)
        switch result {
        case 0...: return .matches
        case PCRE2_ERROR_NOMATCH: return .differs
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_NOMEMORY:
            givenUp += 1
            return .tooSlow
        // Bytes that are not UTF-8 match nothing.
        default: return .differs
        }
    }
}
