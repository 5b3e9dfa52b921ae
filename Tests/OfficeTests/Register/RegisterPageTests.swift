import Casework
import Foundation
import Journal
import Testing

@testable import Kit
@testable import Office

/// The head sends an extract from a page, and sees there who looked into it.
@Suite struct RegisterPageTests {
    private static let day = CalendarDate(iso: "2026-12-07")!
    private static let file = """
        0101a;0301;0601;Ortsteil;Straße;1801;1802
        Mustermann;Erika;1964-08-12;Straach;Heidestraße;;
        Geheim;Gesa;1970-01-01;Straach;Am Rand;3;
        F4lsch;Frieda;1973-01-01;Straach;Weg;;
        Woanders;Willi;1972-01-01;Pratau;Elbweg;;
        """
    private static let tour = [("tag.day", "7"), ("tag.month", "12"), ("tag.year", "2026")]

    @Test func theHeadSendsAnExtractAndSeesEachLook() async throws {
        let bench = try OfficeBench()
        let kit = try await WalkedKit(in: bench.path + "/kit") { request in
            try KitEnrolment.enrol(request, code: "W01", in: bench.folder, at: WalkedKit.now.date, today: Self.day)
                .answer
        }
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            let before = try await browser.get("/melderegister")
            #expect(before.status == 200 && before.text.contains("Noch kein Auszug verschickt"))
            #expect(before.text.contains("value=\"W01\""))
            let sent = try await browser.post(
                "/melderegister", Self.tour + [("ortsteile", ""), ("koffer", "")], file: ("auszug", Self.file))
            #expect(sent.status == 303)
            let after = try await browser.get(try #require(sent.location))
            #expect(after.text.contains("1 Person ist auf dem Weg"))
            #expect(after.text.contains("Zeile 4, Spalte 0101a") && after.text.contains("Sabine Brandt"))
            for name in ["Mustermann", "Geheim", "F4lsch", "Woanders"] { #expect(!after.text.contains(name)) }
        }
        try await InProcessLine(kit.desk, to: program.endpoints, at: WalkedKit.now).ship()
        let extract = try #require(try await kit.desk.view().state.feed.register.extract)
        #expect(extract.people.count == 1)
        let look = RegisterLooked(clerk: "krueger", visit: "vorsprache-1", extract: extract.name, shown: 3)
        _ = try await kit.desk.commit { view, _ in [.ofBook(view.today, .registerLooked(look))] }
        try await InProcessLine(kit.desk, to: program.endpoints, at: WalkedKit.now).ship()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            let page = try await browser.get("/melderegister")
            #expect(page.text.contains("Jonas Krüger"))
            #expect(!page.text.contains("Noch kein Blick übertragen"))
        }
    }

    @Test func whatCannotBeSentSaysWhyAtItsField() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("brandt", program)
            let cases: [(values: [(String, String)], file: String, says: String)] = [
                (Self.tour, "", "Wählen Sie die Datei mit dem Auszug."),
                (Self.tour, "a;b", "Es fehlen Spalten: 0101a"),
                (
                    [("tag.day", "31"), ("tag.month", "2"), ("tag.year", "2027")], Self.file,
                    "Geben Sie den Tag der Tour mit Tag, Monat und Jahr ein."
                ),
                (
                    [("tag.day", "1"), ("tag.month", "1"), ("tag.year", "2020")], Self.file, "Der Tag ist vorbei."
                ),
                (Self.tour, Self.file, "Noch ist kein Koffer in Betrieb."),
                (Self.tour + [("ortsteile", "mars")], Self.file, "Den Ortsteil „mars“ gibt es"),
            ]
            for one in cases {
                let answer = try await browser.post("/melderegister", one.values, file: ("auszug", one.file))
                #expect(answer.status == 422 && answer.text.contains(one.says), "\(one.says)")
                #expect(answer.text.contains("Es gibt ein Problem") && !answer.text.contains("Mustermann"))
            }
        }
        #expect(try program.registry.ledger.sentExtracts().isEmpty)
    }

    @Test func otherClerksDoNotSeeIt() async throws {
        let bench = try OfficeBench()
        let program = try await bench.program()
        try await OfficeBrowser.open(program) { browser in
            try await browser.logIn("krueger", program)
            #expect(try await browser.get("/melderegister").status == 403)
            let answer = try await browser.post("/melderegister", Self.tour, file: ("auszug", Self.file))
            #expect(answer.status == 403)
        }
    }
}
