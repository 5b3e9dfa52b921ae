import Casework
import Crypto
import Foundation
import Hummingbird
import HummingbirdTesting
import Journal
import Logging
import Pages
import Sync
import Synchronization
import Testing

@testable import Kit
@testable import Office

/// What the office orders a kit, at the real desk and by its pages.
@Suite struct LockAndEraseTests {
    /// A kit with one untransferred case, its office, and the line between them.
    private struct World: Sendable {
        let bench: OfficeBench
        let kit: WalkedKit
        let program: OfficeProgram

        init() async throws {
            bench = try OfficeBench(services: ["personalausweis"])
            let (bench, day) = (bench, try #require(CalendarDate(iso: "2026-12-07")))
            kit = try await WalkedKit(in: bench.path + "/kit") { request in
                try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: WalkedKit.now.date, today: day)
                    .answer
            }
            program = try await bench.program()
            let card = try #require(try await kit.desk.view().catalogue.service("personalausweis"))
            let plan = try #require(WalkPlan(card, on: day))
            _ = try await kit.open(plan, visit: "visit-1")
        }

        func ship(_ desk: Desk? = nil) async throws {
            try await InProcessLine(desk ?? kit.desk, to: program.endpoints, at: WalkedKit.now).ship()
        }

        func page(_ desk: Desk? = nil, _ path: String = "/heute") async throws -> (status: Int, text: String) {
            let kit = try KitProgram(
                desk: desk ?? kit.desk, settings: .init(port: 80, lockCost: OfficeBench.cheap),
                logger: Logger(label: "test"))
            let session = kit.sessions.start(DeskClerk(id: WalkedKit.clerk, name: "Müller-Platz"))
            let answer = Mutex((status: 0, text: ""))
            try await kit.application().test(.router) { client in
                try await client.execute(
                    uri: path, method: .get, headers: [.cookie: "\(kit.cookie.name)=\(session.secret)"]
                ) { response in
                    answer.withLock { $0 = (response.status.code, String(buffer: response.body)) }
                }
            }
            return answer.withLock { $0 }
        }

        /// Another program over the same folder, after `old` ended.
        func restarted(_ old: Desk? = nil, at time: Timestamp = WalkedKit.now) async throws -> Desk {
            await (old ?? kit.desk).close()
            return try Desk(folder: kit.desk.folder, clock: WallClock { time })
        }
    }

    @Test func aLockStopsAtOnceAndEndsByItself() async throws {
        let world = try await World()
        try await world.ship()
        #expect(try await world.page().status == 200)
        try await world.program.registry.setLock(true, of: 1, reason: "verloren", by: "brandt")
        try await world.ship()
        let locked = try await world.page()
        #expect(locked.status == 409 && locked.text.contains("Die Zentrale hat diesen Koffer gesperrt: verloren"))
        await #expect(throws: DeskFault.lockedByOffice("verloren")) { try await world.kit.desk.commit { _, _ in [] } }
        try await world.program.registry.setLock(false, of: 1, reason: "", by: "brandt")
        try await world.ship()
        #expect(try await world.page().status == 200)
    }

    @Test func withoutContactTheKitWarnsAndStopsAndGoesOnAfterTheNextContact() async throws {
        let world = try await World()
        try await world.ship()
        try await world.program.registry.setLockAfter(days: 10, by: "brandt")
        try await world.ship()
        func later(_ days: Int64, _ old: Desk?) async throws -> Desk {
            try await world.restarted(old, at: Timestamp(milliseconds: WalkedKit.now.milliseconds + days * 86_400_000))
        }
        var last: Desk?
        for (days, standing) in [
            (4, .good), (5, .warning(until: Moment(milliseconds: WalkedKit.now.milliseconds + 864_000_000))),
            (9, .warning(until: Moment(milliseconds: WalkedKit.now.milliseconds + 864_000_000))),
            (10, .passed(days: 10)), (11, .passed(days: 10)),
        ] as [(Int64, ContactLimit.Standing)] {
            let desk = try await later(days, last)
            last = desk
            try await desk.unlock(with: world.kit.kitKey)
            #expect(try await desk.view().contact == standing, "\(days)")
        }
        let desk = try await later(12, last)
        try await desk.unlock(with: world.kit.kitKey)
        let stopped = try await world.page(desk)
        #expect(stopped.status == 409 && stopped.text.contains("10 Tage keinen Kontakt"))
        await #expect(throws: DeskFault.lockedByAbsence(days: 10)) { try await desk.commit { _, _ in [] } }
        // Shipping goes on: the contact is what opens the kit again.
        try await world.ship(desk)
        #expect(try await world.page(desk).status == 200)
    }

