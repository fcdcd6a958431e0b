import Crypto
import CryptoExtras
import Foundation

/// How much work one password costs (RFC 7914): memory is 128 × 2^`logRounds` × `blockSize` bytes.
package struct ScryptCost: Sendable, Hashable {
    package var logRounds: Int
    package var blockSize: Int
    package var parallelism: Int

    /// OWASP's parameters for 32 MiB of memory (Password Storage Cheat Sheet): several people may sign in at once on
    /// a small machine.
    package static let standard = ScryptCost(logRounds: 15, blockSize: 8, parallelism: 3)

    package init(logRounds: Int, blockSize: Int, parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}

/// A password as it is stored: `$scrypt$ln=15,r=8,p=3$salt$hash` (the PHC string format), its cost beside it so that
/// the standard may grow while former hashes still open.
struct PasswordHash: Sendable, Hashable {
    let cost: ScryptCost
    private let salt: [UInt8]
    private let key: [UInt8]

    /// Derives a key, which takes time and memory: not on the cooperative pool.
    init(_ password: String, cost: ScryptCost) throws {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        self.init(cost: cost, salt: salt, key: try Self.derive(password, salt: salt, cost: cost))
    }

    private init(cost: ScryptCost, salt: [UInt8], key: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// - Returns: nil where `text` is not such a hash.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let salt = Self.bytes(parts[3]),
            let key = Self.bytes(parts[4])
        else { return nil }
        let values = Dictionary(parts[2].split(separator: ",").compactMap { pair -> (String, Int)? in
            let sides = pair.split(separator: "=")
            return sides.count == 2 ? Int(sides[1]).map { (String(sides[0]), $0) } : nil
        }, uniquingKeysWith: { first, _ in first })
        guard let rounds = values["ln"], let blockSize = values["r"], let parallelism = values["p"],
            (1...24).contains(rounds), (1...64).contains(blockSize), (1...16).contains(parallelism)
        else { return nil }
        self.init(
            cost: ScryptCost(logRounds: rounds, blockSize: blockSize, parallelism: parallelism), salt: salt, key: key)
    }

    var text: String {
        "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(Self.text(salt))$\(Self.text(key))"
    }

    /// Whether `password` gives this hash; the comparison takes the same time whatever differs.
    func matches(_ password: String) throws -> Bool {
        SymmetricKey(data: try Self.derive(password, salt: salt, cost: cost)) == SymmetricKey(data: key)
    }

    private static func derive(_ password: String, salt: [UInt8], cost: ScryptCost) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(normalized(password).utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost.logRounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return unsafe key.withUnsafeBytes { unsafe Array($0) }
    }

    /// The same characters typed on another system are the same password (NIST SP 800-63B, 5.1.1.2).
    static func normalized(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

    private static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString().replacing("=", with: "") }

    private static func bytes(_ text: Substring) -> [UInt8]? {
        Data(base64Encoded: text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)).map(Array.init)
    }
}
