extension CashBook {
    /// Whether and how a command becomes events.
    ///
    /// - Parameter receipts: the receipts of all days, this one's among them.
    /// - Returns: the events to append; none where everything is so already or the same form was sent before.
    package func decide(_ command: BookCommand, receipts: ReceiptCounter) throws(BookRefusal) -> [BookEvent] {
        if tokens.contains(command.token) { return [] }
        let clerk = command.by
        switch command.act {
        case .openDay(let day, let count):
            if let opening { throw .dayOpenedAlready(opening.day) }
            guard count.isPossible else { throw .impossibleCount }
            return [
                .dayOpened(CashDayOpened(day: day, count: count, clerk: clerk, lastReceipt: receipts.lastReceipt))
            ]
        case .issue(let bill, let payment): return try issue(bill, payment, command, receipts)
        case .reverse(let number, let reason): return try reverse(number, reason, command, receipts)
        case .print(let number):
            guard receipt(number) != nil || receipts.receipt(number) != nil || isReversal(number) else {
                throw .noSuchReceipt(number)
            }
            return [.receiptPrinted(ReceiptPrinted(receipt: number, clerk: clerk))]
        case .handOver(let count, let to, let explanation):
            _ = try openDay()
            guard to != cashier else { throw .sameCashier }
            let words = try explained(count, explanation)
            return [
                .counted(
                    CashCounted(
                        count: count, expected: expectedCash, explanation: words, from: cashier ?? clerk, to: to,
                        token: command.token, signed: clerk == to ? [to] : [clerk, to]))
            ]
        case .closeDay(let count, let explanation):
            let day = try openDay()
            let words = try explained(count, explanation)
            return [
                .dayClosed(
                    CashDayClosed(
                        day: day, count: count, expected: expectedCash, difference: count.total - expectedCash,
                        explanation: words, clerk: clerk))
            ]
        case .logIn: return loggedIn.contains(clerk) ? [] : [.loggedIn(ClerkLoggedIn(clerk: clerk))]
        case .logOut: return loggedIn.contains(clerk) ? [.loggedOut(ClerkLoggedOut(clerk: clerk))] : []
        case .countStickers, .useSticker, .spoilSticker, .returnStickers: return try decideStickers(command)
        case .checkClock(let shown, let confirmed):
            return [.clockChecked(ClockChecked(shown: shown, confirmed: confirmed, clerk: clerk))]
        }
    }

    private func issue(
        _ bill: Bill, _ payment: BookCommand.Payment, _ command: BookCommand, _ receipts: ReceiptCounter
    ) throws(BookRefusal) -> [BookEvent] {
        let day = try openDay()
        for position in bill.positions {
            let parts = position.accounts.reduce(Money.zero) { $0 + $1.amount }
            guard position.amount >= .zero, parts == position.amount else {
                throw .totalsDiffer(case: position.number)
            }
        }
        guard bill.total > .zero else { throw .nothingToPay }
        var given: Money?
        var due: CalendarDate?
        var reference: String?
        switch payment {
        case .cash(let amount):
            if let amount, amount < bill.total { throw .lacking(bill.total - amount) }
            given = amount
        case .card(let typed): reference = typed.flatMap { $0.isBlank ? nil : $0 }
        case .invoice(let last):
            guard let payer = bill.payer, !payer.isBlank, let address = bill.payerAddress, !address.isBlank else {
                throw .payerMissing
            }
            guard last >= day else { throw .dueInPast }
            due = last
        }
        guard let number = receipts.next else { throw .noNumberLeft }
        return [
            .receiptIssued(
                ReceiptIssued(
                    receipt: number, day: day, place: bill.place, outing: bill.outing, visit: bill.visit,
                    payer: bill.payer, payerAddress: bill.payerAddress, positions: bill.positions,
                    total: bill.total, way: payment.way, given: given, due: due, cardReference: reference,
                    clerk: command.by, token: command.token))
        ]
    }

    private func reverse(
        _ number: ReceiptNumber, _ reason: String, _ command: BookCommand, _ receipts: ReceiptCounter
    ) throws(BookRefusal) -> [BookEvent] {
        let day = try openDay()
        guard let original = receipt(number) ?? receipts.receipt(number) else { throw .noSuchReceipt(number) }
        if let before = reversal(of: number) ?? receipts.reversal(of: number) {
            throw .reversedAlready(number, by: before)
        }
        guard !reason.isBlank else { throw .reasonMissing }
        guard let next = receipts.next else { throw .noNumberLeft }
        return [
            .receiptReversed(
                ReceiptReversed(
                    receipt: next, reverses: number, day: day, total: original.total, way: original.way,
                    reason: reason, clerk: command.by, positions: original.positions, token: command.token))
        ]
    }

    private func openDay() throws(BookRefusal) -> CalendarDate {
        guard let opening else { throw .dayNotOpened }
        guard closing == nil else { throw .dayClosed }
        return opening.day
    }

    private func isReversal(_ number: ReceiptNumber) -> Bool { reversals.values.contains(number) }

    /// A difference is explained, to the cent; without one there is nothing to explain.
    private func explained(_ count: CashCount, _ explanation: String?) throws(BookRefusal) -> String? {
        guard count.isPossible else { throw .impossibleCount }
        let words = explanation.flatMap { $0.isBlank ? nil : $0 }
        let difference = count.total - expectedCash
        guard difference == .zero || words != nil else { throw .explanationMissing(difference: difference) }
        return words
    }
}