    @Test func anEraseOrderLeavesNoKeyAndIsReportedBack() async throws {
        let world = try await World()
        try await world.ship()
        let ledger = world.program.registry.ledger
        try await world.program.registry.erase(1, reason: "gestohlen", by: "brandt")
        #expect(try ledger.record(of: 1)?.erasedAt == nil)
        try await world.ship()
        let desk = world.kit.desk
        #expect(await desk.openKeys == 0)
        #expect(await !desk.isUnlocked)
        for name in [LockBox.name, "agreement.key"] { #expect(try desk.folder.read(name) == Data("{}\n".utf8)) }
        let page = try await world.page()
        #expect(page.status == 410 && page.text.contains("Dieser Koffer wurde gelöscht"))
        #expect(page.text.contains("Grund: gestohlen"))
        await #expect(throws: (any Error).self) { try await desk.unlock(with: world.kit.kitKey) }
        // The next greeting tells the office; the program's own driver does the same.
        #expect(await desk.report().erasedAt == WalkedKit.now)
        let hello = Hello(
            kit: 1, generation: 1, head: nil, epoch: 1, feedThrough: 0, catalogue: "", program: "1.0", unsent: 0,
            report: await desk.report())
        _ = await world.program.endpoints.respond(
            to: SyncHTTPRequest(method: "POST", path: "/sync/1/hello", body: SyncJSON.encode(hello)), from: 1)
        #expect(try ledger.record(of: 1)?.erasedAt == WalkedKit.now)
    }

    /// The order was recorded, and the program died before it did anything.
    @Test func anEraseOrderIsRepeatedAtTheStart() async throws {
        let world = try await World()
        try await world.ship()
        try await world.program.registry.erase(1, reason: "gestohlen", by: "brandt")
        let feed = try world.program.registry.ledger.feed(of: 1, epoch: 1, after: 0, bytes: .max)
        let known = try await world.kit.desk.view().state.feed.chain.number
        try await world.kit.desk.record(feed.filter { $0.number > known })
        #expect(await world.kit.desk.openKeys > 0)
        let desk = try await world.restarted()
        try await desk.repeatErasure()
        #expect(await desk.openKeys == 0)
        #expect(try await world.page(desk).status == 410)
        // And once more: nothing changes.
        let at = await desk.erasedAt
        try await desk.repeatErasure()
        #expect(await desk.erasedAt == at && at != nil)
    }

    /// The office was restored from a backup: its feed begins anew, and its orders are in it again.
    @Test func ordersAreToldAgainAfterARestore() async throws {
        let bench = try OfficeBench()
        _ = try bench.enrolKit(code: "W01")
        _ = try bench.enrolKit(code: "W02")
        _ = try bench.enrolKit(code: "W03")
        let program = try await bench.program()
        let registry = program.registry
        try await registry.setLock(true, of: 1, reason: "verloren", by: "brandt")
        try await registry.erase(2, reason: "gestohlen", by: "brandt")
        try registry.ledger.write { try registry.ledger.set("epoch", 2, $0) }
        try await registry.start()
        try await registry.start()
        let orders = try (1...3).map { kit in
            try registry.ledger.feed(of: UInt16(kit), epoch: 2, after: 0, bytes: .max).map(\.kind).filter {
                [.lock, .erase].contains($0)
            }
        }
        #expect(orders == [[.lock], [.erase], []])
    }

    @Test func theOfficesPagesLockAndErase() async throws {
        let world = try await World()
        try await world.ship()
        let ledger = world.program.registry.ledger
        try await OfficeBrowser.open(world.program) { browser in
            try await browser.logIn("brandt", world.program)
            let page = try await browser.get("/koffer/W01")
            #expect(page.status == 200 && page.text.contains("Letzter Kontakt") && page.text.contains("07.12.2026"))
            // Erasing takes a lock first, a reason, and the kit's own code.
            _ = try await browser.post("/koffer/W01/loeschen", [("grund", "weg"), ("kennung", "W01")])
            #expect(try ledger.record(of: 1)?.kit.state == .active)
            _ = try await browser.post("/koffer/W01/sperren", [("grund", "gestohlen")])
            for values in [[("grund", ""), ("kennung", "W01")], [("grund", "weg"), ("kennung", "W02")]] {
                let answer = try await browser.post("/koffer/W01/loeschen", values)
                #expect(answer.status == 422)
            }
            #expect(try ledger.record(of: 1)?.kit.state == .locked)
            let done = try await browser.post("/koffer/W01/loeschen", [("grund", "weg"), ("kennung", "w01")])
            #expect(done.status == 303)
            #expect(try await browser.get("/koffer").text.contains("wird gelöscht, sobald er sich meldet"))
            // How long a kit may be away.
            for days in ["", "1", "367", "zehn"] {
                #expect(try await browser.post("/koffer/frist", [("tage", days)]).status == 422)
            }
            #expect(try await browser.post("/koffer/frist", [("tage", "14")]).status == 303)
            #expect(try ledger.lockAfterDays() == 14)
            #expect(try await browser.get("/koffer").text.contains("14 Tage"))
        }
    }

    /// Nobody knows passphrase or secrets any more: what the kit holds arrives, and is acknowledged and forgotten.
    @Test func aKitWhoseSecretsAreForgottenShipsWhatItHolds() async throws {
        let bench = try OfficeBench(services: ["personalausweis"])
        let day = try #require(CalendarDate(iso: "2026-12-07"))
        let kit = try await WalkedKit(in: bench.path + "/kit") { request in
            try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: WalkedKit.now.date, today: day).answer
        }
        let card = try #require(try await kit.desk.view().catalogue.service("personalausweis"))
        let plan = try #require(WalkPlan(card, on: day))
        let number = try await kit.walk(plan).number
        let subject = try Subject(kind: .case, id: number.text)
        #expect(await kit.desk.openKeys(of: subject) > 0)
        // Another program over the same folder, in which nobody ever logs in.
        await kit.desk.close()
        let desk = try Desk(folder: kit.desk.folder, clock: WallClock { WalkedKit.now })
        let office = try await bench.program()
        let line = InProcessLine(desk, to: office.endpoints, at: WalkedKit.now)
        try await line.ship()
        await office.registry.takeIn()
        #expect(await office.registry.view().state.cases[number]?.item.state == .new)
        try await line.ship()
        #expect(await !desk.isUnlocked)
        #expect(await desk.openKeys(of: subject) == 0)
    }
}

extension Desk {
    /// How many keys could still be opened with the kit's own.
    fileprivate var openKeys: Int { keys.rows.count { $0.wrapped != nil } }

    fileprivate func openKeys(of subject: Subject) -> Int { keys.rows(of: subject).count { $0.wrapped != nil } }
}
