/// The receipts of all days: the next number without a gap within the generation, and what is needed to take one back later.
/// Folded from the book events of every day, in order.
package struct ReceiptCounter: Hashable, Sendable {
    private var numbers: NumberCounter
    private var issued: [ReceiptNumber: ReceiptIssued] = [:]
    private var reversals: [ReceiptNumber: ReceiptNumber] = [:]

    package init(kit: KitCode, generation: Int) {
        numbers = NumberCounter(.receiptNumber, kit: kit, generation: generation)
    }

    /// The last running number of this generation; 0 before the first.
    package var last: Int { numbers.last }

    package mutating func apply(_ event: BookEvent) {
        switch event {
        case .dayOpened(let opened): if let number = opened.lastReceipt { numbers.note(number) }
        case .receiptIssued(let receipt):
            numbers.note(receipt.receipt)
            issued[receipt.receipt] = receipt
        case .receiptReversed(let reversal):
            numbers.note(reversal.receipt)
            reversals[reversal.reverses] = reversal.receipt
        default: break
        }
    }

    /// Counts the event of an entry whose body cannot be read.
    package mutating func applyWithoutBody(type: String) {
        if type == ReceiptIssued.type || type == ReceiptReversed.type { numbers.noteUnread() }
    }

    /// Notes how far the numbers had come in entries that are folded no more.
    package mutating func note(last running: Int) { numbers.note(last: running) }

    /// - Returns: `nil` when the generation has no number left.
    package var next: ReceiptNumber? { numbers.next()?.receiptNumber }

    /// The last number given in this generation.
    package var lastReceipt: ReceiptNumber? { numbers.latest?.receiptNumber }

    package func receipt(_ number: ReceiptNumber) -> ReceiptIssued? { issued[number] }
    package func reversal(of number: ReceiptNumber) -> ReceiptNumber? { reversals[number] }
}
