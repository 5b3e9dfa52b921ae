import Foundation
import GRDB
import Synchronization
import Testing

@testable import Journal

@Suite struct SQLiteJournalStoreTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path(SQLiteJournalStore.fileName)
    }

    @Test(arguments: [("synchronous", "2"), ("journal_mode", "wal"), ("busy_timeout", "5000")])
    func `the file is as durable as promised`(_ pragma: String, _ value: String) throws {
        #expect(try SQLiteJournalStore(path: path).pragma(pragma) == value)
    }

    @Test func `a full disk is said, changes nothing and passes`() throws {
        let small = try SQLiteJournalStore(path: path, pageLimit: 60)
        let journal = try Workbench(store: small).journal()
        try journal.append([.note("a")])
        let large = try Draft.note(String(repeating: "x", count: 400_000))
        #expect(throws: JournalFault.store(.diskFull)) { try journal.append([large]) }
        try journal.append([.note("b")])
        #expect(try journal.texts() == ["a", "b"])
        try small.close()
        let again = try Workbench(store: SQLiteJournalStore(path: path)).journal()
        #expect(again.fault == nil)
        #expect(try again.texts() == ["a", "b"])
    }

    @Test func `a file of a later version is not touched`() throws {
        try SQLiteJournalStore(path: path).close()
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 of the future')")
        }
        #expect(throws: StoreFault.self) { try SQLiteJournalStore(path: path) }
    }

    @Test func `a file that is no journal is said to be broken`() throws {
        try Data(repeating: 7, count: 10_000).write(to: URL(filePath: path))
        do throws(StoreFault) {
            _ = try SQLiteJournalStore(path: path)
            Issue.record("it was opened")
        } catch {
            #expect(error.isLossOfIntegrity)
        }
    }

    struct Damage: Sendable {
        let sql: String
        /// The first sequence that cannot be believed.
        let place: UInt64
    }

    @Test(arguments: [
        Damage(sql: "UPDATE entry SET body = zeroblob(length(body)) WHERE sequence = 3", place: 3),
        Damage(sql: "UPDATE entry SET body = NULL, bodyHash = zeroblob(32) WHERE sequence = 2", place: 2),
        Damage(sql: "UPDATE entry SET header = zeroblob(100) WHERE sequence = 4", place: 4),
        Damage(sql: "UPDATE entry SET hash = zeroblob(32) WHERE sequence = 1", place: 1),
        Damage(sql: "DELETE FROM entry WHERE sequence = 2", place: 2),
        Damage(sql: "UPDATE entry SET sequence = 99 WHERE sequence = 3", place: 99),
    ])
    func `damage in the middle is found while replaying; what stands before it is given`(_ damage: Damage) throws {
        let store = try SQLiteJournalStore(path: path)
        let bench = try Workbench(store: store)
        try bench.journal().append((1...5).map { try .answer("\($0)") })
        try DatabaseQueue(path: path).write { try $0.execute(sql: damage.sql) }
        let journal = try bench.journal()
        var given: [UInt64] = []
        let last = try journal.replay { entry, _ in given.append(entry.position.sequence) }
        let fault = try #require(journal.fault)
        switch fault {
        case .store(.damaged(let place, _)): #expect(place.sequence == damage.place)
        case .chain(let fault): #expect(fault.position.sequence == damage.place)
        case .headElsewhere(_, let beyond): #expect(beyond?.sequence == damage.place)
        default: Issue.record("\(fault)")
        }
        #expect(last?.position.sequence == given.last)
        if let last {
            #expect(given == Array(1...last.position.sequence))
            try journal.startGeneration(after: last)
            try journal.append([.answer("on")])
            #expect(try bench.journal().texts() == given.map(String.init) + ["on"])
        }
    }

    @Test(arguments: [
        "DELETE FROM entry WHERE sequence = 5",
        "UPDATE head SET sequence = 4",
        "UPDATE head SET hash = zeroblob(32)",
        "UPDATE head SET signature = zeroblob(64)",
        """
        DELETE FROM entry WHERE sequence = 5;
        UPDATE head SET sequence = 4, hash = (SELECT hash FROM entry WHERE sequence = 4)
        """,
    ])
    func `a changed end is found at once when opening`(_ sql: String) throws {
        let bench = try Workbench(store: SQLiteJournalStore(path: path))
        try bench.journal().append((1...5).map { try .answer("\($0)") })
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        let journal = try bench.journal()
        #expect(journal.fault != nil)
        #expect(throws: JournalFault.self) { try journal.append([.note("x")]) }
    }

    @Test(arguments: [1, 7, 30]) func `what was confirmed survives SIGKILL`(_ milliseconds: Int) async throws {
        let folder = folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [folder = folder as String, milliseconds = milliseconds as Int] in
            try SIGKILLVictim.write(in: folder, killAfter: milliseconds)
        }
        let confirmed = (try? Data(contentsOf: URL(filePath: "\(folder)/confirmed")))?.count ?? 0
        let file = DiskFile(folder: folder, name: KeyFile.name)
        let bench = try Workbench(store: SQLiteJournalStore(path: path), file: file)
        let journal = try bench.journal()
        let texts = try journal.texts()
        #expect(journal.fault == nil)
        #expect(texts.count == confirmed || texts.count == confirmed + 1)
        #expect(texts == (0..<texts.count).map { "entry \($0)" })
        try journal.append([.answer("and on")])
    }
}

/// Runs in a process of its own that is killed while it writes.
enum SIGKILLVictim {
    static func write(in folder: String, killAfter milliseconds: Int) throws {
        let store = try SQLiteJournalStore(path: "\(folder)/\(SQLiteJournalStore.fileName)")
        let journal = try Workbench(store: store, file: DiskFile(folder: folder, name: KeyFile.name)).journal()
        let confirmed = open("\(folder)/confirmed", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        Thread.detachNewThread {
            usleep(UInt32(milliseconds) * 1_000)
            kill(getpid(), SIGKILL)
        }
        for number in 0... {
            try journal.append([.answer("entry \(number)", case: "K07-1-\(number / 5)")])
            _ = Foundation.write(confirmed, "x", 1)
        }
    }
}
