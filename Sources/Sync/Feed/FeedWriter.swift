package import Crypto
package import Foundation

/// The payloads are sealed to the kit's agreement key: HPKE base mode, X25519-HKDF-SHA256, AES-256-GCM,
/// info `amtskoffer-feed-1`; the associated data are all bytes of the message before the sealed block.
package enum FeedSeal {
    package static let info = Data("amtskoffer-feed-1".utf8)
    static let suite = HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    static let encapsulatedKeyLength = 32
}

/// Why the office could not write a feed message: the caller made it too large or named it wrongly.
package enum FeedWriteFault: Error, Equatable {
    case clearTooLong(bytes: Int), sealedTooLong(bytes: Int), subjectTooLong(bytes: Int)
    case cannotSeal, cannotSign
}

/// The office's pen for one kit's feed in one epoch: numbers, chains, seals and signs.
package struct FeedWriter: Sendable {
    package let kit: UInt16
    package let epoch: UInt32
    package private(set) var number: UInt64
    package private(set) var head: Data

    /// - Parameters:
    ///   - number: of the last message written in this epoch, 0 for none.
    ///   - head: its hash; ``FeedMessage/noPrevious`` for none.
    package init(kit: UInt16, epoch: UInt32, number: UInt64 = 0, head: Data = FeedMessage.noPrevious) {
        self.kit = kit
        self.epoch = epoch
        self.number = number
        self.head = head
    }

    /// Writes the next message. Store its bytes in the same transaction as what it tells of.
    package mutating func write(
        _ kind: FeedKind, subject: String = "", clear: Data = Data(), secret: Data? = nil,
        to agreementKey: Curve25519.KeyAgreement.PublicKey?, signedWith key: Curve25519.Signing.PrivateKey,
        at time: Int64
    ) throws(FeedWriteFault) -> FeedMessage {
        guard subject.utf8.count <= FeedMessage.subjectLimit else {
            throw .subjectTooLong(bytes: subject.utf8.count)
        }
        guard clear.count <= FeedMessage.clearLimit else { throw .clearTooLong(bytes: clear.count) }
        var writer = WireWriter()
        writer.integer(UInt8(1))
        writer.integer(kit)
        writer.integer(epoch)
        writer.integer(number + 1)
        writer.integer(time)
        writer.text(kind.rawValue)
        writer.text(subject)
        writer.fixed(head)
        writer.block(clear)
        var sealed = Data()
        if let secret {
            guard let agreementKey,
                var sender = try? HPKE.Sender(
                    recipientKey: agreementKey, ciphersuite: FeedSeal.suite, info: FeedSeal.info),
                let ciphertext = try? sender.seal(secret, authenticating: writer.bytes)
            else { throw .cannotSeal }
            sealed = sender.encapsulatedKey + ciphertext
        }
        guard sealed.count <= FeedMessage.sealedLimit else { throw .sealedTooLong(bytes: sealed.count) }
        writer.block(sealed)
        guard let signature = try? key.signature(for: FeedMessage.signatureContext + writer.bytes) else {
            throw .cannotSign
        }
        writer.fixed(signature)
        guard let message = try? FeedMessage(bytes: writer.bytes) else { throw .cannotSign }
        number += 1
        head = message.hash
        return message
    }
}

extension FeedMessage {
    /// Opens the sealed payload with the kit's agreement key; nil if there is none, or it is not for this key.
    package func open(with key: Curve25519.KeyAgreement.PrivateKey) -> Data? {
        guard sealed.count > FeedSeal.encapsulatedKeyLength else { return nil }
        let associated = bytes.dropLast(64 + sealed.count + 4)
        var recipient = try? HPKE.Recipient(
            privateKey: key, ciphersuite: FeedSeal.suite, info: FeedSeal.info,
            encapsulatedKey: sealed.prefix(FeedSeal.encapsulatedKeyLength))
        return try? recipient?.open(sealed.dropFirst(FeedSeal.encapsulatedKeyLength), authenticating: Data(associated))
    }
}
