package import Crypto
package import Foundation

/// A public key that keys are sealed to: the office's, or its offline recovery key (X25519, 32 bytes).
package struct Recipient: Hashable, Sendable {
    package let publicKey: Data
    private let key: Curve25519.KeyAgreement.PublicKey

    /// - Throws: when these are not 32 bytes.
    package init(publicKey: Data) throws {
        self.publicKey = publicKey
        key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey)
    }

    /// The first 8 bytes of SHA-256 of the public key, as 16 hexadecimal digits.
    package var id: String { EntryHash(of: publicKey).bytes.prefix(8).hex }

    /// Seals a key: encapsulated key 32 ‖ ciphertext 32 ‖ tag 16 (HPKE base mode, RFC 9180).
    package func seal(_ subjectKey: SymmetricKey, id: KeyID, subject: Subject) throws -> SealedBox {
        var sender = try HPKE.Sender(recipientKey: key, ciphersuite: Sealing.suite, info: Sealing.info)
        let clear = subjectKey.withUnsafeBytes { Data($0) }
        let box = try sender.seal(clear, authenticating: Sealing.associatedData(id, subject))
        return SealedBox(recipient: self.id, bytes: sender.encapsulatedKey + box)
    }

    package static func == (left: Recipient, right: Recipient) -> Bool { left.publicKey == right.publicKey }
    package func hash(into hasher: inout Hasher) { hasher.combine(publicKey) }
}

/// A subject's key, sealed to one recipient: 80 bytes.
package struct SealedBox: Hashable, Codable, Sendable {
    /// ``Recipient/id``
    package let recipient: String
    package let bytes: Data

    package init(recipient: String, bytes: Data) {
        self.recipient = recipient
        self.bytes = bytes
    }
}

/// A key on its way to the office: what a kit ships, without any log-in.
package struct SealedKey: Hashable, Codable, Sendable {
    package let id: KeyID
    package let subject: Subject
    /// The subject's own key when this one is for an attachment or capture.
    package let parent: KeyID?
    package let boxes: [SealedBox]
    package let madeAt: Timestamp

    package init(id: KeyID, subject: Subject, parent: KeyID?, boxes: [SealedBox], madeAt: Timestamp) {
        self.id = id
        self.subject = subject
        self.parent = parent
        self.boxes = boxes
        self.madeAt = madeAt
    }
}

/// Opens what was sealed to the office. A port, so that a hardware module can take its place.
package protocol KeyOpener: Sendable {
    /// Nil when none of the boxes is for this opener or none opens.
    func open(_ key: SealedKey) -> SymmetricKey?
}

/// Private keys in memory: the current one and, after a rotation, older ones.
package struct SoftwareKeyOpener: KeyOpener {
    private let keys: [String: Curve25519.KeyAgreement.PrivateKey]

    /// - Parameter privateKeys: X25519, 32 bytes each.
    package init(privateKeys: [Data]) throws {
        var keys: [String: Curve25519.KeyAgreement.PrivateKey] = [:]
        for bytes in privateKeys {
            let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
            keys[try Recipient(publicKey: key.publicKey.rawRepresentation).id] = key
        }
        self.keys = keys
    }

    package func open(_ sealed: SealedKey) -> SymmetricKey? {
        for box in sealed.boxes {
            guard let key = keys[box.recipient], box.bytes.count == Sealing.boxLength,
                var recipient = try? HPKE.Recipient(
                    privateKey: key, ciphersuite: Sealing.suite, info: Sealing.info,
                    encapsulatedKey: box.bytes.prefix(32)),
                let clear = try? recipient.open(
                    box.bytes.dropFirst(32), authenticating: Sealing.associatedData(sealed.id, sealed.subject))
            else { continue }
            return SymmetricKey(data: clear)
        }
        return nil
    }
}

enum Sealing {
    static let suite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    static let info = Data("amtskoffer-key-1".utf8)
    static let boxLength = 80

    /// Key id 16 ‖ subject kind u8 ‖ subject (u8 length + bytes): a key cannot be passed off as another subject's.
    static func associatedData(_ id: KeyID, _ subject: Subject) -> Data {
        var data = id.bytes
        data.append(subject.kind.rawValue)
        data.append(short: subject.id)
        return data
    }

    /// Nonce 12 ‖ ciphertext 32 ‖ tag 16 under a key that wraps.
    static func wrap(
        _ key: SymmetricKey, under wrapper: SymmetricKey, associatedData: Data, randomness: Randomness
    ) -> Data {
        let clear = key.withUnsafeBytes { Data($0) }
        // Sealing 32 bytes under a 256-bit key has no way to fail.
        return try! AES.GCM.seal(clear, using: wrapper, nonce: randomness.nonce(), authenticating: associatedData)
            .combined!
    }

    static func unwrap(_ wrapped: Data, under wrapper: SymmetricKey, associatedData: Data) -> SymmetricKey? {
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
            let clear = try? AES.GCM.open(box, using: wrapper, authenticating: associatedData), clear.count == 32
        else { return nil }
        return SymmetricKey(data: clear)
    }
}
