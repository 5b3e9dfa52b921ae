import Casework
import Foundation
import Journal
import Testing

@testable import Kit
@testable import Office

@Suite struct RestoreTests {
    /// Cases of every kind: received before and after the backup, erased before and after it, taken in again from the kit.
    @Test
    func `the office is rebuilt from backup and key, the kits bring what it lacks, and nothing erased comes back`()
        async throws
    {
        let bench = try await RestoreBench()
        var numbers: [String: CaseNumber] = [:]
        let backup: String
        var (before, erasedLater): (Int, [Data]) = (0, [])
        do {
            let program = try await bench.program(bench.bench.folder)
            for name in ["kept", "erased"] {
                numbers[name] = try await bench.takeIn("fuehrungszeugnis", visit: VisitID(name))
            }
            try await bench.ship(to: program)
            try await RestoreBench.act([.reject(reason: "x")], on: numbers["erased"]!, program)
            backup = try bench.backUp("one")
            for name in ["later", "laterErased"] {
                numbers[name] = try await bench.takeIn("fuehrungszeugnis", visit: VisitID(name))
            }
            numbers["photo"] = try await bench.takeIn("personalausweis", visit: "photo")
            try await bench.ship(to: program)
            try await RestoreBench.act([.take(fileNumber: "33-1")], on: numbers["kept"]!, program)
            try await RestoreBench.act([.withdraw(reason: "x")], on: numbers["laterErased"]!, program)
            let own = await program.registry.view().nextCaseNumber
            #expect(own.text.hasPrefix("Z00"))
            bench.bench.pass(days: 120)
            let erased = try await program.registry.eraseDue()
            #expect(erased.cases == 2)
            before = await program.registry.erasureRecords.count
            erasedLater = try bench.keyRows(of: numbers["laterErased"]!).compactMap {
                (($0["sealed"] as? [[String: String]])?.first?["bytes"]).map { Data($0.utf8) }
            }
            for name in ["kept", "later"] {
                #expect(try await RestoreBench.opens(numbers[name]!, program))
            }
            await program.registry.close()
        }
        #expect(before >= 2 && !erasedLater.isEmpty)

        let place = bench.place("restored")
        let outcome = try await OfficeRestore(backup, to: place, at: bench.bench.clock.now()).run()
        #expect(outcome.epoch == 2 && outcome.repeated > 0 && outcome.report.faults == [])
        let program = try await bench.program(place)
        var state = await program.registry.view().state
        #expect(state.cases[numbers["erased"]!]?.item.access == .erased)
        #expect(state.cases[numbers["later"]!] == nil)
        try await bench.ship(to: program)
        state = await program.registry.view().state
        // Every live case opens, with all its files; what the office did after the backup is lost, and the kit hears where it stands.
        for name in ["kept", "later"] { #expect(try await RestoreBench.opens(numbers[name]!, program), "\(name)") }
        #expect(state.cases[numbers["photo"]!]?.item.access == .readable)
        #expect(state.cases[numbers["kept"]!]?.item.state == .new)
        for name in ["erased", "laterErased"] {
            #expect(state.cases[numbers[name]!]?.item.access == .erased, "\(name)")
            #expect(state.cases[numbers[name]!]?.item.answers.isEmpty == true)
        }
        #expect(state.waiting == 0 && state.underway == 0)
        let view = try await bench.kit.desk.view()
        #expect(view.state.feed.told[numbers["kept"]!]?.state == .new)
        // Nothing of the erased case's keys is in the restored folder, though the kit shipped it again.
        let files = try FileManager.default.subpathsOfDirectory(atPath: place.path).compactMap {
            FileManager.default.contents(atPath: "\(place.path)/\($0)")
        }
        for box in erasedLater { #expect(!files.contains { $0.range(of: box) != nil }) }
        // No number is given twice, and both ends check.
        #expect(await program.registry.view().nextCaseNumber.text.contains("Z00B"))
        #expect(JournalVerifier(folder: place.path, meanings: .ofCases).report().faults == [])
        #expect(JournalVerifier(folder: bench.bench.path + "/kit", meanings: .ofCases).report().faults == [])

        // The same backup once more: an epoch and a generation that nobody has heard of.
        let third = try await OfficeRestore(backup, to: bench.place("third"), at: bench.bench.clock.now()).run()
        #expect(third.epoch == 3)
        let again = try await bench.program(bench.place("third"))
        try await bench.ship(to: again)
        for name in ["kept", "later"] { #expect(try await RestoreBench.opens(numbers[name]!, again), "\(name)") }
        #expect(await again.registry.view().nextCaseNumber.text.contains("Z00C"))
    }

    @Test func `without the list of erasures nothing begins until a person says so`() async throws {
        let bench = try await RestoreBench()
        try await bench.program(bench.bench.folder).registry.close()
        let backup = try bench.backUp("one")
        let list = bench.bench.folder.erasureListPath
        try FileManager.default.moveItem(atPath: list, toPath: list + ".away")
        await #expect { try await bench.program(bench.bench.folder) } throws: { error in
            if case OfficeFault.erasureListMissing = error { true } else { false }
        }
        let place = bench.place("restored")
        await #expect { try await OfficeRestore(backup, to: place, at: bench.bench.clock.now()).run() } throws: {
            error in
            if case OfficeFault.erasureListMissing = error { true } else { false }
        }
        #expect(!FileManager.default.fileExists(atPath: place.path))
        let outcome = try await OfficeRestore(backup, to: place, at: bench.bench.clock.now()).run(
            withoutErasureList: true)
        // Nobody knows the epochs of before: minutes since 2020.
        #expect(outcome.epoch > 3_000_000 && outcome.lastErasure == nil)
        _ = try await bench.program(place)
    }

    @Test func `a backup itself, an unfinished one and another key are refused in words`() async throws {
        let bench = try await RestoreBench()
        try await bench.program(bench.bench.folder).registry.close()
        let backup = try bench.backUp("one")
        await #expect {
            try await bench.program(OfficeFolder(path: backup, keyPath: bench.bench.folder.keyPath))
        } throws: {
            if case OfficeFault.isBackup = $0 { true } else { false }
        }
        let now = bench.bench.clock.now()
        try Data((String(repeating: "0", count: 64) + "\n").utf8).write(
            to: URL(filePath: bench.bench.path + "/other.key"))
        let other = OfficeFolder(path: bench.bench.path + "/new", keyPath: bench.bench.path + "/other.key")
        await #expect { try await OfficeRestore(backup, to: other, at: now).run() } throws: {
            if case OfficeFault.keyFile = $0 { true } else { false }
        }
        try FileManager.default.removeItem(atPath: backup + "/" + BackupMark.name)
        await #expect { try await OfficeRestore(backup, to: bench.place("new"), at: now).run() } throws: {
            if case OfficeFault.noBackup = $0 { true } else { false }
        }
        #expect(!FileManager.default.fileExists(atPath: bench.bench.path + "/new"))
    }

    @Test func `backups expire in the days that were said, and only this office's`() async throws {
        let bench = try await RestoreBench()
        let program = try await bench.program(bench.bench.folder)
        _ = try bench.backUp("old", keepDays: 2)
        _ = try bench.backUp("long", keepDays: 90)
        let foreign = bench.bench.path + "/backups/foreign"
        try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: true)
        let mark = BackupMark(
            office: "another", madeAt: Timestamp(milliseconds: 0), keptUntil: Timestamp(milliseconds: 1))
        try mark.write(to: foreign, on: .machine)
        bench.bench.pass(days: 2)
        _ = try bench.backUp("still")
        #expect(FileManager.default.fileExists(atPath: bench.bench.path + "/backups/old"))
        bench.bench.pass(days: 1)
        let target = bench.bench.path + "/backups/new"
        let outcome = try OfficeBackup.copy(bench.bench.folder, to: target, at: bench.bench.clock.now())
        #expect(outcome.removed == ["old"])
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.bench.path + "/backups").sorted()
        #expect(left == ["foreign", "long", "new", "still"])
        let copies = try program.registry.ledger.copies()
        #expect(copies.first { $0.name == "old" }?.removedAt != nil && copies.count == 4)
        #expect(copies.filter { $0.removedAt == nil }.count == 3)
    }
}
