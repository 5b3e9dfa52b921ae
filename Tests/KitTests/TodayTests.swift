import Casework
import Foundation
import Journal
import Logging
import Testing
import Town

@testable import Kit

/// The outing and its queue, over HTTP with two clerks at one laptop.
@Suite struct TodayTests {
    private static let both = ["mueller-platz", "krueger"]

    /// Gives out numbers by the page's own form.
    private func take(_ count: Int, _ browser: Browser) async throws {
        for number in 1...count {
            try await browser.post("/warteschlange/nummer", [("once", "take-\(number)"), ("wish", "Ausweis")])
        }
    }

    // MARK: The outing

    @Test func theStopsOfTheRotaOpenWithOneButton() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            let page = try await browsers[0].get("/heute")
            #expect(page.text.contains("Straach · ehem. Gaststätte Lindenhof") && page.text.contains("Hier öffnen"))
            #expect(page.text.contains("Berkau · Bushaltestelle") && page.text.contains("im Freien"))
            #expect(page.text.contains("Nicht nach Plan: andere Orte"))
            for _ in 1...2 {
                let answer = try await browsers[0].post("/aussentermin/oeffnen", [("venue", "straach-lindenhof")])
                #expect(answer.location == "/heute")
            }
            #expect(try await browsers[0].get("/heute").text.contains("Warteliste"))
        }
        let view = try await world.desk.view()
        #expect(view.state.outings.count == 1 && view.outing?.opening?.offRota == false)
        #expect(view.outing?.opening?.district == "straach")
    }

    @Test(arguments: [
        ("berkau-bushaltestelle", "liegt im Freien"), ("nirgends", "gibt es im Katalog nicht"),
        ("", "gibt es im Katalog nicht"),
    ])
    func placesWithoutARoomDoNotOpen(venue: String, message: String) async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            let answer = try await browsers[0].post("/aussentermin/oeffnen", [("venue", venue)])
            #expect(answer.status == 422 && answer.text.contains(message))
        }
        #expect(try await world.desk.view().outing == nil)
    }

    @Test func anotherPlaceOpensOffTheRotaAndOnlyOneAtATime() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            try await browsers[0].openOuting("pratau-buergerbuero")
            let second = try await browsers[0].post("/aussentermin/oeffnen", [("venue", "straach-lindenhof")])
            #expect(second.status == 422 && second.text.contains("ist noch offen"))
        }
        #expect(try await world.desk.view().outing?.opening?.offRota == true)
    }

    /// 6 January 2027, the first Wednesday of its month.
    @Test func aPublicHolidayIsNamedAndTheNextDateSkipsIt() async throws {
        let world = try await TestKit(opened: false)
        await world.desk.close()
        let desk = try Desk(
            folder: world.folder, clock: WallClock { Timestamp(milliseconds: 1_799_226_000_000) })
        try await desk.unlock(with: world.kitKey)
        let kit = try KitProgram(desk: desk, settings: .init(port: 80), logger: Logger(label: "test"))
        try await TestBrowser.play(kit, as: "mueller-platz") { browser in
            let page = try await browser.get("/heute")
            #expect(page.text.contains("Heute ist Feiertag: Heilige Drei Könige"))
            #expect(page.text.contains("Dobien"))
            let opened = try await browser.post("/aussentermin/oeffnen", [("venue", "dobien-kita")])
            #expect(opened.location == "/heute")
        }
        #expect(try await desk.view().outing?.opening?.offRota == true)
        let (day, venue) = (
            try #require(CalendarDate(iso: "2026-12-07")), try #require(TestKit.town.venue("dobien-kita"))
        )
        #expect(venue.nextDay(after: day, in: TestKit.town)?.iso == "2027-02-03")
    }

    @Test func theBarShowsWhatTheBoardSays() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let before = try await browser.get("/heute")
            #expect(before.text.contains("ohne Kamera, Finger, Leser, PDF"))
            kit.desk.devices.show(DeviceState(key: "photo", name: "Kamera", isReady: true))
            let after = try await browser.get("/heute")
            #expect(after.text.contains("ohne Finger, Leser, PDF") && !after.text.contains("Kamera"))
            for key in ["fingerprints", "cardReader", "pdf"] {
                kit.desk.devices.show(DeviceState(key: key, name: key, isReady: true))
            }
            let ready = try await browser.get("/heute")
            #expect(!ready.text.contains("ohne Finger"))
        }
        #expect(try await kit.desk.view().readyDevices == ["photo", "fingerprints", "cardReader", "pdf"])
    }

    @Test func closingNamesWhatIsOpen() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            try await take(2, browsers[0])
            try await browsers[0].post("/vorsprachen", [("once", "v"), ("ticket", "A1")])
            let page = try await browsers[0].get("/aussentermin/schliessen")
            #expect(page.text.contains("Wartende Nummern: A2") && page.text.contains("Vorsprache A1"))
            #expect(page.text.contains("Trotzdem schließen"))
            let kept = try await browsers[0].post("/aussentermin/schliessen")
            #expect(kept.status == 422 && kept.text.contains("Noch offen"))
            #expect(try await world.desk.view().outing != nil)
            let closed = try await browsers[0].post("/aussentermin/schliessen", [("anyway", "yes")])
            #expect(closed.location == "/abfahrt")
            #expect(try await browsers[0].get("/abfahrt").text.contains("1 Vorsprache ist offen"))
        }
        let outing = try #require(try await world.desk.view().state.outings[TestKit.outing])
        #expect(outing.closing?.leftOpen.count == 2)
    }

    // MARK: The queue

    @Test func aDoubleClickGivesOneNumber() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            let first = try await browsers[0].post("/warteschlange/nummer", [("once", "x"), ("wish", "Hund")])
            let second = try await browsers[0].post("/warteschlange/nummer", [("once", "x"), ("wish", "Hund")])
            #expect(first.location == "/heute?neu=A1" && second.location == "/heute?neu=A1")
            let page = try await browsers[0].get(first.location)
            #expect(page.text.contains("Nummer A1 ist vergeben") && page.text.contains("Hund"))
        }
        #expect(try await world.desk.view().outing?.tickets.count == 1)
    }

    /// Both press F4 at the same moment, again and again: nobody is called to two desks, and nobody is passed over.
    @Test func twoDesksNeverGetTheSameCitizen() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz", "krueger") { browsers in
            try await take(20, browsers[0])
            for round in 1...10 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (index, browser) in browsers.enumerated() {
                        // Each presses twice, as people do.
                        for _ in 1...2 {
                            group.addTask {
                                try await browser.post("/warteschlange/aufrufen", [("once", "call-\(round)-\(index)")])
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let outing = try #require(try await world.desk.view().outing)
                let called = Self.both.compactMap { outing.called(by: ClerkID($0))?.number.text }
                #expect(Set(called) == ["A\(2 * round - 1)", "A\(2 * round)"])
                for (index, browser) in browsers.enumerated() {
                    let number = try #require(outing.called(by: ClerkID(Self.both[index]))).number.text
                    try await browser.post("/warteschlange/parken", [("ticket", number)])
                }
            }
        }
        let outing = try #require(try await world.desk.view().outing)
        #expect(outing.tickets.allSatisfy { $0.calledAt != nil })
    }

    @Test func aNumberGoesThroughItsDay() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz", "krueger") { browsers in
            let (anke, jonas) = (browsers[0], browsers[1])
            func state(_ number: TicketNumber) async throws -> Ticket.State? {
                try await world.desk.view().outing?.ticket(number)?.state
            }
            try await take(2, anke)
            let early = try await anke.post("/warteschlange/nicht-erschienen", [("ticket", "A1")])
            #expect(early.status == 422 && early.text.contains("noch nicht aufgerufen"))
            try await anke.post("/warteschlange/aufrufen", [("once", "1")])
            #expect(try await state("A1") == .called(by: "mueller-platz", attempt: 1))
            #expect(try await jonas.get("/heute").text.contains("gerufen an den Platz von Anke Müller-Platz"))
            let taken = try await jonas.post("/warteschlange/aufrufen", [("ticket", "A1")])
            #expect(taken.status == 422 && taken.text.contains("schon an den anderen Platz gerufen"))
            for number in 2...3 {
                try await anke.post("/warteschlange/nochmal", [("once", "again\(number)"), ("ticket", "A1")])
            }
            #expect(try await anke.get("/heute").text.contains("3. Aufruf"))
            #expect(
                try await anke.post("/warteschlange/nochmal", [("ticket", "A1")]).text.contains("dreimal aufgerufen"))
            try await anke.post("/warteschlange/nicht-erschienen", [("ticket", "A1")])
            #expect(try await state("A1") == .noShow)
            try await anke.post("/warteschlange/zurueck", [("ticket", "A1")])
            #expect(try await state("A1") == .waiting)
            try await anke.post("/warteschlange/weitergeben", [("ticket", "A1"), ("to", "krueger")])
            #expect(try await anke.get("/heute").text.contains("für Jonas Krüger"))
            try await anke.post("/warteschlange/aufrufen", [("once", "2")])
            #expect(try await state("A2") == .called(by: "mueller-platz", attempt: 1))
            try await jonas.post("/warteschlange/aufrufen", [("once", "3")])
            #expect(try await state("A1") == .called(by: "krueger", attempt: 1))
            try await jonas.post("/warteschlange/parken", [("ticket", "A1"), ("reason", "holt ein Foto")])
            #expect(try await jonas.get("/heute").text.contains("zurückgestellt: holt ein Foto"))
        }
    }

    @Test(arguments: ["aufrufen", "nochmal", "parken", "zurueck", "nicht-erschienen"])
    func numbersThatDoNotExistAreExplained(act: String) async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            let answer = try await browsers[0].post("/warteschlange/\(act)", [("ticket", "A99")])
            #expect(answer.status == 422 && answer.text.contains("A99 gibt es heute nicht"))
            #expect(answer.text.contains("<title>Fehler: Heute"))
        }
    }

    @Test func withoutAnOutingThereIsNoQueue() async throws {
        let world = try await AccessWorld()
        try await world.play(as: "mueller-platz") { browsers in
            let answer = try await browsers[0].post("/warteschlange/nummer", [("once", "1")])
            #expect(answer.status == 422 && answer.text.contains("Der Außentermin ist nicht geöffnet"))
        }
    }

    // MARK: Every page

    @Test func everyPageOfTheKitAnswersWhileLoggedIn() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz") { browsers in
            for path in [
                "/heute", "/abfahrt", "/uhr", "/integritaet", "/aussentermin/schliessen", "/wechseln", "/zustand",
            ] {
                let page = try await browsers[0].get(path)
                #expect(page.status == 200, "\(path)")
            }
        }
    }
}
