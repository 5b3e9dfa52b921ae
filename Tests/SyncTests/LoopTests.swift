import Foundation
import Journal
import Testing

@testable import Sync

/// Kit and office in one process under faults; after every run: each case arrived exactly once, whole, and its key was
/// erased only on the office's word.
@Suite struct LoopTests {
    static let storm = SimulatedWorld.Weather(
        lostRequests: 12, lostAnswers: 10, repeated: 12, serverErrors: 6, longDelays: 3, crashes: 8)

    @Test(arguments: 1...12) func everyCaseArrivesOnceInAStorm(seed: UInt64) throws {
        let world = try SimulatedWorld(seed: seed, weather: Self.storm)
        world.plan(cases: 10)
        try world.run(cases: 10)
        try check(world, seed: seed)
        #expect(world.faults > 20)
    }

    @Test(arguments: 101...108) func everyCaseArrivesAfterTheOfficeWasRestored(seed: UInt64) throws {
        let world = try SimulatedWorld(seed: seed, weather: Self.storm)
        world.plan(cases: 10, restoring: true)
        try world.run(cases: 10)
        try check(world, seed: seed)
        #expect(world.kit.epoch == 2)
    }

    @Test func aCalmDayNeedsFewRequests() throws {
        let world = try SimulatedWorld(seed: 7, weather: .init())
        world.plan(cases: 10)
        try world.run(cases: 10)
        try check(world, seed: 7)
        #expect(world.erased.count == 10)
    }

    private func check(_ world: SimulatedWorld, seed: UInt64) throws {
        #expect(world.violations == [], "seed \(seed)")
        #expect(world.cases.count == 10, "seed \(seed)")
        #expect(Set(world.erased) == Set(world.cases), "seed \(seed)")
        #expect(world.office.ledger.allKeptAside.isEmpty, "seed \(seed)")
        let sent = try world.kit.store.entries(.all, after: 0, limit: 100_000).map(\.entry)
        let received = try world.office.store.entries(.all, after: 0, limit: 100_000).map(\.entry)
        #expect(received == sent, "seed \(seed)")
        for ref in world.kit.refs {
            #expect(world.office.attachments.whole(ref.id) == world.kit.attachments.whole(ref.id), "seed \(seed)")
        }
    }
}
