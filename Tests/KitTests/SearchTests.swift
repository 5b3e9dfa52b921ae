import Casework
import Foundation
import Testing

@testable import Kit

/// Finding cases, answering questions, concerns, the page of the sync.
@Suite struct SearchTests {
    @Test(arguments: [
        ("w01a0001", true), ("Mustermann", true), ("MUSTER eri", true), ("Mustermann Hans", false),
        ("W01A-9999-0", false),
    ])
    func aCaseIsFoundByNumberOrName(_ typed: String, _ isFound: Bool) async throws {
        let kit = try await TestKit()
        let (_, number) = try await TransferTests.begin(kit)
        let wanted = typed == "w01a0001" ? number.text.lowercased().replacing("-", with: " ") : typed
        try await kit.play { browser in
            let page = try await browser.post("/suche", [("q", wanted)])
            #expect(page.status == 200)
            #expect(page.text.contains("<strong>\(number.text)</strong>") == isFound)
        }
    }

    @Test func aCaseIsFoundByTheCodeOnThePaper() async throws {
        let kit = try await TestKit()
        let (_, number) = try await TransferTests.begin(kit)
        try await TransferTests.giveAway(number, at: kit)
        try await kit.play { browser in
            let page = try await browser.get("/suche?q=cfgh-2346")
            #expect(page.text.contains("<strong>\(number.text)</strong>"))
            #expect(page.text.contains("abgegeben, wartet auf Netz"))
            let list = try await browser.get("/vorgaenge")
            #expect(list.text.contains("unvollständig"))
            let sync = try await browser.get("/uebertragung")
            #expect(sync.text.contains(number.text))
            #expect(sync.text.contains("Jetzt übertragen"))
            #expect(try await browser.post("/uebertragung/jetzt", []).location == "/uebertragung?jetzt=1")
        }
    }

    @Test func aFollowUpNamesTheOldCaseAndKnowsThePerson() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit)
        try await TransferTests.giveAway(number, ending: visit, at: kit)
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/folge")
            let form = [("once", page.once), ("visit", "")]
            let opened = try await browser.post("/vorgang/\(number.text)/folge", form)
            let again = try await browser.post("/vorgang/\(number.text)/folge", form)
            #expect(opened.status == 303)
            #expect(opened.location == again.location)
        }
        let view = try await kit.desk.view()
        let follower = try #require(view.state.cases.values.first { $0.opening?.follows == number })
        #expect(follower.opening?.unit == "meldewesen")
        #expect(follower.answers["caseNumber"]?.value == .text(number.text))
        #expect(follower.answers["familyName"]?.value == .text("Mustermann"))
        #expect(view.state.cases.count == 2)
    }

    /// F9 and the number typed from the paper: the same as "Antwort aufnehmen".
    @Test func anAnswerTakenInByItselfNamesTheOldCase() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "nachreichung")
        let old: CaseNumber = "W01A-0042-U"
        try await kit.tell(
            CaseTold(
                number: old, state: .askedBack, title: "Meldebestätigung", service: "meldebestaetigung",
                unit: "Bürgerbüro", phone: "030", day: try #require(CalendarDate(iso: "2026-12-07")),
                question: "Welche?"))
        try await kit.play { browser in
            let path = "/vorgang/\(number.text)/antwort"
            let wrong = try await browser.post(
                path, [("field", "caseNumber"), ("revision", "999"), ("caseNumber", "W01A-0042-V")], isAutosave: true)
            #expect(wrong.text.contains("ist ein Tippfehler"))
            #expect(try await !kit.desk.view().isAnswered(old))
            let right = try await browser.post(
                path, [("field", "caseNumber"), ("revision", "999"), ("caseNumber", "w01a 0042 u")], isAutosave: true)
            #expect(right.status == 200 && !right.text.contains("Tippfehler"))
            #expect(try await kit.desk.view().isAnswered(old))
        }
        try await TransferTests.giveAway(number, ending: visit, at: kit)
        let item = try #require(try await kit.desk.view().state.cases[number])
        #expect(item.transfer?.follows == old && item.follows == old)
    }

    @Test(arguments: [
        ("W01A-0042-V", "In der Nummer ist ein Tippfehler"), ("W01A-042-U", "In der Nummer ist ein Tippfehler"),
        ("W01A-0042-U", "Dieser Koffer kennt die Nummer nicht"),
        ("W01A-R0007-4", "Dieser Koffer kennt die Nummer nicht"),
        ("HKRC-2VR3", "Dieser Koffer kennt den Code nicht"), ("Niemand", "Nichts gefunden"),
    ])
    func whatIsNotFoundIsSaidWithItsReason(typed: String, title: String) async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let page = try await browser.post("/suche", [("q", typed)])
            #expect(page.status == 200 && page.text.contains(title))
        }
    }

    @Test(arguments: [true, false])
    func whyANameIsAskedAgainIsSaid(isReadable: Bool) async throws {
        let kit = try await TestKit()
        let (visit, own) = try await TransferTests.begin(kit)
        try await TransferTests.giveAway(own, ending: visit, at: kit)
        // One of another kit is known from the office alone.
        let number: CaseNumber = isReadable ? own : "W02A-0001-X"
        try await kit.tell(
            CaseTold(
                number: number, state: .askedBack, title: "Meldebestätigung", service: "meldebestaetigung",
                unit: "Bürgerbüro", phone: "030", day: try #require(CalendarDate(iso: "2026-12-07")),
                question: "Welche?"))
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/folge")
            #expect(page.text.contains("nicht mehr lesbar") != isReadable)
            let opened = try await browser.post("/vorgang/\(number.text)/folge", [("once", page.once), ("visit", "")])
            let form = try await browser.get(try await browser.get(opened.location).location)
            #expect(form.text.contains("Der Name wird noch einmal erfragt") != isReadable)
            #expect(form.text.contains("Mustermann") == isReadable)
        }
    }

    @Test func aConcernIsTakenInOneGo() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let page = try await browser.get("/anliegen")
            let form = [
                ("once", page.once), ("kind", "defect"), ("concerns", "tiefbau"), ("text", "Die Laterne ist aus."),
                ("answerWanted", "no"), ("familyName", "Mustermann"),
            ]
            let missing = try await browser.post("/anliegen", form.filter { $0.0 != "text" })
            #expect(missing.status == 422)
            #expect(missing.text.contains("href=\"#f-text\""))
            let taken = try await browser.post("/anliegen", form)
            let again = try await browser.post("/anliegen", form)
            #expect(taken.status == 303)
            #expect(taken.location == again.location)
            #expect(try await browser.get(taken.location).text.contains("1 Vorgang abgegeben"))
        }
        let view = try await kit.desk.view()
        let item = try #require(view.state.cases.values.first)
        #expect(view.state.cases.count == 1)
        #expect(item.state == .transferred)
        #expect(item.transfer?.missing == [])
        // The name belongs to an answer that nobody wants.
        #expect(item.answers["familyName"]?.value == nil)
        #expect(item.answers["text"]?.value == .text("Die Laterne ist aus."))
        #expect(view.outing?.openVisits.isEmpty == true)
    }

    @Test func aConcernThatWantsAnAnswerNeedsAWay() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            let refused = try await browser.post(
                "/anliegen",
                [
                    ("once", "a"), ("kind", "question"), ("concerns", "buergerbuero"), ("text", "Wann ist geöffnet?"),
                    ("answerWanted", "yes"),
                ])
            #expect(refused.status == 422)
            #expect(refused.text.contains("Für eine Antwort fehlt noch der Weg"))
        }
        #expect(try await kit.desk.view().state.cases.isEmpty)
    }
}
