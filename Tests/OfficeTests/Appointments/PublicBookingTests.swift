import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Town

@testable import Office

/// Booking on the public pages, over HTTP and without scripts.
@Suite struct PublicBookingTests {
    static let address = "/termine/o/straach-lindenhof-2026-12-08"

    static func opening(
        minutes: Int = 60, desks: Int = 1, day: String = "2026-12-08", walkIns: WalkInRule = .between
    ) throws -> Opening {
        try Opening(
            venue: "straach-lindenhof", venueTitle: "Straach · ehem. Gaststätte Lindenhof",
            day: #require(CalendarDate(iso: day)), hours: #require(MinuteSpan(start: 540, minutes: minutes)),
            desks: desks,
            services: ["personalausweis", "fuehrungszeugnis"], walkIns: walkIns)
    }

    static func publish(_ opening: Opening, _ program: OfficeProgram) async throws {
        let catalogue = await program.registry.view().town.town.catalogue
        try await program.appointments.carryOut(
            AppointmentCommand(by: "brandt", .publish(opening)), on: opening.id, catalogue)
    }

    static func value(_ name: String, in page: String) -> String {
        guard let mark = page.range(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(page[mark.upperBound...].prefix { $0 != "\"" })
    }

    static let wish = "leistung=personalausweis&personen=1"

    /// - Returns: the address of the private link.
    static func reserve(_ browser: inout OfficeBrowser, start: Int = 540) async throws -> String {
        let times = try await browser.get("\(address)/zeit?\(wish)")
        #expect(times.status == 200)
        let answer = try await browser.post(
            "\(address)/reservieren",
            [
                ("leistung", "personalausweis"), ("personen", "1"), ("link", value("link", in: times.text)),
                ("zeit", String(start)),
            ])
        #expect(answer.status == 303)
        return answer.location ?? ""
    }

    static func book(_ browser: inout OfficeBrowser, start: Int = 540, name: String = "Erika Mustermann") async throws
        -> String
    {
        let link = try await reserve(&browser, start: start)
        let answer = try await browser.post("\(link)/bestaetigen", [("name", name), ("telefon", "03491 4210")])
        #expect(answer.status == 303)
        return link
    }

    @Test func fromTheListToTheConfirmation() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await Self.publish(try Self.opening(), program)
        try await OfficeBrowser.open(program) { browser in
            let list = try await browser.get("/termine")
            #expect(list.status == 200 && list.text.contains("Straach") && list.text.contains("4 Zeiten frei"))
            let what = try await browser.get(Self.address)
            #expect(what.text.contains("Was möchten Sie erledigen?") && what.text.contains("value=\"personalausweis\""))
            let none = try await browser.get("\(Self.address)/personen?leistung=")
            #expect(none.status == 422 && none.text.contains("Wählen Sie mindestens eine Leistung aus."))
            let persons = try await browser.get("\(Self.address)/personen?leistung=personalausweis")
            #expect(persons.text.contains("Für wie viele Personen?"))
            let times = try await browser.get("\(Self.address)/zeit?leistung=personalausweis&personen=2")
            #expect(times.text.contains("09:00–09:30 Uhr") && !times.text.contains("09:15"))
            let link = try await Self.reserve(&browser)
            let who = try await browser.get(link)
            #expect(who.text.contains("Wer kommt?") && who.text.contains("bis 11:50 Uhr für Sie reserviert"))
            let wrong = try await browser.post("\(link)/bestaetigen", [("name", " "), ("telefon", "x")])
            #expect(wrong.status == 422 && wrong.text.contains("Geben Sie Vor- und Nachnamen ein."))
            let more = try await browser.post(
                "\(link)/bestaetigen",
                [("name", "Erika Mustermann"), ("telefon", "03491 4210"), ("tun", "verlaengern")])
            #expect(more.status == 200 && more.text.contains("value=\"Erika Mustermann\""))
            let done = try await browser.post(
                "\(link)/bestaetigen", [("name", "Erika Mustermann"), ("telefon", "03491 4210")])
            #expect(done.status == 303 && done.location == link)
            let page = try await browser.get(link).text
            for word in ["Ihr Termin", "09:00 Uhr", "Bringen Sie mit", "46,00 €", "Absagen", "Verschieben"] {
                #expect(page.contains(word), "\(word)")
            }
            // Her name is not on a page that anybody with the address sees.
            #expect(!page.contains("Mustermann"))
            let file = try await browser.get("\(link)/termin.ics")
            #expect(file.text.contains("DTSTART:20261208T080000Z\r\nDTEND:20261208T081500Z\r\n"))
            #expect(try await browser.get("/termine").text.contains("3 Zeiten frei"))
        }
    }

