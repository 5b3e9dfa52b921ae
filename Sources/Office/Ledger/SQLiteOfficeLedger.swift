import Foundation
import GRDB
package import Journal
package import Sync

/// The office's ledger on disk; every write is durable when it returns.
package final class SQLiteOfficeLedger: Sendable {
    package static let fileName = "ledger.sqlite"
    /// Entries kept aside for one kit at most.
    static let asideLimit = 50_000

    let database: DatabaseQueue

    package init(path: String, on disk: any Disk = .machine) throws(OfficeFault) {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
            }
            database = try DatabaseQueue(path: disk.privateDatabase(path), configuration: configuration)
            do { try LedgerSchema.migrator.migrate(database) } catch {
                // A backup or an enrolment opened the new file at the same moment and was first: then there is nothing left to do.
                try LedgerSchema.migrator.migrate(database)
            }
        } catch { throw .ledger("\(error)") }
    }

    /// - Parameter fetch: one statement, which sees one state by itself.
    func read<Value>(_ fetch: (Database) throws -> Value) throws -> Value { try database.unsafeRead(fetch) }
    func write<Value>(_ change: (Database) throws -> Value) throws -> Value { try database.write(change) }

    func number(_ name: String, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT value FROM meta WHERE name = ?"), arguments: [name]) ?? 0
    }

    func set(_ name: String, _ value: Int64, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)").execute(arguments: [name, value])
    }
}

extension SQLiteOfficeLedger: OfficeLedger {
    package func epoch() throws -> UInt32 { try read { UInt32(try number("epoch", $0)) } }

    package func kit(_ number: UInt16) throws -> EnrolledKit? { try enrolled(number) }

    package func note(_ contact: KitContact) throws {
        let hello = try JSONEncoder().encode(contact.hello)
        try write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO contact VALUES (?, ?, ?, ?)",
                arguments: [contact.hello.kit, contact.hello.generation, contact.at.milliseconds, hello])
        }
    }

    package func raiseGeneration(of kit: UInt16, to generation: UInt16) throws {
        try write { db in
            try db.execute(
                sql: "UPDATE kit SET generation = max(generation, ?) WHERE number = ?", arguments: [generation, kit])
        }
    }

    package func backedUp(of kit: UInt16) throws -> [Position] {
        try read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT generation, sequence FROM backup WHERE kit = ? ORDER BY generation"),
                arguments: [kit]
            ).map { Position(kit: kit, generation: $0[0], sequence: UInt64($0[1] as Int64)) }
        }
    }

    package func keepAside(_ entries: [KeptAside]) throws -> Bool {
        guard let kit = entries.first?.entry.position.kit else { return true }
        return try write { db in
            let kept =
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM aside WHERE kit = ? AND settledAt IS NULL", arguments: [kit]) ?? 0
            guard kept + entries.count <= Self.asideLimit else { return false }
            for kept in entries {
                let place = kept.entry.position
                try db.execute(
                    sql: """
                        INSERT INTO aside (hash, kit, generation, sequence, reason, at, entry) VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        kept.entry.hash.bytes, place.kit, place.generation, Int64(place.sequence), kept.reason.rawValue,
                        kept.at.milliseconds, kept.entry.bytes ?? kept.entry.headerBytes,
                    ])
            }
            return true
        }
    }

    package func keptAside(of kit: UInt16) throws -> [(last: Position, reason: KeptAside.Reason)] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT generation, max(sequence), reason FROM aside WHERE kit = ? GROUP BY generation ORDER BY generation
                    """, arguments: [kit]
            ).compactMap { row in
                guard let reason = KeptAside.Reason(rawValue: row[2]) else { return nil }
                return (Position(kit: kit, generation: row[0], sequence: UInt64(row[1] as Int64)), reason)
            }
        }
    }

    package func reasonKeptAside(_ hash: EntryHash) throws -> KeptAside.Reason? {
        try read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT reason FROM aside WHERE hash = ?"), arguments: [hash.bytes]
            ).flatMap(KeptAside.Reason.init(rawValue:))
        }
    }

    package func attachmentCursor() throws -> Int64 { try read { try number("attachmentCursor", $0) } }

    package func expect(_ refs: [(kit: UInt16, ref: AttachmentRef)], cursor: Int64) throws {
        try write { db in
            for (kit, ref) in refs {
                try db.cachedStatement(
                    sql: "INSERT INTO attachment (id, kit, ref) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
                ).execute(arguments: [ref.id.bytes, kit, ref.bytes])
            }
            try set("attachmentCursor", cursor, db)
        }
    }

    package func expected(_ id: KeyID, of kit: UInt16) throws -> AttachmentRef? {
        try read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT ref FROM attachment WHERE id = ? AND kit = ?"),
                arguments: [id.bytes, kit]
            ).flatMap { try? AttachmentRef(bytes: $0) }
        }
    }

    package func unfinished(of kit: UInt16, limit: Int) throws -> [AttachmentRef] {
        try read { db in
            try Data.fetchAll(
                db.cachedStatement(
                    sql: "SELECT ref FROM attachment WHERE kit = ? AND NOT isComplete ORDER BY number LIMIT ?"),
                arguments: [kit, limit]
            ).compactMap { try? AttachmentRef(bytes: $0) }
        }
    }

    package func noteComplete(_ id: KeyID) throws { try noteComplete([id]) }

    package func noteComplete(_ ids: [KeyID]) throws {
        guard !ids.isEmpty else { return }
        try write { db in
            let note = try db.cachedStatement(sql: "UPDATE attachment SET isComplete = 1 WHERE id = ?")
            for id in ids { try note.execute(arguments: [id.bytes]) }
        }
    }

    package func feedThrough(of kit: UInt16, epoch: UInt32) throws -> UInt64 {
        try read { db in
            UInt64(
                try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT max(number) FROM feed WHERE kit = ? AND epoch = ?"),
                    arguments: [kit, epoch]) ?? 0)
        }
    }

    package func feed(of kit: UInt16, epoch: UInt32, after number: UInt64, bytes: Int) throws -> [FeedMessage] {
        try read { db in
            let rows = try Data.fetchCursor(
                db.cachedStatement(
                    sql: "SELECT message FROM feed WHERE kit = ? AND epoch = ? AND number > ? ORDER BY number"),
                arguments: [kit, epoch, Int64(number)])
            var messages: [FeedMessage] = []
            var size = 0
            while let row = try rows.next() {
                guard let message = try? FeedMessage(bytes: row) else { break }
                if !messages.isEmpty, size + row.count > bytes { break }
                messages.append(message)
                size += row.count
            }
            return messages
        }
    }
}
