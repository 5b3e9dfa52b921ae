import Testing

@testable import Casework

@Suite("What the books say of a case") struct CaseReceiptsTests {
    /// A book in which things were done, and its events in order.
    private func receipts(transferred: Bool, _ acts: (inout CashDesk) throws -> Void) throws -> CaseReceipts {
        var desk = try CashDesk()
        try acts(&desk)
        var receipts = CaseReceipts()
        if transferred { receipts.noteTransfer(of: "case0") }
        for entry in desk.journal { receipts.apply(entry.event) }
        return receipts
    }

    private func issue(_ desk: inout CashDesk, _ cents: Int...) throws -> ReceiptNumber {
        let bill = cents.count == 1 ? CashDesk.bill(cents[0]) : CashDesk.bill(cents[0], cents[1])
        try desk.perform(.issue(bill, .cash(given: nil)))
        return try #require(desk.book.receipts.last?.receipt)
    }

    @Test("a receipt of two cases is a line of each") func lines() throws {
        let receipts = try receipts(transferred: false) { desk in
            let receipt = try issue(&desk, 4600, 1300)
            try desk.perform(.reverse(receipt, reason: "Irrtum"))
        }
        #expect(receipts.lines(of: "case0").map(\.amount.cents) == [4600, -4600])
        #expect(receipts.lines(of: "case1").map(\.amount.cents) == [1300, -1300])
        let back = try #require(receipts.lines(of: "case1").last)
        #expect(back.reverses == receipts.lines(of: "case1").first?.receipt && back.reason == "Irrtum")
        #expect(back.day == CaseDesk.day)
        // While a case is at the desk, it knows by itself what it owes.
        #expect(receipts.unsettled(of: "case0").isEmpty)
    }

    @Test("after the transfer a reversal is asked for again until it is paid again") func unsettled() throws {
        var desk = try CashDesk()
        var receipts = CaseReceipts()
        var seen = 0
        func fold() {
            for entry in desk.journal[seen...] { receipts.apply(entry.event) }
            seen = desk.journal.count
        }
        let first = try issue(&desk, 4600)
        fold()
        receipts.noteTransfer(of: "case0")
        #expect(receipts.unsettled(of: "case0").isEmpty)
        try desk.perform(.reverse(first, reason: "Karte statt bar"))
        fold()
        #expect(receipts.unsettled(of: "case0").map(\.amount.cents) == [4600])
        let second = try issue(&desk, 4600)
        fold()
        #expect(receipts.unsettled(of: "case0").isEmpty)
        try desk.perform(.reverse(second, reason: "doch bar"))
        fold()
        #expect(receipts.unsettled(of: "case0").map(\.amount.cents) == [4600])
        #expect(receipts.lines(of: "case0").reduce(0) { $0 + $1.amount.cents } == 0)
    }

    @Test("the same entries twice say the same once") func twice() throws {
        var desk = try CashDesk()
        let receipt = try issue(&desk, 4600)
        try desk.perform(.reverse(receipt, reason: "Irrtum"))
        var receipts = CaseReceipts()
        receipts.noteTransfer(of: "case0")
        for entry in desk.journal + desk.journal { receipts.apply(entry.event) }
        #expect(receipts.lines(of: "case0").count == 2)
        #expect(receipts.unsettled(of: "case0").count == 1)
    }

    @Test("a case at the office takes in what the book says, once, and owes again") func settled() throws {
        var desk = CaseDesk()
        try desk.perform(.decideFees([CaseDesk.fee(4600)], catalogue: "00"))
        try desk.perform(.pay("W01A-R0001-G", Money(cents: 4600)))
        try desk.perform(CaseDesk.transfer())
        try desk.perform(.receive(at: Moment(milliseconds: CaseDesk.morning + 60_000)))
        let paid = CaseReceipts.Line(receipt: "W01A-R0001-G", amount: Money(cents: 4600), day: CaseDesk.day)
        #expect(try desk.perform(.settle(paid)).isEmpty)
        let back = CaseReceipts.Line(
            receipt: "W01A-R0002-E", amount: Money(cents: -4600), day: CaseDesk.day, reverses: "W01A-R0001-G",
            reason: "Irrtum")
        #expect(try desk.perform(.settle(back)).count == 1)
        #expect(try desk.perform(.settle(back)).isEmpty)
        #expect(desk.case.unpaid == Money(cents: 4600) && desk.case.standingReceipts.isEmpty)
        #expect(desk.case.state == .new && desk.case.irregular.isEmpty)
        #expect(desk.case.history.last?.german.contains("Zahlung storniert: 46,00 €") == true)
    }

    @Test("more paid than owed is named", arguments: [(4600, nil), (2760, 1840), (0, 4600), (5200, nil)])
    func overpaid(owed: Int, back: Int?) throws {
        var desk = CaseDesk()
        try desk.perform(.decideFees([CaseDesk.fee(4600)], catalogue: "00"))
        try desk.perform(.pay("W01A-R0001-G", Money(cents: 4600)))
        try desk.perform(.decideFees([CaseDesk.fee(owed)], catalogue: "00"))
        #expect(desk.case.overpaid?.cents == back)
        #expect(desk.case.standingReceipts == ["W01A-R0001-G"])
    }
}
