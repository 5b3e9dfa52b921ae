import Casework
package import Foundation
package import Journal
package import Sync

/// What the sync needs of the desk. Nothing here needs a log-in: sealed keys, ciphertext and signed heads are enough.
extension Desk {
    private enum Note {
        static let epoch = "sync.epoch"
        static let keys = "sync.keys"
        static let attachments = "sync.attachments"
    }

    package func syncStart() throws -> KitSyncStart {
        let shippedKeys = try noted(Note.keys)
        let shippedAttachments = try noted(Note.attachments)
        let (refs, feed) = try storedShipments()
        repeatErasures(feed)
        if let reason = feed.eraseOrder { eraseKeys(because: reason) }
        obeyKeyOrders(feed)
        forgetCancelled()
        return KitSyncStart(
            kit: identity.number, generation: journal.generation,
            heads: try KitSyncStart.heads(in: store, kit: identity.number), signedHead: journal.signedHead,
            epoch: try store.note(Note.epoch).flatMap { UInt32(String(decoding: $0, as: UTF8.self)) } ?? 0,
            keys: keys.rows.map(\.id).filter { !shippedKeys.contains($0) },
            attachments: refs.filter { !shippedAttachments.contains($0.id) && attachments.contains($0.id) },
            feed: feed.chain,
            officeKeys: identity.enrolment.officeSigningKeys)
    }

    /// Every attachment an entry names, and where the recorded feed ends; read from the clear bodies.
    func storedShipments() throws -> ([AttachmentRef], FeedState) {
        var refs: [AttachmentRef] = []
        var feed = FeedState(kit: identity.number)
        for head in try store.heads() where head.position.kit == identity.number {
            let whole = Selection.generation(
                kit: identity.number, generation: head.position.generation, sequences: 1...UInt64(Int64.max))
            try store.forEach(whole) { stored in
                let header = stored.entry.header
                guard header.keyID.isClear, let body = stored.entry.body else { return }
                if header.type == AttachmentRef.eventType {
                    refs.append(try AttachmentRef(bytes: body))
                } else if header.subject.kind == .kit {
                    switch try DeskEvent(header, body: body) {
                    case .ofKit(.feedReceived(let bytes)): feed.record(bytes)
                    case .ofKit(.segmentOpened(let opened)):
                        feed.carry(epoch: opened.feedEpoch, number: opened.feedNumber, head: opened.feedHead)
                    default: break
                    }
                }
            }
        }
        return (refs, feed)
    }

    package func batch(after place: Position, bytes: Int) throws(SyncTrouble) -> EntriesBatch? {
        let signer: SoftwareSigner
        do { signer = try identity.file.signer } catch {
            throw .ownDisk("Der Schlüssel dieses Koffers fehlt. Rufen Sie die Zentrale an.")
        }
        return try EntriesBatch.reading(store, after: place, bytes: bytes, signer: signer)
    }

    package func sealedKeys(_ ids: [KeyID]) -> [SealedKey] { ids.compactMap { keys.row($0)?.sealedKey } }

    package func chunk(of ref: AttachmentRef, at offset: UInt64, count: Int) throws(SyncTrouble) -> Data {
        do { return try attachments.chunk(of: ref, at: Int(offset), count: count) } catch { throw .ownDisk("\(error)") }
    }

    /// Whether the office ever answered.
    var hadContact: Bool { (try? store.note(Note.epoch)).flatMap { $0 } != nil }

    // MARK: Notes; one that is lost only costs sending something again

    private func noted(_ name: String) throws -> Set<KeyID> {
        let bytes = try store.note(name) ?? Data()
        return Set(
            stride(from: 0, to: bytes.count, by: KeyID.byteCount).compactMap { start in
                KeyID(Data(bytes.dropFirst(start).prefix(KeyID.byteCount)))
            })
    }

    private func note(_ ids: [KeyID], in name: String) {
        guard let known = try? store.note(name) ?? Data() else { return }
        try? store.setNote(known + ids.reduce(Data()) { $0 + $1.bytes }, for: name)
    }

