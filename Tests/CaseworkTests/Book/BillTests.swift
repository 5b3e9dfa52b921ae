import Testing

@testable import Casework

@Suite("Bill, export and statistics") struct BillTests {
    private func desk(_ cents: Int?..., number: CaseNumber = "W01A-0001-X") throws -> CaseDesk {
        var desk = CaseDesk()
        try desk.perform(.decideFees(cents.map { CaseDesk.fee($0) }, catalogue: "00"))
        return desk
    }

    @Test("one bill for the unpaid cases of the visit") func bill() throws {
        let first = try desk(4600, nil)
        var paid = try desk(600)
        try paid.perform(.pay("W01A-R0001-G", Money(cents: 600)))
        var gone = try desk(600)
        try gone.perform(.cancel(reason: "Irrtum"))
        let bill = Bill(of: [first.case, paid.case, gone.case], place: "Straach", outing: nil, visit: "v1")
        #expect(bill.total == Money(cents: 4600))
        #expect(bill.amounts.map(\.number) == ["W01A-0001-X"])
        #expect(bill.positions.map(\.service) == ["Personalausweis"])
    }

    @Test(
        "what is left after a waiver or a first payment is spread to the cent",
        arguments: [(1000, 0, 1000), (1000, 333, 667), (nil, 1, 5199), (0, 0, 0), (1, 0, 1), (500, 600, 0)])
    func rest(reducedTo: Int?, paid: Int, left: Int) throws {
        var desk = try desk(4600, 600)
        if let reducedTo {
            try desk.perform(.decideWaiver(.init(reducedTo: Money(cents: reducedTo), reason: "bedürftig", law: "§ 1")))
        }
        if paid > 0 { try desk.perform(.pay("W01A-R0001-G", Money(cents: paid))) }
        let positions = desk.case.unpaidPositions
        #expect(positions.reduce(0) { $0 + $1.amount.cents } == left)
        #expect(positions.allSatisfy { $0.accounts.reduce(.zero) { $0 + $1.amount } == $0.amount })
        #expect(positions.allSatisfy { $0.amount >= .zero })
    }

