/// What a visit has to pay: one bill for all its cases, the draft of a receipt.
package struct Bill: Hashable, Sendable {
    package var place: String
    package var outing: OutingID?
    package var visit: VisitID?
    package var payer: String?
    package var payerAddress: String?
    package var positions: [ReceiptPosition]

    package init(
        place: String, outing: OutingID?, visit: VisitID?, payer: String? = nil, payerAddress: String? = nil,
        positions: [ReceiptPosition]
    ) {
        self.place = place
        self.outing = outing
        self.visit = visit
        self.payer = payer
        self.payerAddress = payerAddress
        self.positions = positions
    }

    /// The positions of the cases that are still at the desk and not paid. What was paid of a case already is taken off its
    /// positions in proportion, to the cent.
    package init(
        of cases: [Case], place: String, outing: OutingID?, visit: VisitID?, payer: String? = nil,
        payerAddress: String? = nil
    ) {
        self.init(
            place: place, outing: outing, visit: visit, payer: payer, payerAddress: payerAddress,
            positions: cases.filter { $0.state == .open }.flatMap(\.unpaidPositions))
    }

    package var total: Money { positions.reduce(.zero) { $0 + $1.amount } }

    /// What each case pays, in the order of the positions: for the `case.paid` events.
    package var amounts: [(number: CaseNumber, amount: Money)] { positions.amounts }
}

extension [ReceiptPosition] {
    /// The sum of each case, in the order of the positions.
    package var amounts: [(number: CaseNumber, amount: Money)] {
        var sums: [(number: CaseNumber, amount: Money)] = []
        for position in self {
            if let index = sums.firstIndex(where: { $0.number == position.number }) {
                sums[index].amount += position.amount
            } else {
                sums.append((position.number, position.amount))
            }
        }
        return sums
    }
}

extension Case {
    /// What is to be paid now, by position. Empty when nothing is.
    package var unpaidPositions: [ReceiptPosition] {
        guard unpaid > .zero else { return [] }
        let due = fees.due(after: waiver)
        let amounts = paid == .zero ? due.map(\.amount) : unpaid.split(by: due.map(\.amount.cents))
        return zip(due, amounts).map { due, amount in
            let shares = amount.split(by: due.accounts.map(\.amount.cents))
            return ReceiptPosition(
                number: number, service: title, position: due.position, amount: amount,
                accounts: zip(due.accounts, shares).map { AccountShare(account: $0.account, amount: $1) })
        }
    }
}
