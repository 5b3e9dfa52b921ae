import Casework
package import Foundation
import GRDB
package import Journal
package import Sync

/// An entry that was refused, as the page shows it until a person has dealt with it.
package struct AsideRecord: Sendable {
    package let entry: Entry
    package let reason: KeptAside.Reason
    package let at: Timestamp
}

/// A transferred case with something that a person has to look at.
package struct HeldCase: Hashable, Sendable {
    package let subject: String
    package let reasons: [String]
    package let since: Timestamp
}

extension SQLiteOfficeLedger {
    /// What nobody has dealt with yet, the oldest first.
    package func unsettled(limit: Int = 500) throws -> [AsideRecord] {
        try read { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT entry, reason, at FROM aside WHERE settledAt IS NULL ORDER BY kit, generation, sequence LIMIT ?",
                arguments: [limit]
            ).compactMap { row in
                guard let entry = try? Entry(bytes: row[0]), let reason = KeptAside.Reason(rawValue: row[1]) else {
                    return nil
                }
                return AsideRecord(entry: entry, reason: reason, at: Timestamp(milliseconds: row[2]))
            }
        }
    }

    /// A person has decided: the entry stays kept, and leaves the list.
    package func settle(_ hash: Data, by clerk: String, at time: Timestamp) throws {
        try write { db in
            try db.execute(
                sql: "UPDATE aside SET settledAt = ?, settledBy = ? WHERE hash = ?",
                arguments: [time.milliseconds, clerk, hash])
        }
    }

    package func heldCases() throws -> [HeldCase] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT subject, reasons, since FROM held ORDER BY since, subject").map { row in
                let reasons = (try? JSONDecoder().decode([String].self, from: Data((row[1] as String).utf8))) ?? []
                return HeldCase(subject: row[0], reasons: reasons, since: Timestamp(milliseconds: row[2]))
            }
        }
    }

    /// - Returns: false when the same reasons were noted before.
    func hold(_ subject: String, _ reasons: [String], at time: Timestamp, _ db: Database) throws -> Bool {
        let text = String(decoding: try JSONEncoder().encode(reasons), as: UTF8.self)
        let before = try String.fetchOne(db, sql: "SELECT reasons FROM held WHERE subject = ?", arguments: [subject])
        guard before != text else { return false }
        try db.execute(
            sql: """
                INSERT INTO held VALUES (?, ?, ?) ON CONFLICT (subject) DO UPDATE SET reasons = excluded.reasons
                """, arguments: [subject, text, time.milliseconds])
        return true
    }

    /// Takes away what is kept of erased subjects: their key is gone, and nobody can decide on them any more.
    func forget(_ subjects: Set<String>) throws {
        guard !subjects.isEmpty else { return }
        try write { db in
            let aside = try Row.fetchAll(db, sql: "SELECT hash, entry FROM aside").filter { row in
                (try? Entry(bytes: row[1])).map { subjects.contains($0.header.subject.id) } ?? false
            }
            for row in aside {
                try db.execute(sql: "DELETE FROM aside WHERE hash = ?", arguments: [row[0] as Data])
            }
            for subject in subjects { try release(subject, db) }
        }
        try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    func release(_ subject: String, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM held WHERE subject = ?", arguments: [subject])
    }
}
