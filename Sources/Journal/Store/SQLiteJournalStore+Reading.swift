package import Foundation
import GRDB

extension SQLiteJournalStore {
    package func heads() throws(StoreFault) -> [StoredHead] {
        try read { db in
            try Row.fetchAll(db.cachedStatement(sql: "\(StoredHead.query) ORDER BY kit, generation")).map(
                StoredHead.init(row:))
        }
    }

    package func entries(
        _ selection: Selection, after arrival: Int64, limit: Int
    ) throws(StoreFault) -> [StoredEntry] {
        let read = try read { db -> ([StoredEntry], StoreFault?) in
            let (condition, arguments) = selection.condition(after: arrival)
            let statement = try db.cachedStatement(
                sql: """
                    SELECT arrival, header, body, bodyHash, hash, receivedAt, kit, generation, sequence FROM entry
                    WHERE \(condition) AND arrival > ? ORDER BY \(selection.order) LIMIT ?
                    """)
            let rows = try Row.fetchCursor(statement, arguments: arguments + [arrival, limit])
            var entries: [StoredEntry] = []
            while let row = try rows.next() {
                do throws(StoreFault) {
                    entries.append(try StoredEntry(row: row))
                } catch {
                    return (entries, error)
                }
            }
            return (entries, nil)
        }
        if let fault = read.1, read.0.isEmpty { throw fault }
        return read.0
    }

    package func position(of hash: EntryHash, kit: UInt16) throws(StoreFault) -> Position? {
        try read { try Position.locate(hash, kit: kit, in: $0) }
    }

    package func droppedRuns(kit: UInt16, generation: UInt16) throws(StoreFault) -> [DroppedRun] {
        try read { try DroppedRun.fetch($0, kit: kit, generation: generation) }
    }

    /// The cursor behind everything that ever arrived.
    package func lastArrival() throws(StoreFault) -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT max(arrival) FROM entry") ?? 0 }
    }

    package func note(_ name: String) throws(StoreFault) -> Data? {
        try read {
            try Data.fetchOne($0.cachedStatement(sql: "SELECT value FROM meta WHERE name = ?"), arguments: [name])
        }
    }
}

extension Selection {
    /// A unary plus keeps SQLite from an index that would make it sort every batch anew.
    fileprivate func condition(after arrival: Int64) -> (sql: String, arguments: StatementArguments) {
        switch self {
        case .all: ("1", [])
        case .generation(let kit, let generation, let sequences):
            (
                """
                kit = ? AND generation = ? AND sequence BETWEEN max(?, coalesce(
                    (SELECT sequence FROM entry WHERE arrival = ? AND kit = ? AND generation = ?), 0)) AND ?
                """,
                [
                    kit, generation, Int64(clamping: sequences.lowerBound), arrival, kit, generation,
                    Int64(clamping: sequences.upperBound),
                ]
            )
        case .segments(let kit, let segments):
            (
                """
                +kit = ? AND +segment IN (\(segments.sorted().map(String.init).joined(separator: ", ")))
                """ + (arrival > 0 ? "" : Selection.fromFirst(of: segments, kit: kit)), [kit]
            )
        case .subject(let subject): ("subject = ? AND subjectKind = ?", [subject.id, subject.kind.rawValue])
        }
    }
}

extension Selection {
    /// Spares the first batch the closed segments before; the index gives each segment's first entry.
    fileprivate static func fromFirst(of segments: Set<UInt32>, kit: UInt16) -> String {
        // SQLite's limits for one expression.
        guard (1...100).contains(segments.count) else { return "" }
        let firsts = segments.sorted().map {
            "(SELECT coalesce(min(arrival), \(Int64.max)) FROM entry WHERE kit = \(kit) AND segment = \($0))"
        }
        let first = firsts.count == 1 ? firsts[0] : "min(\(firsts.joined(separator: ", ")))"
        return " AND arrival >= \(first)"
    }

    /// Within a generation, entries arrive in the order of their sequences, and there is an index in that order.
    fileprivate var order: String {
        if case .generation = self { "sequence" } else { "arrival" }
    }
}

