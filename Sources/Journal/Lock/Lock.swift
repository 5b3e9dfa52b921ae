import Crypto
import Foundation

/// One way of wrapping a key under a secret. The label is both the derivation's info and the cipher's associated data,
/// so that no row opens as another.
struct Lock {
    private let label: Data

    init(_ label: String) { self.label = Data("amtskoffer-lock-1 \(label)".utf8) }

    static let passphrase = Lock("passphrase")
    /// Of a kit that is bound to its machine, whose secret takes the place of the key of the day in front of the passphrase.
    static let boundPassphrase = Lock("passphrase machine")
    static let keyFile = Lock("keyfile")
    static let recovery = Lock("recovery")
    static func clerk(_ id: String) -> Lock { Lock("clerk \(id)") }
    static func code(_ id: String) -> Lock { Lock("code \(id)") }

    /// - Parameter day: mixed in before the secret, so that neither opens alone.
    func close(
        _ key: SymmetricKey, day: DayKey? = nil, secret: String, cost: ScryptCost, randomness: Randomness
    ) throws(LockFault) -> LockBox.Secret {
        let salt = randomness.bytes(16)
        guard let derived = cost.derive(secret, salt: salt) else { throw .unusableSecret }
        let wrapped = close(key, with: material(day, derived), randomness: randomness)
        return LockBox.Secret(scrypt: cost, salt: salt, wrapped: wrapped)
    }

    func open(_ closed: LockBox.Secret, day: DayKey? = nil, secret: String) throws(LockFault) -> SymmetricKey {
        guard !secret.isEmpty else { throw .wrongSecret }
        guard let derived = closed.scrypt.derive(secret, salt: closed.salt) else { throw .unreadable }
        return try open(closed.wrapped, with: material(day, derived))
    }

    func close(_ key: SymmetricKey, with material: Data, randomness: Randomness) -> Data {
        Sealing.wrap(key, under: wrapper(material), associatedData: label, randomness: randomness)
    }

    func open(_ wrapped: Data, with material: Data) throws(LockFault) -> SymmetricKey {
        guard let key = Sealing.unwrap(wrapped, under: wrapper(material), associatedData: label) else {
            throw .wrongSecret
        }
        return key
    }

    private func material(_ day: DayKey?, _ derived: Data) -> Data {
        (day?.key.withUnsafeBytes { Data($0) } ?? Data()) + derived
    }

    /// HKDF-SHA256 (RFC 5869) without salt, the label as info.
    private func wrapper(_ material: Data) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: SymmetricKey(data: material), info: label, outputByteCount: 32)
    }
}
