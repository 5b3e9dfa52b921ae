import GRDB

/// The tables of `ledger.sqlite`: what the office keeps beside journal and keys. Nothing in it can be read of a person: entries and
/// messages are ciphertext, subjects are numbers.
enum LedgerSchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 kits, feed, attachments, kept aside") { db in
            try db.execute(
                sql: """
                    CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    INSERT INTO meta VALUES ('epoch', 1), ('attachmentCursor', 0), ('toldCursor', 0);

                    CREATE TABLE kit (
                        number INTEGER PRIMARY KEY,
                        code TEXT NOT NULL UNIQUE,
                        state TEXT NOT NULL,
                        generation INTEGER NOT NULL,
                        signingKeys TEXT NOT NULL,
                        agreementKey BLOB NOT NULL,
                        enrolledAt INTEGER NOT NULL,
                        catalogue TEXT NOT NULL DEFAULT ''
                    ) STRICT;

                    CREATE TABLE contact (
                        kit INTEGER NOT NULL,
                        generation INTEGER NOT NULL,
                        at INTEGER NOT NULL,
                        hello BLOB NOT NULL,
                        PRIMARY KEY (kit, generation)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE aside (
                        hash BLOB PRIMARY KEY,
                        kit INTEGER NOT NULL,
                        generation INTEGER NOT NULL,
                        sequence INTEGER NOT NULL,
                        reason TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        entry BLOB NOT NULL,
                        settledAt INTEGER,
                        settledBy TEXT
                    ) STRICT;
                    CREATE INDEX aside_place ON aside (kit, generation, sequence);

                    CREATE TABLE attachment (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        id BLOB NOT NULL,
                        kit INTEGER NOT NULL,
                        ref BLOB NOT NULL,
                        isComplete INTEGER NOT NULL DEFAULT 0,
                        UNIQUE (id, kit)
                    ) STRICT;
                    CREATE INDEX attachment_open ON attachment (kit) WHERE NOT isComplete;

                    CREATE TABLE feed (
                        kit INTEGER NOT NULL,
                        epoch INTEGER NOT NULL,
                        number INTEGER NOT NULL,
                        message BLOB NOT NULL,
                        PRIMARY KEY (kit, epoch, number)
                    ) STRICT;

                    CREATE TABLE backup (
                        kit INTEGER NOT NULL,
                        generation INTEGER NOT NULL,
                        sequence INTEGER NOT NULL,
                        PRIMARY KEY (kit, generation)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE held (
                        subject TEXT PRIMARY KEY,
                        reasons TEXT NOT NULL,
                        since INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("2 sealing keys told, copies made") { db in
            try db.execute(
                sql: """
                    ALTER TABLE kit ADD COLUMN officeKeys TEXT NOT NULL DEFAULT '';

                    CREATE TABLE copy (
                        name TEXT PRIMARY KEY,
                        madeAt INTEGER NOT NULL,
                        keptUntil INTEGER NOT NULL,
                        removedAt INTEGER
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("3 codes told to substitutes") { db in
            try db.execute(
                sql: """
                    CREATE TABLE substitute (
                        kit INTEGER NOT NULL,
                        laptop BLOB NOT NULL,
                        number INTEGER NOT NULL,
                        at INTEGER NOT NULL,
                        sealed BLOB NOT NULL,
                        PRIMARY KEY (kit, laptop, number)
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("4 enrolment codes") { db in
            try db.execute(
                sql: """
                    CREATE TABLE enrolment (
                        handle TEXT PRIMARY KEY,
                        kit TEXT NOT NULL,
                        until INTEGER NOT NULL,
                        wrong INTEGER NOT NULL DEFAULT 0,
                        sealed BLOB NOT NULL,
                        request BLOB,
                        answer BLOB
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("5 register extracts sent") { db in
            try db.execute(
                sql: """
                    CREATE TABLE registerExtract (
                        name TEXT PRIMARY KEY,
                        at INTEGER NOT NULL,
                        record BLOB NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("6 appointments") { db in
            try db.execute(
                sql: """
                    CREATE TABLE appointment (
                        place INTEGER PRIMARY KEY AUTOINCREMENT,
                        opening TEXT NOT NULL,
                        at INTEGER NOT NULL,
                        type TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        body BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE booker (
                        booking TEXT PRIMARY KEY,
                        opening TEXT NOT NULL,
                        sealed BLOB NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE appointmentSheet (
                        opening TEXT PRIMARY KEY,
                        epoch INTEGER NOT NULL,
                        kits TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE visitRequest (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        at INTEGER NOT NULL,
                        sealed BLOB NOT NULL,
                        settledAt INTEGER,
                        settledBy TEXT
                    ) STRICT;
                    """)
        }
        return migrator
    }()
}
