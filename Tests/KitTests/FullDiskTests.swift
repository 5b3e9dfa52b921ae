import Casework
import Foundation
import HTTPTypes
import Testing

@testable import Journal
@testable import Kit

/// The journal's file may not grow: every form says that nothing was saved and what to do, keeps what was typed, and goes through when
/// there is room again.
@Suite struct FullDiskTests {
    /// Keeps the file at its size and fills what room is left in it.
    private static func fill(_ kit: TestKit) async throws {
        _ = try kit.desk.store.pragma("max_page_count = 1")
        var (isIn, refusals) = (false, 0)
        while refusals < 2 {
            let act: BookCommand.Act = isIn ? .logOut : .logIn
            do {
                try await kit.desk.commit { view, _ in
                    try view.book.decide(BookCommand(by: "krueger", act), receipts: view.receipts)
                        .map { .ofBook(view.today, $0) }
                }
                isIn.toggle()
            } catch { refusals += 1 }
        }
    }

    private static func makeRoom(_ kit: TestKit) async throws {
        _ = try kit.desk.store.pragma("max_page_count = 1000000")
    }

    /// A visit whose case is complete, and an open cash book.
    private static func begin() async throws -> (kit: TestKit, visit: VisitID, number: CaseNumber) {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit)
        try await TransferTests.complete(number, kit)
        try await kit.play { browser in
            let opened = try await browser.post("/kasse/eroeffnen", [("n2000", "2")])
            #expect(opened.location == "/kasse")
        }
        return (kit, visit, number)
    }

    /// The form of the page, as its first button sends it.
    private static func form(on answer: TestBrowser.Answer) throws -> (address: String, values: [(String, String)]) {
        let main = try #require(answer.text.split(separator: "<main", maxSplits: 1).last)
        let pattern = /<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/.dotMatchesNewlines()
        let form = try #require(main.firstMatch(of: pattern))
        let inputs = form.output.2.matches(of: /<input type="hidden" name="([^"]+)" value="([^"]*)">/)
        return (
            String(form.output.1),
            inputs.map { (String($0.output.1), String($0.output.2)) }.filter { $0.0 != "token" }
        )
    }

    private static func head(_ kit: TestKit) async throws -> Head? {
        try kit.desk.store.head(kit: 1)?.signed.head
    }

    private static func files(_ kit: TestKit) async throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: kit.folder.path("attachments"))
    }

    /// Posts on a full disk, then presses what the page offers when there is room.
    /// - Returns: where the second try led.
    private static func twice(
        _ kit: TestKit, _ browser: TestBrowser, _ path: String, _ values: [(String, String)]
    ) async throws -> String {
        try await fill(kit)
        let before = try await head(kit)
        for _ in 0..<2 {
            let refused = try await browser.post(path, values)
            #expect(refused.status == 503, "\(path)")
            #expect(refused.text.contains("Es wurde nichts gespeichert."), "\(path)")
            #expect(refused.text.contains("Der Speicher ist voll") && refused.text.contains("Schaffen Sie Platz"))
        }
        let page = try await browser.post(path, values)
        #expect(try await head(kit) == before)
        try await makeRoom(kit)
        let form = try form(on: page)
        #expect(form.address == path)
        let done = try await browser.post(form.address, form.values)
        #expect(done.status == 303, "\(done.status) \(path)")
        return done.location
    }

    @Test func anAnswerStaysInItsField() async throws {
        let (kit, _, number) = try await Self.begin()
        try await kit.play { browser in
            try await Self.fill(kit)
            let before = try await Self.head(kit)
            let address = "/vorgang/\(number.text)/antwort"
            let values = [("field", "familyName"), ("revision", "999"), ("familyName", "Gabler")]
            let refused = try await browser.post(address, values, isAutosave: true)
            #expect(refused.text.contains("Der Speicher ist voll") && !refused.text.contains("\"saved\""))
            let step = try #require(try CaseFile(number, in: try await kit.desk.view()).service.steps.first)
            let page = try await browser.post(
                "/vorgang/\(number.text)/angaben/\(step.key.text)",
                [("revision", "999"), ("familyName", "Gabler-Weiß")])
            #expect(page.text.contains("Der Speicher ist voll") && page.text.contains("value=\"Gabler-Weiß\""))
            #expect(try await Self.head(kit) == before)
            try await Self.makeRoom(kit)
            let saved = try await browser.post(
                "/vorgang/\(number.text)/angaben/\(step.key.text)",
                [("revision", "999"), ("familyName", "Gabler-Weiß"), ("anyway", "yes")])
            #expect(saved.status == 303)
        }
        #expect(try await kit.restarted().desk.view().openCase(number).answers["familyName"]?.shown == "Gabler-Weiß")
    }

    @Test func aScanLeavesNothingBehind() async throws {
        let (kit, visit, _) = try await Self.begin()
        let number = try await TransferTests.add("personalausweis", to: visit, kit)
        try await kit.play { browser in
            _ = try await browser.post(
                "/vorgang/\(number.text)/antwort", [("field", "reason"), ("revision", "999"), ("reason", "expiry")],
                isAutosave: true)
            try await Self.fill(kit)
            let before = try await Self.head(kit)
            let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
            let address = "/vorgang/\(number.text)/unterlagen/oldCard/scan"
            for _ in 0..<3 {
                let refused = try await browser.send(address, [("once", "s")], file: png, named: "ausweis.png")
                #expect(refused.status == 503 && refused.text.contains("Der Speicher ist voll"))
                #expect(refused.text.contains("Wählen Sie danach die Datei noch einmal"))
                #expect(try await Self.files(kit) == [])
            }
            #expect(try await Self.head(kit) == before)
            try await Self.makeRoom(kit)
            let sent = try await browser.send(address, [("once", "s")], file: png, named: "ausweis.png")
            #expect(sent.status == 303)
        }
        #expect(try await kit.desk.view().openCase(number).evidence["oldCard"]?.scans.count == 1)
        #expect(try await Self.files(kit).count == 1)
        #expect(JournalVerifier(folder: kit.folder.path).report().isIntact)
    }

    @Test func receiptsHaveNoGap() async throws {
        let (kit, visit, _) = try await Self.begin()
        try await kit.play { browser in
            let address = "/vorsprache/\(visit.text)/rechnung"
            _ = try await TransferTests.add("personalausweis", to: visit, kit)
            let page = try await browser.get(address)
            let receipt = try await Self.twice(
                kit, browser, address + "/bezahlen",
                [("once", page.once), ("way", "cash"), ("total", "4600"), ("given", "50")])
            #expect(receipt.contains("W01A-R0001"))
            _ = try await TransferTests.add("personalausweis", to: visit, kit)
            let more = try await browser.get(address)
            let next = try await Self.twice(
                kit, browser, address + "/bezahlen",
                [("once", more.once), ("way", "cash"), ("total", "4600"), ("given", "46")])
            #expect(next.contains("W01A-R0002"))
        }
        let book = try await kit.restarted().desk.view().book
        #expect(book.receipts.count == 2)
        #expect(JournalVerifier(folder: kit.folder.path).report().isIntact)
    }

    @Test func aTransferGoesWholeOrNotAtAll() async throws {
        let (kit, visit, number) = try await Self.begin()
        try await kit.play { browser in
            let page = try await browser.get("/vorgang/\(number.text)/pruefen")
            let done = try await Self.twice(
                kit, browser, "/vorgang/\(number.text)/abgeben", [("once", page.once), ("revision", page.revision)])
            #expect(done == "/vorgang/\(number.text)/abgegeben")
        }
        // The next case has the next number.
        let next = try await TransferTests.add("personalausweis", to: visit, kit)
        #expect(next.text.hasPrefix("W01A-0002-"))
        let item = try await kit.restarted().desk.view().openCase(number)
        #expect(item.state == .transferred)
    }

    @Test func aNumberAtTheDoorAndANewVisit() async throws {
        let (kit, _, _) = try await Self.begin()
        try await kit.play { browser in
            try await Self.fill(kit)
            let before = try await Self.head(kit)
            let ticket = try await browser.post("/warteschlange/nummer", [("once", "t"), ("wish", "Umzug")])
            #expect(ticket.text.contains("Der Speicher ist voll"))
            #expect(try await Self.head(kit) == before)
            try await Self.makeRoom(kit)
            let location = try await Self.twice(kit, browser, "/vorsprachen", [("once", "v")])
            #expect(location.hasPrefix("/vorsprache/"))
        }
        #expect(try await kit.desk.view().outing?.visits.count == 2)
    }
}
