import Crypto
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct JournalVerifierTests {
    private let folder: TemporaryFolder
    private let ref: AttachmentRef

    /// A kit's folder with six entries, two cases, one attachment.
    init() throws {
        folder = try TemporaryFolder()
        let folder = folder.path
        let identity = try IdentityFile(kit: 7, signingKey: Data(repeating: 9, count: 32), officeKeys: [])
        try identity.write(to: DiskFile(folder: folder, name: IdentityFile.name))
        let (journal, keys) = try JournalVerifierTests.open(folder)
        try journal.append([.note("start"), .answer("a"), .answer("b", case: "K07-1-000002-B")])
        let subject = try Subject(kind: .case, id: "K07-1-000001-A")
        let key = try keys.makeKey(under: subject, at: Workbench.time, checkpoint: journal.head)
        ref = try AttachmentFolder(path: "\(folder)/\(AttachmentFolder.name)").add(
            Data("a scan".utf8), mediaType: "image/png", keyID: key, key: keys.key(key))
        try journal.append([.attachment(ref, of: subject)], segment: 2)
        try journal.append([.answer("c"), .note("end")], segment: 2)
    }

    private static func open(_ folder: String) throws -> (Journal, KeyRing) {
        let bench = try Workbench(
            store: SQLiteJournalStore(path: "\(folder)/\(SQLiteJournalStore.fileName)"),
            file: DiskFile(folder: folder, name: KeyFile.name))
        return (try bench.journal(), bench.keys)
    }

    private func report() -> VerificationReport { JournalVerifier(folder: folder.path).report() }

    private func change(_ sql: String, _ arguments: StatementArguments = []) throws {
        try DatabaseQueue(path: folder.path(SQLiteJournalStore.fileName)).write {
            try $0.execute(sql: sql, arguments: arguments)
        }
    }

    private func emptyLog() throws {
        try DatabaseQueue(path: folder.path(SQLiteJournalStore.fileName)).writeWithoutTransaction {
            _ = try $0.checkpoint(.truncate)
        }
    }

    /// All headers and bodies, read without opening the file for writing.
    private func rows() throws -> Set<Row> {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(
            path: folder.path(SQLiteJournalStore.fileName), configuration: configuration)
        return try queue.read { try Set(Row.fetchAll($0, sql: "SELECT header, body FROM entry")) }
    }

    @Test func `a whole journal is whole, and counted`() {
        let report = report()
        #expect(report.faults == [])
        #expect(report.isIntact)
        #expect(report.entries == 6)
        #expect(report.segments == 2)
        #expect(report.subjects == 3)
        #expect(report.attachments == 1)
        #expect(report.keys == 3)
        #expect(report.lines.last == "Das Journal ist unversehrt.")
    }

    @Test func `any flipped byte of any entry is found and its place named`() throws {
        let store = try SQLiteJournalStore(path: folder.path(SQLiteJournalStore.fileName))
        let entries = try store.entries(.all, after: 0, limit: 100).map(\.entry)
        let writer = try DatabaseQueue(path: folder.path(SQLiteJournalStore.fileName))
        func set(_ column: String, _ bytes: Data, at entry: Entry) throws {
            try writer.write {
                try $0.execute(
                    sql: "UPDATE entry SET \(column) = ? WHERE sequence = ?",
                    arguments: [bytes, Int64(entry.position.sequence)])
            }
        }
        for entry in entries {
            for (column, bytes) in [("header", entry.headerBytes), ("body", try #require(entry.body))] {
                // One sealed and one clear entry whole, the others in steps.
                let step = [2, 4].contains(entry.position.sequence) ? 1 : 11
                for index in stride(from: 0, to: bytes.count, by: step) {
                    var changed = bytes
                    changed[index] ^= 0x01
                    try set(column, changed, at: entry)
                    let report = report()
                    #expect(!report.isIntact)
                    #expect(report.faults.contains { $0.hasPrefix("\(entry.position): ") })
                }
                try set(column, bytes, at: entry)
            }
        }
        #expect(report().isIntact)
    }

    @Test func `any flipped or cut-off byte of an attachment is found and named`() throws {
        let url = URL(filePath: folder.path("\(AttachmentFolder.name)/\(ref.id.hex)"))
        let whole = try Data(contentsOf: url)
        for index in whole.indices {
            var changed = whole
            changed[index] ^= 0x80
            for bytes in [changed, whole.prefix(index)] {
                try bytes.write(to: url)
                #expect(report().faults.contains { $0.contains(ref.id.hex) })
            }
        }
        try FileManager.default.removeItem(at: url)
        #expect(report().faults == ["Koffer 7, Generation 1, Eintrag 4: Anlage \(ref.id.hex): fehlt"])
    }

    struct Fault: Sendable {
        let sql: String
        let line: String
    }

    @Test(arguments: [
        Fault(sql: "DELETE FROM entry WHERE sequence = 3", line: "Eintrag 3: fehlt"),
        Fault(sql: "DELETE FROM entry WHERE sequence IN (2, 3)", line: "Eintrag 2 bis 3: fehlen"),
        Fault(sql: "DELETE FROM entry WHERE sequence = 6", line: "Eintrag 6: So weit reicht"),
        Fault(sql: "DELETE FROM entry", line: "Eintrag 6: So weit reicht"),
        Fault(sql: "DELETE FROM head", line: "Zu dieser Generation fehlt"),
        Fault(
            sql: """
                UPDATE entry SET sequence = 99 WHERE sequence = 2;
                UPDATE entry SET sequence = 2 WHERE sequence = 3;
                UPDATE entry SET sequence = 3 WHERE sequence = 99
                """, line: "Eintrag 2: der Kopf nennt eine andere Stelle"),
        Fault(sql: "UPDATE entry SET segment = 9 WHERE sequence = 5", line: "Eintrag 5: die Suchspalten"),
        Fault(sql: "UPDATE entry SET subject = 'x' WHERE sequence = 5", line: "Eintrag 5: die Suchspalten"),
        Fault(sql: "UPDATE head SET signature = zeroblob(64)", line: "Eintrag 6: Der Stand trägt keine echte"),
        Fault(
            sql: """
                DELETE FROM entry WHERE sequence > 2;
                UPDATE head SET sequence = 2, hash = (SELECT hash FROM entry WHERE sequence = 2)
                """, line: "Eintrag 3: So weit war das Journal schon"),
        Fault(
            sql: """
                INSERT INTO dropped SELECT 7, 1, 2, 3, 1, hash, zeroblob(64) FROM entry WHERE sequence = 3;
                DELETE FROM entry WHERE sequence IN (2, 3)
                """, line: "Eintrag 2: Die Lücke trägt keine echte Unterschrift"),
    ])
    func `missing, swapped and forged entries are named`(_ fault: Fault) throws {
        try change(fault.sql)
        let report = report()
        #expect(!report.isIntact)
        #expect(report.faults.contains { $0.contains(fault.line) }, "\(report.faults)")
        #expect(report.lines.last?.hasPrefix("Das Journal ist beschädigt") == true)
    }

    @Test func `an older copy of the journal under a newer keys file is found`() throws {
        let name = folder.path(SQLiteJournalStore.fileName)
        try emptyLog()
        let old = try Data(contentsOf: URL(filePath: name))
        do {
            let (journal, _) = try JournalVerifierTests.open(folder.path)
            try journal.append([.answer("late")])
            try journal.append([.answer("new", case: "K07-1-000003-C")])
        }
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: name + ending) }
        try old.write(to: URL(filePath: name))
        #expect(report().faults.contains { $0.contains("So weit war das Journal schon") })
    }

    @Test func `flipped bytes anywhere in the file are found or change nothing`() throws {
        let path = folder.path(SQLiteJournalStore.fileName)
        try emptyLog()
        let whole = try Data(contentsOf: URL(filePath: path))
        let entries = try rows()
        var found = 0
        for index in stride(from: 0, to: whole.count, by: 97) {
            var changed = whole
            changed[index] ^= 0x04
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
            try changed.write(to: URL(filePath: path))
            if !report().isIntact {
                found += 1
                continue
            }
            #expect(try rows() == entries)
        }
        #expect(found > 10)
    }

    @Test func `a broken keys file, a foreign one, a missing key are named`() throws {
        let file = DiskFile(folder: folder.path, name: KeyFile.name)
        let text = try #require(try file.read())
        try file.replace(with: text.prefix(300), shredding: false)
        #expect(report().faults.contains { $0.hasPrefix("Schlüsseldatei, Zeile") })
        let foreign = KeyFile.encode(
            first: KeyFile.First(format: 1, kit: 8, checkpoint: nil), lines: [], count: 0)
        try file.replace(with: foreign, shredding: false)
        let faults = report().faults
        #expect(faults.contains { $0.contains("gehört zu Koffer 8") })
        #expect(faults.contains { $0.hasPrefix("Koffer 7, Generation 1, Eintrag 2: Schlüssel") })
    }

    @Test func `an erased attachment may be gone, a file without an entry is harmless`() throws {
        let (journal, keys) = try JournalVerifierTests.open(folder.path)
        let attachments = try AttachmentFolder(path: folder.path(AttachmentFolder.name))
        try keys.erase([ref.keyID], at: Workbench.time, checkpoint: journal.head)
        try attachments.remove(ref.id)
        _ = try attachments.add(Data(), mediaType: "a/b", keyID: ref.keyID, key: SymmetricKey(size: .bits256))
        let report = report()
        #expect(report.faults == [])
        #expect(report.attachmentsErased == 1)
        #expect(report.filesWithoutEntry == 1)
    }

    @Test func `dropped segments and new generations are whole`() throws {
        let (journal, _) = try JournalVerifierTests.open(folder.path)
        let last = try #require(journal.head)
        try journal.startGeneration(after: last)
        try journal.append([.answer("on")], segment: 3)
        try journal.drop(segment: 1)
        try journal.drop(segment: 2)
        let report = report()
        #expect(report.faults == [])
        #expect(report.generations == 2)
        #expect(report.entries == 1)
    }

    @Test func `an office's folder with many kits is checked with their keys`() throws {
        let office = try TemporaryFolder()
        var identity = try IdentityFile(kit: 0, signingKey: Data(repeating: 2, count: 32), officeKeys: [])
        let kit = try JournalVerifierTests.open(folder.path)
        let source = kit.0.store
        let store = try SQLiteJournalStore(path: office.path(SQLiteJournalStore.fileName))
        let keys = try KeyStore(
            path: office.path(KeyStore.fileName), atRestKey: SymmetricKey(size: .bits256),
            opener: SoftwareKeyOpener(privateKeys: []), recipients: [])
        try keys.receive(kit.1.rows.map(\.sealedKey), at: Workbench.time)
        let own = try Journal(kit: 0, store: store, keys: keys, signer: identity.signer)
        try own.append([.answer("office", case: "Z-1")])
        let entries = try source.entries(.all, after: 0, limit: 100).map(\.entry)
        try store.append(
            entries, head: try #require(try source.head(kit: 7)).signed, receivedAt: Timestamp(milliseconds: 5))
        func check() throws -> VerificationReport {
            try identity.write(to: DiskFile(folder: office.path, name: IdentityFile.name))
            return JournalVerifier(folder: office.path).report()
        }
        #expect(try check().faults == ["Koffer 7, Generation 1, Eintrag 6: Der Stand trägt keine echte Unterschrift."])
        identity.signers.append(.init(kit: 7, publicKey: GoldenVectors.publicKey))
        let report = try check()
        #expect(report.faults == [])
        #expect(report.kits == 2)
        #expect(report.entries == 7)
        #expect(report.keys == 4)
        #expect(report.attachmentsAwaited == 1)
        let subject = try Subject(kind: .case, id: "K07-1-000001-A")
        try keys.erase([subject: [ref.keyID]], isPart: true, at: Workbench.time)
        #expect(try check().attachmentsErased == 1)
        #expect(try check().attachmentsAwaited == 0)
    }

    @Test func `a file of what the office says it holds must be there`() throws {
        let office = try TemporaryFolder()
        let kit = try JournalVerifierTests.open(folder.path)
        var identity = try IdentityFile(kit: 0, signingKey: Data(repeating: 2, count: 32), officeKeys: [])
        identity.signers.append(.init(kit: 7, publicKey: GoldenVectors.publicKey))
        try identity.write(to: DiskFile(folder: office.path, name: IdentityFile.name))
        let store = try SQLiteJournalStore(path: office.path(SQLiteJournalStore.fileName))
        let keys = try KeyStore(
            path: office.path(KeyStore.fileName), atRestKey: SymmetricKey(size: .bits256),
            opener: SoftwareKeyOpener(privateKeys: []), recipients: [])
        try store.append(
            try kit.0.store.entries(.all, after: 0, limit: 100).map(\.entry),
            head: try #require(try kit.0.store.head(kit: 7)).signed, receivedAt: Timestamp(milliseconds: 5))
        let own = try Journal(kit: 0, store: store, keys: keys, signer: identity.signer)
        let meanings = JournalVerifier.Meanings(received: "case.answered")
        func check() -> VerificationReport { JournalVerifier(folder: office.path, meanings: meanings).report() }
        try own.append([.answer("office", case: "K07-1-000002-B")])
        #expect(check().attachmentsAwaited == 1 && check().isIntact)
        try own.append([.answer("office", case: "K07-1-000001-A")])
        #expect(check().faults.count == 1 && check().faults[0].contains("fehlt"))
        try FileManager.default.createDirectory(
            atPath: office.path(AttachmentFolder.name), withIntermediateDirectories: true)
        #expect(check().faults == ["Koffer 7, Generation 1, Eintrag 4: Anlage \(ref.id): fehlt"])
        #expect(check().attachmentsAwaited == 0)
    }

    @Test func `a body is missing only where something was forgotten on purpose`() throws {
        try change("UPDATE entry SET body = NULL WHERE sequence IN (1, 2)")
        #expect(
            report().faults
                == [1, 2].map {
                    "Koffer 7, Generation 1, Eintrag \($0): der Inhalt fehlt, obwohl er nicht gelöscht wurde"
                })
        #expect(report().withoutBody == 2)
    }

    @Test func `a folder that is no journal is said to be none`() throws {
        let empty = try TemporaryFolder()
        #expect(!JournalVerifier(folder: empty.path).report().isIntact)
        #expect(!JournalVerifier(folder: "/nowhere").report().isIntact)
        let identity = try IdentityFile(kit: 7, signingKey: Data(repeating: 9, count: 32), officeKeys: [])
        try identity.write(to: DiskFile(folder: empty.path, name: IdentityFile.name))
        #expect(!JournalVerifier(folder: empty.path).report().isIntact)
        #expect(try FileManager.default.contentsOfDirectory(atPath: empty.path) == [IdentityFile.name])
    }
}
