import Testing

@testable import Casework

@Suite("The fold of the cash book") struct CashBookFoldTests {
    @Test("any event in any order gives a book, always the same", arguments: 0..<40)
    func anyOrder(seed: UInt64) {
        var lot = Lot(seed)
        let events = (0..<300).map { _ in (BookEvent.wild(&lot), lot.moment()) }
        var first = CashBook()
        var second = first
        for (event, moment) in events {
            first.apply(event, at: moment)
            #expect(first.expectedCash == first.entries.reduce(.zero) { $0 + $1.cash })
            _ = (first.takingsByAccount, first.takings(of: "outing1"))
        }
        for (event, moment) in events { second.apply(event, at: moment) }
        #expect(first == second)
    }

    /// The book is kept a second time by the plainest means: a sum in cents.
    @Test("the balance is the sum of what happened, to the cent", arguments: 0..<60)
    func commands(seed: UInt64) throws {
        var lot = Lot(seed)
        var desk = try CashDesk(isOpen: false)
        var cash = 0
        var taken = 0
        var numbers: [Int] = []
        for _ in 0..<200 {
            let before = desk.book
            do {
                for event in try desk.perform(.wild(&lot, desk), by: lot.name("clerk", 2), token: lot.token()) {
                    switch event {
                    case .dayOpened(let opened): cash += opened.count.pieces.reduce(0) { $0 + $1.key * $1.value }
                    case .receiptIssued(let receipt):
                        taken += receipt.positions.reduce(0) { $0 + $1.amount.cents }
                        if receipt.way == .cash { cash += receipt.total.cents }
                        numbers.append(try #require(NumberFormat(parsing: receipt.receipt.text)).running)
                    case .receiptReversed(let reversal):
                        taken -= reversal.total.cents
                        if reversal.way == .cash { cash -= reversal.total.cents }
                        numbers.append(try #require(NumberFormat(parsing: reversal.receipt.text)).running)
                    default: break
                    }
                }
            } catch let refusal as BookRefusal {
                #expect(desk.book == before)
                #expect(refusal.message.count > 10 && !refusal.message.contains("bitte"))
            }
            #expect(desk.book.expectedCash.cents == cash)
            #expect(desk.book.takings.cents == taken)
            #expect(desk.book.takingsByAccount.values.reduce(.zero, +).cents == taken)
            #expect(desk.book.irregular == 0)
        }
        #expect(numbers == Array(1...max(1, numbers.count)).prefix(numbers.count).map(\.self))
        var replayed = CashBook()
        for (event, moment) in desk.journal {
            let written = try BookEvent.codec.encode(event)
            replayed.apply(
                try BookEvent.codec.decode(type: written.type, version: written.version, body: written.body), at: moment
            )
        }
        #expect(replayed == desk.book)
        if let closing = desk.book.closing {
            #expect(closing.difference.cents == closing.count.total.cents - cash)
        }
    }

    @Test("what is known already or comes after the closing has no place") func irregular() throws {
        var desk = try CashDesk()
        let issued = try desk.perform(.issue(CashDesk.bill(600), .cash(given: nil)))
        for event in issued { desk.append(event) }
        #expect(desk.book.irregular == 1 && desk.book.takings == Money(cents: 600))
        desk.append(.unknown(type: "book.sung", version: 1))
        #expect(desk.book.unknown == 1)
    }
}

extension BookCommand.Act {
    static func wild(_ lot: inout Lot, _ desk: CashDesk) -> BookCommand.Act {
        switch lot.number(1...20) {
        case 1: return .openDay(CaseDesk.day, lot.count())
        case 2...10:
            var bill = CashDesk.bill(lot.number(0...4600), lot.number(0...999))
            bill.payer = lot.maybe("E. Mustermann")
            bill.payerAddress = lot.maybe("Straach")
            if lot.chance(9) { bill.positions[0].amount = lot.money() }
            return .issue(
                bill,
                lot.one([.cash(given: lot.maybe(lot.money())), .card(reference: lot.text()), .invoice(due: lot.day())]))
        case 11...14:
            return .reverse(
                desk.receipts.lastReceipt.flatMap { lot.maybe($0) } ?? lot.receiptNumber(30), reason: lot.text())
        case 15: return .print(lot.receiptNumber())
        case 16: return .handOver(lot.count(), to: lot.name("clerk", 2), explanation: lot.maybe(lot.text()))
        case 17: return lot.chance(10) ? .closeDay(lot.count(), explanation: lot.maybe("verzählt")) : .logIn
        case 18: return .logIn
        case 19: return .logOut
        default: return .checkClock(shown: lot.moment(), confirmed: lot.moment())
        }
    }
}
