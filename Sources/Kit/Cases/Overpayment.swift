import Casework
import Pages

/// More was paid for a case than it costs now: a fee fell away, or was reduced after the receipt.
struct Overpayment {
    let item: Case
    let amount: Money

    /// Nil where nothing is to be given back.
    init?(of item: Case) {
        guard let amount = item.overpaid else { return nil }
        self.item = item
        self.amount = amount
    }

    /// What is to be given back, and the way: only a whole receipt is taken back, the right amount then stands on the bill.
    var notice: HTML {
        let receipts = item.standingReceipts
        let links = receipts.map { receipt -> HTML in
            Button("Beleg \(receipt.text) stornieren", to: KitAddress.receipt(receipt)).html
        }
        let after: HTML? =
            item.charge > .zero ? " Danach steht der richtige Betrag von \(item.charge.german) auf der Rechnung." : nil
        return Notice(
            .warning, "\(item.title): \(amount.german) zurückzugeben",
            """
            <p>Bezahlt sind \(item.paid.german), zu zahlen sind jetzt \(item.charge.german). Stornieren Sie den Beleg und zahlen \
            Sie ihn zurück.\(after)</p><div class="actions">\(links)</div>
            """
        ).html
    }
}
