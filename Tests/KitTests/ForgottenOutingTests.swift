import Casework
import Foundation
import Testing

@testable import Kit

/// An outing that nobody closed is found the next day: nobody new begins in it, what is open in it goes on.
@Suite struct ForgottenOutingTests {
    private static let sentence = "Der Außentermin vom 07.12.2026 ist noch geöffnet."

    @Test func nobodyNewBeginsInAnOutingOfAnotherDay() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit)
        let next = try await kit.restarted(after: 1)
        try await TestBrowser.play(next.kit, as: "mueller-platz") { browser in
            let today = try await browser.get("/heute")
            #expect(today.text.contains("Der Außentermin vom 7. Dezember 2026 ist noch geöffnet."))
            #expect(today.text.contains("href=\"/aussentermin/schliessen\""))
            #expect(!today.text.contains("Warteliste") && !today.text.contains("Neue Person"))
            #expect(today.text.contains("bei Ihnen seit 07.12.2026, 10:40 Uhr"))
            #expect(today.text.contains("(vom Mo 7. Dez)"))
            #expect(try await browser.get("/vorsprachen/neu").location == "/heute")
            for (path, form) in [
                ("/vorsprachen", [("once", "v")]), ("/warteschlange/nummer", [("once", "n"), ("wish", "")]),
                ("/warteschlange/aufrufen", [("once", "c")]),
                ("/aussentermin/oeffnen", [("venue", TestKit.venue.text)]),
                ("/vorgang/\(number.text)/folge", [("once", "f"), ("visit", "")]),
            ] {
                let refused = try await browser.post(path, form)
                #expect(refused.status == 422 && refused.text.contains(Self.sentence), "\(path)")
            }
        }
        let view = try await next.desk.view()
        #expect(view.outing?.visits.map(\.id) == [visit])
        #expect(view.outing?.tickets.isEmpty == true)
    }

    @Test func whatIsOpenInItGoesOnAndThenTodayOpens() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit)
        let next = try await kit.restarted(after: 1)
        try await TestBrowser.play(next.kit, as: "mueller-platz") { browser in
            let page = try await browser.get("/vorsprache/\(visit.text)/leistung")
            let added = try await browser.post(
                "/vorsprache/\(visit.text)/leistung", [("once", page.once), ("service", "hundesteuer-anmeldung")])
            #expect(added.location.hasPrefix("/vorgang/"))
            #expect(try await browser.get("/vorgang/\(number.text)/pruefen").status == 200)
            #expect(try await browser.post("/kasse/eroeffnen", [("n5000", "2")]).location == "/kasse")
            let ended = try await browser.post("/vorsprache/\(visit.text)/beenden", [("anyway", "yes")])
            #expect(ended.status == 303)
            let closed = try await browser.post("/aussentermin/schliessen", [("anyway", "yes")])
            #expect(closed.location == "/abfahrt")
            let opened = try await browser.post("/aussentermin/oeffnen", [("venue", TestKit.venue.text)])
            #expect(opened.location == "/heute")
            #expect(try await browser.get("/heute").text.contains("Warteliste"))
        }
        let view = try await next.desk.view()
        #expect(view.outing?.opening?.day.iso == "2026-12-08")
        #expect(view.state.visit(visit)?.visit.cases.count == 2)
    }

    /// A clock that ran backwards is to be set; the outing is not to be closed for it.
    @Test func aClockInDoubtForgetsNoOuting() async throws {
        let kit = try await TestKit()
        let next = try await kit.restarted(after: -1)
        try await TestBrowser.play(next.kit, as: "mueller-platz") { browser in
            let today = try await browser.get("/heute")
            #expect(today.text.contains("Uhr prüfen") && today.text.contains("Warteliste"))
            #expect(try await browser.post("/vorsprachen", [("once", "v")]).location.hasPrefix("/vorsprache/"))
        }
    }

    /// The content of a case that the office has taken over is erased here; that it was taken in today is not.
    @Test func todaysCasesStayOnTodayWhenTheOfficeHasThem() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit)
        try await TransferTests.giveAway(number, ending: visit, at: kit)
        try await kit.acknowledge(number)
        let next = try await kit.restarted()
        #expect(try await next.desk.view().state.cases[number]?.access != .readable)
        try await TestBrowser.play(next.kit, as: "mueller-platz") { browser in
            let page = try await browser.get("/heute").text
            #expect(page.contains("href=\"/vorgang/\(number.text)/abgegeben\""))
            #expect(page.contains("in der Zentrale"))
            #expect(!page.contains("Noch keiner."))
        }
    }
}