    @Test func movedAndCancelledByThePrivateLink() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await Self.publish(try Self.opening(), program)
        try await Self.publish(try Self.opening(day: "2026-12-09"), program)
        try await OfficeBrowser.open(program) { browser in
            let link = try await Self.book(&browser)
            let ask = try await browser.get("\(link)/verschieben")
            #expect(ask.text.contains("value=\"straach-lindenhof-2026-12-09 555\""))
            let here = try await browser.post("\(link)/verschieben", [("zeit", "straach-lindenhof-2026-12-08 570")])
            #expect(here.status == 303)
            #expect(try await browser.get(link).text.contains("09:30 Uhr"))
            let there = try await browser.post("\(link)/verschieben", [("zeit", "straach-lindenhof-2026-12-09 555")])
            #expect(there.status == 303)
            let moved = try await browser.get(link).text
            #expect(moved.contains("Mittwoch, 9. Dezember 2026") && moved.contains("09:15 Uhr"))
            let late = try await browser.post("\(link)/verschieben", [("zeit", "straach-lindenhof-2026-12-09 1000")])
            #expect(late.status == 409)
            #expect(try await browser.get("\(link)/absagen").text.contains("Termin absagen?"))
            #expect(try await browser.post("\(link)/absagen").status == 303)
            #expect(try await browser.post("\(link)/absagen").status == 303)
            #expect(try await browser.get(link).text.contains("Dieser Termin ist abgesagt"))
        }
        let books = await program.appointments.openings(from: try #require(CalendarDate(iso: "2026-12-08")))
        #expect(books.allSatisfy { $0.appointments.isEmpty && $0.free(15, at: program.appointments.now).count == 4 })
    }

