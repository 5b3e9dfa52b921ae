import Casework
import Foundation
import Sync
import Testing
import Town

@testable import Office

/// What the office does with appointments, on its pages.
@Suite struct AppointmentPlanTests {
    private static let form = [
        ("ort", "straach-lindenhof"), ("tag.day", "8"), ("tag.month", "12"), ("tag.year", "2026"), ("von", "9"),
        ("bis", "12:00"), ("plaetze", "2"), ("frei", "4"), ("leistung", "personalausweis"),
    ]

    @Test func publishedBookedAtTheTelephoneAndGivenToTheKit() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            #expect(try await browser.get("/terminplan").text.contains("Noch kein Außentermin veröffentlicht"))
            let published = try await browser.post("/terminplan/neu", Self.form)
            let address = try #require(published.location)
            #expect(address == "/terminplan/straach-lindenhof-2026-12-08")
            #expect(try await browser.get(address).text.contains("jede 4. Viertelstunde bleibt frei"))
            let times = try await browser.get("\(address)/buchen?leistung=personalausweis&personen=1")
            let call = [
                ("leistung", "personalausweis"), ("personen", "1"),
                ("link", PublicBookingTests.value("link", in: times.text)), ("zeit", "540"),
                ("name", "Erika Mustermann"),
                ("telefon", "03491 4210"),
            ]
            let slip = try await browser.post("\(address)/buchen", call)
            #expect(slip.status == 200 && slip.text.contains("09:00 Uhr") && slip.text.contains("/termine/b/"))
            // A double click makes one, and the slip is the same.
            #expect(try await browser.post("\(address)/buchen", call).text.contains("09:00 Uhr"))
            let page = try await browser.get(address).text
            #expect(page.contains("Erika Mustermann") && page.components(separatedBy: "Erika Mustermann").count == 2)
            let noKit = try await browser.post("\(address)/schliessen", [("koffer", "X99")])
            #expect(noKit.status == 422)
            #expect(try await browser.post("\(address)/schliessen", [("koffer", "W01")]).status == 303)
            #expect(try await browser.get(address).text.contains("bei Koffer W01"))
            // Nobody books any more; a cancellation reaches the kit as news.
            #expect(try await browser.get("/termine").text.contains("Buchung geschlossen"))
            #expect(try await browser.get(PublicBookingTests.address).status == 404)
            let booking = try #require(
                await program.appointments.book("straach-lindenhof-2026-12-08")?.appointments.first)
            let cancelled = try await browser.post("\(address)/absagen", [("nummer", booking.id.text)])
            #expect(cancelled.status == 303)
        }
        let feed = try program.registry.ledger.feed(of: kit.kit, epoch: 1, after: 0, bytes: 10_000_000)
        let sheets = try feed.filter { $0.kind == .appointments }.map { message in
            #expect(!String(decoding: message.bytes, as: UTF8.self).contains("Mustermann"))
            return try JSONDecoder().decode(
                AppointmentSheet.self, from: #require(message.open(with: kit.request.agreement)))
        }
        #expect(sheets.map(\.appointments.count) == [1, 0])
        #expect(sheets.first?.appointments.first?.name == "Erika Mustermann")
        #expect(sheets.first?.opening.walkIns == .everyNth(4))
    }

    @Test(arguments: [
        ("ort", "berkau-bushaltestelle", "Wählen Sie einen Ort mit einem Raum."),
        ("tag.day", "31", "Wählen Sie einen Tag, der noch kommt."), ("tag.day", "x", "Tag, Monat und Jahr"),
        ("von", "morgens", "Beginn und Ende als Uhrzeit"), ("von", "9:03", "in Schritten von 5 Minuten"),
        ("plaetze", "9", "Möglich sind 1 bis 6 Plätze."), ("leistung", "", "mindestens eine Leistung"),
        ("tag.day", "25", "1. Weihnachtstag"),
    ])
    func whatCannotBePublishedSaysWhy(field: String, value: String, says: String) async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        var form = Self.form.map { $0.0 == field ? (field, value) : $0 }
        if value == "31" { form = form.map { $0.0 == "tag.year" ? ("tag.year", "2025") : $0 } }
        try await OfficeBrowser.open(program) { [form] browser in
            try await browser.logIn("brandt", program)
            let answer = try await browser.post("/terminplan/neu", form)
            #expect(answer.status == 422 && answer.text.contains(says))
        }
    }

    @Test func anOutingFallsOutAndEverybodyIsListed() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await PublicBookingTests.publish(try PublicBookingTests.opening(), program)
        try await OfficeBrowser.open(program) { browser in
            let link = try await PublicBookingTests.book(&browser)
            try await browser.logIn("brandt", program)
            let address = "/terminplan/straach-lindenhof-2026-12-08"
            #expect(try await browser.post("\(address)/ausfallen", [("grund", "")]).status == 409)
            #expect(try await browser.post("\(address)/ausfallen", [("grund", "Glatteis")]).status == 303)
            let page = try await browser.get(address).text
            #expect(page.contains("Anrufen") && page.contains("Erika Mustermann") && page.contains("tel:034914210"))
            #expect(try await browser.get(link).text.contains("Das Amt hat den Termin abgesagt"))
        }
    }

    @Test func nobodyDrivesWithoutAList() async throws {
        let bench = try OfficeBench()
        let kit = try bench.enrolKit(code: "W01")
        let program = try await bench.program()
        let catalogue = await program.registry.view().town.town.catalogue
        try await PublicBookingTests.publish(try PublicBookingTests.opening(), program)
        // 8:00 on the day, an hour before it begins.
        bench.pass(minutes: 20 * 60 + 19)
        try await program.appointments.passTime(catalogue)
        #expect(try program.appointments.kitsWithList(of: "straach-lindenhof-2026-12-08").isEmpty)
        bench.pass(minutes: 1)
        try await program.appointments.passTime(catalogue)
        #expect(try program.appointments.kitsWithList(of: "straach-lindenhof-2026-12-08") == [kit.kit])
        #expect(await program.appointments.book("straach-lindenhof-2026-12-08")?.isClosed == true)
    }
}
