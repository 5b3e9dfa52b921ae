package import Casework

extension BookRefusal: Explained {}

extension DeskView {
    /// The cash book of a day; empty where none was begun.
    package func book(of day: CalendarDate) -> CashBook { state.books[day] ?? CashBook() }

    /// Of today.
    package var book: CashBook { book(of: today) }

    /// A book of an earlier day that was never closed.
    package var unclosedDay: CalendarDate? {
        state.books.filter { $0.key < today && $0.value.isOpen }.keys.min()
    }

    /// The receipts of all days that are folded here, and the number the next one gets.
    package var receipts: ReceiptCounter { state.receipts }
}

extension DeskDraft {
    /// Decides on a day's book and counts what was taken. One command a commit: the next one would not see what this one decided.
    @discardableResult
    package mutating func decide(_ command: BookCommand, on day: CalendarDate) throws -> [BookEvent] {
        let book = view.book(of: day)
        let decided = try book.decide(command, receipts: view.receipts)
        for event in decided {
            add(.ofBook(day, event))
            if let counted = book.counted(event, receipts: view.receipts) { add(.statistics(counted)) }
        }
        return decided
    }

    /// Takes the money for everything a visit has open: the receipt and what each case has paid, all of it or nothing.
    package mutating func issue(_ bill: Bill, _ payment: BookCommand.Payment, by clerk: ClerkID, token: String?) throws
    {
        let decided = try decide(BookCommand(by: clerk, token: token, .issue(bill, payment)), on: view.today)
        guard case .receiptIssued(let receipt) = decided.first else { return }
        // What belongs to the office is not written to: it learns of the receipt from the book.
        for (number, amount) in bill.amounts where (try? item(number))?.state == .open {
            try decide(CaseCommand(by: clerk, .pay(receipt.receipt, amount)), on: number)
        }
    }

    /// Takes a whole receipt back. A case that was given away belongs to the office: it sees the reversal in the book.
    package mutating func reverse(_ number: ReceiptNumber, reason: String, by clerk: ClerkID, token: String?) throws {
        let decided = try decide(BookCommand(by: clerk, token: token, .reverse(number, reason: reason)), on: view.today)
        guard case .receiptReversed(let reversal) = decided.first else { return }
        for (number, amount) in (reversal.positions ?? []).amounts where (try? item(number))?.state == .open {
            let line = CaseReceipts.Line(
                receipt: reversal.receipt, amount: -amount, day: reversal.day, reverses: reversal.reverses,
                reason: reversal.reason)
            try decide(CaseCommand(by: clerk, .settle(line)), on: number)
        }
    }
}
