import Foundation
import Journal
import Simulation
import Sync

/// What a kit's sync works on, with one thing broken; everything else is passed on.
struct BrokenHoldings: KitHoldings {
    enum Defect {
        /// After a restart keys count as sent that never were.
        case forgetsUnsentKeys
        case forgetsUnsentAttachments
        /// A case's keys go as soon as it was sent, and not when the office says that it has opened it.
        case erasesWhenSent
        case neverErases
        /// Messages count as recorded that are not in the journal.
        case recordsNothing
        /// Segments go when the office has them, not when they are backed up there.
        case dropsWhenAccepted
        /// A new epoch of the office brings nothing to be sent again.
        case keepsQuietInNewEpoch
        /// What is sent begins one entry too late.
        case skipsAnEntry
        /// Half of the bytes of a chunk are zeros.
        case sendsWrongBytes
    }

    let whole: any KitHoldings
    let defect: Defect

    func start() async throws(SyncTrouble) -> KitSyncStart {
        var start = try await whole.start()
        if defect == .forgetsUnsentKeys { start.keys = [] }
        if defect == .forgetsUnsentAttachments { start.attachments = [] }
        return start
    }

    func catalogue() async -> String { await whole.catalogue() }

    func batch(after place: Position, bytes: Int) async throws(SyncTrouble) -> EntriesBatch? {
        let place = defect == .skipsAnEntry && place.sequence == 40 ? place.next : place
        let batch = try await whole.batch(after: place, bytes: bytes)
        if defect == .erasesWhenSent {
            for entry in batch?.entries ?? [] where entry.header.type.name == Acknowledgement.transfer {
                let all = Acknowledged(
                    generation: entry.position.generation, sequence: UInt64(Int64.max), entries: 0, attachments: 0)
                await whole.eraseKeys(caseNumber: entry.header.subject.id, all)
            }
        }
        return batch
    }

    func sealedKeys(_ ids: [KeyID]) async throws(SyncTrouble) -> [SealedKey] { try await whole.sealedKeys(ids) }

    func chunk(of ref: AttachmentRef, at offset: UInt64, count: Int) async throws(SyncTrouble) -> Data {
        let chunk = try await whole.chunk(of: ref, at: offset, count: count)
        return defect == .sendsWrongBytes
            ? chunk.prefix(chunk.count / 2) + Data(count: chunk.count - chunk.count / 2) : chunk
    }

    func record(_ feed: [FeedMessage]) async throws(SyncTrouble) {
        if defect != .recordsNothing { try await whole.record(feed) }
    }

    func noteKeys(_ ids: [KeyID]) async { await whole.noteKeys(ids) }
    func noteAttachments(_ ids: [KeyID]) async { await whole.noteAttachments(ids) }

    func begin(epoch: UInt32) async throws(SyncTrouble) -> (keys: [KeyID], attachments: [AttachmentRef]) {
        let all = try await whole.begin(epoch: epoch)
        return defect == .keepsQuietInNewEpoch && epoch > 1 ? ([], []) : all
    }

    func eraseKeys(caseNumber: String, _ acknowledged: Acknowledged) async {
        if defect != .neverErases { await whole.eraseKeys(caseNumber: caseNumber, acknowledged) }
    }

    func dropSegments(backedUp: [Position]) async { await whole.dropSegments(backedUp: backedUp) }

    func learnOfficeTime(_ time: Timestamp) async {
        await whole.learnOfficeTime(time)
        guard defect == .dropsWhenAccepted, let start = try? await whole.start() else { return }
        await whole.dropSegments(backedUp: start.heads.map(\.position))
    }

    func refused(_ refusal: Refusal?) async { await whole.refused(refusal) }
    func obey(_ kind: FeedKind, _ order: LockOrder) async { await whole.obey(kind, order) }
    func journalIsBehind(office: Head) async { await whole.journalIsBehind(office: office) }
    func show(_ progress: SyncProgress) async { await whole.show(progress) }
}
