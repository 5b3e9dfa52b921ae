import Crypto
package import Foundation

/// Writes one kit's journal (kit 0: the office's own). Synchronous; lives inside one actor. An append seals the bodies,
/// chains the entries, signs the new head and stores all of it in one durable transaction.
package final class Journal {
    package let kit: UInt16
    let store: any JournalStore
    let keys: any SubjectKeys
    private let signer: any Signer
    /// Keys that signed this kit's earlier generations, 32 bytes each.
    private let formerKeys: [Data]
    private let randomness: Randomness

    /// The generation being written; from 1.
    package private(set) var generation: UInt16
    /// The last entry of the generation being written; nil before its first.
    package private(set) var head: Head?
    /// The same, signed.
    package private(set) var signedHead: SignedHead?
    /// The entry that a new generation goes on from, until its first append wrote that down.
    private var startsAfter: Head?
    /// Set when the stored journal cannot be believed; nothing is appended then until a new generation starts.
    package private(set) var fault: IntegrityFault?
    /// Set after a failed write: what is really stored is read again first.
    private var isUncertain = false

    /// Opens the journal at its latest generation and checks its head; a fault there makes it read-only.
    /// - Parameters:
    ///   - checkpoint: the head that the keys file knows of.
    package init(
        kit: UInt16, store: any JournalStore, keys: any SubjectKeys, signer: any Signer,
        formerKeys: [Data] = [], checkpoint: Head? = nil, randomness: Randomness = .system
    ) throws(JournalFault) {
        self.kit = kit
        self.store = store
        self.keys = keys
        self.signer = signer
        self.formerKeys = formerKeys
        self.randomness = randomness
        generation = 1
        do throws(StoreFault) {
            let signed = try store.head(kit: kit)?.signed
            signedHead = signed
            head = signed?.head
            generation = signed?.position.generation ?? 1
            fault = try signed.flatMap { (signed) throws(StoreFault) in try faultAtEnd(signed) }
        } catch  where error.isLossOfIntegrity {
            fault = .store(error)
        } catch {
            throw .store(error)
        }
        if fault == nil, let checkpoint, (head?.position).map({ $0 < checkpoint.position }) ?? true {
            fault = .olderThanKeys(head: head?.position, checkpoint: checkpoint.position)
        }
    }

    /// Appends entries in one durable transaction: when this returns, they are on the disk; when it throws, none is.
    package func append(_ drafts: [Draft], segment: UInt32, at time: Timestamp) throws(JournalFault) -> [Entry] {
        if isUncertain { try readHeadAgain() }
        if let fault { throw .readOnly(fault) }
        guard !drafts.isEmpty else { return [] }
        let entries = try seal(drafts, segment: segment, at: time)
        let signed: SignedHead
        do { signed = try Head(entries[entries.count - 1]).signed(by: signer) } catch { throw .signer }
        do throws(StoreFault) {
            try store.append(entries, head: signed, receivedAt: nil)
        } catch {
            isUncertain = true
            if error.isLossOfIntegrity { fault = .store(error) }
            throw error.isLossOfIntegrity ? .readOnly(.store(error)) : .store(error)
        }
        head = signed.head
        signedHead = signed
        startsAfter = nil
        return entries
    }

    /// Starts a new generation behind an entry that can be believed; its first append writes down what it continues.
    /// - Parameters:
    ///   - last: the entry to go on from, usually the one before the fault.
    ///   - number: of the new generation at least; higher than all that others may know of.
    package func startGeneration(after last: Head, atLeast number: UInt16 = 1) throws(JournalFault) {
        let latest = max(generation, last.position.generation)
        guard latest < UInt16.max else { throw .noGenerationLeft }
        generation = max(latest + 1, number)
        head = nil
        signedHead = nil
        startsAfter = last
        fault = nil
        isUncertain = false
    }

    /// Makes the journal read-only with a reason found elsewhere, e.g. while replaying.
    package func close(for fault: IntegrityFault) { if self.fault == nil { self.fault = fault } }

    /// The head at a stored entry, signed now: what goes with a part of the journal that ends there.
    package func signedHead(at position: Position) throws(JournalFault) -> SignedHead? {
        do throws(StoreFault) {
            guard let entry = try store.entry(at: position) else { return nil }
            return try? Head(entry).signed(by: signer)
        } catch { throw .store(error) }
    }

    /// Drops a segment of all generations; the head stays, and the gaps are signed.
    package func drop(segment: UInt32) throws(JournalFault) {
        do {
            var heads: [Head] = []
            try store.forEach(.segments(kit: kit, [segment])) { heads.append(Head($0.entry)) }
            let cuts = Set(try store.heads().compactMap(\.continued) + [startsAfter?.position].compactMap { $0 })
            let runs = try DroppedRun.runs(of: heads, cutBehind: cuts).map {
                try DroppedRun(segment: segment, first: $0.first, last: $0.last, signer: signer)
            }
            try store.drop(runs)
        } catch let error as StoreFault {
            throw .store(error)
        } catch { throw .signer }
    }

    private func seal(_ drafts: [Draft], segment: UInt32, at time: Timestamp) throws(JournalFault) -> [Entry] {
        let subjects = Set(drafts.filter { $0.sealing == .subject }.map(\.subject))
        let continues = startsAfter?.hash ?? .zero
        var chain = head.map(Chain.init(after:)) ?? Chain(kit: kit, generation: generation, continues: continues)
        var entries: [Entry] = []
        entries.reserveCapacity(drafts.count)
        do {
            let own =
                subjects.isEmpty ? [:] : try keys.keys(for: subjects, at: time, checkpoint: head)
            for draft in drafts {
                let id: KeyID =
                    switch draft.sealing {
                    case .clear: .clear
                    case .subject: own[draft.subject]!
                    case .key(let id): id
                    }
                let overhead = id.isClear ? 0 : EntryHeader.sealOverhead
                guard draft.body.count + overhead <= EntryHeader.bodyLimit else {
                    throw JournalFault.tooLarge(bytes: draft.body.count)
                }
                let header = try EntryHeader(
                    position: chain.nextPosition, segment: segment, time: time, subject: draft.subject, keyID: id,
                    type: draft.type, previous: chain.head?.hash ?? continues,
                    bodyLength: UInt32(draft.body.count + overhead))
                let headerBytes = header.bytes
                var body = draft.body
                if !id.isClear {
                    body = try AES.GCM.seal(
                        draft.body, using: keys.key(id), nonce: randomness.nonce(), authenticating: headerBytes
                    ).combined!
                }
                let entry = Entry(header: header, headerBytes: headerBytes, body: body)
                try chain.accept(entry)
                entries.append(entry)
            }
        } catch let fault as JournalFault {
            throw fault
        } catch let fault as KeyFault {
            throw .keys(fault)
        } catch {
            // A header of our own making breaks no rule; a clock outside 1970-9999 is the one way to come here.
            throw .store(.unusable(reason: "\(error)"))
        }
        return entries
    }

    func isSigned(_ run: DroppedRun) -> Bool {
        ([signer.publicKey] + formerKeys).contains { run.isSigned(by: $0) }
    }

    private func readHeadAgain() throws(JournalFault) {
        do throws(StoreFault) {
            if let stored = try store.head(kit: kit, generation: generation) {
                head = stored.signed.head
                signedHead = stored.signed
            }
            isUncertain = false
        } catch { throw .store(error) }
    }

    private func faultAtEnd(_ signed: SignedHead) throws(StoreFault) -> IntegrityFault? {
        guard signed.isSigned(by: signer.publicKey) else { return .headNotSigned(signed.position) }
        if let run = try store.droppedRuns(kit: kit, generation: generation).last, run.last == signed.head {
            return nil
        }
        guard let last = try store.entry(at: signed.position) else {
            return .headElsewhere(head: signed.position, last: nil)
        }
        if Head(last) != signed.head { return .headElsewhere(head: signed.position, last: last.position) }
        let beyond = try store.entries(.after(signed.position), after: 0, limit: 1).first?.entry.position
        return beyond.map { .headElsewhere(head: signed.position, last: $0) }
    }
}
