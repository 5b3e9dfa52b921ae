import Foundation
package import Journal

extension OfficeSync {
    /// Takes a batch: what is here already is compared, what follows is stored, what cannot be is kept aside.
    /// Entries are durable before the answer says so.
    package func entries(
        _ batch: EntriesBatch, from kit: UInt16, contact: ContactToken, at now: Timestamp
    ) throws(SyncProblem) -> EntriesAnswer {
        let (enrolled, callerGeneration) = try caller(kit, contact)
        let generation = batch.head.position.generation
        let stored = try possibly { try journal.head(kit: kit, generation: generation)?.signed.head }
        guard batch.head.position.kit == kit else {
            return EntriesAnswer(accepted: stored, fault: EntriesFault(.otherKit))
        }
        guard generation <= callerGeneration else { throw SyncProblem(.malformed, "a generation that has not greeted") }
        guard enrolled.signingKeys.contains(where: { batch.head.isSigned(by: $0) }) else {
            return EntriesAnswer(accepted: stored, fault: EntriesFault(.notSigned, at: batch.head.position.sequence))
        }
        let known = stored?.position.sequence ?? 0
        if let fork = try firstDifference(in: batch.entries, upTo: known) {
            return try keepAside(batch.entries[fork...], reason: .forked, accepted: stored, at: now)
        }
        let fresh = batch.entries.drop { $0.position.sequence <= known }
        guard let first = fresh.first else { return EntriesAnswer(accepted: stored) }
        if callerGeneration < enrolled.generation {
            return try keepAside(fresh, reason: .oldGeneration, accepted: stored, at: now)
        }
        guard first.position.sequence == known + 1 else {
            return try gapOrRest(of: fresh, behind: stored, at: now)
        }
        do throws(StoreFault) {
            try journal.append(Array(fresh), head: batch.head, receivedAt: now)
        } catch {
            switch error {
            case .chain(.unknownContinuation) where try !isKeptAside(first.header.previous):
                // What it continues is not here yet: the kit ships the earlier generation first.
                return EntriesAnswer(accepted: nil, fault: EntriesFault(.gap, at: 1))
            case .chain: return try keepAside(fresh, reason: .forked, accepted: stored, at: now)
            default: throw SyncProblem(.notPossibleNow, "journal: \(error)")
            }
        }
        try possibly {
            try expectAttachments()
            if first.position.sequence == 1, generation > 1 { try showLeftOut(of: kit, at: now) }
        }
        return EntriesAnswer(accepted: batch.head.head)
    }

    /// What a laptop shipped before its spare greeted, and had written behind the place where the spare went on, is shown to a person
    /// like what it ships later. Done again at every start, for a crash may come between the entries and this.
    func showLeftOut(of kit: UInt16, at now: Timestamp) throws {
        let lineage = try journal.lineage(of: kit)
        for head in try journal.heads() where head.position.kit == kit && !lineage.holds(head.position) {
            let whole = Selection.generation(
                kit: kit, generation: head.position.generation, sequences: 1...head.position.sequence)
            var left: [KeptAside] = []
            try journal.forEach(whole) { stored in
                // What was erased since has nothing to decide on any more.
                guard !lineage.holds(stored.entry.position), stored.entry.body != nil else { return }
                left.append(KeptAside(entry: stored.entry, reason: .oldGeneration, at: stored.receivedAt ?? now))
            }
            _ = try ledger.keepAside(left)
        }
    }

    private func isKeptAside(_ hash: EntryHash) throws(SyncProblem) -> Bool {
        try possibly { try ledger.reasonKeptAside(hash) != nil }
    }

    /// The index of the first entry that differs from the one stored at its place.
    private func firstDifference(in entries: [Entry], upTo known: UInt64) throws(SyncProblem) -> Int? {
        guard let first = entries.first?.position, first.sequence <= known else { return nil }
        let last = min(known, entries[entries.count - 1].position.sequence)
        let range = Selection.generation(
            kit: first.kit, generation: first.generation, sequences: first.sequence...last)
        let stored = try possibly { try journal.entries(range, after: 0, limit: entries.count) }
        let hashes = Dictionary(stored.map { ($0.entry.position.sequence, $0.entry.hash) }, uniquingKeysWith: { $1 })
        return entries.firstIndex { entry in
            hashes[entry.position.sequence].map { $0 != entry.hash } ?? false
        }
    }

    /// Entries behind a gap are not taken: the kit has what is missing and ships it first. Only behind entries that
    /// were kept aside do they follow those, for they belong to the same other history.
    private func gapOrRest(
        of entries: ArraySlice<Entry>, behind stored: Head?, at now: Timestamp
    ) throws(SyncProblem) -> EntriesAnswer {
        guard let first = entries.first else { return EntriesAnswer(accepted: stored) }
        let reason = try possibly {
            try ledger.reasonKeptAside(first.header.previous) ?? ledger.reasonKeptAside(first.hash)
        }
        if let reason { return try keepAside(entries, reason: reason, accepted: stored, at: now) }
        return EntriesAnswer(
            accepted: stored, fault: EntriesFault(.gap, at: (stored?.position.sequence ?? 0) + 1))
    }

    private func keepAside(
        _ entries: ArraySlice<Entry>, reason: KeptAside.Reason, accepted: Head?, at now: Timestamp
    ) throws(SyncProblem) -> EntriesAnswer {
        guard let first = entries.first?.position.sequence, let last = entries.last?.position.sequence else {
            return EntriesAnswer(accepted: accepted)
        }
        let rows = entries.map { KeptAside(entry: $0, reason: reason, at: now) }
        guard try possibly({ try ledger.keepAside(rows) }) else {
            return EntriesAnswer(accepted: accepted, fault: EntriesFault(.tooManyKeptAside, at: first))
        }
        let kind: EntriesFault.Kind = reason == .forked ? .forked : .oldGeneration
        return EntriesAnswer(accepted: accepted, keptAside: last, fault: EntriesFault(kind, at: first))
    }

    /// Notes the attachments that newly stored entries name. Goes by a cursor, so that a crash between the two writes
    /// loses none.
    func expectAttachments() throws {
        let limit = 1_000
        while true {
            let cursor = try ledger.attachmentCursor()
            let new = try journal.entries(.all, after: cursor, limit: limit)
            guard let last = new.last else { return }
            let refs = new.compactMap { stored -> (kit: UInt16, ref: AttachmentRef)? in
                guard let ref = AttachmentRef(entry: stored.entry) else { return nil }
                return (stored.entry.position.kit, ref)
            }
            try ledger.expect(refs, cursor: last.arrival)
            if new.count < limit { return }
        }
    }
}

extension AttachmentRef {
    /// The attachment that an entry names, if it is such an entry.
    package init?(entry: Entry) {
        guard entry.header.keyID.isClear, entry.header.type == AttachmentRef.eventType, let body = entry.body,
            let ref = try? AttachmentRef(bytes: body)
        else { return nil }
        self = ref
    }
}
