import Foundation
import GRDB

/// Walks over every stored entry, generation by generation, and notes what does not fit. Goes on behind a fault, so that
/// one report names all of them. One thread reads, another hashes and follows the chain.
final class JournalWalk {
    struct NamedAttachment {
        let ref: AttachmentRef
        let position: Position
        let subject: Subject
        /// Its key was erased, so that its file may be gone.
        let isErased: Bool
        /// The office has said that it holds all of the subject.
        var isReceived = false
    }

    let identity: IdentityFile
    let keys: KeyFile?
    var report: VerificationReport
    private(set) var attachments: [NamedAttachment] = []

    private let checkpoint: Position?
    private let keyRows: [KeyID: KeyRow]
    private let erasedKeys: Set<KeyID>
    private let meanings: JournalVerifier.Meanings
    /// Entries without a body whose key is still there.
    private var bodiless: [(position: Position, subject: Subject)] = []
    /// Subjects of which something was forgotten on purpose, and those that were received as a whole.
    private var forgotten: Set<Subject> = []
    private var received: Set<Subject> = []
    private var subjects: Set<Subject> = []
    private var lastSubject: Subject?
    private var segments: Set<UInt64> = []
    private var kits: Set<UInt16> = []
    /// The hashes that later generations may go on from.
    private var continued: [UInt16: EntryHash] = [:]
    private var latest: [UInt16: Head] = [:]
    private var checkpointHash: EntryHash?

    /// - Parameter erasedKeys: of the office's key store; a kit's are in its keys file.
    init(
        identity: IdentityFile, keys: KeyFile?, erasedKeys: Set<KeyID>, meanings: JournalVerifier.Meanings,
        report: VerificationReport
    ) {
        self.identity = identity
        self.keys = keys
        self.report = report
        self.meanings = meanings
        checkpoint = keys?.first.checkpoint?.position
        keyRows = Dictionary(uniqueKeysWithValues: (keys?.rows ?? []).map { ($0.id, $0) })
        self.erasedKeys = erasedKeys.union((keys?.rows ?? []).lazy.filter { $0.wrapped == nil }.map(\.id))
    }

    func walk(_ db: Database) throws {
        let heads = try Row.fetchAll(db, sql: "\(StoredHead.query) ORDER BY kit, generation").map(StoredHead.init(row:))
        for head in heads {
            kits.insert(head.position.kit)
            report.generations += 1
            try walk(head, db)
        }
        try noteEntriesWithoutHead(db)
    }

    /// Sums up, and holds the keys file's checkpoint against the journal.
    func finish() {
        report.kits = kits.count
        report.subjects = subjects.count
        report.segments = segments.count
        for entry in bodiless where !forgotten.contains(entry.subject) {
            report.add("\(entry.position): der Inhalt fehlt, obwohl er nicht gelöscht wurde")
        }
        for index in attachments.indices {
            attachments[index].isReceived = received.contains(attachments[index].subject)
        }
        guard let checkpoint = keys?.first.checkpoint else { return }
        let head = latest[identity.kit]
        if head.map({ $0.position < checkpoint.position }) ?? true {
            report.add(IntegrityFault.olderThanKeys(head: head?.position, checkpoint: checkpoint.position))
        } else if let checkpointHash, checkpointHash != checkpoint.hash {
            report.add(ChainFault.changed(at: checkpoint.position))
        }
    }

    /// What is known of the generation that is being walked over.
    private struct Place {
        let kit: UInt16
        let generation: UInt16
        /// The sequence from which a later generation goes on.
        let continuedAt: UInt64?
        /// Nil behind a fault: it starts anew at the next readable entry.
        var chain: Chain?
        var runs: ArraySlice<DroppedRun>
    }

    private func walk(_ stored: StoredHead, _ db: Database) throws {
        let (kit, generation) = (stored.position.kit, stored.position.generation)
        let publicKeys = identity.publicKeys(of: kit)
        if generation > 1, continued[kit] == nil {
            report.add(ChainFault.unknownContinuation(at: Position(kit: kit, generation: generation, sequence: 1)))
        }
        var place = Place(
            kit: kit, generation: generation, continuedAt: stored.continuedAt,
            chain: Chain(kit: kit, generation: generation, continues: continued[kit]),
            runs: try DroppedRun.fetch(db, kit: kit, generation: generation)[...])
        for run in place.runs where !publicKeys.contains(where: run.isSigned) {
            report.add(IntegrityFault.dropNotSigned(run.first))
        }
        let checking = OtherThread<EntryRows> { rows in self.check(rows, at: &place) }
        defer { checking.finish() }
        try EntryRows.read(db, kit: kit, generation: generation) { checking.give($0) }
        checking.finish()
        skip(&place, to: .max)
        check(stored.signed, isSignedBy: publicKeys, last: place.chain?.head)
    }