    package func noteKeys(_ ids: [KeyID]) { note(ids, in: Note.keys) }
    package func noteAttachments(_ ids: [KeyID]) { note(ids, in: Note.attachments) }

    package func begin(epoch: UInt32) throws -> (keys: [KeyID], attachments: [AttachmentRef]) {
        // The epoch last: with a crash in between, the next greeting brings it again. The other way round, what the office before had would
        // never be sent to this one.
        try store.setNote(nil, for: Note.keys)
        try store.setNote(nil, for: Note.attachments)
        try store.setNote(Data(String(epoch).utf8), for: Note.epoch)
        let refs = try storedShipments().0
        return (keys.rows.map(\.id), refs.filter { attachments.contains($0.id) })
    }

    // MARK: What the office says

    package func record(_ feed: [FeedMessage]) throws(SyncTrouble) {
        for message in feed where message.kind == .terms { if let terms = KitTerms(message) { learn(terms) } }
        do throws(DeskFault) {
            try append(feed.map { .ofKit(.feedReceived($0.bytes)) })
        } catch { throw .ownDisk(error.message) }
        for message in feed where [.lock, .unlock].contains(message.kind) {
            heardLock = message.kind == .lock ? LockOrder(message)?.reason ?? "" : nil
        }
        obeyKeyOrders(feed)
    }

    /// The office has opened the case and made it durable: the kit forgets its key, unless the case has an entry behind the named one.
    package func eraseKeys(caseNumber: String, _ acknowledged: Acknowledged) {
        guard let subject = try? Subject(kind: .case, id: caseNumber) else { return }
        var last: Position?
        // A case that cannot be read to its end keeps its key; the erasure is repeated at the next start.
        do { try store.forEach(.subject(subject)) { last = $0.entry.position } } catch { return }
        let through = Position(
            kit: identity.number, generation: acknowledged.generation, sequence: acknowledged.sequence)
        guard let last, last <= through else { return }
        let ids = Set(keys.rows(of: subject).filter { $0.wrapped != nil }.map(\.id))
        try? keys.erase(ids, at: Timestamp(milliseconds: now().milliseconds), checkpoint: journal.head)
        forgetAcknowledged()
        noticeChange()
    }

    /// A crash between recording an acknowledgement and erasing the key must not leave the key.
    private func repeatErasures(_ feed: FeedState) {
        for (number, acknowledged) in feed.acknowledgements {
            eraseKeys(caseNumber: number.text, acknowledged)
        }
    }

    /// Drops segments that are behind a backup of the office, whose outings are closed and whose cases the office owns.
    package func dropSegments(backedUp: [Position]) {
        guard let state = try? view().state else { return }
        var last: [UInt32: Position] = [:]
        var busy: Set<UInt32> = [state.segment]
        for stored in (try? store.heads()) ?? [] where stored.position.kit == identity.number {
            let whole = Selection.generation(
                kit: identity.number, generation: stored.position.generation, sequences: 1...UInt64(Int64.max))
            try? store.forEach(whole) { item in
                let header = item.entry.header
                last[header.segment] = header.position
                guard header.subject.kind == .case else { return }
                let number = CaseNumber(header.subject.id)
                let isOver = state.feed.acknowledged.contains(number) || state.cases[number]?.state == .cancelled
                if !isOver { busy.insert(header.segment) }
            }
        }
        for (segment, outings) in state.segmentOutings
        where outings.contains(where: { state.outings[$0]?.isOpen == true }) {
            busy.insert(segment)
        }
        // A cash day that is open keeps everything: its entries may lie in several segments.
        if state.books.values.contains(where: \.isOpen) { return }
        for (segment, position) in last.sorted(by: { $0.key < $1.key }) where !busy.contains(segment) {
            let isSafe = backedUp.contains { $0.generation == position.generation && $0.sequence >= position.sequence }
            if isSafe { try? journal.drop(segment: segment) }
        }
        noticeChange()
    }
}