    @Test("the export stands as it is expected, quoted and harmless") func export() throws {
        var desk = try CashDesk()
        var bill = CashDesk.bill(104_600)
        bill.positions[0].accounts = [
            AccountShare(account: "431100", amount: Money(cents: 104_000)),
            AccountShare(account: "=2+3", amount: Money(cents: 600)),
        ]
        try desk.perform(.issue(bill, .cash(given: nil)))
        let receipt = try #require(desk.book.receipts.first?.receipt.text)
        try desk.perform(.reverse(ReceiptNumber(receipt), reason: "Irrtum"))
        let reversal = try #require(desk.book.reversal(of: ReceiptNumber(receipt))?.text)
        let table = desk.book.accountTable(titles: ["431100": "Gebühren; \"Pass\""])
        #expect(
            table.text == """
                Datum;Beleg;Storno zu;Konto;Bezeichnung;Zahlweise;Betrag in Euro\r
                07.12.2026;\(receipt);;431100;"Gebühren; ""Pass""\";bar;1040,00\r
                07.12.2026;\(receipt);;"'=2+3";;bar;6,00\r
                07.12.2026;\(reversal);\(receipt);431100;"Gebühren; ""Pass""\";bar;-1040,00\r
                07.12.2026;\(reversal);\(receipt);"'=2+3";;bar;-6,00\r

                """)
    }

    @Test(
        "no cell runs as a formula",
        arguments: ["=1+1", "+49 151", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
    func harmless(text: String) {
        let written = SemicolonTable(head: ["a"], rows: [[.text(text)]]).text
        #expect(written == "a\r\n\"'\(text)\"\r\n")
    }

    @Test("amounts", arguments: [(0, "0,00"), (-5, "-0,05"), (104_600, "1046,00"), (-104_601, "-1046,01")])
    func amounts(cents: Int, text: String) {
        #expect(SemicolonTable(head: [], rows: [[.money(Money(cents: cents))]]).text == "\r\n\(text)\r\n")
    }
}

@Suite("Nameless statistics") struct StatisticsTests {
    @Test("an outing in numbers") func outing() {
        var statistics = Statistics()
        let day = CaseDesk.day
        statistics.apply(
            .outing(OutingCounted(outing: "o1", day: day, venue: "straach", venueTitle: "Straach", closed: false)))
        for (waited, served) in [(5, 10), (nil, 30), (1, 20), (9, 20)] {
            statistics.apply(
                .visitEnded(
                    VisitCounted(outing: "o1", persons: 2, cases: 1, waitedMinutes: waited, servedMinutes: served)))
        }
        for complete in [true, false, true] {
            statistics.apply(
                .caseTransferred(CaseCounted(outing: "o1", service: "personalausweis", complete: complete)))
        }
        statistics.apply(.taken(TakingsCounted(outing: "o1", amount: Money(cents: 4600), way: .cash)))
        statistics.apply(.taken(TakingsCounted(outing: "o1", amount: Money(cents: -600), way: .cash)))
        statistics.apply(.taken(TakingsCounted(outing: nil, amount: Money(cents: -100), way: .card)))
        statistics.apply(.unknown(type: "statistics.sung", version: 1))
        statistics.apply(
            .outing(
                OutingCounted(
                    outing: "o0", day: day.adding(days: 1)!, venue: "zahna", venueTitle: "Zahna", closed: true)))
        #expect(statistics.byDay.map(\.outing) == ["o0", "o1"])
        let outing = statistics.outings["o1"]
        #expect(outing?.visits == 4 && outing?.persons == 8)
        #expect(outing?.waitingMinutes == [1, 5, 9] && outing?.medianWaiting == 5)
        #expect(outing?.servingMinutes == [10, 20, 20, 30] && outing?.medianServing == 20)
        #expect(outing?.casesTotal == 3 && outing?.incompleteTotal == 1)
        #expect(outing?.takings == [.cash: Money(cents: 4000)])
        #expect(statistics.otherTakings == [.card: Money(cents: -100)])
        #expect(statistics.unknown == 1)
    }

    @Test("what happened is counted once, without a name") func counting() throws {
        var desk = CaseDesk()
        #expect(desk.case.counted == nil)
        try desk.perform(CaseDesk.transfer(missing: ["Foto"], asIncomplete: true, followsAt: "Straach"))
        #expect(
            desk.case.counted
                == .caseTransferred(CaseCounted(outing: "outing1", service: "personalausweis", complete: false)))
        var cash = try CashDesk()
        let issued = try cash.perform(.issue(CashDesk.bill(600), .card(reference: nil)))
        let receipt = try #require(cash.book.receipts.first?.receipt)
        let reversed = try cash.perform(.reverse(receipt, reason: "Irrtum"))
        var statistics = Statistics()
        let counts = (issued + reversed).compactMap { cash.book.counted($0, receipts: cash.receipts) }
        for event in counts { statistics.apply(event) }
        #expect(statistics.outings["outing1"]?.takings == [.card: .zero])
        // A receipt of yesterday, taken back today, counts against its own outing too.
        try cash.perform(.issue(CashDesk.bill(700), .cash(given: nil)))
        let yesterday = try #require(cash.book.receipts.last?.receipt)
        cash.nextDay()
        try cash.perform(.openDay(try #require(CaseDesk.day.adding(days: 1)), CashDesk.float))
        for event in try cash.perform(.reverse(yesterday, reason: "Irrtum")) {
            let counted = try #require(cash.book.counted(event, receipts: cash.receipts))
            #expect(
                counted
                    == .taken(TakingsCounted(outing: "outing1", amount: Money(cents: -700), way: .cash)))
        }
        #expect(statistics.otherTakings.isEmpty)
        #expect(cash.book.counted(.loggedIn(ClerkLoggedIn(clerk: "m")), receipts: cash.receipts) == nil)
        var outing = OutingDesk()
        try outing.perform(.close(untransferred: [], leavingOpen: false))
        let counted = try #require(outing.outing.counted)
        statistics.apply(counted)
        #expect(statistics.outings["outing1"]?.isClosed == true)
    }

    @Test("the order of the events does not matter", arguments: 0..<20) func order(seed: UInt64) {
        var lot = Lot(seed)
        let events = (0..<200).map { _ in StatisticsEvent.wild(&lot) }
        var forward = Statistics()
        var shuffled = Statistics()
        for event in events { forward.apply(event) }
        // The frame of an outing is what was said last, so these keep their order.
        let frames = events.filter { if case .outing = $0 { true } else { false } }
        let counts = events.filter { if case .outing = $0 { false } else { true } }
        for event in counts.shuffled(using: &lot) + frames { shuffled.apply(event) }
        #expect(forward == shuffled)
    }
}
