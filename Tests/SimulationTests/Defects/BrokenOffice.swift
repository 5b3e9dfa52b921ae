import Foundation
import Journal
import Simulation
import Sync

/// Takes a kit's keys and says so, but keeps every third only in words.
final class BrokenShelf: SealedKeyShelf {
    private let whole: any SealedKeyShelf
    init(_ whole: any SealedKeyShelf) { self.whole = whole }

    func receive(_ keys: [SealedKey], from kit: UInt16, at time: Timestamp) throws -> [KeyID] {
        try whole.receive(keys.enumerated().filter { $0.offset % 3 != 2 }.map(\.element), from: kit, at: time)
    }
}

/// Says that an attachment is complete when its first chunk is here.
struct BrokenReceiver: AttachmentReceiver {
    let whole: any AttachmentReceiver

    func received(_ ref: AttachmentRef) -> Int { whole.received(ref) }

    func receive(_ chunk: Data, at offset: Int, of ref: AttachmentRef) throws(AttachmentFault) -> Int {
        let count = try whole.receive(chunk, at: offset, of: ref)
        return count > 0 ? Int(ref.cipherByteCount) : 0
    }
}

/// The office's ledger with one thing broken.
final class BrokenLedger: OfficeLedger {
    enum Defect {
        /// What is refused is thrown away, not kept aside.
        case throwsAway
        /// Attachments that came in with a later batch are not awaited.
        case forgetsAttachments
        /// A restored office does not say that it was.
        case hidesEpoch
        /// The first message of a feed is never given out.
        case losesMessage
    }

    private let whole: any OfficeLedger
    private let defect: Defect

    init(_ whole: any OfficeLedger, _ defect: Defect) {
        self.whole = whole
        self.defect = defect
    }

    func epoch() throws -> UInt32 { defect == .hidesEpoch ? 1 : try whole.epoch() }
    func kit(_ number: UInt16) throws -> EnrolledKit? { try whole.kit(number) }
    func note(_ contact: KitContact) throws { try whole.note(contact) }

    func raiseGeneration(of kit: UInt16, to generation: UInt16) throws {
        try whole.raiseGeneration(of: kit, to: generation)
    }

    func backedUp(of kit: UInt16) throws -> [Position] { try whole.backedUp(of: kit) }

    func keepAside(_ entries: [KeptAside]) throws -> Bool {
        defect == .throwsAway ? true : try whole.keepAside(entries)
    }

    func keptAside(of kit: UInt16) throws -> [(last: Position, reason: KeptAside.Reason)] {
        try whole.keptAside(of: kit)
    }

    func reasonKeptAside(_ hash: EntryHash) throws -> KeptAside.Reason? { try whole.reasonKeptAside(hash) }

    func attachmentCursor() throws -> Int64 { try whole.attachmentCursor() }

    func expect(_ refs: [(kit: UInt16, ref: AttachmentRef)], cursor: Int64) throws {
        try whole.expect(defect == .forgetsAttachments ? Array(refs.dropLast()) : refs, cursor: cursor)
    }

    func expected(_ id: KeyID, of kit: UInt16) throws -> AttachmentRef? { try whole.expected(id, of: kit) }
    func unfinished(of kit: UInt16, limit: Int) throws -> [AttachmentRef] {
        try whole.unfinished(of: kit, limit: limit)
    }
    func noteComplete(_ id: KeyID) throws { try whole.noteComplete(id) }

    func feedThrough(of kit: UInt16, epoch: UInt32) throws -> UInt64 { try whole.feedThrough(of: kit, epoch: epoch) }

    func feed(of kit: UInt16, epoch: UInt32, after number: UInt64, bytes: Int) throws -> [FeedMessage] {
        let messages = try whole.feed(of: kit, epoch: epoch, after: number, bytes: bytes)
        return defect == .losesMessage ? messages.filter { $0.number != 7 } : messages
    }
}