extension StoredEntry {
    init(row: Row) throws(StoreFault) {
        let place = Position(
            kit: try row.value(6), generation: try row.value(7), sequence: UInt64(bitPattern: try row.value(8)))
        let header: Data = try row.value(1)
        let body: Data? = try row.optional(2)
        let bodyHash = EntryHash(try row.value(3) as Data)
        let hash = EntryHash(try row.value(4) as Data)
        let entry: Entry
        do throws(EntryFault) {
            if let body {
                entry = try Entry(headerBytes: header, body: body)
            } else if let bodyHash {
                entry = try Entry(headerBytes: header, forgottenBody: bodyHash)
            } else {
                throw .forbidden(field: "bodyHash", allowed: "32 Bytes")
            }
        } catch {
            throw .damaged(at: place, reason: "\(error)")
        }
        guard entry.position == place else {
            throw .damaged(at: place, reason: "der Kopf nennt eine andere Stelle")
        }
        guard hash == entry.hash, bodyHash == entry.bodyHash else {
            throw .damaged(at: place, reason: "der Inhalt wurde verändert")
        }
        self.init(
            entry: entry, arrival: try row.value(0),
            receivedAt: try row.optional(5).map(Timestamp.init(milliseconds:)))
    }
}

extension StoredHead {
    static let query = "SELECT kit, generation, sequence, hash, signature, continuedAt FROM head"

    static func fetch(_ db: Database, kit: UInt16, generation: UInt16) throws -> StoredHead? {
        try db.cachedStatement(sql: "\(query) WHERE kit = ? AND generation = ?").fetchHead([kit, generation])
    }

    static func exists(_ db: Database, kit: UInt16) throws -> Bool {
        try Bool.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM head WHERE kit = ?"), arguments: [kit]) ?? false
    }

    init(row: Row) throws {
        let position = Position(
            kit: try row.value(0), generation: try row.value(1), sequence: UInt64(bitPattern: try row.value(2)))
        guard let hash = EntryHash(try row.value(3) as Data) else {
            throw StoreFault.damaged(at: position, reason: "der Stand hat keine Prüfsumme")
        }
        self.init(
            signed: SignedHead(head: Head(position: position, hash: hash), signature: try row.value(4)),
            continuedAt: try row.optional(5).map(UInt64.init(bitPattern:)))
    }
}

extension Statement {
    fileprivate func fetchHead(_ arguments: StatementArguments) throws -> StoredHead? {
        try Row.fetchOne(self, arguments: arguments).map(StoredHead.init(row:))
    }
}

extension DroppedRun {
    static func fetch(_ db: Database, kit: UInt16, generation: UInt16) throws -> [DroppedRun] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT firstSequence, lastSequence, segment, lastHash, signature FROM dropped
                    WHERE kit = ? AND generation = ? ORDER BY firstSequence
                    """), arguments: [kit, generation]
        ).map { row in
            func position(_ sequence: Int64) -> Position {
                Position(kit: kit, generation: generation, sequence: UInt64(bitPattern: sequence))
            }
            let first = position(try row.value(0))
            guard let hash = EntryHash(try row.value(3) as Data) else {
                throw StoreFault.damaged(at: first, reason: "die Lücke hat keine Prüfsumme")
            }
            return DroppedRun(
                segment: try row.value(2), first: first, last: Head(position: position(try row.value(1)), hash: hash),
                signature: try row.value(4))
        }
    }
}

extension Position {
    /// Where an entry of the kit with this hash stands; a dropped run's last entry counts, too.
    static func locate(_ hash: EntryHash, kit: UInt16, in db: Database) throws -> Position? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT generation, sequence FROM head WHERE kit = :kit AND hash = :hash
                UNION ALL SELECT generation, lastSequence FROM dropped WHERE kit = :kit AND lastHash = :hash
                UNION ALL SELECT generation, sequence FROM entry WHERE kit = :kit AND hash = :hash
                LIMIT 1
                """, arguments: ["kit": kit, "hash": hash.bytes])
        return try row.map {
            Position(kit: kit, generation: try $0.value(0), sequence: UInt64(bitPattern: try $0.value(1)))
        }
    }
}
