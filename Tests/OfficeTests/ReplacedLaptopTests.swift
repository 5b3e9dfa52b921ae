import Casework
import Foundation
import Journal
import Sync
import Testing

@testable import Office

/// A laptop wrote on behind what its mirror holds, and the office got that before the spare first called: then nobody knows
/// yet that it is none of the kit's history.
@Suite struct ReplacedLaptopTests {
    private struct Scene {
        let bench: OfficeBench
        let old: TestKit
        /// Open when the mirror was written.
        let number: CaseNumber
        let making: CaseMaking
        let mirror: (end: Position, keys: Data)

        init() throws {
            bench = try OfficeBench()
            old = try bench.enrolKit(code: "W01")
            number = old.nextNumber()
            var making = CaseMaking(number)
            try making.erika()
            self.making = making
            try old.append(number, making.events)
            mirror = try old.mirrored()
        }

        /// Goes on with the case; what was decided before stands in the journal.
        func goesOn(_ kit: TestKit, _ change: (inout CaseMaking) throws -> Void) throws {
            var making = making
            let before = making.events.count
            try change(&making)
            try kit.append(number, Array(making.events.dropFirst(before)))
        }

        func spare() throws -> TestKit {
            try TestKit(spareFor: old, after: mirror.end, mirrored: mirror.keys, folder: bench.path + "/spare")
        }

        /// What a head of the office sees among the rejected entries.
        func shown(_ program: OfficeProgram) throws -> [Position] {
            try program.registry.ledger.unsettled().map(\.entry.position)
        }

        func behindTheMirror() throws -> [Position] {
            try old.store.entries(.after(mirror.end), after: 0, limit: 100).map(\.entry.position)
        }
    }

    @Test func whatItWroteIsMixedWithNothingAndShown() async throws {
        let scene = try Scene()
        let program = try await scene.bench.program()
        try scene.goesOn(scene.old) { try $0.answer("eyeColour", "Augenfarbe", "rot") }
        let late = scene.old.nextNumber()
        try scene.old.append(late, CaseMaking(late).events)
        try scene.old.count(
            .outing(
                OutingCounted(
                    outing: "o-alt", day: CalendarDate(iso: "2026-12-07")!, venue: "straach", venueTitle: "Straach",
                    closed: false)))
        try await scene.old.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.underway == 2)
        #expect(await program.registry.view().state.statistics.outings.count == 1)

        let spare = try scene.spare()
        try scene.goesOn(spare) {
            try $0.answer("street", "Straße", "Markt 1")
            try $0.transfer()
        }
        try await spare.ship(to: program.endpoints)
        await program.registry.takeIn()
        func check(_ program: OfficeProgram) async throws {
            let state = await program.registry.view().state
            let file = try #require(state.cases[scene.number])
            #expect(file.item.state == .new && file.item.answers["eyeColour"]?.shown == "grün <b>")
            #expect(file.item.answers["street"]?.shown == "Markt 1")
            #expect(file.lastOfKit == spare.journal.head?.position)
            #expect(state.underway == 0 && state.cases[late] == nil && state.statistics.outings.isEmpty)
            #expect(try scene.shown(program) == scene.behindTheMirror())
            #expect(try program.registry.ledger.heldCases().isEmpty)
        }
        try await check(program)
        try await spare.fetchFeed(program.endpoints)
        #expect(spare.messages.filter { $0.kind == .acknowledged }.map(\.subject) == [scene.number.text])
        await program.registry.close()
        try await check(scene.bench.program())
    }

    /// The old laptop's clerk wrote "withdrawn" where the mirror did not see it; at the spare the case goes on.
    @Test func whatItCancelledIsNotErased() async throws {
        let scene = try Scene()
        let program = try await scene.bench.program()
        try scene.goesOn(scene.old) { try $0.act(.cancel(reason: "Zurückgezogen")) }
        try await scene.old.ship(to: program.endpoints)
        await program.registry.takeIn()
        let spare = try scene.spare()
        try scene.goesOn(spare) { try $0.transfer() }
        try await spare.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(try await program.registry.eraseDue().isNothing)
        let file = try #require(await program.registry.view().state.cases[scene.number])
        #expect(file.item.state == .new && file.item.access == .readable)
    }

    /// A transfer that came in before the spare called stands: the office has it, and may have worked on it.
    @Test func whatItGaveAwayStandsAndTheSparesVersionIsShown() async throws {
        let scene = try Scene()
        let program = try await scene.bench.program()
        try scene.goesOn(scene.old) { try $0.transfer() }
        let given = try #require(scene.old.journal.head)
        try await scene.old.ship(to: program.endpoints)
        await program.registry.takeIn()
        #expect(await program.registry.view().state.cases[scene.number]?.item.state == .new)

        let spare = try scene.spare()
        try scene.goesOn(spare) {
            try $0.answer("eyeColour", "Augenfarbe", "blau")
            try $0.transfer(code: "CFGH2347")
        }
        try await spare.ship(to: program.endpoints)
        await program.registry.takeIn()
        func check(_ program: OfficeProgram) async throws {
            let file = try #require(await program.registry.view().state.cases[scene.number])
            #expect(file.item.answers["eyeColour"]?.shown == "grün <b>" && file.lastOfKit == given.position)
            #expect(try program.registry.ledger.heldCases().map(\.subject) == [scene.number.text])
            #expect(try scene.shown(program) == scene.behindTheMirror())
        }
        try await check(program)
        try await spare.fetchFeed(program.endpoints)
        #expect(spare.messages.count { $0.kind == .heldBack } == 1)
        await program.registry.close()
        let again = try await scene.bench.program()
        try await check(again)
        try await spare.fetchFeed(again.endpoints)
        #expect(spare.messages.count { $0.kind == .heldBack } == 1)
    }
}
