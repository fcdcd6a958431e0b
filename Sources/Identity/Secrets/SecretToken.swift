import Crypto
import Foundation

/// 256 random bits that open something to whoever presents them. Only ``digest`` is ever stored.
package struct SecretToken: Sendable, Hashable, CustomStringConvertible {
    private let bytes: [UInt8]

    /// A new one, from the system's generator.
    package init() {
        var generator = SystemRandomNumberGenerator()
        bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// - Parameter text: as ``text`` wrote it; nil for any other.
    package init?(_ text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.bytes(text), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// For a cookie or an address: 43 characters of base64url (RFC 4648, section 5).
    package var text: String { Base64URL.text(bytes) }

    /// SHA-256, in hexadecimal. The token has too many bits to be guessed from it, so that no salt is needed.
    package var digest: String { Hexadecimal.text(SHA256.hash(data: bytes)) }

    /// The token of the forms of whoever holds this one: it proves that a form came from a page of theirs, without
    /// anything to store (OWASP, “Signed Double-Submit Cookie”).
    package var formToken: String {
        Base64URL.text(HMAC<SHA256>.authenticationCode(for: Data("portulan.form".utf8), using: SymmetricKey(data: bytes)))
    }

    /// Compares in the same time whatever differs.
    package func accepts(formToken text: String) -> Bool {
        guard let bytes = Base64URL.bytes(text) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            bytes, authenticating: Data("portulan.form".utf8), using: SymmetricKey(data: self.bytes))
    }

    /// Never the secret.
    package var description: String { "SecretToken" }
}

/// Base64 for addresses and cookies, without padding (RFC 4648, section 5).
enum Base64URL {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func bytes(_ text: String) -> [UInt8]? {
        guard !text.contains(where: { $0 == "+" || $0 == "/" || $0 == "=" }) else { return nil }
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map(Array.init)
    }
}

enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
