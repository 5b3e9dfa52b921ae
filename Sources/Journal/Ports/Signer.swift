import Crypto
package import Foundation

/// Signs heads for a kit or the office (Ed25519, RFC 8032). A port, so that a TPM can take its place.
package protocol Signer: Sendable {
    /// 32 bytes.
    var publicKey: Data { get }
    /// 64 bytes. Works without log-in.
    func sign(_ bytes: Data) throws -> Data
}

/// A key held in memory; its 32 private bytes live in `identity.json` (mode 0600).
package struct SoftwareSigner: Signer {
    private let key: Curve25519.Signing.PrivateKey

    /// - Throws: when these are not 32 bytes.
    package init(privateKey: Data) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: privateKey)
    }

    package var publicKey: Data { key.publicKey.rawRepresentation }

    package func sign(_ bytes: Data) throws -> Data { try key.signature(for: bytes) }
}

enum Ed25519 {
    static func verify(_ signature: Data, of bytes: Data, by publicKey: Data) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}
