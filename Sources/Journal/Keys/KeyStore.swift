package import Crypto
import Foundation
import GRDB

/// The office's keys, in an SQLite file of their own. A key comes sealed from a kit, is opened when first needed, and is
/// kept under the office's at-rest key from then on. What is erased is overwritten in the file and its write-ahead log.
package final class KeyStore: SubjectKeys {
    package static let fileName = "keys.sqlite"

    private let database: DatabaseQueue
    private let atRestKey: SymmetricKey
    private let opener: any KeyOpener
    private let recipients: [Recipient]
    private let randomness: Randomness
    private var open: [KeyID: SymmetricKey] = [:]

    /// - Parameters:
    ///   - opener: holds the office's private key.
    ///   - recipients: whom the office's own keys are sealed to, e.g. the recovery key.
    package init(
        path: String, on disk: any Disk = .machine, atRestKey: SymmetricKey, opener: any KeyOpener,
        recipients: [Recipient], randomness: Randomness = .system
    ) throws(KeyFault) {
        self.atRestKey = atRestKey
        self.opener = opener
        self.recipients = recipients
        self.randomness = randomness
        database = try KeyFault.mappingStore {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.prepareDatabase { db in
                try db.execute(
                    sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
            }
            let database = try DatabaseQueue(path: disk.privateDatabase(path), configuration: configuration)
            try KeyStoreSchema.migrator.migrate(database)
            try disk.syncFolder(of: path)
            return database
        }
    }

    /// Keeps keys as they came from a kit; durable when it returns. A key that is here already stays as it is, an erased
    /// one stays erased.
    package func receive(_ keys: [SealedKey], at time: Timestamp) throws(KeyFault) {
        try write { db in
            for key in keys {
                try db.execute(
                    sql: """
                        INSERT INTO key (id, subjectKind, subject, parent, sealed, madeAt, receivedAt)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        key.id.bytes, key.subject.kind.rawValue, key.subject.id, key.parent?.bytes,
                        KeyFile.line(key.boxes), key.madeAt.milliseconds, time.milliseconds,
                    ])
            }
        }
    }

    package func key(_ id: KeyID) throws(KeyFault) -> SymmetricKey {
        if let key = open[id] { return key }
        let row = try read {
            try Row.fetchOne($0.cachedStatement(sql: "SELECT * FROM key WHERE id = ?"), arguments: [id.bytes])
        }
        guard let row else { throw .unknown(id) }
        guard row["erasedAt"] as DatabaseValue == .null else { throw .erased(id) }
        guard let sealed = SealedKey(row: row) else { throw .unopenable(id) }
        let associated = Sealing.associatedData(id, sealed.subject)
        let key: SymmetricKey
        if let wrapped = Data.fromDatabaseValue(row["wrapped"]) {
            guard let unwrapped = Sealing.unwrap(wrapped, under: atRestKey, associatedData: associated) else {
                throw .unopenable(id)
            }
            key = unwrapped
        } else {
            guard let opened = opener.open(sealed) else { throw .unopenable(id) }
            key = opened
            let wrapped = Sealing.wrap(key, under: atRestKey, associatedData: associated, randomness: randomness)
            try write { db in
                try db.execute(
                    sql: "UPDATE key SET wrapped = ? WHERE id = ? AND erasedAt IS NULL", arguments: [wrapped, id.bytes])
            }
        }
        open[id] = key
        return key
    }

    package func keys(
        for subjects: Set<Subject>, at time: Timestamp, checkpoint: Head?
    ) throws(KeyFault) -> [Subject: KeyID] {
        var found: [Subject: KeyID] = [:]
        for subject in subjects {
            if let row = try ownRow(of: subject) {
                guard !row.isErased else { throw .erased(row.id) }
                found[subject] = row.id
            } else {
                found[subject] = try make(subject, under: nil, at: time)
            }
        }
        return found
    }

    /// Makes a key for one attachment under its subject's key.
    package func makeKey(under subject: Subject, at time: Timestamp) throws(KeyFault) -> KeyID {
        let parent = try keys(for: [subject], at: time, checkpoint: nil)[subject]
        return try make(subject, under: parent, at: time)
    }

    /// The ids of a subject's keys, its own and those under it; erased ones, too.
    package func ids(of subject: Subject) throws(KeyFault) -> [KeyID] {
        try read { db in
            try Data.fetchAll(
                db, sql: "SELECT id FROM key WHERE subject = ? AND subjectKind = ? ORDER BY rowid",
                arguments: [subject.id, subject.kind.rawValue]
            ).compactMap { KeyID($0) }
        }
    }

    /// A subject's keys as they came from a kit; erased ones and those the office made itself are not among them.
    package func sealedKeys(of subject: Subject) throws(KeyFault) -> [KeyID: SealedKey] {
        let rows = try read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT * FROM key WHERE subject = ? AND subjectKind = ? AND erasedAt IS NULL ORDER BY rowid"),
                arguments: [subject.id, subject.kind.rawValue])
        }
        return Dictionary(
            rows.compactMap { SealedKey(row: $0) }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Opens keys that a kit sealed and keeps them under the at-rest key, all in one transaction; what does not open is passed over.
    package func take(_ sealed: [SealedKey]) throws(KeyFault) {
        var taken: [(id: KeyID, key: SymmetricKey, wrapped: Data)] = []
        for one in sealed where open[one.id] == nil {
            guard let key = opener.open(one) else { continue }
            let associated = Sealing.associatedData(one.id, one.subject)
            let wrapped = Sealing.wrap(key, under: atRestKey, associatedData: associated, randomness: randomness)
            taken.append((one.id, key, wrapped))
        }
        guard !taken.isEmpty else { return }
        try write { db in
            let update = try db.cachedStatement(
                sql: "UPDATE key SET wrapped = ? WHERE id = ? AND wrapped IS NULL AND erasedAt IS NULL")
            for one in taken { try update.execute(arguments: [one.wrapped, one.id.bytes]) }
        }
        for one in taken { open[one.id] = one.key }
    }

    package func contains(_ id: KeyID) throws(KeyFault) -> Bool {
        try read {
            try Bool.fetchOne($0.cachedStatement(sql: "SELECT 1 FROM key WHERE id = ?"), arguments: [id.bytes]) ?? false
        }
    }

    /// Erases keys for good, and those under them; nothing of them is left in the file or its log. One that is not here is noted as erased, so
    /// that it never comes again.
    /// - Parameter isPart: whether these are keys under a subject's own, which stays.
    package func erase(
        _ ids: [Subject: Set<KeyID>], isPart: Bool = false, at time: Timestamp
    ) throws(KeyFault) {
        guard !ids.isEmpty else { return }
        try write { db in
            let erasing = try db.cachedStatement(
                sql: """
                    INSERT INTO key (id, subjectKind, subject, parent, madeAt, receivedAt, erasedAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET
                        wrapped = NULL, sealed = NULL, erasedAt = coalesce(erasedAt, excluded.erasedAt)
                    """)
            let under = try db.cachedStatement(
                sql: """
                    UPDATE key SET wrapped = NULL, sealed = NULL, erasedAt = ? WHERE parent = ? AND erasedAt IS NULL
                    """)
            for (subject, ids) in ids {
                for id in ids {
                    try erasing.execute(arguments: [
                        // Whose it was under is not known here; itself marks it as nobody's own.
                        id.bytes, subject.kind.rawValue, subject.id, isPart ? id.bytes : nil, time.milliseconds,
                        time.milliseconds, time.milliseconds,
                    ])
                    try under.execute(arguments: [time.milliseconds, id.bytes])
                }
            }
        }
        open = [:]
        try KeyFault.mappingStore {
            try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        }
    }

    package func erasedIDs() throws(KeyFault) -> Set<KeyID> {
        Set(
            try read { try Data.fetchAll($0, sql: "SELECT id FROM key WHERE erasedAt IS NOT NULL") }
                .compactMap { KeyID($0) })
    }

    /// The erased keys by subject, whether the subject's own is one of them, and when the last of them went.
    package func erased() throws(KeyFault) -> [Subject: (ids: Set<KeyID>, isWhole: Bool, at: Timestamp)] {
        let rows = try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT id, subjectKind, subject, parent, erasedAt FROM key WHERE erasedAt IS NOT NULL")
        }
        var erased: [Subject: (ids: Set<KeyID>, isWhole: Bool, at: Timestamp)] = [:]
        for row in rows {
            guard let id = Data.fromDatabaseValue(row[0]).flatMap({ KeyID($0) }),
                let kind = UInt8.fromDatabaseValue(row[1]).flatMap(Subject.Kind.init(rawValue:)),
                let subject = String.fromDatabaseValue(row[2]).flatMap({ try? Subject(kind: kind, id: $0) })
            else { continue }
            let at = Timestamp(milliseconds: Int64.fromDatabaseValue(row[4]) ?? 0)
            let old = erased[subject] ?? ([], false, at)
            let isWhole = old.isWhole || row[3] as DatabaseValue == .null
            erased[subject] = (old.ids.union([id]), isWhole, max(old.at, at))
        }
        return erased
    }

    /// Keys that are needed and open with none of these recipients' private keys: neither kept under the at-rest key nor sealed to one.
    package func sealedOnly(toOthersThan recipients: Set<String>) throws(KeyFault) -> [SealedKey] {
        let rows = try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM key WHERE erasedAt IS NULL AND wrapped IS NULL")
        }
        // What a kit erased before it was shipped is sealed to nobody.
        return rows.compactMap { SealedKey(row: $0) }.filter { key in
            !key.boxes.isEmpty && !key.boxes.contains { recipients.contains($0.recipient) }
        }
    }

    private func make(_ subject: Subject, under parent: KeyID?, at time: Timestamp) throws(KeyFault) -> KeyID {
        let id = randomness.keyID()
        let key = randomness.key()
        let associated = Sealing.associatedData(id, subject)
        let wrapped = Sealing.wrap(key, under: atRestKey, associatedData: associated, randomness: randomness)
        // Sealing to a public key that was checked when it was read has no way to fail.
        let boxes = recipients.map { try! $0.seal(key, id: id, subject: subject) }
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO key (id, subjectKind, subject, parent, sealed, wrapped, madeAt, receivedAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id.bytes, subject.kind.rawValue, subject.id, parent?.bytes, KeyFile.line(boxes), wrapped,
                    time.milliseconds, time.milliseconds,
                ])
        }
        open[id] = key
        return id
    }

    private func ownRow(of subject: Subject) throws(KeyFault) -> (id: KeyID, isErased: Bool)? {
        try read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT id, erasedAt FROM key WHERE subject = ? AND subjectKind = ? AND parent IS NULL
                    ORDER BY rowid LIMIT 1
                    """, arguments: [subject.id, subject.kind.rawValue]
            ).flatMap { row in
                Data.fromDatabaseValue(row[0]).flatMap { KeyID($0) }.map { ($0, row[1] as DatabaseValue != .null) }
            }
        }
    }

    /// - Parameter fetch: one statement, which sees one state by itself.
    private func read<Value>(_ fetch: (Database) throws -> Value) throws(KeyFault) -> Value {
        try KeyFault.mappingStore { try database.unsafeRead(fetch) }
    }

    private func write(_ change: (Database) throws -> Void) throws(KeyFault) {
        try KeyFault.mappingStore { try database.write(change) }
    }
}

extension SealedKey {
    /// Nil when the row holds what no kit can have sent.
    fileprivate init?(row: Row) {
        guard let id = Data.fromDatabaseValue(row["id"]).flatMap({ KeyID($0) }),
            let kind = UInt8.fromDatabaseValue(row["subjectKind"]).flatMap(Subject.Kind.init(rawValue:)),
            let name = String.fromDatabaseValue(row["subject"]),
            let subject = try? Subject(kind: kind, id: name),
            let sealed = Data.fromDatabaseValue(row["sealed"]),
            let madeAt = Int64.fromDatabaseValue(row["madeAt"]),
            let boxes = try? JSONDecoder().decode([SealedBox].self, from: sealed)
        else { return nil }
        self.init(
            id: id, subject: subject, parent: Data.fromDatabaseValue(row["parent"]).flatMap { KeyID($0) }, boxes: boxes,
            madeAt: Timestamp(milliseconds: madeAt))
    }
}

enum KeyStoreSchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 keys") { db in
            try db.execute(
                sql: """
                    CREATE TABLE key (
                        id BLOB NOT NULL UNIQUE,
                        subjectKind INTEGER NOT NULL,
                        subject TEXT NOT NULL,
                        parent BLOB,
                        sealed BLOB,
                        wrapped BLOB,
                        madeAt INTEGER NOT NULL,
                        receivedAt INTEGER NOT NULL,
                        erasedAt INTEGER
                    ) STRICT;
                    CREATE INDEX key_subject ON key (subject, subjectKind);
                    CREATE INDEX key_parent ON key (parent);
                    """)
        }
        return migrator
    }()
}

extension KeyFault {
    fileprivate static func mappingStore<Value>(_ work: () throws -> Value) throws(KeyFault) -> Value {
        do throws(StoreFault) { return try StoreFault.mapping(work) } catch { throw .store(error) }
    }
}
