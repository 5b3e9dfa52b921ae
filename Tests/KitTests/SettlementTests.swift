import Casework
import Foundation
import Journal
import Testing

@testable import Kit

/// Receipts taken back and money given back, over HTTP.
@Suite struct SettlementTests {
    private static func pay(_ visit: VisitID, cents: Int, _ browser: TestBrowser) async throws -> String {
        let page = try await browser.get("/vorsprache/\(visit.text)/rechnung")
        let paid = try await browser.post(
            "/vorsprache/\(visit.text)/rechnung/bezahlen",
            [("once", page.once), ("way", "cash"), ("total", String(cents))])
        #expect(paid.status == 303)
        return paid.location
    }

    private static func transfer(_ number: CaseNumber, _ kit: TestKit) async throws {
        try await TransferTests.giveAway(number, at: kit)
    }

    /// The takings that the office counts from nameless events.
    private static func counted(_ kit: TestKit) async throws -> Statistics {
        var statistics = Statistics()
        try kit.desk.store.forEach(.all, after: 0) { stored in
            let header = stored.entry.header
            guard header.subject.kind == .statistics, let body = stored.entry.body else { return }
            statistics.apply(
                try StatisticsEvent.codec.decode(type: header.type.name, version: Int(header.type.version), body: body))
        }
        return statistics
    }

    @Test func aReceiptReversedAfterTheTransferIsBilledAgain() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            _ = try await browser.post("/kasse/eroeffnen", [("n5000", "2")])
            let receipt = try await Self.pay(visit, cents: 4600, browser)
            try await Self.transfer(number, kit)
            #expect(try await browser.get(receipt).text.contains("steht danach wieder auf der Rechnung"))
            let reversed = try await browser.post(receipt + "/storno", [("once", "s"), ("reason", "Karte statt bar")])
            #expect(reversed.status == 303)
            #expect(try await browser.get(reversed.location).text.contains("Neue Rechnung: 46,00 €"))
            #expect(try await browser.get(receipt).text.contains("Neue Rechnung: 46,00 €"))
            let state = try await browser.get("/vorgang/\(number.text)/abgegeben")
            #expect(state.text.contains("Zahlung storniert, offen: 46,00 €"))
            #expect(
                try await browser.get("/vorsprache/\(visit.text)/beenden").text.contains("46,00 € neu zu kassieren"))
            let bill = try await browser.get("/vorsprache/\(visit.text)/rechnung")
            #expect(bill.text.contains("46,00 € bar einnehmen") && bill.text.contains("bleibt, wie er ist"))
            _ = try await Self.pay(visit, cents: 4600, browser)
            #expect(try await browser.get("/vorsprache/\(visit.text)/rechnung").text.contains("Nichts zu zahlen"))
        }
        let view = try await kit.desk.view()
        #expect(view.book.takings == Money(cents: 4600) && view.book.entries.count == 4)
        // The case is the office's: nothing was written to it.
        #expect(try view.openCase(number).payments.count == 1)
        #expect(try await Self.counted(kit).byDay.first?.takingsTotal == Money(cents: 4600))
        let again = try await kit.restarted().desk.view()
        #expect(again.state.caseReceipts.unsettled(of: number).isEmpty)
        #expect(again.state.caseReceipts.lines(of: number).map(\.amount.cents) == [4600, -4600, 4600])
    }

    @Test func theBillOfAnEndedVisitIsThereToo() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            _ = try await browser.post("/kasse/eroeffnen", [("n5000", "2")])
            let receipt = try await Self.pay(visit, cents: 4600, browser)
            try await Self.transfer(number, kit)
            _ = try await browser.post("/vorsprache/\(visit.text)/beenden", [])
            _ = try await browser.post(receipt + "/storno", [("once", "s"), ("reason", "Irrtum")])
            _ = try await Self.pay(visit, cents: 4600, browser)
        }
        #expect(try await kit.desk.view().book.takings == Money(cents: 4600))
    }

    @Test func whatWasPaidTooMuchIsNamedWithTheWayToGiveItBack() async throws {
        let kit = try await TestKit()
        let (visit, number) = try await TransferTests.begin(kit, service: "personalausweis")
        try await kit.play { browser in
            _ = try await browser.post("/kasse/eroeffnen", [("n5000", "2")])
            let receipt = try await Self.pay(visit, cents: 4600, browser)
            let fees = try await browser.get("/vorgang/\(number.text)/gebuehren")
            let reason = try #require(
                fees.text.range(of: "<option value=\"[a-z]", options: .regularExpression))
            let key = String(fees.text[reason.lowerBound...].dropFirst(15).prefix { $0 != "\"" })
            let reduced = try await browser.post(
                "/vorgang/\(number.text)/gebuehren/ermaessigung",
                [("once", "w"), ("revision", fees.revision), ("reason", key), ("amount", "20,00")])
            #expect(reduced.status == 303)
            for page in ["/vorgang/\(number.text)/gebuehren", "/vorsprache/\(visit.text)/rechnung"] {
                let text = try await browser.get(page).text
                #expect(text.contains("26,00 € zurückzugeben"))
                #expect(text.contains("href=\"\(receipt)\""))
            }
            _ = try await browser.post(receipt + "/storno", [("once", "s"), ("reason", "ermäßigt")])
            let bill = try await browser.get("/vorsprache/\(visit.text)/rechnung")
            #expect(bill.text.contains("20,00 € bar einnehmen") && !bill.text.contains("zurückzugeben"))
        }
    }
}
