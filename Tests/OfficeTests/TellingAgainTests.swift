import Casework
import Foundation
import GRDB
import Journal
import Sync
import Testing

@testable import Office

@Suite struct TellingAgainTests {
    /// What a kit is to hear is decided; writing it into the feed fails for a while. Nothing else arrives, and the kit hears of it all the same.
    @Test func kitsHearOfItWhenTheLedgerWorksAgain() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let (registry, ledger) = (program.registry, program.registry.ledger)
        await registry.hurry()
        let number = try kit.takeIn(scan: Data([1, 2, 3]))
        try await kit.ship(to: program.endpoints)
        func isTold() throws -> Bool {
            try ledger.feed(of: 1, epoch: 1, after: 0, bytes: .max).contains {
                $0.kind == .acknowledged && $0.subject == number.text
            }
        }
        try ledger.write { db in
            try db.execute(sql: "CREATE TRIGGER broken BEFORE INSERT ON feed BEGIN SELECT RAISE(FAIL, 'disk'); END")
        }
        await registry.takeIn()
        #expect(await registry.view().state.cases[number] != nil)
        #expect(try !isTold())
        try ledger.write { try $0.execute(sql: "DROP TRIGGER broken") }
        for _ in 0..<6_000 where try !isTold() { try await Task.sleep(for: .milliseconds(20)) }
        #expect(try isTold())
        withExtendedLifetime(bench) {}
    }

    @Test func theOfficesFilesAreItsOwn() async throws {
        let bench = try OfficeBench()
        _ = try bench.enrolKit()
        let program = try await bench.program()
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.folder.path) {
            let facts = try FileManager.default.attributesOfItem(atPath: bench.folder.path(name))
            let rights = (facts[.posixPermissions] as? Int ?? 0) & 0o077
            #expect(rights == 0, "\(name)")
        }
        withExtendedLifetime((bench, program)) {}
    }
}

extension Registry {
    fileprivate func hurry() { pause = .milliseconds(50) }
}
