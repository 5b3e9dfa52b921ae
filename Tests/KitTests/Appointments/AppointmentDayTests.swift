import Casework
import Crypto
import Foundation
import Sync
import Testing

@testable import Kit

/// The day's appointments at the kit, over HTTP and without a network.
@Suite struct AppointmentDayTests {
    private static let rows: [(booking: BookingID, start: Int, name: String)] = [
        ("CFGH2346", 600, "Erika Mustermann"), ("JKMN2346", 615, "Karl Muster"), ("PQRT2346", 630, "Anna Muster"),
    ]

    /// The office gives its list; the kit records it.
    private func send(
        _ world: TestKit, _ bookings: [BookingID], revision: Int, walkIns: WalkInRule = .everyNth(2)
    ) async throws {
        let opening = try Opening(
            venue: "straach-lindenhof", venueTitle: "Straach", day: #require(CalendarDate(iso: "2026-12-07")),
            hours: #require(MinuteSpan(start: 540, minutes: 180)), desks: 1, services: ["personalausweis"],
            walkIns: walkIns)
        let appointments = try Self.rows.filter { bookings.contains($0.booking) }.map { row in
            AppointmentSheet.Appointment(
                booking: row.booking,
                slot: Slot(desk: 1, span: try #require(MinuteSpan(start: row.start, minutes: 15))),
                visits: [], wish: "Personalausweis", name: row.name, phone: nil, isCancelled: false)
        }
        let sheet = AppointmentSheet(opening: opening, revision: revision, appointments: appointments)
        let chain = try await world.desk.view().state.feed.chain
        var writer = FeedWriter(
            kit: world.desk.identity.number, epoch: 1, number: chain.number,
            head: chain.number == 0 ? FeedMessage.noPrevious : chain.head)
        let message = try writer.write(
            .appointments, secret: try JSONEncoder().encode(sheet),
            to: world.folder.agreementKey(under: world.kitKey).publicKey,
            signedWith: Curve25519.Signing.PrivateKey(), at: 0)
        try await world.desk.append([.ofKit(.feedReceived(message.bytes))])
    }

    private let all = rows.map(\.booking)

    @Test func whoIsExpectedComesOrDoesNot() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            try await self.send(world.world, self.all, revision: 5)
            let browser = browsers[0]
            try await browser.openOuting("straach-lindenhof")
            let page = try await browser.get("/heute").text
            for (_, _, name) in Self.rows { #expect(page.contains(name)) }
            #expect(page.contains("3 Termine erwartet") && page.contains("jede 2. Viertelstunde bleibt frei"))
            let form = [("booking", "CFGH2346"), ("once", "here")]
            #expect(try await browser.post("/warteschlange/angekommen", form).location == "/heute?neu=A1")
            // A double click gives one number.
            #expect(try await browser.post("/warteschlange/angekommen", form).location == "/heute?neu=A1")
            try await browser.post("/warteschlange/nicht-gekommen", [("booking", "JKMN2346")])
            let after = try await browser.get("/heute").text
            #expect(after.contains("wartet mit A1") && after.contains("nicht gekommen"))
            #expect(after.contains("Termin 10:00") && after.contains("1 Termin erwartet"))
            let unknown = try await browser.post("/warteschlange/angekommen", [("booking", "ZZZZ2346")])
            #expect(unknown.status == 422 && unknown.text.contains("steht nicht in der Liste"))
        }
        let outing = try #require(try await world.desk.view().outing)
        #expect(outing.tickets.map(\.booking) == ["CFGH2346"] && outing.missed == ["JKMN2346"])
    }

    @Test func aLaterCancellationIsNews() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            try await self.send(world.world, self.all, revision: 5)
            try await browsers[0].openOuting("straach-lindenhof")
            try await self.send(world.world, ["CFGH2346", "PQRT2346"], revision: 6)
            // An older list that comes late changes nothing.
            try await self.send(world.world, self.all, revision: 4)
            let page = try await browsers[0].get("/heute").text
            #expect(page.contains("Karl Muster") && page.contains("abgesagt") && page.contains("2 Termine erwartet"))
        }
    }

    @Test func walkInsFitBetween() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            try await self.send(world.world, self.all, revision: 5)
            let browser = browsers[0]
            try await browser.openOuting("straach-lindenhof")
            try await browser.post("/warteschlange/nummer", [("once", "w"), ("wish", "ohne Termin")])
            for booking in self.all {
                try await browser.post("/warteschlange/angekommen", [("booking", booking.text)])
            }
        }
        let view = try await world.desk.view()
        let outing = try #require(view.outing)
        let order = QueueOrder(minute: 660, walkIns: try #require(view.appointmentSheet).opening.walkIns)
        #expect(outing.next(for: "mueller-platz", order)?.number == "A2")
        let called = try outing.decide(OutingCommand(by: "mueller-platz", .callNext), calling: order)
        var later = outing
        for event in called { later.apply(event, at: view.now) }
        // Every second call is for somebody without an appointment.
        #expect(later.next(for: "krueger", order)?.number == "A1")
    }
}
