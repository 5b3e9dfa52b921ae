import Crypto
package import Foundation

/// Why a message is not the next one of the feed. Nothing of it is recorded; the kit asks again later.
package enum FeedFault: Error, Hashable, Sendable {
    case otherKit(UInt16)
    case otherEpoch(expected: UInt32, found: UInt32)
    case gap(expected: UInt64, found: UInt64)
    /// The number is right, but it does not continue the message we have.
    case broken(number: UInt64)
    /// No office key that this kit was enrolled with made this signature.
    case forged(number: UInt64)
}

/// The receiving end of a feed: pure, accepts the next message or says why not.
package struct FeedChain: Equatable, Sendable {
    package let kit: UInt16
    package private(set) var epoch: UInt32
    package private(set) var number: UInt64
    package private(set) var head: Data

    package init(kit: UInt16, epoch: UInt32 = 0, number: UInt64 = 0, head: Data = FeedMessage.noPrevious) {
        self.kit = kit
        self.epoch = epoch
        self.number = number
        self.head = head
    }

    /// An office restored from a backup counts its messages anew.
    package mutating func begin(epoch: UInt32) {
        self = FeedChain(kit: kit, epoch: epoch)
    }

    /// - Parameter keys: raw Ed25519 public keys of the office that this kit trusts (more than one while it rotates).
    /// - Returns: false for a message already accepted (a duplicate), true for the next one.
    package mutating func accept(_ message: FeedMessage, trusting keys: [Data]) throws(FeedFault) -> Bool {
        guard message.kit == kit else { throw .otherKit(message.kit) }
        guard message.epoch == epoch else { throw .otherEpoch(expected: epoch, found: message.epoch) }
        let isSigned = keys.contains { raw in
            (try? Curve25519.Signing.PublicKey(rawRepresentation: raw)).map(message.isSigned(by:)) ?? false
        }
        guard isSigned else { throw .forged(number: message.number) }
        if message.number < number { return false }
        if message.number == number {
            guard message.hash == head else { throw .broken(number: number) }
            return false
        }
        guard message.number == number + 1 else { throw .gap(expected: number + 1, found: message.number) }
        guard message.previous == head else { throw .broken(number: message.number) }
        number = message.number
        head = message.hash
        return true
    }
}