    @Test func pressedTwiceItIsOneBooking() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await Self.publish(try Self.opening(), program)
        try await OfficeBrowser.open(program) { browser in
            let times = try await browser.get("\(Self.address)/zeit?\(Self.wish)")
            let form = [
                ("leistung", "personalausweis"), ("personen", "1"), ("link", Self.value("link", in: times.text)),
                ("zeit", "540"),
            ]
            let first = try await browser.post("\(Self.address)/reservieren", form)
            let second = try await browser.post("\(Self.address)/reservieren", form)
            #expect(first.location == second.location && second.status == 303)
        }
        #expect(await program.appointments.book(try Self.opening().id)?.bookings.count == 1)
    }

    @Test func whoComesBackTooLateIsOfferedTheNearest() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await Self.publish(try Self.opening(), program)
        try await OfficeBrowser.open(program) { browser in
            let slow = try await Self.reserve(&browser, start: 555)
            bench.pass(minutes: 11)
            _ = try await Self.book(&browser, start: 555, name: "Schnell")
            let late = try await browser.post("\(slow)/bestaetigen", [("name", "Langsam")])
            #expect(late.status == 409 && late.text.contains("Die Reservierung ist abgelaufen"))
            #expect(late.text.contains("value=\"540\"") && late.text.contains("value=\"570\""))
            #expect(!late.text.contains("value=\"555\""))
            #expect(try await browser.post("\(slow)/zeit", [("zeit", "570")]).status == 303)
            #expect(try await browser.post("\(slow)/bestaetigen", [("name", "Langsam")]).status == 303)
        }
        #expect(await program.appointments.book(try Self.opening().id)?.appointments.count == 2)
    }

    @Test func whoIsTooLateWaitsAndIsOfferedWhatComesFree() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await Self.publish(try Self.opening(minutes: 30), program)
        try await OfficeBrowser.open(program) { browser in
            let first = try await Self.book(&browser)
            _ = try await Self.book(&browser, start: 555)
            let full = try await browser.get("\(Self.address)/zeit?\(Self.wish)")
            #expect(full.text.contains("nichts mehr frei") && full.text.contains("Auf die Warteliste"))
            let form = [
                ("leistung", "personalausweis"), ("personen", "1"), ("link", Self.value("link", in: full.text)),
            ]
            let ask = try await browser.post("\(Self.address)/warten", form)
            #expect(ask.status == 200 && ask.text.contains("Wer kommt?"))
            let listed = try await browser.post(
                "\(Self.address)/warten", form + [("name", "Karl Wartend"), ("telefon", "03491 4211")])
            let link = try #require(listed.location)
            #expect(try await browser.get(link).text.contains("Sie stehen auf der Warteliste"))
            _ = try await browser.post("\(first)/absagen")
            #expect(try await browser.get(link).text.contains("Für Sie ist eine Zeit frei geworden"))
            #expect(try await browser.post("\(link)/bestaetigen", [("name", "Karl Wartend")]).status == 303)
            #expect(try await browser.get(link).text.contains("Ihr Termin"))
        }
    }

    @Test(arguments: [
        ("en", "The citizens’ office comes to you", "What would you like to do?"),
        ("de-einfach", "Das Amt kommt in Ihren Ort", "Was brauchen Sie vom Amt?"),
    ])
    func inOtherLanguages(language: String, first: String, second: String) async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await Self.publish(try Self.opening(), program)
        try await OfficeBrowser.open(program) { browser in
            let list = try await browser.get("/termine?sprache=\(language)")
            #expect(list.text.contains(first) && list.text.contains("?sprache=\(language)"))
            #expect(try await browser.get("\(Self.address)?sprache=\(language)").text.contains(second))
            // A first view is small.
            #expect(list.bytes.count < 20_000)
        }
    }

    @Test func askingForAVisit() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            let empty = try await browser.post("/termine/besuch", [("wer", "home")])
            #expect(empty.status == 422 && empty.text.contains("Es gibt ein Problem"))
            let sent = try await browser.post(
                "/termine/besuch",
                [
                    ("wer", "home"), ("ort", "Seniorenpension Griebo"), ("name", "Anna Heim"),
                    ("telefon", "03491 4212"),
                    ("personen", "5"), ("anliegen", "Personalausweise"),
                ])
            #expect(sent.location == "/termine/besuch/danke")
            try await browser.logIn("brandt", program)
            let list = try await browser.get("/terminplan/besuche")
            #expect(list.text.contains("Anna Heim") && list.text.contains("Seniorenpension Griebo"))
            _ = try await browser.post("/terminplan/besuche/erledigt", [("nummer", "1")])
            #expect(try await browser.get("/terminplan/besuche").text.contains("Keine Anfrage offen"))
        }
        // Nothing of it can be read on the disk.
        let ledger = try Data(contentsOf: URL(filePath: bench.folder.path(SQLiteOfficeLedger.fileName)))
        #expect(ledger.range(of: Data("Anna Heim".utf8)) == nil)
    }

    @Test func whoAsksTooOftenWaits() {
        let pace = PublicPace(.init(reads: 3, writes: 1), elapsed: { .zero })
        #expect(pace.admits("2001:db8:1:2:3::1", writes: true))
        #expect(!pace.admits("2001:db8:1:2:4::1", writes: true))
        #expect(pace.admits("2001:db8:1:3::1", writes: true))
        #expect((0..<4).map { _ in pace.admits("192.0.2.1", writes: false) } == [true, true, true, false])
        #expect(pace.admits(nil, writes: true) && pace.admits(nil, writes: true))
    }

    @Test func whatWasBookedIsThereAfterARestart() async throws {
        let bench = try OfficeBench()
        var link = ""
        do {
            let program = try await bench.program()
            try await Self.publish(try Self.opening(), program)
            let app = Application(router: program.pages.router())
            link = try await app.test(.router) { client in
                var browser = OfficeBrowser(client)
                return try await Self.book(&browser)
            }
            await program.registry.close()
        }
        let again = try await bench.program()
        let found = await again.appointments.find(try #require(PrivateLink(String(link.suffix(32)))))
        let booking = try #require(found?.booking)
        #expect(booking.isConfirmed)
        #expect(try again.appointments.booker(of: booking.id)?.name == "Erika Mustermann")
        // A week after the day nobody knows who it was.
        bench.pass(days: 9)
        try await again.appointments.passTime(await again.registry.view().town.town.catalogue)
        #expect(try again.appointments.booker(of: booking.id) == nil)
    }
}
