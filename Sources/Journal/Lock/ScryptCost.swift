import Crypto
import CryptoExtras
package import Foundation

/// What guessing a secret costs (RFC 7914). Stored with each secret, so that it can rise later.
package struct ScryptCost: Hashable, Codable, Sendable {
    /// A power of two, 2...2²⁰.
    package let n: Int
    /// 1...16
    package let r: Int
    /// 1...16
    package let p: Int

    /// 0.3 seconds and 128 MiB for each guess.
    package static let standard = ScryptCost(n: 1 << 17, r: 8, p: 1)

    /// 0.04 seconds and 16 MiB: enough for codes that a generator made, of 50 bits and more.
    package static let forCodes = ScryptCost(n: 1 << 14, r: 8, p: 1)

    package init(n: Int, r: Int, p: Int) {
        self.n = n
        self.r = r
        self.p = p
    }

    /// This cost where it is the lower one.
    package func atMost(_ other: ScryptCost) -> ScryptCost { n * r * p <= other.n * other.r * other.p ? self : other }

    /// False for numbers that nobody can have meant, or that would use up the machine.
    var isSane: Bool {
        (2...(1 << 20)).contains(n) && n & (n - 1) == 0 && (1...16).contains(r) && (1...16).contains(p)
            && n * r <= 1 << 24
    }

    /// 32 bytes; nil when the machine has not the memory for it.
    package func derive(_ secret: String, salt: Data) -> Data? {
        // The library reads through a null pointer when secret or salt is empty.
        guard isSane, !secret.isEmpty, !salt.isEmpty else { return nil }
        let key = try? KDF.Scrypt.deriveKey(
            from: Data(secret.utf8), salt: salt, outputByteCount: 32, rounds: n, blockSize: r, parallelism: p)
        return key?.withUnsafeBytes { Data($0) }
    }
}
