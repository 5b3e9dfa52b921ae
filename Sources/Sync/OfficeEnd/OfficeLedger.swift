package import Foundation
package import Journal

/// A kit as the office knows it.
package struct EnrolledKit: Codable, Equatable, Sendable {
    package enum State: String, Codable, Sendable {
        case active, locked, erased
    }

    package let number: UInt16
    package var state: State
    /// The latest generation that has greeted; earlier ones are closed.
    package var generation: UInt16
    /// Raw Ed25519 keys that may sign its heads: of the laptop now in use and of those before it.
    package var signingKeys: [Data]
    /// Raw X25519 key the feed is sealed to.
    package var agreementKey: Data

    package init(
        number: UInt16, state: State = .active, generation: UInt16 = 1, signingKeys: [Data], agreementKey: Data
    ) {
        self.number = number
        self.state = state
        self.generation = generation
        self.signingKeys = signingKeys
        self.agreementKey = agreementKey
    }
}

/// What a kit said at its last greeting; the office lists it.
package struct KitContact: Equatable, Sendable {
    package let hello: Hello
    package let at: Timestamp

    package init(hello: Hello, at: Timestamp) {
        self.hello = hello
        self.at = at
    }
}

/// An entry that was refused, kept for a person to decide. Never deleted by the sync.
package struct KeptAside: Equatable, Sendable {
    package enum Reason: String, Codable, Sendable {
        /// Written by a laptop after its spare had taken over.
        case oldGeneration
        /// Another entry stands at its place, or it continues one that is not here.
        case forked
    }

    package let entry: Entry
    package let reason: Reason
    package let at: Timestamp

    package init(entry: Entry, reason: Reason, at: Timestamp) {
        self.entry = entry
        self.reason = reason
        self.at = at
    }
}

/// What the office keeps durably for the sync beside journal, keys and attachments. Every write is durable when it
/// returns; errors are answered with "not possible now" and the kit tries again.
package protocol OfficeLedger: AnyObject, Sendable {
    /// From 1; one more each time the office is restored from a backup.
    func epoch() throws -> UInt32

    func kit(_ number: UInt16) throws -> EnrolledKit?
    func note(_ contact: KitContact) throws
    /// Closes the generations before this one.
    func raiseGeneration(of kit: UInt16, to generation: UInt16) throws
    /// The last position of each generation that is in a backup.
    func backedUp(of kit: UInt16) throws -> [Position]

    /// Keeps refused entries; those already kept (same hash) are passed over. False when the kit's room is used up:
    /// then none is kept.
    func keepAside(_ entries: [KeptAside]) throws -> Bool
    /// The last position kept aside of each generation, with why.
    func keptAside(of kit: UInt16) throws -> [(last: Position, reason: KeptAside.Reason)]
    /// Why an entry with this hash is kept aside; nil when none is. Two laptops with one certificate are told apart by it.
    func reasonKeptAside(_ hash: EntryHash) throws -> KeptAside.Reason?

    /// Up to which arrival in the journal store attachments were looked for; 0 for none.
    func attachmentCursor() throws -> Int64
    /// Notes attachments that accepted entries name, and the new cursor, in one transaction.
    func expect(_ refs: [(kit: UInt16, ref: AttachmentRef)], cursor: Int64) throws
    /// The attachment, if an accepted entry of this kit names it.
    func expected(_ id: KeyID, of kit: UInt16) throws -> AttachmentRef?
    /// Attachments that are expected and not noted as complete, oldest first.
    func unfinished(of kit: UInt16, limit: Int) throws -> [AttachmentRef]
    func noteComplete(_ id: KeyID) throws
    /// Several, in one transaction where that is possible.
    func noteComplete(_ ids: [KeyID]) throws

    /// Number of the last message for this kit in this epoch, 0 for none.
    func feedThrough(of kit: UInt16, epoch: UInt32) throws -> UInt64
    /// Messages after a number, in order, up to about so many bytes, at least one if there is one.
    func feed(of kit: UInt16, epoch: UInt32, after number: UInt64, bytes: Int) throws -> [FeedMessage]
}

extension OfficeLedger {
    package func noteComplete(_ ids: [KeyID]) throws { for id in ids { try noteComplete(id) } }
}

/// Where sealed keys go at the office.
package protocol SealedKeyShelf: AnyObject, Sendable {
    /// Stores keys durably; the same key again changes nothing, an erased one stays erased.
    /// - Returns: ids that are refused, e.g. because another kit's key stands under the same id.
    func receive(_ keys: [SealedKey], from kit: UInt16, at time: Timestamp) throws -> [KeyID]
}

/// Where attachments arrive; ``AttachmentFolder`` is the real one.
package protocol AttachmentReceiver: Sendable {
    func received(_ ref: AttachmentRef) -> Int
    func receive(_ chunk: Data, at offset: Int, of ref: AttachmentRef) throws(AttachmentFault) -> Int
}

extension AttachmentFolder: AttachmentReceiver {}
