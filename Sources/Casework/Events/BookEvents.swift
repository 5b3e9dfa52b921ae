/// Events of one kit's day of cash and audit (subject `book`).
package enum BookEvent: Hashable, Sendable {
    case dayOpened(CashDayOpened)
    case receiptIssued(ReceiptIssued)
    case receiptReversed(ReceiptReversed)
    case receiptPrinted(ReceiptPrinted)
    case counted(CashCounted)
    case dayClosed(CashDayClosed)
    case loggedIn(ClerkLoggedIn)
    case loggedOut(ClerkLoggedOut)
    case clockChecked(ClockChecked)
    case matterSettled(MatterSettled)
    case substituteAdmitted(SubstituteAdmitted)
    case registerLooked(RegisterLooked)
    case stickersCounted(StickersCounted)
    case stickerUsed(StickerUsed)
    case stickerSpoiled(StickerSpoiled)
    case stickersCountedBack(StickersCountedBack)
    case unknown(type: String, version: Int)
}

/// A count by denominations: cents of the note or coin to how many of them.
package struct CashCount: Hashable, Sendable, Codable {
    package var pieces: [Int: Int]

    package init(pieces: [Int: Int]) {
        self.pieces = pieces
    }

    /// Refuses what nobody can have counted, so that no total can overflow.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        pieces = try container.decode([Int: Int].self, forKey: .pieces)
        guard isPossible else {
            throw DecodingError.dataCorruptedError(
                forKey: .pieces, in: container, debugDescription: "no such notes or coins")
        }
    }
}

package struct CashDayOpened: EventPayload {
    package static let type = "book.dayOpened"
    package var day: CalendarDate
    package var count: CashCount
    package var clerk: ClerkID
    /// The generation's last receipt so far, so that numbers go on without gaps even when the segments of earlier days are
    /// gone from the kit.
    package var lastReceipt: ReceiptNumber?
}

package enum PaymentWay: String, Codable, Hashable, Sendable { case cash, card, invoice }

package struct ReceiptPosition: Hashable, Sendable, Codable {
    package var number: CaseNumber
    package var service: String
    package var position: FeePosition
    package var amount: Money
    package var accounts: [AccountShare]

    package init(number: CaseNumber, service: String, position: FeePosition, amount: Money, accounts: [AccountShare]) {
        self.number = number
        self.service = service
        self.position = position
        self.amount = amount
        self.accounts = accounts
    }
}

package struct ReceiptIssued: EventPayload {
    package static let type = "receipt.issued"
    package var receipt: ReceiptNumber
    package var day: CalendarDate
    package var place: String
    package var outing: OutingID?
    package var visit: VisitID?
    package var payer: String?
    package var payerAddress: String?
    package var positions: [ReceiptPosition]
    package var total: Money
    package var way: PaymentWay
    /// What was handed over in cash.
    package var given: Money?
    /// Of an invoice.
    package var due: CalendarDate?
    /// The terminal's receipt number, typed by hand for now.
    package var cardReference: String?
    package var clerk: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

/// A whole receipt is taken back under a receipt number of its own; nothing is ever changed.
package struct ReceiptReversed: EventPayload {
    package static let type = "receipt.reversed"
    package var receipt: ReceiptNumber
    package var reverses: ReceiptNumber
    package var day: CalendarDate
    package var total: Money
    package var way: PaymentWay
    package var reason: String
    package var clerk: ClerkID
    /// Those of the reversed receipt, so that the book of another day can be told by account.
    package var positions: [ReceiptPosition]?
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
}

package struct ReceiptPrinted: EventPayload {
    package static let type = "receipt.printed"
    package var receipt: ReceiptNumber
    package var clerk: ClerkID
}

/// A signed count when the cashier changes.
package struct CashCounted: EventPayload {
    package static let type = "book.counted"
    package var count: CashCount
    package var expected: Money
    package var explanation: String?
    package var from: ClerkID
    package var to: ClerkID
    /// Of the form that was sent: the same form sent twice does it once.
    package var token: String?
    /// Who stood by the count: whose session it was, and who takes over and gave her PIN. Nil in counts of older releases.
    package var signed: [ClerkID]?
}

package struct CashDayClosed: EventPayload {
    package static let type = "book.dayClosed"
    package var day: CalendarDate
    package var count: CashCount
    package var expected: Money
    package var difference: Money
    package var explanation: String?
    package var clerk: ClerkID
}

package struct ClerkLoggedIn: EventPayload {
    package static let type = "clerk.loggedIn"
    package var clerk: ClerkID
}

package struct ClerkLoggedOut: EventPayload {
    package static let type = "clerk.loggedOut"
    package var clerk: ClerkID
}

/// The clock could not be true, and a person gave date and time.
package struct ClockChecked: EventPayload {
    package static let type = "clock.checked"
    package var shown: Moment
    package var confirmed: Moment
    package var clerk: ClerkID

    package init(shown: Moment, confirmed: Moment, clerk: ClerkID) {
        self.shown = shown
        self.confirmed = confirmed
        self.clerk = clerk
    }
}

/// Something that could not be sent, or that the office did not take, and that a person has dealt with.
package struct MatterSettled: EventPayload {
    package static let type = "matter.settled"
    /// Names the matter; the kit's page tells matters apart by it.
    package var matter: String
    /// What it was, as the page said.
    package var what: String
    package var reason: String
    package var clerk: ClerkID

    package init(matter: String, what: String, reason: String, clerk: ClerkID) {
        self.matter = matter
        self.what = what
        self.reason = reason
        self.clerk = clerk
    }
}

/// Somebody whom the kit did not know logged in with a code the office told by telephone.
package struct SubstituteAdmitted: EventPayload {
    package static let type = "substitute.admitted"
    /// `vertretung-07`
    package var clerk: ClerkID
    package var name: String
    /// The last day on which she may work here.
    package var until: CalendarDate

    package init(clerk: ClerkID, name: String, until: CalendarDate) {
        self.clerk = clerk
        self.name = name
        self.until = until
    }
}

/// Somebody looked into the register extract: who, when, and for which visit. Neither what was typed nor who was found is kept.
package struct RegisterLooked: EventPayload {
    package static let type = "register.looked"
    package var clerk: ClerkID
    package var visit: VisitID
    /// The extract's name.
    package var extract: String
    /// How many people were shown.
    package var shown: Int
    /// The person of the visit who got what was found; nil where nobody did.
    package var took: PersonID?

    package init(clerk: ClerkID, visit: VisitID, extract: String, shown: Int, took: PersonID? = nil) {
        self.clerk = clerk
        self.visit = visit
        self.extract = extract
        self.shown = shown
        self.took = took
    }
}
