/// What the books say of each case's money: receipts and their reversals by case. Folded from the book events of every day of one kit,
/// in order. After its transfer a case's own entries are the office's; the book is the kit's for ever, and says what became of the money.
package struct CaseReceipts: Hashable, Sendable {
    /// What one receipt or reversal is to one case.
    package struct Line: Hashable, Sendable {
        package let receipt: ReceiptNumber
        /// Negative for a reversal.
        package let amount: Money
        package let day: CalendarDate
        /// Of a reversal: the receipt it takes back, and why.
        package let reverses: ReceiptNumber?
        package let reason: String?

        package init(
            receipt: ReceiptNumber, amount: Money, day: CalendarDate, reverses: ReceiptNumber? = nil,
            reason: String? = nil
        ) {
            self.receipt = receipt
            self.amount = amount
            self.day = day
            self.reverses = reverses
            self.reason = reason
        }
    }

    private var issued: [ReceiptNumber: [ReceiptPosition]] = [:]
    private var used: Set<ReceiptNumber> = []
    private var lines: [CaseNumber: [Line]] = [:]
    /// Of cases that were given away: positions whose receipt was taken back and that no receipt has named since.
    private var unsettled: [CaseNumber: [ReceiptPosition]] = [:]

    package init() {}

    /// In the order of the books.
    package func lines(of number: CaseNumber) -> [Line] { lines[number] ?? [] }

    /// What a case that was given away has to pay again; empty for one that is at the desk, which knows it by itself.
    package func unsettled(of number: CaseNumber) -> [ReceiptPosition] { unsettled[number] ?? [] }

    /// From here on only the book says what a case has paid.
    package mutating func noteTransfer(of number: CaseNumber) {
        if unsettled[number] == nil { unsettled[number] = [] }
    }

    /// - Returns: the cases it concerns.
    @discardableResult
    package mutating func apply(_ event: BookEvent) -> [CaseNumber] {
        switch event {
        case .receiptIssued(let receipt):
            guard used.insert(receipt.receipt).inserted else { return [] }
            issued[receipt.receipt] = receipt.positions
            for position in receipt.positions {
                guard let index = unsettled[position.number]?.firstIndex(of: position) else { continue }
                unsettled[position.number]?.remove(at: index)
            }
            return note(receipt.positions) {
                Line(receipt: receipt.receipt, amount: $0, day: receipt.day)
            }
        case .receiptReversed(let reversal):
            guard used.insert(reversal.receipt).inserted else { return [] }
            let positions = reversal.positions ?? issued[reversal.reverses] ?? []
            for position in positions { unsettled[position.number]?.append(position) }
            return note(positions) {
                Line(
                    receipt: reversal.receipt, amount: -$0, day: reversal.day, reverses: reversal.reverses,
                    reason: reversal.reason)
            }
        default: return []
        }
    }

    private mutating func note(_ positions: [ReceiptPosition], _ line: (Money) -> Line) -> [CaseNumber] {
        let amounts = positions.amounts
        for (number, amount) in amounts { lines[number, default: []].append(line(amount)) }
        return amounts.map(\.number)
    }
}
