package import Crypto
package import Foundation

/// `mirror-lock.json`: who this kit is may lie on a mirror only under lock. Closing needs no log-in, because the public
/// half is enough; opening needs the key of the day or the kit's key. Formats in `Documentation/Journal.md`, "Mirror".
package struct MirrorLock: Hashable, Codable, Sendable {
    package static let name = "mirror-lock.json"

    private var format = 1
    /// X25519, 32 bytes.
    private let publicKey: Data
    /// The private half under each key: nonce 12 ‖ ciphertext 32 ‖ tag 16.
    private let byDay: Data
    private let byKit: Data

    private static let dayLabel = Lock("mirror day")
    private static let kitLabel = Lock("mirror kit")
    private static let info = Data("amtskoffer-mirror-1".utf8)

    package init(day: DayKey, kitKey: SymmetricKey, randomness: Randomness = .system) {
        let bytes = randomness.bytes(32)
        // 32 bytes are always a private key.
        let key = try! Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
        publicKey = key.publicKey.rawRepresentation
        let inner = SymmetricKey(data: bytes)
        byDay = Self.dayLabel.close(inner, with: Self.material(day.key), randomness: randomness)
        byKit = Self.kitLabel.close(inner, with: Self.material(kitKey), randomness: randomness)
    }

    /// Encapsulated key 32 ‖ ciphertext ‖ tag 16 (HPKE base mode, RFC 9180).
    package func seal(_ bytes: Data) throws -> Data {
        let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey)
        var sender = try HPKE.Sender(recipientKey: recipient, ciphersuite: Sealing.suite, info: Self.info)
        let box = try sender.seal(bytes)
        return sender.encapsulatedKey + box
    }

    package func open(_ sealed: Data, day: DayKey) throws(LockFault) -> Data {
        try open(sealed, with: Self.dayLabel.open(byDay, with: Self.material(day.key)))
    }

    package func open(_ sealed: Data, kitKey: SymmetricKey) throws(LockFault) -> Data {
        try open(sealed, with: Self.kitLabel.open(byKit, with: Self.material(kitKey)))
    }

    private func open(_ sealed: Data, with inner: SymmetricKey) throws(LockFault) -> Data {
        do {
            let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Self.material(inner))
            var recipient = try HPKE.Recipient(
                privateKey: key, ciphersuite: Sealing.suite, info: Self.info, encapsulatedKey: sealed.prefix(32))
            return try recipient.open(sealed.dropFirst(32))
        } catch { throw .unreadable }
    }

    private static func material(_ key: SymmetricKey) -> Data { key.withUnsafeBytes { Data($0) } }

    // MARK: File

    /// Nil when there is none yet.
    package init?(from file: some WholeFile) throws(LockFault) {
        let bytes: Data?
        do throws(FileFault) { bytes = try file.read() } catch { throw .file(error) }
        guard let bytes else { return nil }
        guard let lock = try? JSONDecoder().decode(MirrorLock.self, from: bytes), lock.format == 1 else {
            throw .unreadable
        }
        self = lock
    }

    package func write(to file: some WholeFile) throws(LockFault) {
        do throws(FileFault) { try file.replace(with: KeyFile.line(self), shredding: true) } catch {
            throw .file(error)
        }
    }
}
