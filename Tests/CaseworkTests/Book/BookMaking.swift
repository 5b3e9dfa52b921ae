@testable import Casework

/// A kit's cash books over several days with short ways to do things to them.
struct CashDesk {
    var book = CashBook()
    var receipts = ReceiptCounter(kit: KitCode("W01")!, generation: 1)
    var clock = 0
    var journal: [(event: BookEvent, at: Moment)] = []

    static let float = CashCount([.euro50: 1, .euro10: 5])!

    init(isOpen: Bool = true) throws(BookRefusal) {
        if isOpen { try perform(.openDay(CaseDesk.day, Self.float)) }
    }

    mutating func append(_ event: BookEvent) {
        clock += 1
        let moment = Moment(milliseconds: CaseDesk.morning + Int64(clock) * 1000)
        journal.append((event, moment))
        book.apply(event, at: moment)
        receipts.apply(event)
    }

    @discardableResult
    mutating func perform(_ act: BookCommand.Act, by clerk: ClerkID = "mueller", token: String? = nil)
        throws(BookRefusal) -> [BookEvent]
    {
        let events = try book.decide(BookCommand(by: clerk, token: token, act), receipts: receipts)
        for event in events { append(event) }
        return events
    }

    mutating func nextDay() {
        book = CashBook()
        journal = []
    }

    static func bill(_ cents: Int..., payer: String? = nil, address: String? = nil) -> Bill {
        Bill(
            place: "Straach", outing: "outing1", visit: "visit1", payer: payer, payerAddress: address,
            positions: cents.enumerated().map { index, cents in
                ReceiptPosition(
                    number: CaseNumber("case\(index)"), service: "Personalausweis", position: CaseDesk.fee(cents),
                    amount: Money(cents: cents),
                    accounts: [AccountShare(account: "431100", amount: Money(cents: cents))])
            })
    }
}
