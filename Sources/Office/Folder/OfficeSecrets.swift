package import Crypto
package import Foundation
package import Journal

/// The office's private sealing keys and its at-rest key. They lie in `sealing.json` inside the data folder, closed by a key file
/// outside it: who has only the one or the other can read nothing. A hardware module would take this file's place.
///
/// `sealing.json`: `{"format":1,"keys":[…],"atRest":…}`, each 60 bytes nonce ‖ ciphertext ‖ tag (AES-256-GCM under
/// HKDF-SHA256 of the key file's 32 bytes, info `amtskoffer-office-1`; associated data `sealing` or `at-rest`).
package struct OfficeSecrets: Sendable {
    package static let name = "sealing.json"
    private static let context = Data("amtskoffer-office-1".utf8)

    private struct Stored: Codable {
        let format: Int
        let keys: [Data]
        let atRest: Data
    }

    /// X25519, 32 bytes each, the current one first.
    package let sealingKeys: [Data]
    package let atRestKey: SymmetricKey

    package static func make(_ randomness: Randomness) -> OfficeSecrets {
        OfficeSecrets(
            sealingKeys: [Curve25519.KeyAgreement.PrivateKey().rawRepresentation], atRestKey: randomness.key())
    }

    private init(sealingKeys: [Data], atRestKey: SymmetricKey) {
        self.sealingKeys = sealingKeys
        self.atRestKey = atRestKey
    }

    /// With a new current key before the others.
    func rotated() -> OfficeSecrets {
        OfficeSecrets(
            sealingKeys: [Curve25519.KeyAgreement.PrivateKey().rawRepresentation] + sealingKeys, atRestKey: atRestKey)
    }

    /// Without the keys of before.
    var keepingCurrent: OfficeSecrets { OfficeSecrets(sealingKeys: Array(sealingKeys.prefix(1)), atRestKey: atRestKey) }

    /// With the offline recovery key as one more that opens.
    /// - Throws: ``OfficeFault/recoveryKey`` when it is another one than the office's.
    func opening(also recoveryKey: Data, of identity: IdentityFile) throws(OfficeFault) -> OfficeSecrets {
        guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: recoveryKey),
            key.publicKey.rawRepresentation == identity.recoveryKey
        else { throw .recoveryKey }
        return OfficeSecrets(sealingKeys: sealingKeys + [recoveryKey], atRestKey: atRestKey)
    }

    /// To whom the keys belong, the current one first.
    var recipients: [Recipient] {
        // Keys of our own making, or such that were read and opened.
        sealingKeys.compactMap { bytes in
            let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
            return key.flatMap { try? Recipient(publicKey: $0.publicKey.rawRepresentation) }
        }
    }

    package var opener: SoftwareKeyOpener { get throws { try SoftwareKeyOpener(privateKeys: sealingKeys) } }

    package func write(to file: some WholeFile, keyFile: Data) throws(OfficeFault) {
        let wrapper = Self.wrapper(keyFile)
        let atRest = atRestKey.withUnsafeBytes { Data($0) }
        guard let keys = try? sealingKeys.map({ try Self.close($0, wrapper, "sealing") }),
            let closed = try? Self.close(atRest, wrapper, "at-rest"),
            let bytes = try? JSONEncoder().encode(Stored(format: 1, keys: keys, atRest: closed))
        else { throw .unreadable(Self.name) }
        do throws(FileFault) { try file.replace(with: bytes, shredding: true) } catch { throw .file(error) }
    }

    package init(from file: some WholeFile, keyFile: Data, path: String) throws(OfficeFault) {
        let bytes: Data?
        do throws(FileFault) { bytes = try file.read() } catch { throw .file(error) }
        guard let bytes else { throw .notSetUp(missing: Self.name) }
        guard let stored = try? JSONDecoder().decode(Stored.self, from: bytes), stored.format == 1 else {
            throw .unreadable(Self.name)
        }
        let wrapper = Self.wrapper(keyFile)
        guard let keys = try? stored.keys.map({ try Self.open($0, wrapper, "sealing") }),
            let atRest = try? Self.open(stored.atRest, wrapper, "at-rest")
        else { throw .keyFile(path) }
        self.init(sealingKeys: keys, atRestKey: SymmetricKey(data: atRest))
    }

    private static func wrapper(_ keyFile: Data) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: SymmetricKey(data: keyFile), info: context, outputByteCount: 32)
    }

    private static func close(_ clear: Data, _ wrapper: SymmetricKey, _ what: String) throws -> Data {
        // 12-byte nonces always give a combined box.
        try AES.GCM.seal(clear, using: wrapper, authenticating: Data(what.utf8)).combined!
    }

    private static func open(_ closed: Data, _ wrapper: SymmetricKey, _ what: String) throws -> Data {
        try AES.GCM.open(AES.GCM.SealedBox(combined: closed), using: wrapper, authenticating: Data(what.utf8))
    }
}
