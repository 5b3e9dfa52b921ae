/// The receipts of all days: the next number without a gap within the generation, and what is needed to take one back later.
/// Folded from the book events of every day, in order.
package struct ReceiptCounter: Hashable, Sendable {
    package let kit: KitCode
    package let generation: Int
    /// The last running number of this generation; 0 before the first.
    package private(set) var last: Int
    private var issued: [ReceiptNumber: ReceiptIssued] = [:]
    private var reversals: [ReceiptNumber: ReceiptNumber] = [:]

    /// - Parameter last: the running number given out last in this generation, where it is known from elsewhere.
    package init(kit: KitCode, generation: Int, last: Int = 0) {
        self.kit = kit
        self.generation = generation
        self.last = last
    }

    package mutating func apply(_ event: BookEvent) {
        switch event {
        case .dayOpened(let opened): if let number = opened.lastReceipt { count(number) }
        case .receiptIssued(let receipt):
            count(receipt.receipt)
            issued[receipt.receipt] = receipt
        case .receiptReversed(let reversal):
            count(reversal.receipt)
            reversals[reversal.reverses] = reversal.receipt
        default: break
        }
    }

    /// - Returns: `nil` when the generation has no number left.
    package var next: ReceiptNumber? { number(last + 1) }

    /// The last number given in this generation.
    package var lastReceipt: ReceiptNumber? { number(last) }

    private func number(_ running: Int) -> ReceiptNumber? {
        NumberFormat(.receiptNumber, kit: kit, generation: generation, running: running)?.receiptNumber
    }

    package func receipt(_ number: ReceiptNumber) -> ReceiptIssued? { issued[number] }
    package func reversal(of number: ReceiptNumber) -> ReceiptNumber? { reversals[number] }

    private mutating func count(_ number: ReceiptNumber) {
        guard let format = NumberFormat(parsing: number.text), format.kind == .receiptNumber, format.kit == kit,
            format.generation == generation
        else { return }
        last = max(last, format.running)
    }
}
