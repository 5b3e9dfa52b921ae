import Foundation
import GRDB

/// Walks over every stored entry, generation by generation, and notes what does not fit. Goes on behind a fault, so that
/// one report names all of them.
struct JournalWalk {
    struct NamedAttachment {
        let ref: AttachmentRef
        let position: Position
        /// Its key was erased, so that its file may be gone.
        let isErased: Bool
    }

    let identity: IdentityFile
    let keys: KeyFile?
    var report: VerificationReport
    private(set) var attachments: [NamedAttachment] = []

    private let keyRows: [KeyID: KeyRow]
    private let erasedKeys: Set<KeyID>
    private var subjects: Set<Subject> = []
    private var segments: Set<UInt64> = []
    private var kits: Set<UInt16> = []
    /// The hashes that later generations may go on from.
    private var continued: [UInt16: EntryHash] = [:]
    private var latest: [UInt16: Head] = [:]
    private var checkpointHash: EntryHash?

    /// - Parameter erasedKeys: of the office's key store; a kit's are in its keys file.
    init(identity: IdentityFile, keys: KeyFile?, erasedKeys: Set<KeyID>, report: VerificationReport) {
        self.identity = identity
        self.keys = keys
        self.report = report
        keyRows = Dictionary(uniqueKeysWithValues: (keys?.rows ?? []).map { ($0.id, $0) })
        self.erasedKeys = erasedKeys.union((keys?.rows ?? []).lazy.filter { $0.wrapped == nil }.map(\.id))
    }

    mutating func walk(_ db: Database) throws {
        for fault in try String.fetchAll(db, sql: "PRAGMA integrity_check(10)") where fault != "ok" {
            report.add(StoreFault.damagedFile(reason: fault))
        }
        let heads = try Row.fetchAll(db, sql: "\(StoredHead.query) ORDER BY kit, generation").map(StoredHead.init(row:))
        for head in heads {
            kits.insert(head.position.kit)
            report.generations += 1
            try walk(head, db)
        }
        try noteEntriesWithoutHead(db)
    }

    /// Sums up, and holds the keys file's checkpoint against the journal.
    mutating func finish() {
        report.kits = kits.count
        report.subjects = subjects.count
        report.segments = segments.count
        guard let checkpoint = keys?.first.checkpoint else { return }
        let head = latest[identity.kit]
        if head.map({ $0.position < checkpoint.position }) ?? true {
            report.add(IntegrityFault.olderThanKeys(head: head?.position, checkpoint: checkpoint.position))
        } else if let checkpointHash, checkpointHash != checkpoint.hash {
            report.add(ChainFault.changed(at: checkpoint.position))
        }
    }

    private mutating func walk(_ stored: StoredHead, _ db: Database) throws {
        let place = stored.position
        let publicKeys = identity.publicKeys(of: place.kit)
        var chain: Chain? = Chain(kit: place.kit, generation: place.generation, continues: continued[place.kit])
        if place.generation > 1, continued[place.kit] == nil {
            report.add(
                ChainFault.unknownContinuation(
                    at: Position(kit: place.kit, generation: place.generation, sequence: 1)))
        }
        var runs = try DroppedRun.fetch(db, kit: place.kit, generation: place.generation)[...]
        for run in runs where !publicKeys.contains(where: run.isSigned) {
            report.add(IntegrityFault.dropNotSigned(run.first))
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT arrival, header, body, bodyHash, hash, receivedAt, kit, generation, sequence,
                    segment, subjectKind, subject, type, time
                FROM entry WHERE kit = ? AND generation = ? ORDER BY sequence
                """, arguments: [place.kit, place.generation])
        while let row = try rows.next() {
            skip(&runs, in: &chain, to: UInt64(bitPattern: try row.value(8)), continuedAt: stored.continuedAt)
            report.entries += 1
            let entry: Entry
            do throws(StoreFault) {
                entry = try StoredEntry(row: row).entry
            } catch {
                report.add(error)
                chain = nil
                continue
            }
            try noteIfColumnsDiffer(row, entry)
            follow(entry, with: &chain)
            note(entry)
            if entry.position.sequence == stored.continuedAt { continued[place.kit] = entry.hash }
        }
        skip(&runs, in: &chain, to: .max, continuedAt: stored.continuedAt)
        check(stored.signed, isSignedBy: publicKeys, last: chain?.head)
    }

    private mutating func follow(_ entry: Entry, with chain: inout Chain?) {
        do throws(ChainFault) {
            try chain?.accept(entry)
        } catch {
            report.add(error)
            chain = nil
        }
        // Behind a fault the chain starts anew at the next readable entry.
        if chain == nil { chain = Chain(after: Head(entry)) }
    }

    private mutating func skip(
        _ runs: inout ArraySlice<DroppedRun>, in chain: inout Chain?, to sequence: UInt64, continuedAt: UInt64?
    ) {
        while let run = runs.first, run.first.sequence < sequence {
            runs = runs.dropFirst()
            do throws(ChainFault) {
                try chain?.skip(run)
            } catch {
                report.add(error)
                chain = nil
            }
            if chain == nil { chain = Chain(after: run.last) }
            if run.last.position.sequence == continuedAt { continued[run.last.position.kit] = run.last.hash }
            noteCheckpoint(run.last)
        }
    }

    private mutating func check(_ signed: SignedHead, isSignedBy publicKeys: [Data], last: Head?) {
        if !publicKeys.contains(where: signed.isSigned) { report.add(IntegrityFault.headNotSigned(signed.position)) }
        if last != signed.head {
            report.add(IntegrityFault.headElsewhere(head: signed.position, last: last?.position))
        }
        latest[signed.position.kit] = signed.head
    }

    private mutating func note(_ entry: Entry) {
        let header = entry.header
        report.bytes += entry.headerBytes.count + (entry.body?.count ?? 0)
        subjects.insert(header.subject)
        segments.insert(UInt64(header.position.kit) << 32 | UInt64(header.segment))
        noteCheckpoint(Head(entry))
        if let ref = entry.attachment {
            attachments.append(
                NamedAttachment(ref: ref, position: entry.position, isErased: erasedKeys.contains(ref.keyID)))
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

    private mutating func noteCheckpoint(_ head: Head) {
        if head.position == keys?.first.checkpoint?.position { checkpointHash = head.hash }
    }

    /// The columns repeat the header for SQLite's sake; where they differ, entries would not be found.
    private mutating func noteIfColumnsDiffer(_ row: Row, _ entry: Entry) throws(StoreFault) {
        let header = entry.header
        let segment: Int64 = try row.value(9)
        let kind: Int64 = try row.value(10)
        let subject: String = try row.value(11)
        let type: String = try row.value(12)
        let time: Int64 = try row.value(13)
        let same =
            segment == Int64(header.segment) && kind == Int64(header.subject.kind.rawValue)
            && subject == header.subject.id && type == header.type.name && time == header.time.milliseconds
        if !same { report.add("\(entry.position): die Suchspalten passen nicht zum Kopf") }
    }

    private mutating func noteEntriesWithoutHead(_ db: Database) throws {
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
