import GRDB

/// The tables of `journal.sqlite`; fit for a kit (its own entries) and the office (many kits' and its own, as kit 0).
/// The columns beside `header` repeat what it says, so that SQLite can find entries; `verify` compares them.
enum JournalSchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 entries, heads, notes") { db in
            try db.execute(
                sql: """
                    CREATE TABLE entry (
                        arrival INTEGER PRIMARY KEY AUTOINCREMENT,
                        kit INTEGER NOT NULL,
                        generation INTEGER NOT NULL,
                        sequence INTEGER NOT NULL,
                        segment INTEGER NOT NULL,
                        subjectKind INTEGER NOT NULL,
                        subject TEXT NOT NULL,
                        type TEXT NOT NULL,
                        time INTEGER NOT NULL,
                        header BLOB NOT NULL,
                        body BLOB,
                        bodyHash BLOB NOT NULL,
                        hash BLOB NOT NULL,
                        receivedAt INTEGER,
                        UNIQUE (kit, generation, sequence)
                    ) STRICT;
                    CREATE INDEX entry_segment ON entry (kit, segment);
                    CREATE INDEX entry_subject ON entry (subject, subjectKind);

                    CREATE TABLE head (
                        kit INTEGER NOT NULL,
                        generation INTEGER NOT NULL,
                        sequence INTEGER NOT NULL,
                        hash BLOB NOT NULL,
                        signature BLOB NOT NULL,
                        continuedAt INTEGER,
                        PRIMARY KEY (kit, generation)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE dropped (
                        kit INTEGER NOT NULL,
                        generation INTEGER NOT NULL,
                        firstSequence INTEGER NOT NULL,
                        lastSequence INTEGER NOT NULL,
                        segment INTEGER NOT NULL,
                        lastHash BLOB NOT NULL,
                        signature BLOB NOT NULL,
                        PRIMARY KEY (kit, generation, firstSequence)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
                    """)
        }
        return migrator
    }()
}
