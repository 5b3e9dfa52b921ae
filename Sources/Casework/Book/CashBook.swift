/// The cash book of one kit on one day: the fold of ``BookEvent``. Its balance is the sum of its entries, to the cent; nothing in it
/// is ever changed.
package struct CashBook: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package enum What: Hashable, Sendable {
            case opening(CashDayOpened)
            case receipt(ReceiptIssued)
            case reversal(ReceiptReversed)
            case count(CashCounted)
            case closing(CashDayClosed)
        }

        package let at: Moment
        package let what: What

        /// What it does to the cash in the box.
        package var cash: Money {
            switch what {
            case .opening(let opened): opened.count.total
            case .receipt(let receipt): receipt.way == .cash ? receipt.total : .zero
            case .reversal(let reversal): reversal.way == .cash ? -reversal.total : .zero
            case .count, .closing: .zero
            }
        }

        /// What was taken, or given back (negative), and in which way.
        package var taking: (way: PaymentWay, amount: Money)? {
            switch what {
            case .receipt(let receipt): (receipt.way, receipt.total)
            case .reversal(let reversal): (reversal.way, -reversal.total)
            case .opening, .count, .closing: nil
            }
        }
    }

    package internal(set) var opening: CashDayOpened?
    package internal(set) var closing: CashDayClosed?
    package internal(set) var entries: [Entry] = []
    /// Who answers for the box now.
    package internal(set) var cashier: ClerkID?
    package internal(set) var revision = 0
    /// Receipts of which a printed copy exists.
    package internal(set) var printed: Set<ReceiptNumber> = []
    /// Who is or was at work in this book's time, and who is now.
    package internal(set) var loggedIn: Set<ClerkID> = []
    package internal(set) var clockChecks: [ClockChecked] = []
    package internal(set) var matters: [MatterSettled] = []
    package internal(set) var substitutes: [SubstituteAdmitted] = []
    package internal(set) var registerLooks: [RegisterLooked] = []
    package internal(set) var stickers = StickerStock()
    package internal(set) var access = Case.Access.readable
    /// Events that had no place in the state they met; they change nothing.
    package internal(set) var irregular = 0
    package internal(set) var unknown = 0
    package internal(set) var tokens = FormTokens()

    var issued: [ReceiptNumber: ReceiptIssued] = [:]
    var reversals: [ReceiptNumber: ReceiptNumber] = [:]

    package init() {}

    package var day: CalendarDate? { opening?.day }
    package var isOpen: Bool { opening != nil && closing == nil }

    /// What must lie in the box: the float, cash taken, less cash given back.
    package var expectedCash: Money { entries.reduce(.zero) { $0 + $1.cash } }

    package func receipt(_ number: ReceiptNumber) -> ReceiptIssued? { issued[number] }

    /// The receipt that takes this one back.
    package func reversal(of number: ReceiptNumber) -> ReceiptNumber? { reversals[number] }

    /// The receipts in the order in which they were given, reversals not among them.
    package var receipts: [ReceiptIssued] {
        entries.compactMap { entry in
            if case .receipt(let receipt) = entry.what { receipt } else { nil }
        }
    }

    package func takings(by way: PaymentWay) -> Money {
        entries.reduce(.zero) { sum, entry in
            guard let taking = entry.taking, taking.way == way else { return sum }
            return sum + taking.amount
        }
    }

    package var takings: Money { entries.reduce(.zero) { $0 + ($1.taking?.amount ?? .zero) } }

    /// Takings of one outing of the day, reversals of its receipts taken off.
    package func takings(of outing: OutingID) -> Money {
        entries.reduce(.zero) { sum, entry in
            switch entry.what {
            case .receipt(let receipt) where receipt.outing == outing: sum + receipt.total
            case .reversal(let reversal) where issued[reversal.reverses]?.outing == outing: sum - reversal.total
            default: sum
            }
        }
    }

    /// Takings by account; they add up to `takings`.
    package var takingsByAccount: [AccountKey: Money] {
        accountRows.reduce(into: [:]) { $0[$1.account, default: .zero] += $1.amount }
    }
}

extension CashBook {
    /// Folds one event in. Total: any event in any order gives a book.
    package mutating func apply(_ event: BookEvent, at moment: Moment) {
        revision += 1
        if case .unknown = event {
            unknown += 1
        } else if !fold(event, at: moment) {
            irregular += 1
        }
    }

    /// Folds in an entry whose body cannot be read.
    package mutating func applyWithoutBody(because access: Case.Access) {
        revision += 1
        if self.access != .erased { self.access = access }
    }

    /// - Returns: whether the event had its place.
    private mutating func fold(_ event: BookEvent, at moment: Moment) -> Bool {
        switch event {
        case .dayOpened(let opened):
            guard opening == nil else { return false }
            opening = opened
            cashier = opened.clerk
            entries.append(Entry(at: moment, what: .opening(opened)))
        case .receiptIssued(let receipt):
            guard isOpen, !isUsed(receipt.receipt) else { return false }
            issued[receipt.receipt] = receipt
            entries.append(Entry(at: moment, what: .receipt(receipt)))
            tokens.note(receipt.token, made: receipt.receipt.text)
        case .receiptReversed(let reversal):
            guard isOpen, reversals[reversal.reverses] == nil, !isUsed(reversal.receipt) else { return false }
            reversals[reversal.reverses] = reversal.receipt
            entries.append(Entry(at: moment, what: .reversal(reversal)))
            tokens.note(reversal.token, made: reversal.receipt.text)
        case .receiptPrinted(let print): printed.insert(print.receipt)
        case .counted(let counted):
            guard isOpen else { return false }
            cashier = counted.to
            entries.append(Entry(at: moment, what: .count(counted)))
            tokens.note(counted.token, made: "")
        case .dayClosed(let closed):
            guard isOpen else { return false }
            closing = closed
            entries.append(Entry(at: moment, what: .closing(closed)))
        case .loggedIn(let login): loggedIn.insert(login.clerk)
        case .loggedOut(let logout): loggedIn.remove(logout.clerk)
        case .clockChecked(let check): clockChecks.append(check)
        case .matterSettled(let matter): matters.append(matter)
        case .substituteAdmitted(let substitute): substitutes.append(substitute)
        case .registerLooked(let look): registerLooks.append(look)
        case .stickersCounted, .stickerUsed, .stickerSpoiled, .stickersCountedBack: return foldStickers(event)
        case .unknown: return false
        }
        return true
    }

    private func isUsed(_ number: ReceiptNumber) -> Bool {
        issued[number] != nil || reversals.values.contains(number)
    }
}
