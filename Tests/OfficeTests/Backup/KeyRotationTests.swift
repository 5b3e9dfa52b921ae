import Casework
import Foundation
import Journal
import Testing
import Town

@testable import Kit
@testable import Office

@Suite struct KeyRotationTests {
    private static func recipients(_ rows: [[String: Any]]) -> Set<String> {
        Set(rows.flatMap { ($0["sealed"] as? [[String: String]] ?? []).compactMap { $0["recipient"] } })
    }

    @Test func `kits seal to the new key once they heard of it, old cases open, and the old key can go`() async throws {
        let bench = try await RestoreBench()
        let folder = bench.bench.folder
        var old: CaseNumber
        let open: CaseNumber
        let backup: String
        do {
            let program = try await bench.program(folder)
            old = try await bench.takeIn("fuehrungszeugnis", visit: "old")
            try await bench.ship(to: program)
            // Given away only after the rotation: its key is sealed to the old one.
            open = try await bench.takeIn("fuehrungszeugnis", visit: "between")
            backup = try bench.backUp("before")
            await program.registry.close()
        }
        let first = try folder.secrets().recipients[0].id
        let outcome = try KeyRotation(folder).rotate()
        #expect(outcome.kept == [first] && outcome.current != first)
        #expect(throws: OfficeFault.self) { try KeyRotation(folder).retire() }
        let new: CaseNumber
        do {
            let program = try await bench.program(folder)
            try await bench.ship(to: program)
            new = try await bench.takeIn("fuehrungszeugnis", visit: "new")
            try await bench.ship(to: program)
            let recovery = try Recipient(publicKey: try #require(try folder.identity().recoveryKey)).id
            #expect(Self.recipients(try bench.keyRows(of: new)) == [outcome.current, recovery])
            #expect(Self.recipients(try bench.keyRows(of: open)) == [first, recovery])
            for number in [old, open, new] { #expect(try await RestoreBench.opens(number, program)) }
            await program.registry.close()
        }
        let retired = try KeyRotation(folder).retire()
        #expect(retired.retired == [first] && retired.current == outcome.current && retired.kept == [])
        do {
            let program = try await bench.program(folder)
            for number in [old, open, new] { #expect(try await RestoreBench.opens(number, program)) }
            await program.registry.close()
        }
        // A desk that was closed meanwhile goes on with the new key.
        let kit = try KitFolder(path: bench.bench.path + "/kit").identity()
        #expect(try kit.file.recipients.map(\.id).first == outcome.current)

        // A backup from before the rotation opens what was sealed since only with the recovery key.
        let without = bench.place("without")
        _ = try await OfficeRestore(backup, to: without, at: bench.bench.clock.now()).run()
        let closed = try await bench.program(without)
        try await bench.ship(to: closed)
        #expect(await closed.registry.view().state.cases[new] == nil)
        #expect(try closed.registry.ledger.heldCases().map(\.subject) == [new.text])
        let with = bench.place("with")
        await #expect(throws: OfficeFault.self) {
            _ = try await OfficeRestore(backup, to: with, at: bench.bench.clock.now()).run(
                recoveryKey: Data(repeating: 7, count: 32))
        }
        _ = try await OfficeRestore(backup, to: with, at: bench.bench.clock.now()).run(
            recoveryKey: bench.bench.recoveryKey)
        let opened = try await bench.program(with)
        try await bench.ship(to: opened)
        for number in [old, open, new] { #expect(try await RestoreBench.opens(number, opened)) }
    }

    @Test func `an old key stays while a case is sealed to it alone or a kit has not heard`() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        do {
            let program = try await bench.program()
            let number = kit.nextNumber()
            var making = CaseMaking(number)
            try making.erika()
            try kit.append(number, making.events)
            try await kit.ship(to: program.endpoints)
            await program.registry.close()
        }
        _ = try KeyRotation(bench.folder).rotate()
        do {
            _ = try KeyRotation(bench.folder).retire()
            Issue.record("retired")
        } catch OfficeFault.keyInUse(let reasons) {
            #expect(reasons.contains { $0.contains("W01") } && reasons.contains { $0.hasSuffix("1 Vorgänge.") })
        }
        #expect(try bench.folder.secrets().recipients.count == 2)
    }

    @Test func `while the office runs its key is not changed`() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        #expect(throws: OfficeFault.self) { try KeyRotation(bench.folder).rotate() }
        withExtendedLifetime(program) {}
    }

    @Test func `a case cancelled at the desk leaves no key behind at the kit`() async throws {
        let bench = try await RestoreBench()
        let program = try await bench.program(bench.bench.folder)
        let service = try #require(try bench.bench.folder.town().catalogue.service("fuehrungszeugnis"))
        let plan = try #require(WalkPlan(service, on: RestoreBench.day))
        let number = try await bench.kit.open(plan, visit: "cancelled")
        try await bench.ship(to: program)
        try await bench.kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(CaseCommand(by: WalkedKit.clerk, .cancel(reason: "will nicht mehr")), on: number)
            return draft.events
        }
        // Until the visit ends the desk can still show what it was.
        #expect(try bench.keyRows(of: number).allSatisfy { $0["wrapped"] != nil })
        try await bench.kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(OutingCommand(by: WalkedKit.clerk, .endVisit("cancelled")), in: bench.kit.outing)
            return draft.events
        }
        let rows = try bench.keyRows(of: number)
        #expect(!rows.isEmpty && rows.allSatisfy { $0["wrapped"] == nil && ($0["sealed"] as? [Any])?.isEmpty == true })
        #expect(try await bench.kit.desk.view().state.cases[number]?.access == .erased)
        try await bench.ship(to: program)
        #expect(try await program.registry.eraseDue().cases == 1)
        #expect(JournalVerifier(folder: bench.bench.path + "/kit", meanings: .ofCases).report().faults == [])
        #expect(JournalVerifier(folder: bench.bench.folder.path, meanings: .ofCases).report().faults == [])
    }
}