    private func check(_ rows: EntryRows, at place: inout Place) {
        rows.withBytes { bytes in
            for row in rows.rows {
                skip(&place, to: UInt64(bitPattern: row.sequence))
                report.entries += 1
                let entry: CheckedEntry
                do throws(StoreFault) {
                    entry = try CheckedEntry(row, in: bytes, kit: place.kit, generation: place.generation)
                } catch {
                    report.add(error)
                    place.chain = nil
                    continue
                }
                // The columns repeat the header for SQLite's sake; where they differ, entries would not be found.
                if !entry.columnsFit { report.add("\(entry.position): die Suchspalten passen nicht zum Kopf") }
                follow(entry, with: &place.chain)
                note(entry)
                if entry.position.sequence == place.continuedAt { continued[place.kit] = entry.hash }
            }
        }
    }

    private func follow(_ entry: CheckedEntry, with chain: inout Chain?) {
        do throws(ChainFault) {
            try chain?.accept(entry.header, hash: entry.hash)
        } catch {
            report.add(error)
            chain = nil
        }
        // Behind a fault the chain starts anew at the next readable entry.
        if chain == nil { chain = Chain(after: entry.head) }
    }

    private func skip(_ place: inout Place, to sequence: UInt64) {
        while let run = place.runs.first, run.first.sequence < sequence {
            place.runs = place.runs.dropFirst()
            do throws(ChainFault) {
                try place.chain?.skip(run)
            } catch {
                report.add(error)
                place.chain = nil
            }
            if place.chain == nil { place.chain = Chain(after: run.last) }
            if run.last.position.sequence == place.continuedAt { continued[place.kit] = run.last.hash }
            noteCheckpoint(run.last)
        }
    }

    private func check(_ signed: SignedHead, isSignedBy publicKeys: [Data], last: Head?) {
        if !publicKeys.contains(where: signed.isSigned) { report.add(IntegrityFault.headNotSigned(signed.position)) }
        if last != signed.head {
            report.add(IntegrityFault.headElsewhere(head: signed.position, last: last?.position))
        }
        latest[signed.position.kit] = signed.head
    }

    private func note(_ entry: CheckedEntry) {
        let header = entry.header
        report.bytes += entry.byteCount
        // Entries of one subject mostly stand together.
        if header.subject != lastSubject {
            lastSubject = header.subject
            subjects.insert(header.subject)
        }
        segments.insert(UInt64(header.position.kit) << 32 | UInt64(header.segment))
        noteCheckpoint(entry.head)
        if let ref = entry.attachment {
            attachments.append(
                NamedAttachment(
                    ref: ref, position: entry.position, subject: header.subject,
                    isErased: erasedKeys.contains(ref.keyID)))
        }
        let isErased = !erasedKeys.isEmpty && !header.keyID.isClear && erasedKeys.contains(header.keyID)
        if isErased { forgotten.insert(header.subject) }
        // Only the office's own entries say such things.
        if header.position.kit == 0 {
            if meanings.forgetting.contains(header.type.name) { forgotten.insert(header.subject) }
            if header.type.name == meanings.received { received.insert(header.subject) }
        }
        if !entry.hasBody {
            report.withoutBody += 1
            if !isErased { bodiless.append((entry.position, header.subject)) }
        }
        guard header.position.kit == identity.kit, identity.kit != 0, !header.keyID.isClear else { return }
        if let row = keyRows[header.keyID] {
            if row.subject != header.subject {
                report.add("\(entry.position): Schlüssel \(header.keyID) gehört zu etwas anderem")
            }
        } else {
            report.add("\(entry.position): Schlüssel \(header.keyID) fehlt in \(KeyFile.name)")
        }
    }

    private func noteCheckpoint(_ head: Head) {
        if head.position == checkpoint { checkpointHash = head.hash }
    }

    private func noteEntriesWithoutHead(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT kit, generation, min(sequence) FROM entry
                WHERE NOT EXISTS (SELECT 1 FROM head WHERE kit = entry.kit AND generation = entry.generation)
                GROUP BY kit, generation
                """)
        for row in rows {
            let place = Position(
                kit: try row.value(0), generation: try row.value(1), sequence: UInt64(bitPattern: try row.value(2)))
            report.add("\(place): Zu dieser Generation fehlt der unterschriebene Stand.")
        }
    }
}
