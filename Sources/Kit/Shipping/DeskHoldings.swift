package import Foundation
package import Journal
package import Sync

/// The desk as the sync sees it.
package struct DeskHoldings: KitHoldings {
    private let desk: Desk

    package init(_ desk: Desk) { self.desk = desk }

    package func start() async throws(SyncTrouble) -> KitSyncStart {
        do { return try await desk.syncStart() } catch { throw .ownDisk("\(error)") }
    }

    package func catalogue() async -> String { await desk.catalogueHash }

    package func batch(after place: Position, bytes: Int) async throws(SyncTrouble) -> EntriesBatch? {
        try await desk.batch(after: place, bytes: bytes)
    }

    package func sealedKeys(_ ids: [KeyID]) async throws(SyncTrouble) -> [SealedKey] { await desk.sealedKeys(ids) }

    package func chunk(of ref: AttachmentRef, at offset: UInt64, count: Int) async throws(SyncTrouble) -> Data {
        try await desk.chunk(of: ref, at: offset, count: count)
    }

    package func record(_ feed: [FeedMessage]) async throws(SyncTrouble) { try await desk.record(feed) }
    package func noteKeys(_ ids: [KeyID]) async { await desk.noteKeys(ids) }
    package func noteAttachments(_ ids: [KeyID]) async { await desk.noteAttachments(ids) }

    package func begin(epoch: UInt32) async throws(SyncTrouble) -> (keys: [KeyID], attachments: [AttachmentRef]) {
        do { return try await desk.begin(epoch: epoch) } catch { throw .ownDisk("\(error)") }
    }

    package func eraseKeys(caseNumber: String, _ acknowledged: Acknowledged) async {
        await desk.eraseKeys(caseNumber: caseNumber, acknowledged)
    }

    package func dropSegments(backedUp: [Position]) async { await desk.dropSegments(backedUp: backedUp) }
    package func learnOfficeTime(_ time: Timestamp) async { await desk.learnOfficeTime(time) }
    /// The progress that is shown says it; a laptop that was replaced stops besides.
    package func refused(_ refusal: Sync.Refusal?) async {
        if refusal == .oldGeneration { await desk.notice(Successor()) }
    }
    /// Locks are entries of the feed, which the fold obeys; an erasure is done at once.
    package func obey(_ kind: FeedKind, _ order: LockOrder) async {
        if kind == .erase { await desk.eraseKeys(because: order.reason) }
    }

    package func report() async -> KitReport { await desk.report() }

    package func keep(_ identity: CertificateIdentity) async throws(SyncTrouble) {
        do throws(KitFolderFault) { try desk.folder.keep(identity) } catch { throw .ownDisk("\(error)") }
    }

    package func journalIsBehind(office: Head) async { await desk.noticeBehind(office: office) }
    package func show(_ progress: SyncProgress) async { await desk.show(progress) }
}
