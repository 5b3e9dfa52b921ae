package import Foundation
package import Journal

/// The office's end of the sync: takes entries in order and unopened, keys and attachments in any order, gives the feed.
/// Synchronous; whoever calls it sees to it that one call runs at a time. The kit's number is always the one in its
/// certificate, never the one it says.
package struct OfficeSync: Sendable {
    struct Contact: Sendable {
        let token: ContactToken
        let generation: UInt16
    }

    /// One contact for a kit and generation: the latest hello. A spare kit and the laptop it replaced do not disturb
    /// each other.
    struct Caller: Hashable, Sendable {
        let kit: UInt16
        let generation: UInt16
    }

    let journal: any JournalStore
    let ledger: any OfficeLedger
    let keys: any SealedKeyShelf
    let attachments: any AttachmentReceiver
    let randomness: Randomness
    var contacts: [Caller: Contact] = [:]

    /// Looks through what came in since attachments were last looked for.
    package init(
        journal: any JournalStore, ledger: any OfficeLedger, keys: any SealedKeyShelf,
        attachments: any AttachmentReceiver, randomness: Randomness
    ) throws(SyncProblem) {
        self.journal = journal
        self.ledger = ledger
        self.keys = keys
        self.attachments = attachments
        self.randomness = randomness
        try possibly {
            try expectAttachments()
            let kits = Set(
                try journal.heads().lazy.map(\.position).filter { $0.generation > 1 && $0.kit != 0 }.map(\.kit))
            for kit in kits.sorted() { try showLeftOut(of: kit, at: Timestamp(milliseconds: 0)) }
        }
    }

    package mutating func hello(_ hello: Hello, from kit: UInt16, at now: Timestamp) throws(SyncProblem) -> HelloAnswer
    {
        guard hello.kit == kit else { throw SyncProblem(.malformed, "the certificate is another kit's") }
        guard hello.generation >= 1 else { throw SyncProblem(.malformed, "generation") }
        let token = ContactToken(randomness)
        guard let enrolled = try possibly({ try ledger.kit(kit) }) else {
            return HelloAnswer(
                epoch: try epoch(), contact: token, accepted: [], keptAside: [], backedUp: [],
                feedThrough: hello.feedThrough, officeTime: now, partial: [], refusal: .unknownKit)
        }
        if let head = hello.head {
            guard head.position.kit == kit, head.position.generation == hello.generation,
                enrolled.signingKeys.contains(where: { head.isSigned(by: $0) })
            else { throw SyncProblem(.malformed, "the head is not signed by this kit") }
        }
        return try possibly {
            try ledger.note(KitContact(hello: hello, at: now))
            if hello.generation > enrolled.generation, enrolled.state == .active {
                try ledger.raiseGeneration(of: kit, to: hello.generation)
            }
            contacts[Caller(kit: kit, generation: hello.generation)] = Contact(
                token: token, generation: hello.generation)
            let epoch = try ledger.epoch()
            // Only the laptop that wrote what is kept aside is told of it: another one of this kit still has to ship its own entries
            // of those places.
            let reason = try hello.head.flatMap { try ledger.reasonKeptAside($0.head.hash) }
            let keptAside = reason == nil ? [] : try ledger.keptAside(of: kit)
            let isForked = try reason == .forked || differs(hello.head?.head)
            let refusal = refusal(of: enrolled, generation: hello.generation, isForked: isForked)
            let heads = try journal.heads().map(\.signed.head).filter { $0.position.kit == kit }
            let partial = try ledger.unfinished(of: kit, limit: SyncLimits.partialAttachments).map {
                PartialAttachment(id: $0.id, bytes: UInt64(attachments.received($0)))
            }
            return HelloAnswer(
                epoch: epoch, contact: token, accepted: heads, keptAside: keptAside.map(\.last),
                backedUp: try ledger.backedUp(of: kit),
                feedThrough: refusal == .oldGeneration
                    ? hello.feedThrough : try ledger.feedThrough(of: kit, epoch: epoch),
                officeTime: now, partial: partial.filter { $0.bytes > 0 }, refusal: refusal,
                wire: hello.wire.map { min($0, SyncLimits.wire) })
        }
    }

    /// Whether another entry is stored at the place of a kit's head: a laptop that was cloned or put back writes a second history.
    private func differs(_ head: Head?) throws -> Bool {
        guard let head, let stored = try journal.entry(at: head.position) else { return false }
        return stored.hash != head.hash
    }

    private func refusal(of kit: EnrolledKit, generation: UInt16, isForked: Bool) -> Refusal? {
        switch kit.state {
        case .locked: .locked
        case .erased: .erased
        case .active:
            if generation < kit.generation {
                .oldGeneration
            } else if isForked {
                .forked
            } else {
                nil
            }
        }
    }

    package func keys(
        _ request: KeysRequest, from kit: UInt16, contact: ContactToken, at now: Timestamp
    ) throws(SyncProblem) -> KeysAnswer {
        _ = try caller(kit, contact)
        guard request.keys.count <= SyncLimits.keysPerRequest else { throw SyncProblem(.tooLarge, "keys") }
        let refused = Set(try possibly { try keys.receive(request.keys, from: kit, at: now) })
        let ids = request.keys.map(\.id)
        return KeysAnswer(
            stored: ids.filter { !refused.contains($0) }, refused: ids.filter { refused.contains($0) })
    }

    package func chunk(
        _ bytes: Data, at offset: UInt64, of id: KeyID, from kit: UInt16, contact: ContactToken
    ) throws(SyncProblem) -> AttachmentAnswer {
        _ = try caller(kit, contact)
        guard bytes.count <= SyncLimits.chunkBytes else { throw SyncProblem(.tooLarge, "chunk") }
        let answer = try store(bytes, at: offset, of: id, from: kit)
        if answer.complete { try possibly { try ledger.noteComplete(id) } }
        return answer
    }

    /// Stores a piece; that it was the last one is still to be noted.
    private func store(
        _ bytes: Data, at offset: UInt64, of id: KeyID, from kit: UInt16
    ) throws(SyncProblem) -> AttachmentAnswer {
        guard let ref = try possibly({ try ledger.expected(id, of: kit) }) else {
            return AttachmentAnswer(durable: 0, complete: false, fault: .unknown)
        }
        guard offset <= ref.cipherByteCount, UInt64(bytes.count) <= ref.cipherByteCount - offset else {
            return answer(to: ref, durable: attachments.received(ref), fault: .tooLong)
        }
        let durable: Int
        do throws(AttachmentFault) {
            durable = try attachments.receive(bytes, at: Int(offset), of: ref)
        } catch {
            switch error {
            case .gap(_, let received): return answer(to: ref, durable: received)
            case .damaged: return AttachmentAnswer(durable: 0, complete: false, fault: .hash)
            default: throw SyncProblem(.notPossibleNow, "attachments: \(error)")
            }
        }
        return answer(to: ref, durable: durable)
    }

    /// Takes pieces one after the other, as if each had come by itself.
    package func pieces(
        _ request: PiecesRequest, from kit: UInt16, contact: ContactToken
    ) throws(SyncProblem) -> PiecesAnswer {
        _ = try caller(kit, contact)
        guard request.pieces.reduce(0, { $0 + $1.bytes.count }) <= SyncLimits.chunkBytes else {
            throw SyncProblem(.tooLarge, "pieces")
        }
        var answers: [AttachmentAnswer] = []
        for piece in request.pieces {
            answers.append(try store(piece.bytes, at: piece.offset, of: piece.id, from: kit))
        }
        let complete = zip(request.pieces, answers).filter(\.1.complete).map(\.0.id)
        try possibly { try ledger.noteComplete(complete) }
        return PiecesAnswer(pieces: answers)
    }

    /// Whether a request came before the one whose end it continues: the kit has several under way, on connections that do
    /// not wait for each other. What belongs to an older contact never waits.
    func isEarly(_ request: SyncHTTPRequest, from kit: UInt16) -> Bool {
        guard let contact = request.contact.flatMap(ContactToken.init(rawValue:)),
            contacts.contains(where: { $0.key.kit == kit && $0.value.token == contact })
        else { return false }
        switch request.path {
        case SyncRoutes.entries:
            guard let start = EntriesBatch.start(of: request.body), start.kit == kit else { return false }
            let known = try? journal.head(kit: kit, generation: start.generation)?.position.sequence
            return start.sequence > (known ?? 0) + 1
        case SyncRoutes.pieces:
            guard let pieces = try? PiecesRequest(encoded: request.body).pieces else { return false }
            return pieces.contains { piece in
                // The entry that names it is still on its way.
                guard let ref = try? ledger.expected(piece.id, of: kit) else { return true }
                return piece.offset > UInt64(attachments.received(ref))
            }
        default: return false
        }
    }

    package func received(
        _ id: KeyID, from kit: UInt16, contact: ContactToken
    ) throws(SyncProblem) -> AttachmentAnswer {
        _ = try caller(kit, contact)
        guard let ref = try possibly({ try ledger.expected(id, of: kit) }) else {
            return AttachmentAnswer(durable: 0, complete: false, fault: .unknown)
        }
        return answer(to: ref, durable: attachments.received(ref))
    }

    package func feed(
        after number: UInt64, epoch: UInt32, from kit: UInt16, contact: ContactToken
    ) throws(SyncProblem) -> FeedAnswer {
        // A locked kit may still hear what the office has to say to it.
        let (_, enrolled, generation) = try known(kit, contact)
        guard try self.epoch() == epoch else { throw SyncProblem(.otherEpoch, "the office was restored") }
        guard generation >= enrolled.generation else { return FeedAnswer(messages: []) }
        return FeedAnswer(
            messages: try possibly {
                try ledger.feed(of: kit, epoch: epoch, after: number, bytes: SyncLimits.feedBytes)
            })
    }

    private func answer(
        to ref: AttachmentRef, durable: Int, fault: AttachmentAnswer.Fault? = nil
    ) -> AttachmentAnswer {
        let isComplete = UInt64(durable) == ref.cipherByteCount
        return AttachmentAnswer(durable: UInt64(durable), complete: isComplete, fault: isComplete ? nil : fault)
    }
}

