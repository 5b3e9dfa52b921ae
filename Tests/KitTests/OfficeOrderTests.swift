import Casework
import Crypto
import Foundation
import Journal
import Pages
import Sync
import Testing

@testable import Kit

/// What the office tells a kit about who may work at it.
@Suite struct OfficeOrderTests {
    private func tell(_ world: AccessWorld, _ write: (inout FeedWriter) throws -> FeedMessage) async throws {
        let chain = try await world.desk.view().state.feed.chain
        var writer = FeedWriter(
            kit: world.desk.identity.number, epoch: 1, number: chain.number,
            head: chain.number == 0 ? FeedMessage.noPrevious : chain.head)
        let message = try write(&writer)
        try await world.desk.append([.ofKit(.feedReceived(message.bytes))])
    }

    private static let office = Curve25519.Signing.PrivateKey()

    @Test func aLockAppliesAtOnceToPagesPostsAndLogIns() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            try await tell(world) {
                try $0.write(
                    .lock, clear: LockOrder(reason: "Der Koffer wird vermisst.").encoded(), to: nil,
                    signedWith: Self.office, at: 0)
            }
            let page = try await browsers[0].get("/heute")
            #expect(page.status == 409 && page.text.contains("Der Koffer wird vermisst."))
            #expect(!page.text.contains("Warteliste"))
            #expect(page.text.contains("Koffer W01") && page.text.contains("Alles Gespeicherte ist erhalten."))
            // No button that leads here again.
            #expect(!page.text.contains("Zur Startseite") && !page.text.contains("vermisst.."))
            let post = try await browsers[0].post("/warteschlange/nummer", [("once", "1")])
            #expect(post.status == 409)
            let logIn = try await browsers[0].setSecret("krueger")
            #expect(logIn.status == 422 && logIn.text.contains("Die Zentrale hat diesen Koffer gesperrt"))
            try await tell(world) { try $0.write(.unlock, to: nil, signedWith: Self.office, at: 0) }
            let again = try await browsers[0].get("/heute")
            #expect(again.status == 200)
        }
        let tickets = try await world.desk.view().outing?.tickets
        #expect(tickets?.isEmpty == true)
    }

    /// Before anybody logs in, on the first page of the day and on the log-in.
    @Test func aLockIsSaidBeforeSomebodyTries() async throws {
        let world = try await AccessWorld()
        var writer = FeedWriter(
            kit: world.desk.identity.number, epoch: 1, number: 0, head: FeedMessage.noPrevious)
        let lock = try writer.write(
            .lock, clear: LockOrder(reason: "Der Koffer wird vermisst.").encoded(), to: nil, signedWith: Self.office,
            at: 0)
        let unlock = try writer.write(.unlock, to: nil, signedWith: Self.office, at: 0)
        try await world.desk.record([lock])
        let words = "Die Zentrale hat diesen Koffer gesperrt: Der Koffer wird vermisst."
        try await world.browse { make in
            let browser = make()
            #expect(try await browser.get("/tagesbeginn").text.contains(words))
            try await browser.startDay()
            #expect(try await browser.get("/anmelden").text.contains(words))
            try await world.desk.record([unlock])
            #expect(try await !browser.get("/anmelden").text.contains(words))
        }
        // Also after the program was started anew.
        try await world.desk.record([
            try writer.write(
                .lock, clear: LockOrder(reason: "").encoded(), to: nil, signedWith: Self.office, at: 0)
        ])
        await world.desk.close()
        let again = try Desk(folder: world.world.folder, clock: WallClock { TestKit.start })
        try await again.repeatErasure()
        #expect(await again.knownLock == .lockedByOffice(""))
    }

    /// A colleague who forgot her secret gets a new code over the feed, sealed to this kit.
    @Test func aCodeComesOverTheFeedAndIsOfferedAtTheLogIn() async throws {
        let world = try await AccessWorld()
        let key = try world.world.folder.agreementKey(under: world.world.kitKey).publicKey
        try await world.play(as: "mueller-platz") { browsers in
            let until = try #require(CalendarDate(iso: "2026-12-08"))
            let code = StaffCode(clerk: "krueger", code: "UHU-2026", until: until)
            try await tell(world) {
                try $0.write(
                    .staff, secret: try JSONEncoder().encode(code), to: key, signedWith: Self.office, at: 0)
            }
            try await browsers[0].get("/anmelden")
            let entered = try await browsers[0].setSecret("krueger", code: "uhu 2026")
            #expect(entered.status == 303)
        }
        let clerks = Set(world.kit.sessions.all.map(\.person.id))
        #expect(clerks == ["mueller-platz", "krueger"])
    }

    private func reset(_ clerk: ClerkID, _ world: AccessWorld) async throws {
        let key = try world.world.folder.agreementKey(under: world.world.kitKey).publicKey
        let code = StaffCode(clerk: clerk, code: "UHU-2026", until: try #require(CalendarDate(iso: "2026-12-08")))
        try await tell(world) {
            try $0.write(.staff, secret: try JSONEncoder().encode(code), to: key, signedWith: Self.office, at: 0)
        }
    }

    /// Where somebody is logged in, the kit learns of it with the next page.
    @Test func aResetEndsTheSessionAndTheSecretAtOnce() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz", "krueger") { browsers in
            try await reset("krueger", world)
            let page = try await browsers[1].get("/heute")
            #expect(page.status == 403 && page.text.contains("das bisherige Kennwort gilt nicht mehr"))
            #expect(try await browsers[0].get("/heute").status == 200)
            let old = try await browsers[1].logIn("krueger")
            #expect(old.status == 422 && old.text.contains("noch kein Kennwort gesetzt"))
            #expect(try await browsers[1].setSecret("krueger", code: "UHU-2026").status == 303)
            // Her new secret is not ended by the code that made it.
            #expect(try await browsers[1].get("/heute").status == 200)
        }
    }

    /// Nobody is there who could open the message: the old secret opens the kit, which reads it first.
    @Test func aResetKeepsTheOldSecretOutAtTheFirstLogIn() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "krueger") { browsers in
            let key = world.world.kitKey
            try await browsers[0].post("/abmelden")
            #expect(await !world.desk.isUnlocked)
            let chain = FeedChain(kit: world.desk.identity.number, epoch: 1)
            var writer = FeedWriter(kit: chain.kit, epoch: 1, number: 0, head: FeedMessage.noPrevious)
            let code = StaffCode(
                clerk: "krueger", code: "UHU-2026", until: try #require(CalendarDate(iso: "2026-12-08")))
            let message = try writer.write(
                .staff, secret: try JSONEncoder().encode(code),
                to: world.world.folder.agreementKey(under: key).publicKey, signedWith: Self.office, at: 0)
            try await world.desk.append([.ofKit(.feedReceived(message.bytes))])
            let old = try await browsers[0].logIn("krueger")
            #expect(old.status == 422 && old.text.contains("das bisherige Kennwort gilt nicht mehr"))
            #expect(await !world.desk.isUnlocked)
            #expect(world.kit.sessions.all.isEmpty)
            #expect(try await browsers[0].setSecret("krueger", code: "uhu 2026").status == 303)
        }
    }
}
