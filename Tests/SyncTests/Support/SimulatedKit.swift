import Crypto
import Foundation
import Journal

@testable import Sync

/// A kit's journal, keys and attachments in memory, with the bookkeeping a driver keeps.
final class SimulatedKit {
    let number: UInt16
    let signer: SoftwareSigner
    let agreement = Curve25519.KeyAgreement.PrivateKey()
    let store = MemoryJournalStore()
    let attachments = MemoryAttachments()
    let ring: KeyRing
    let journal: Journal
    private let dice: Dice
    var refs: [AttachmentRef] = []
    var noted: Set<KeyID> = []
    var epoch: UInt32 = 0
    var feed: FeedChain
    var recorded: [FeedMessage] = []
    private var clock: Int64 = 0

    init(number: UInt16 = 7, office: Data, signer: SoftwareSigner? = nil, dice: Dice) throws {
        self.number = number
        self.dice = dice
        self.signer = try signer ?? SoftwareSigner(privateKey: dice.randomness.bytes(32))
        ring = try KeyRing(
            file: MemoryFile(), kit: number, recipients: [try Recipient(publicKey: office)], randomness: dice.randomness
        )
        ring.unlock(with: dice.randomness.key())
        journal = try Journal(kit: number, store: store, keys: ring, signer: self.signer, randomness: dice.randomness)
        feed = FeedChain(kit: number)
    }

    var enrolment: EnrolledKit {
        EnrolledKit(
            number: number, signingKeys: [signer.publicKey], agreementKey: agreement.publicKey.rawRepresentation)
    }

    static func subject(_ number: String) throws -> Subject { try Subject(kind: .case, id: number) }

    /// Takes in a case: so many answers, attachments of these sizes, the transfer.
    @discardableResult
    func takeIn(_ caseNumber: String, answers: Int = 3, attachments sizes: [Int] = [], transfer: Bool = true) throws
        -> [Entry]
    {
        let subject = try Self.subject(caseNumber)
        var drafts = [Draft(subject: subject, type: try EventType("case.opened"), body: Data("{}".utf8))]
        for index in 0..<answers {
            drafts.append(
                Draft(subject: subject, type: try EventType("case.answered"), body: Data("\(caseNumber)/\(index)".utf8))
            )
        }
        for size in sizes {
            let keyID = try ring.makeKey(under: subject, at: tick(), checkpoint: nil)
            let ref = try attach(dice.randomness.bytes(size), keyID: keyID)
            refs.append(ref)
            drafts.append(
                Draft(subject: subject, type: AttachmentRef.eventType, body: ref.bytes, sealing: .clear))
        }
        if transfer {
            drafts.append(
                Draft(subject: subject, type: try EventType(Acknowledgement.transfer), body: Data("{}".utf8)))
        }
        return try journal.append(drafts, segment: 1, at: tick())
    }

    private func attach(_ clear: Data, keyID: KeyID) throws -> AttachmentRef {
        let folder = try AttachmentFolder(path: NSTemporaryDirectory() + "sync-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let ref = try folder.add(clear, mediaType: "image/jpeg", keyID: keyID, key: try ring.key(keyID))
        attachments.put(try folder.chunk(of: ref, at: 0, count: Int(ref.cipherByteCount)), as: ref.id)
        return ref
    }

    private func tick() -> Timestamp {
        clock += 1
        return at(clock)
    }

    var unnotedKeys: [KeyID] { ring.rows.map(\.id).filter { !noted.contains($0) } }
    var unnotedRefs: [AttachmentRef] { refs.filter { !noted.contains($0.id) } }

    func start(officeKeys: [Data]) throws -> KitSyncStart {
        let heads = try store.heads()
        return KitSyncStart(
            kit: number, generation: journal.generation, heads: heads.map(\.signed.head),
            signedHead: heads.last?.signed, epoch: epoch, keys: unnotedKeys, attachments: unnotedRefs, feed: feed,
            officeKeys: officeKeys)
    }

    /// What a driver does to make a request's bytes.
    func load(_ request: SyncRequest) throws -> SyncLoad? {
        switch request {
        case .hello(let greeting):
            return .hello(
                Hello(
                    kit: number, generation: journal.generation, head: greeting.head, epoch: greeting.epoch,
                    feedThrough: greeting.feedThrough, catalogue: "", program: "test", unsent: greeting.unsent))
        case .keys(let ids): return .keys(ids.compactMap { ring.row($0)?.sealedKey })
        case .entries(let place, let bytes):
            return try batch(after: place, bytes: bytes).map { .entries($0) }
        case .chunk(let ref, let offset):
            return .chunk(
                ref.id, offset: offset, attachments.chunk(of: ref.id, at: Int(offset), count: SyncLimits.chunkBytes))
        case .pieces(let pieces):
            return .pieces(
                PiecesRequest(
                    pieces: pieces.map { piece in
                        PiecesRequest.Piece(
                            id: piece.ref.id, offset: piece.offset,
                            bytes: attachments.chunk(of: piece.ref.id, at: Int(piece.offset), count: piece.count))
                    }))
        case .feed(let after, let epoch): return .feed(after: after, epoch: epoch)
        }
    }

    func batch(after place: Position, bytes: Int = SyncLimits.batchBytes) throws -> EntriesBatch? {
        try EntriesBatch.reading(store, after: place, bytes: bytes, signer: signer)
    }
}

extension SimulatedKit {
    /// The same kit from a copy of its disk before anything was written: same number, same signing key, other history.
    static func clone(of kit: SimulatedKit, dice: Dice) throws -> SimulatedKit {
        try SimulatedKit(
            number: kit.number, office: kit.ring.recipients[0].publicKey, signer: kit.signer, dice: dice)
    }
}