extension OfficeSync {
    private func epoch() throws(SyncProblem) -> UInt32 { try possibly { try ledger.epoch() } }

    /// The kit behind a request, if this is its latest contact.
    private func known(
        _ kit: UInt16, _ contact: ContactToken
    ) throws(SyncProblem) -> (token: ContactToken, enrolled: EnrolledKit, generation: UInt16) {
        let current = contacts.first { $0.key.kit == kit && $0.value.token == contact }
        guard let current else { throw SyncProblem(.staleContact, "greet again") }
        guard let enrolled = try possibly({ try ledger.kit(kit) }) else {
            throw SyncProblem(.unknownKit, "unknown kit")
        }
        return (contact, enrolled, current.value.generation)
    }

    /// Only the laptop that writes the kit's present generation gets a new certificate.
    func mayRenew(_ kit: UInt16, _ contact: ContactToken) throws(SyncProblem) {
        let (enrolled, generation) = try caller(kit, contact)
        guard generation >= enrolled.generation else { throw SyncProblem(.locked, "a spare kit took over") }
    }

    /// Likewise, if the office takes anything from it.
    func caller(_ kit: UInt16, _ contact: ContactToken) throws(SyncProblem) -> (
        enrolled: EnrolledKit, generation: UInt16
    ) {
        let (_, enrolled, generation) = try known(kit, contact)
        guard enrolled.state == .active else { throw SyncProblem(.locked, "this kit is locked") }
        return (enrolled, generation)
    }

    /// The office's own troubles are not the kit's: it tries again later.
    func possibly<Value>(_ work: () throws -> Value) throws(SyncProblem) -> Value {
        do { return try work() } catch let problem as SyncProblem {
            throw problem
        } catch { throw SyncProblem(.notPossibleNow, "\(error)") }
    }
}
