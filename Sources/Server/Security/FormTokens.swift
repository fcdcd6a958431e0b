import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Localization

/// Proofs that a form was sent from a page of this site (OWASP, signed double-submit cookie): the page's hidden field is
/// made from a cookie with a key that only this process has, and no other site can read either.
package struct FormTokens: Sendable {
    /// The name of the form's hidden field.
    package static let field = "jeton"
    private static let cookie = "jeton"
    private let key = SymmetricKey(size: .bits256)

    package init() {}

    /// The token for a page's form.
    ///
    /// - Returns: with it, the cookie to set where the browser has none yet.
    func issue(_ request: Request, isSecure: Bool) -> (token: String, setCookie: String?) {
        if let known = request.cookies[Self.cookie]?.value, known.utf8.count == 32 { return (token(for: known), nil) }
        var random = SystemRandomNumberGenerator()
        let value = (0..<4).map { _ in
            let digits = String(UInt32.random(in: .min ... .max, using: &random), radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
        return (token(for: value), "\(Self.cookie)=\(value); Path=/verifier; SameSite=Strict; HttpOnly\(isSecure ? "; Secure" : "")")
    }

    /// - Throws: ``RequestError`` `request.form` for a form that did not come from a page of this site, or came from one
    ///   that was open before the server restarted.
    func check(_ token: String?, _ request: Request) throws {
        // Browsers say themselves where a form comes from (Fetch metadata); what says nothing is judged by the token.
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { throw RequestError("request.form") }
        guard let token, let cookie = request.cookies[Self.cookie]?.value, let given = Self.bytes(token),
            HMAC<SHA256>.isValidAuthenticationCode(given, authenticating: Array(cookie.utf8), using: key)
        else { throw RequestError("request.form") }
    }

    private func token(for cookie: String) -> String {
        HMAC<SHA256>.authenticationCode(for: Array(cookie.utf8), using: key).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        guard digits.count == hexadecimal.count, digits.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
}
