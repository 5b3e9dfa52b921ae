import Testing

@testable import Casework

@Suite("The cash book") struct CashBookTests {
    @Test("a day from the first count to the last") func wholeDay() throws {
        var desk = try CashDesk()
        try desk.perform(.issue(CashDesk.bill(4600), .cash(given: Money(cents: 5000))))
        try desk.perform(.issue(CashDesk.bill(2760, 600), .card(reference: " 0815 ")))
        try desk.perform(
            .issue(CashDesk.bill(1300, payer: "E. Mustermann", address: "Straach"), .invoice(due: CaseDesk.day)))
        try desk.perform(.issue(CashDesk.bill(600), .cash(given: nil)))
        try desk.perform(.reverse("W01A-R0004-A", reason: "doppelt"), by: "krueger")
        #expect(desk.book.receipts.map(\.receipt.text).allSatisfy { NumberFormat(parsing: $0)?.text == $0 })
        #expect(desk.book.expectedCash == Money(cents: 10_000 + 4600))
        #expect(desk.book.takings(by: .cash) == Money(cents: 4600))
        #expect(desk.book.takings(by: .card) == Money(cents: 3360))
        #expect(desk.book.takings(by: .invoice) == Money(cents: 1300))
        #expect(desk.book.takings == Money(cents: 9260))
        #expect(desk.book.takings(of: "outing1") == Money(cents: 9260))
        #expect(desk.book.takingsByAccount == ["431100": Money(cents: 9260)])
        let counted = CashCount([.euro100: 1, .euro20: 2, .euro5: 1])!
        #expect(throws: BookRefusal.explanationMissing(difference: Money(cents: -100))) {
            try desk.perform(.closeDay(counted, explanation: " "))
        }
        try desk.perform(.closeDay(counted, explanation: "1 € zu viel herausgegeben"))
        #expect(desk.book.closing?.difference == Money(cents: -100))
        #expect(throws: BookRefusal.dayClosed) { try desk.perform(.issue(CashDesk.bill(600), .cash(given: nil))) }
        #expect(throws: BookRefusal.dayClosed) { try desk.perform(.closeDay(counted, explanation: "noch einmal")) }
    }

    @Test("nothing is taken before the first count") func notOpened() throws {
        var desk = try CashDesk(isOpen: false)
        try desk.perform(.logIn)
        #expect(throws: BookRefusal.dayNotOpened) { try desk.perform(.issue(CashDesk.bill(600), .cash(given: nil))) }
        #expect(throws: BookRefusal.dayNotOpened) { try desk.perform(.reverse("W01A-R0001-G", reason: "x")) }
        #expect(throws: BookRefusal.dayNotOpened) { try desk.perform(.closeDay(CashDesk.float, explanation: nil)) }
        #expect(throws: BookRefusal.impossibleCount) {
            try desk.perform(.openDay(CaseDesk.day, CashCount(pieces: [300: 1])))
        }
        try desk.perform(.openDay(CaseDesk.day, CashDesk.float))
        #expect(throws: BookRefusal.dayOpenedAlready(CaseDesk.day)) {
            try desk.perform(.openDay(CaseDesk.day, CashDesk.float))
        }
        #expect(desk.book.loggedIn == ["mueller"])
    }

    static let payments: [(bill: Bill, payment: BookCommand.Payment, refusal: BookRefusal?)] = [
        (CashDesk.bill(4600), .cash(given: Money(cents: 4599)), .lacking(Money(cents: 1))),
        (CashDesk.bill(4600), .cash(given: Money(cents: 4600)), nil),
        (CashDesk.bill(), .cash(given: nil), .nothingToPay),
        (CashDesk.bill(0, 0), .card(reference: nil), .nothingToPay),
        (CashDesk.bill(4600, 0), .card(reference: nil), nil),
        (CashDesk.bill(4600), .invoice(due: CaseDesk.day), .payerMissing),
        (CashDesk.bill(4600, payer: "E. M.", address: " "), .invoice(due: CaseDesk.day), .payerMissing),
        (
            CashDesk.bill(4600, payer: "E. M.", address: "Straach"), .invoice(due: CaseDesk.day.adding(days: -1)!),
            .dueInPast
        ),
        (CashDesk.bill(4600, payer: "E. M.", address: "Straach"), .invoice(due: CaseDesk.day), nil),
    ]

    @Test("a payment is right or is refused", arguments: payments)
    func payment(bill: Bill, payment: BookCommand.Payment, refusal: BookRefusal?) throws {
        var desk = try CashDesk()
        var met: BookRefusal?
        do { try desk.perform(.issue(bill, payment)) } catch { met = error }
        #expect(met == refusal)
        #expect(desk.book.receipts.count == (refusal == nil ? 1 : 0))
    }

    @Test("amount and accounts of a position agree") func totals() throws {
        var desk = try CashDesk()
        var bill = CashDesk.bill(4600)
        bill.positions[0].accounts[0].amount = Money(cents: 4599)
        #expect(throws: BookRefusal.totalsDiffer(case: "case0")) { try desk.perform(.issue(bill, .cash(given: nil))) }
    }

    @Test("a double click gives one receipt") func doubleClick() throws {
        var desk = try CashDesk()
        try desk.perform(.issue(CashDesk.bill(4600), .cash(given: nil)), token: "form")
        #expect(try desk.perform(.issue(CashDesk.bill(4600), .cash(given: nil)), token: "form") == [])
        #expect(desk.book.tokens["form"] == desk.book.receipts.first?.receipt.text)
    }

    @Test("a receipt is taken back once, whole, also on a later day") func reversal() throws {
        var desk = try CashDesk()
        try desk.perform(.issue(CashDesk.bill(2760, 600), .cash(given: nil)))
        let receipt = try #require(desk.book.receipts.first?.receipt)
        #expect(throws: BookRefusal.reasonMissing) { try desk.perform(.reverse(receipt, reason: " ")) }
        #expect(throws: BookRefusal.noSuchReceipt("W01A-R0999-X")) {
            try desk.perform(.reverse("W01A-R0999-X", reason: "Irrtum"))
        }
        desk.nextDay()
        try desk.perform(.openDay(CaseDesk.day.adding(days: 1)!, CashDesk.float))
        try desk.perform(.reverse(receipt, reason: "Irrtum"))
        let reversal = try #require(desk.receipts.reversal(of: receipt))
        #expect(desk.book.expectedCash == Money(cents: 10_000 - 3360))
        #expect(desk.book.accountRows.map(\.amount) == [Money(cents: -3360)])
        #expect(throws: BookRefusal.reversedAlready(receipt, by: reversal)) {
            try desk.perform(.reverse(receipt, reason: "noch einmal"))
        }
        desk.nextDay()
        try desk.perform(.openDay(CaseDesk.day.adding(days: 2)!, CashDesk.float))
        #expect(throws: BookRefusal.reversedAlready(receipt, by: reversal)) {
            try desk.perform(.reverse(receipt, reason: "noch einmal"))
        }
        // A reversal itself is no receipt that could be taken back.
        #expect(throws: BookRefusal.noSuchReceipt(reversal)) { try desk.perform(.reverse(reversal, reason: "doch")) }
    }

    @Test("the box changes hands with a signed count") func handOver() throws {
        var desk = try CashDesk()
        #expect(desk.book.cashier == "mueller")
        #expect(throws: BookRefusal.sameCashier) {
            try desk.perform(.handOver(CashDesk.float, to: "mueller", explanation: nil))
        }
        #expect(throws: BookRefusal.explanationMissing(difference: Money(cents: -10_000))) {
            try desk.perform(.handOver(CashCount(pieces: [:]), to: "krueger", explanation: nil))
        }
        try desk.perform(.handOver(CashDesk.float, to: "krueger", explanation: nil))
        #expect(desk.book.cashier == "krueger")
    }

    @Test("numbers go on without gaps over days, reversals, lost segments; a new generation begins anew") func numbers()
        throws
    {
        var desk = try CashDesk()
        for _ in 0..<3 { try desk.perform(.issue(CashDesk.bill(600), .cash(given: nil))) }
        let second = desk.book.receipts[1].receipt
        try desk.perform(.reverse(second, reason: "Irrtum"))
        desk.nextDay()
        let opening = try desk.perform(.openDay(CaseDesk.day.adding(days: 1)!, CashDesk.float))
        let issued = try desk.perform(.issue(CashDesk.bill(600), .cash(given: nil)))
        #expect(desk.receipts.last == 5)
        var later = ReceiptCounter(kit: KitCode("W01")!, generation: 1)
        for event in opening { later.apply(event) }
        #expect(later.last == 4)
        for event in issued { later.apply(event) }
        #expect(later.last == 5)
        var restored = ReceiptCounter(kit: KitCode("W01")!, generation: 2)
        for event in opening + issued { restored.apply(event) }
        #expect(
            restored.next
                == NumberFormat(.receiptNumber, kit: KitCode("W01")!, generation: 2, running: 1)?.receiptNumber)
        #expect(restored.lastReceipt == nil)
    }

    @Test("printing and the clock are recorded") func others() throws {
        var desk = try CashDesk()
        try desk.perform(.issue(CashDesk.bill(600), .cash(given: nil)))
        let receipt = try #require(desk.book.receipts.first?.receipt)
        try desk.perform(.print(receipt))
        #expect(desk.book.printed == [receipt])
        #expect(throws: BookRefusal.noSuchReceipt("X")) { try desk.perform(.print("X")) }
        try desk.perform(.checkClock(shown: Moment(milliseconds: 1), confirmed: Moment(milliseconds: 2)))
        try desk.perform(.logIn)
        #expect(try desk.perform(.logIn) == [])
        try desk.perform(.logOut)
        #expect(try desk.perform(.logOut) == [])
        #expect(desk.book.clockChecks.count == 1 && desk.book.loggedIn.isEmpty && desk.book.irregular == 0)
    }
}
