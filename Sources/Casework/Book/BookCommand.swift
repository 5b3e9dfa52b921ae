/// What somebody wants to do with the day's book: who, with which form, and the act itself.
package struct BookCommand: Hashable, Sendable {
    package enum Act: Hashable, Sendable {
        case openDay(CalendarDate, CashCount)
        /// Takes the money; the number follows from the counter.
        case issue(Bill, Payment)
        case reverse(ReceiptNumber, reason: String)
        case print(ReceiptNumber)
        /// The cashier counts and hands over.
        /// Who asks has seen to it that the one who takes over confirms the count.
        case handOver(CashCount, to: ClerkID, explanation: String?)
        case closeDay(CashCount, explanation: String?)
        case logIn
        case logOut
        case checkClock(shown: Moment, confirmed: Moment)
        case countStickers(first: Int, last: Int)
        /// The next one, or the one whose number was typed.
        case useSticker(CaseNumber, numbered: Int? = nil)
        case spoilSticker(Int, reason: String)
        /// Counted back at departure. Who asks has seen to it that the clerk signed.
        case returnStickers(count: Int, explanation: String?)
    }

    package enum Payment: Hashable, Sendable {
        case cash(given: Money?)
        /// The terminal's receipt number, typed by hand.
        case card(reference: String?)
        case invoice(due: CalendarDate)

        package var way: PaymentWay {
            switch self {
            case .cash: .cash
            case .card: .card
            case .invoice: .invoice
            }
        }
    }

    package let by: ClerkID
    /// The form's token; the same form sent twice does it once.
    package let token: String?
    package let act: Act

    package init(by clerk: ClerkID, token: String? = nil, _ act: Act) {
        by = clerk
        self.token = token
        self.act = act
    }
}

/// Why a command on the book was not carried out. Nothing was changed.
package enum BookRefusal: Error, Hashable, Sendable {
    case dayNotOpened
    case dayOpenedAlready(CalendarDate)
    case dayClosed
    case impossibleCount
    case nothingToPay
    case totalsDiffer(case: CaseNumber)
    case lacking(Money)
    case payerMissing
    case dueInPast
    case noSuchReceipt(ReceiptNumber)
    case reversedAlready(ReceiptNumber, by: ReceiptNumber)
    case reasonMissing
    case explanationMissing(difference: Money)
    case sameCashier
    case noNumberLeft
    case impossibleStickers
    case stickersCounted
    case noStickers
    case noSuchSticker
    case stickerReasonMissing
    case stickerSpoiled(Int)
    case stickerUsed(Int, for: CaseNumber)
    /// The case has one already.
    case stickerStays(Int)
    case tooManyStickers(most: Int)
    case stickersDiffer(counted: Int, expected: Int)

    /// For the clerk: what is the matter, and what to do.
    package var message: String {
        switch self {
        case .dayNotOpened: "Die Kasse ist noch nicht geöffnet. Zählen Sie auf der Seite „Kasse“ den Anfangsbestand."
        case .dayOpenedAlready(let day):
            "Die Kasse für den \(day.german) ist schon geöffnet. Arbeiten Sie damit weiter."
        case .dayClosed: "Die Kasse ist für heute geschlossen. Stellen Sie den Betrag am nächsten Tag in Rechnung."
        case .impossibleCount: "Geben Sie bei jedem Schein und jeder Münze eine Anzahl von 0 bis 100.000 ein."
        case .nothingToPay: "Es ist nichts zu zahlen. Fahren Sie ohne Beleg fort."
        case .totalsDiffer(let number):
            "Beim Vorgang \(number.text) stimmen Betrag und Konten nicht überein. "
                + "Kassieren Sie diesen Vorgang nicht und melden Sie es der Zentrale."
        case .lacking(let amount): "Es fehlen noch \(amount.german). Geben Sie den erhaltenen Betrag noch einmal ein."
        case .payerMissing: "Geben Sie für die Rechnung Namen und Anschrift ein."
        case .dueInPast: "Die Frist liegt in der Vergangenheit. Wählen Sie einen Tag ab heute."
        case .noSuchReceipt(let number):
            "Den Beleg \(number.text) gibt es in diesem Koffer nicht. Prüfen Sie die Nummer auf dem Papier."
        case .reversedAlready(let number, let by):
            "Der Beleg \(number.text) ist schon storniert, mit Beleg \(by.text). Es ist nichts mehr zu tun."
        case .reasonMissing: "Geben Sie den Grund der Stornierung an."
        case .explanationMissing(let difference):
            "Gezählt und erwartet unterscheiden sich um \(difference.german). "
                + "Zählen Sie noch einmal oder erklären Sie die Differenz."
        case .sameCashier: "Die Kasse liegt schon bei diesem Platz. Wählen Sie, wer sie übernimmt."
        case .impossibleStickers:
            "Geben Sie die erste und die letzte Nummer der Aufkleber ein, höchstens 1000 Stück und sechs Ziffern."
        case .stickersCounted: "Von diesen Nummern sind heute schon welche gezählt. Zählen Sie nur, was dazukommt."
        case .noStickers: "Es ist kein Aufkleber mehr gezählt. Zählen Sie die mitgenommenen auf der Seite „Aufkleber“."
        case .noSuchSticker:
            "Diese Nummer ist heute nicht gezählt. Prüfen Sie die Nummer auf dem Aufkleber, oder zählen Sie die "
                + "mitgenommenen auf der Seite „Aufkleber“."
        case .stickerReasonMissing: "Geben Sie an, was mit dem Aufkleber geschah."
        case .stickerSpoiled(let sticker):
            "Der Aufkleber \(StickerStock.text(sticker)) ist als verdorben festgehalten. Nehmen Sie einen anderen."
        case .stickerUsed(let sticker, let number):
            "Der Aufkleber \(StickerStock.text(sticker)) gehört schon zum Vorgang \(number.text). Prüfen Sie die Nummer auf "
                + "dem Aufkleber."
        case .stickerStays(let sticker):
            "Zu diesem Vorgang gehört schon der Aufkleber \(StickerStock.text(sticker)). Soll es ein anderer werden, halten "
                + "Sie jenen zuerst auf der Seite „Aufkleber“ als verdorben fest."
        case .tooManyStickers(let most):
            "Es sind mehr Aufkleber, als heute mitgenommen wurden: höchstens \(most). Zählen Sie noch einmal."
        case .stickersDiffer(let counted, let expected):
            "Gezählt sind \(counted) Aufkleber, es müssten noch \(expected) da sein. Zählen Sie noch einmal oder erklären "
                + "Sie die Differenz."
        case .noNumberLeft: "Die Belegnummern dieses Koffers sind aufgebraucht. Rufen Sie die Zentrale an."
        }
    }
}
