import Casework
import Foundation
import Testing

@testable import Kit

/// The bill of a visit, receipts, the cash book of the day: over HTTP and without scripts.
@Suite struct BillTests {
    private static func openCash(_ browser: TestBrowser) async throws {
        let opened = try await browser.post("/kasse/eroeffnen", [("n2000", "2"), ("n1000", "1")])
        #expect(opened.location == "/kasse")
    }

    @Test func noMoneyBeforeTheOpeningCount() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            let bill = try await browser.get("/vorsprache/\(visit.text)/rechnung")
            #expect(bill.location == "/kasse/eroeffnen?zurueck=/vorsprache/\(visit.text)/rechnung")
            let page = try await browser.get(bill.location)
            #expect(page.text.contains("value=\"/vorsprache/\(visit.text)/rechnung\""))
            let opened = try await browser.post(
                "/kasse/eroeffnen", [("n5000", "1"), ("zurueck", "/vorsprache/\(visit.text)/rechnung")])
            #expect(opened.location == "/vorsprache/\(visit.text)/rechnung")
        }
        #expect(try await kit.desk.view().book.expectedCash == Money(cents: 5000))
        #expect(try await kit.desk.view().openCase(number).charge == Money(cents: 4600))
    }

    @Test func cashWithChangeIsOneReceiptHoweverOftenThePressed() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            try await Self.openCash(browser)
            let page = try await browser.get("/vorsprache/\(visit.text)/rechnung")
            #expect(page.text.contains("46,00 € bar einnehmen"))
            let form = [("once", page.once), ("way", "cash"), ("total", "4600"), ("given", "50")]
            for _ in 0..<2 {
                let paid = try await browser.post("/vorsprache/\(visit.text)/rechnung/bezahlen", form)
                #expect(paid.location == "/beleg/W01A-R0001-\(try await receipt(kit).suffix(1))")
            }
            let receipt = try await browser.get("/beleg/\(try await receipt(kit))")
            #expect(receipt.text.contains("Rückgeld"))
            #expect(receipt.text.contains("4,00 €"))
            #expect(receipt.text.contains("2 × 2 €"))
            #expect(receipt.text.contains("PAuswGebV"))
        }
        let view = try await kit.desk.view()
        #expect(view.book.receipts.count == 1)
        #expect(view.book.expectedCash == Money(cents: 5000 + 4600))
        #expect(try view.openCase(number).unpaid == .zero)
    }

    private func receipt(_ kit: TestKit) async throws -> String {
        try #require(try await kit.desk.view().book.receipts.first?.receipt.text)
    }

    @Test(arguments: [
        ([("way", "cash"), ("given", "40")], "Es fehlen noch 6,00 €"),
        ([("way", "cash"), ("given", "viel")], "zum Beispiel 50 oder 50,00"),
        ([("way", "card")], "Belegnummer des Kartenterminals"),
        ([("way", "invoice"), ("due.day", "1"), ("due.month", "2"), ("due.year", "2027")], "Namen für die Rechnung"),
        (
            [
                ("way", "invoice"), ("payer", "Erika Mustermann"), ("address", "Heidestraße 17\n06886 Wittenberg"),
                ("due.day", "1"), ("due.month", "12"), ("due.year", "2026"),
            ], "Zu zahlen bis"
        ),
    ])
    func whatIsWrongStandsAtItsField(_ values: [(String, String)], _ words: String) async throws {
        let kit = try await TestKit()
        let (visit, _) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            try await Self.openCash(browser)
            let page = try await browser.get("/vorsprache/\(visit.text)/rechnung")
            let refused = try await browser.post(
                "/vorsprache/\(visit.text)/rechnung/bezahlen", [("once", page.once), ("total", "4600")] + values)
            #expect(refused.status == 422)
            #expect(refused.text.contains(words))
            #expect(refused.text.contains("Es gibt ein Problem"))
        }
        #expect(try await kit.desk.view().book.receipts.isEmpty)
    }

    @Test func aBillThatChangedIsNotPaidUnseen() async throws {
        let kit = try await TestKit()
        let (visit, _) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            try await Self.openCash(browser)
            let refused = try await browser.post(
                "/vorsprache/\(visit.text)/rechnung/bezahlen", [("once", "a"), ("way", "cash"), ("total", "2760")])
            #expect(refused.status == 422)
            #expect(refused.text.contains("inzwischen geändert"))
        }
        #expect(try await kit.desk.view().book.receipts.isEmpty)
    }

    @Test func aReversalGivesTheMoneyBackAndTheCaseOwesAgain() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            try await Self.openCash(browser)
            let page = try await browser.get("/vorsprache/\(visit.text)/rechnung")
            let paid = try await browser.post(
                "/vorsprache/\(visit.text)/rechnung/bezahlen",
                [("once", page.once), ("way", "card"), ("total", "4600"), ("reference", "4711")])
            let refused = try await browser.post(paid.location + "/storno", [("once", "s1"), ("reason", "")])
            #expect(refused.status == 422)
            let form = [("once", "s2"), ("reason", "falsche Leistung")]
            let reversed = try await browser.post(paid.location + "/storno", form)
            let again = try await browser.post(paid.location + "/storno", form)
            #expect(reversed.location == again.location)
            let slip = try await browser.get(reversed.location)
            #expect(slip.text.contains("Storno zu Beleg"))
            #expect(slip.text.contains("−46,00 €"))
        }
        let view = try await kit.desk.view()
        #expect(view.book.takings == .zero)
        #expect(try view.openCase(number).unpaid == Money(cents: 4600))
        #expect(view.state.receipts.last == 2)
    }

    @Test func closingComparesAndIsNeverChanged() async throws {
        let kit = try await TestKit()
        try await kit.play { browser in
            try await Self.openCash(browser)
            let counted = try await browser.post("/kasse/abschliessen", [("n2000", "2"), ("n500", "1")])
            #expect(counted.status == 200)
            #expect(counted.text.contains("Kasse mit 45,00 € abschließen"))
            #expect(counted.text.contains("−5,00 €"))
            let refused = try await browser.post(
                "/kasse/abschliessen", [("n2000", "2"), ("n500", "1"), ("confirmed", "yes")])
            #expect(refused.status == 422)
            let closed = try await browser.post(
                "/kasse/abschliessen",
                [("n2000", "2"), ("n500", "1"), ("confirmed", "yes"), ("explanation", "Schein verwechselt")])
            #expect(closed.location == "/kasse?tag=2026-12-07")
            let page = try await browser.get(closed.location)
            #expect(page.text.contains("Hier wird nichts mehr geändert."))
            let late = try await browser.post("/kasse/zaehlen", [("n2000", "2"), ("to", "krueger")])
            #expect(late.status == 422)
            #expect(late.text.contains("für heute geschlossen"))
        }
        let book = try await kit.desk.view().book
        #expect(book.closing?.difference == Money(cents: -500))
    }

    private static let box = [("n2000", "2"), ("n1000", "1"), ("to", "krueger")]

    @Test func theCashierChangesWithACountThatBothSign() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz", "krueger") { browsers in
            let browser = browsers[0]
            #expect(try await browser.post("/kasse/eroeffnen", [("n2000", "2"), ("n1000", "1")]).location == "/kasse")
            let wrong = try await browser.post("/kasse/zaehlen", [("n2000", "zwei"), ("to", "krueger")])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("href=\"#n2000\""))
            #expect(wrong.text.contains("PIN der Person, die übernimmt"))
            for pin in ["", "4712"] {
                let refused = try await browser.post("/kasse/zaehlen", Self.box + [("pin", pin), ("once", "z")])
                #expect(refused.status == 422 && refused.text.contains("href=\"#pin\""))
                #expect(refused.text.contains(pin.isEmpty ? "Geben Sie die PIN ein." : "Die PIN stimmt nicht."))
                #expect(!refused.text.contains(pin.isEmpty ? "value=\"-\"" : "4712"))
            }
            #expect(try await world.desk.view().book.cashier == "mueller-platz")
            let done = try await browser.post(
                "/kasse/zaehlen", Self.box + [("pin", AccessWorld.pin), ("once", "z")])
            #expect(done.location == "/kasse")
            let page = try await browser.get("/kasse")
            #expect(page.text.contains("unterzeichnet von Anke Müller-Platz und Jonas Krüger"))
        }
        #expect(try await world.desk.view().book.cashier == "krueger")
    }

    /// Guessing the other's PIN here is counted as it is where the place is changed.
    @Test func wrongPINsOfTheTakerAreCounted() async throws {
        let world = try await AccessWorld(opened: true)
        try await world.play(as: "mueller-platz", "krueger") { browsers in
            let browser = browsers[0]
            try await browser.post("/kasse/eroeffnen", [("n2000", "2"), ("n1000", "1")])
            for _ in 0..<8 {
                world.wait(.seconds(400))
                try await browser.post("/kasse/zaehlen", Self.box + [("pin", "9998")])
            }
            world.wait(.seconds(400))
            let right = try await browser.post("/kasse/zaehlen", Self.box + [("pin", AccessWorld.pin)])
            #expect(right.status == 422 && right.text.contains("Die PIN stimmte achtmal nicht."))
            let change = try await browser.post("/wechseln", [("clerk", "krueger"), ("pin", AccessWorld.pin)])
            #expect(change.status == 422)
            try await browsers[1].post("/abmelden")
            let gone = try await browser.post("/kasse/zaehlen", Self.box + [("pin", AccessWorld.pin)])
            #expect(gone.status == 422 && gone.text.contains("nicht angemeldet"))
        }
        #expect(try await world.desk.view().book.cashier == "mueller-platz")
    }

    @Test func theExportSplitsByAccount() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "fuehrungszeugnis")
        try await TransferTests.complete(number, kit)
        try await kit.play { browser in
            try await Self.openCash(browser)
            let page = try await browser.get("/vorsprache/\(visit.text)/rechnung")
            let paid = try await browser.post(
                "/vorsprache/\(visit.text)/rechnung/bezahlen",
                [("once", page.once), ("way", "cash"), ("total", "1300")])
            #expect(paid.status == 303)
            let table = try await browser.get("/kasse/ausgabe.csv")
            #expect(table.text.hasPrefix("\u{FEFF}Datum;Beleg;"))
            #expect(table.text.contains("fuehrungszeugnis-stadt"))
            #expect(table.text.contains(";bar;5,20\r\n"))
            #expect(table.text.contains(";bar;7,80\r\n"))
        }
    }
}
