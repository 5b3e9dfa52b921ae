package import Foundation
package import Journal

extension KitSyncStart {
    /// The last entries to be shipped, by generation: where a later generation took over, what the earlier one wrote
    /// behind that place is not shipped.
    package static func heads(in store: any JournalStore, kit: UInt16) throws(StoreFault) -> [Head] {
        var heads: [Head] = []
        for stored in try store.heads() where stored.position.kit == kit {
            if let end = stored.continuedAt, end < stored.position.sequence {
                let place = Position(kit: kit, generation: stored.position.generation, sequence: end)
                if let entry = try store.entry(at: place) { heads.append(Head(entry)) }
            } else {
                heads.append(stored.signed.head)
            }
        }
        return heads
    }
}

/// What the sync needs of the kit it runs in: its journal, keys, attachments, and what it has to do when the office says
/// so. The driver calls one thing at a time, in the order of the machine's actions. What throws is tried again later.
package protocol KitHoldings: Sendable {
    /// Everything known durably, read anew each time the sync starts.
    func start() async throws(SyncTrouble) -> KitSyncStart
    /// SHA-256 of the catalogue in use, hexadecimal.
    func catalogue() async -> String

    /// See ``EntriesBatch/reading(_:after:bytes:signer:)``; nil when there is nothing behind the place.
    func batch(after place: Position, bytes: Int) async throws(SyncTrouble) -> EntriesBatch?
    /// Those of the keys that are still in the ring.
    func sealedKeys(_ ids: [KeyID]) async throws(SyncTrouble) -> [SealedKey]
    /// Bytes of the attachment's file from an offset; fewer only at its end.
    func chunk(of ref: AttachmentRef, at offset: UInt64, count: Int) async throws(SyncTrouble) -> Data

    /// Appends the messages' bytes as entries in one transaction; durable when it returns.
    func record(_ feed: [FeedMessage]) async throws(SyncTrouble)
    func noteKeys(_ ids: [KeyID]) async
    func noteAttachments(_ ids: [KeyID]) async
    /// Notes the epoch, forgets what was noted of keys and attachments, and gives all the kit still holds.
    func begin(epoch: UInt32) async throws(SyncTrouble) -> (keys: [KeyID], attachments: [AttachmentRef])

    /// Erases the case's keys here and on the mirror, unless the case has an entry behind the one named.
    func eraseKeys(caseNumber: String, _ acknowledged: Acknowledged) async
    func dropSegments(backedUp: [Position]) async
    func learnOfficeTime(_ time: Timestamp) async
    func refused(_ refusal: Refusal?) async
    func obey(_ kind: FeedKind, _ order: LockOrder) async
    func journalIsBehind(office: Head) async
    func show(_ progress: SyncProgress) async

    /// What the kit says of itself at each greeting; the driver adds the certificate.
    func report() async -> KitReport
    /// Keeps a renewed certificate and its key in place of the old ones; durable when it returns.
    func keep(_ identity: CertificateIdentity) async throws(SyncTrouble)
}

extension KitHoldings {
    package func report() async -> KitReport { KitReport() }
    package func keep(_ identity: CertificateIdentity) async throws(SyncTrouble) {}
}
