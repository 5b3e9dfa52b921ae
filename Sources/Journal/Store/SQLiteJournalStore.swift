package import Foundation
import GRDB

/// The journal on disk: SQLite in write-ahead mode, every commit synced before it returns.
package final class SQLiteJournalStore: JournalStore {
    /// The file's name in a kit's or the office's folder.
    package static let fileName = "journal.sqlite"

    private let pool: DatabasePool

    /// Opens or makes the file.
    /// - Parameter pageLimit: the most pages the file may have; for tests of a full disk.
    package init(path: String, on disk: any Disk = .machine, pageLimit: Int? = nil) throws(StoreFault) {
        pool = try StoreFault.mapping {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA secure_delete = ON")
                if let pageLimit { try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
            }
            let pool = try DatabasePool(path: disk.privateDatabase(path), configuration: configuration)
            // The pool sets NORMAL after `prepareDatabase`: a commit could be lost when the power goes.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            guard try pool.read({ try !JournalSchema.migrator.hasBeenSuperseded($0) }) else {
                throw StoreFault.unusable(
                    reason: "Eine neuere Version hat es geschrieben. Diese neuere Version benutzen.")
            }
            try JournalSchema.migrator.migrate(pool)
            // The pool reads the answer "wal" and not whether that was written. Without it the last commit may be undone when the power goes.
            let mode = try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
            guard mode == "wal" else { throw StoreFault.inputOutput(code: EIO) }
            try disk.syncFolder(of: path)
            return pool
        }
    }

    package func append(_ entries: [Entry], head: SignedHead, receivedAt: Timestamp?) throws(StoreFault) {
        guard let first = entries.first?.position else { return }
        try write { db in
            let stored = try StoredHead.fetch(db, kit: first.kit, generation: first.generation)
            let continued = try Succession.check(
                entries, head: head, stored: stored, isKitKnown: try StoredHead.exists(db, kit: first.kit)
            ) { hash in
                try Position.locate(hash, kit: first.kit, in: db)
            }
            if let continued {
                try db.execute(
                    sql: "UPDATE head SET continuedAt = ? WHERE kit = ? AND generation = ?",
                    arguments: [Int64(continued.sequence), continued.kit, continued.generation])
            }
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO entry (kit, generation, sequence, segment, subjectKind, subject, type, time, header,
                        body, bodyHash, hash, receivedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for entry in entries {
                let header = entry.header
                try insert.execute(arguments: [
                    header.position.kit, header.position.generation, Int64(header.position.sequence), header.segment,
                    header.subject.kind.rawValue, header.subject.id, header.type.name, header.time.milliseconds,
                    entry.headerBytes, entry.body, entry.bodyHash.bytes, entry.hash.bytes, receivedAt?.milliseconds,
                ])
            }
            try db.cachedStatement(
                sql: """
                    INSERT INTO head (kit, generation, sequence, hash, signature) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash,
                        signature = excluded.signature
                    """
            ).execute(arguments: [
                head.position.kit, head.position.generation, Int64(head.position.sequence), head.head.hash.bytes,
                head.signature,
            ])
        }
    }

    package func drop(_ runs: [DroppedRun]) throws(StoreFault) {
        try write { db in
            for run in runs {
                let last = run.last.position
                try db.execute(
                    sql: "DELETE FROM entry WHERE kit = ? AND generation = ? AND sequence BETWEEN ? AND ?",
                    arguments: [last.kit, last.generation, Int64(run.first.sequence), Int64(last.sequence)])
                try db.execute(
                    sql: "INSERT INTO dropped VALUES (?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        last.kit, last.generation, Int64(run.first.sequence), Int64(last.sequence), run.segment,
                        run.last.hash.bytes, run.signature,
                    ])
            }
        }
    }

    package func forgetBodies(of subject: Subject) throws(StoreFault) { try forgetBodies(of: [subject], at: []) }

    package func setNote(_ value: Data?, for name: String) throws(StoreFault) {
        try write { db in
            if let value {
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)").execute(
                    arguments: [name, value])
            } else {
                try db.execute(sql: "DELETE FROM meta WHERE name = ?", arguments: [name])
            }
        }
    }

    /// Old bytes are in the write-ahead file until it is emptied.
    func emptyLog() throws(StoreFault) {
        try StoreFault.mapping { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    }

    /// Flushes and closes the file; later calls throw. The write-ahead file is emptied before, because a connection that only
    /// reads may be the last to be closed, and that one leaves it.
    package func close() throws(StoreFault) {
        // As a statement: on a closed connection that is a fault, where the call itself would follow a null pointer.
        try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try StoreFault.mapping { try pool.close() }
    }

    /// What the connection that writes answers to a pragma.
    func pragma(_ name: String) throws(StoreFault) -> String? {
        try StoreFault.mapping {
            try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
        }
    }

    func write(_ change: (Database) throws -> Void) throws(StoreFault) {
        try StoreFault.mapping { try pool.write(change) }
    }

    func backup(to copy: DatabaseQueue) throws { try pool.backup(to: copy) }

    /// - Parameter fetch: one statement, which sees one state by itself: a transaction around it would cost more than most of them.
    func read<Value>(_ fetch: (Database) throws -> Value) throws(StoreFault) -> Value {
        try StoreFault.mapping { try pool.unsafeRead(fetch) }
    }
}

extension StoreFault {
    /// Runs work against SQLite and names its faults as ours.
    static func mapping<Value>(_ work: () throws -> Value) throws(StoreFault) -> Value {
        do {
            return try work()
        } catch let fault as StoreFault {
            throw fault
        } catch let fault as FileFault {
            throw StoreFault(fault)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL: throw .diskFull
            case .SQLITE_IOERR: throw .inputOutput(code: error.extendedResultCode.rawValue)
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .busy
            case .SQLITE_CORRUPT: throw .damagedFile(reason: error.message ?? "SQLite \(error.resultCode.rawValue)")
            case .SQLITE_NOTADB: throw .damagedFile(reason: "Sie ist keine SQLite-Datei.")
            case .SQLITE_CANTOPEN:
                throw .unusable(reason: "Die Datei fehlt oder ist gesperrt. Ordner und Rechte prüfen.")
            case .SQLITE_READONLY: throw .unusable(reason: "Der Datenträger ist schreibgeschützt.")
            default: throw .unusable(reason: "SQLite \(error.extendedResultCode.rawValue)")
            }
        } catch {
            // What is left is a value that SQLite gives in another type than was written.
            throw .damagedFile(reason: "\(type(of: error))")
        }
    }
}
