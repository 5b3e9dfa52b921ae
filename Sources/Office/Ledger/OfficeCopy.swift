import GRDB
package import Journal

/// A backup as the office remembers it: its folder's name, never where that lies.
package struct OfficeCopy: Hashable, Sendable {
    package let name: String
    package let madeAt: Timestamp
    package let keptUntil: Timestamp
    /// When the backup command removed it; nil while it is kept.
    package let removedAt: Timestamp?

    package init(name: String, madeAt: Timestamp, keptUntil: Timestamp, removedAt: Timestamp?) {
        self.name = name
        self.madeAt = madeAt
        self.keptUntil = keptUntil
        self.removedAt = removedAt
    }
}

extension SQLiteOfficeLedger {
    /// The newest first.
    package func copies() throws -> [OfficeCopy] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT name, madeAt, keptUntil, removedAt FROM copy ORDER BY madeAt DESC").map {
                OfficeCopy(
                    name: $0[0], madeAt: Timestamp(milliseconds: $0[1]), keptUntil: Timestamp(milliseconds: $0[2]),
                    removedAt: ($0[3] as Int64?).map(Timestamp.init(milliseconds:)))
            }
        }
    }

    func noteCopy(_ copy: OfficeCopy) throws {
        try write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO copy VALUES (?, ?, ?, NULL)",
                arguments: [copy.name, copy.madeAt.milliseconds, copy.keptUntil.milliseconds])
        }
    }

    func noteRemoved(_ name: String, at time: Timestamp) throws {
        try write { db in
            try db.execute(
                sql: "UPDATE copy SET removedAt = ? WHERE name = ?", arguments: [time.milliseconds, name])
        }
    }
}
