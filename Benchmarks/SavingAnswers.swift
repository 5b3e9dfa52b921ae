import Casework
import Foundation
import GRDB
import Journal
import Kit
import Pages

/// Saving one answer as the page does when a field is left, over a real socket, against a bare SQLite insert of as many bytes that is as
/// durable. Both in turns, so that whatever else the machine does falls on both.
enum SavingAnswers {
    private static let rounds = 600

    static func measure(_ bed: Bed, _ report: inout Report) async throws {
        let kit = try bed.makeKit("saving-kit", of: try bed.makeOffice("saving-office"))
        let desk = try Desk(folder: kit.folder, logger: Bed.silent)
        try await desk.unlock(with: kit.key)
        var filling = Filling(desk)
        try await filling.openOuting()
        for _ in 0..<12 { try await filling.takeIn(entries: 40, text: 20) }
        let number = try await filling.openCase().number
        let storePath = kit.folder.path(SQLiteJournalStore.fileName)
        let barePath = bed.path + "/bare.sqlite"
        let times = try await KitProgram.serve(desk) { _, port, cookie, token in
            try await apart {
                let line = try Loopback(port: port)
                // Warm, and how many bytes a saved answer is.
                let before = try count(storePath)
                for index in 0..<50 { try save(index, number, line, cookie, token) }
                let after = try count(storePath)
                let bytes = (after.bytes - before.bytes) / 50
                let bare = try BareStore(path: barePath)
                for _ in 0..<50 { try bare.insert(bytes) }
                var (saves, inserts): ([Duration], [Duration]) = ([], [])
                for index in 0..<rounds {
                    saves.append(try ContinuousClock().measure { try save(50 + index, number, line, cookie, token) })
                    inserts.append(try ContinuousClock().measure { try bare.insert(bytes) })
                }
                return (Times(saves), Times(inserts), bytes, (after.entries - before.entries) / 50)
            }
        }
        let (saves, inserts, bytes, entries) = times
        report.note("Angabe speichern über HTTP (\(entries) Einträge, \(bytes) Bytes)", saves.text)
        report.note("nackter SQLite-Insert mit fsync, gleich viele Bytes", inserts.text)
        let ratio = saves.percentile(0.99) / inserts.percentile(0.99)
        report.note("  Verhältnis p50", "\((saves.percentile(0.5) / inserts.percentile(0.5)).short)×")
        report.judge("  Verhältnis p99", "\(ratio.short)×", goal: "≤ 3×", isMet: ratio <= 3)
        let p99 = saves.percentile(0.99)
        report.judge("  p99 des Speicherns", "\(p99.short) ms", goal: "≤ 5 ms", isMet: p99 <= 5)
    }

    /// Another value each time: what stands there already is not saved again.
    private static func save(
        _ index: Int, _ number: CaseNumber, _ line: Loopback, _ cookie: String, _ token: String
    ) throws {
        let answer = try line.post(
            KitAddress.answer(number), cookie: cookie,
            form: [("token", token), ("field", "birthPlace"), ("birthPlace", "Wittenberg \(index)")], isAutosave: true)
        guard answer.status == 200 else { throw Failure.notSaved(answer.status, answer.text) }
    }

    enum Failure: Error { case notSaved(Int, String) }

    private static func count(_ path: String) throws -> (entries: Int, bytes: Int) {
        var (entries, bytes) = (0, 0)
        try SQLiteJournalStore(path: path).forEach(.all) { stored in
            entries += 1
            bytes += stored.entry.headerBytes.count + (stored.entry.body?.count ?? 0)
        }
        return (entries, bytes)
    }
}

/// One table, one blob a row, each insert a transaction that is on the disk when it returns.
private struct BareStore {
    private let queue: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { try $0.execute(sql: "CREATE TABLE entry (id INTEGER PRIMARY KEY, body BLOB NOT NULL)") }
    }

    func insert(_ count: Int) throws {
        let bytes = Data(repeating: 0xA5, count: count)
        try queue.write { db in
            try db.cachedStatement(sql: "INSERT INTO entry (body) VALUES (?)").execute(arguments: [bytes])
        }
    }
}
