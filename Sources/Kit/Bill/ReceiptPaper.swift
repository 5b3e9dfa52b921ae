import Casework
import Pages
import Town

/// A receipt or a reversal as it stands in a book.
struct PrintedReceipt: Sendable {
    enum What: Sendable { case issued(ReceiptIssued), reversed(ReceiptReversed, of: ReceiptIssued?) }

    let what: What
    /// Of its book.
    let day: CalendarDate
    let at: Moment
    /// The receipt that takes it back.
    let takenBackBy: ReceiptNumber?
    /// Copies exist already.
    let wasPrinted: Bool

    var number: ReceiptNumber {
        switch what {
        case .issued(let receipt): receipt.receipt
        case .reversed(let reversal, _): reversal.receipt
        }
    }

    var issued: ReceiptIssued? { if case .issued(let receipt) = what { receipt } else { nil } }
}

extension DeskView {
    /// - Parameter typed: the number as it stands in the address.
    func printedReceipt(_ typed: String) throws(BookRefusal) -> PrintedReceipt {
        let counter = receipts
        for (day, book) in state.books {
            for entry in book.entries {
                switch entry.what {
                case .receipt(let receipt) where receipt.receipt.text == typed:
                    return PrintedReceipt(
                        what: .issued(receipt), day: day, at: entry.at,
                        takenBackBy: counter.reversal(of: receipt.receipt),
                        wasPrinted: book.printed.contains(receipt.receipt))
                case .reversal(let reversal) where reversal.receipt.text == typed:
                    return PrintedReceipt(
                        what: .reversed(reversal, of: counter.receipt(reversal.reverses)), day: day, at: entry.at,
                        takenBackBy: nil, wasPrinted: book.printed.contains(reversal.receipt))
                default: continue
                }
            }
        }
        throw .noSuchReceipt(ReceiptNumber(typed.isEmpty ? "–" : typed))
    }
}

/// The receipt for the citizen: A4 or on the roll of 80 mm.
struct ReceiptPaper {
    let view: DeskView
    let receipt: PrintedReceipt

    func document(_ paper: PrintDocument.Paper) -> PrintDocument {
        let number = receipt.number.text
        let reference = ["Beleg \(number)", "\(receipt.day.german), \(receipt.at.germanClock) Uhr"]
        switch receipt.what {
        case .issued(let issued):
            return PrintDocument(
                title: issued.way == .invoice ? "Gebührenrechnung" : "Quittung", paper: paper, sender: view.town.sender,
                reference: reference, foot: "Beleg \(number) · Fragen: Telefon \(view.town.phone)",
                body:
                    "\(status)\(payer(issued))\(table(issued.positions, total: issued.total, paper))\(way(issued))\(closing(issued.place, issued.clerk))"
            )
        case .reversed(let reversal, let original):
            return PrintDocument(
                title: "Storno zu Beleg \(reversal.reverses.text)", paper: paper, sender: view.town.sender,
                reference: reference, foot: "Beleg \(number) · Fragen: Telefon \(view.town.phone)",
                body: """
                    <p>Der Beleg \(reversal.reverses.text) ist aufgehoben. Grund: \(reversal.reason)</p>\
                    \(table(reversal.positions ?? original?.positions ?? [], total: reversal.total, paper, isBack: true))\
                    <p>\(back(reversal))</p>\(closing(original?.place, reversal.clerk))
                    """)
        }
    }

    private var status: HTML? {
        receipt.takenBackBy.map { "<p><strong>Storniert mit Beleg \($0.text).</strong></p>" }
    }

    private func payer(_ issued: ReceiptIssued) -> HTML? {
        guard let name = issued.payer else { return nil }
        let lines = (issued.payerAddress ?? "").split(separator: "\n").map { "<br>\(String($0))" as HTML }
        return "<p>\(name)\(lines)</p>"
    }

    private func table(
        _ positions: [ReceiptPosition], total: Money, _ paper: PrintDocument.Paper, isBack: Bool = false
    ) -> HTML {
        let rows = positions.map { line -> [HTML] in
            let reduced = line.position.amount.flatMap { $0 == line.amount ? nil : ", ermäßigt von \($0.german)" }
            let amount = isBack ? -line.amount : line.amount
            let what: HTML =
                "\(line.position.title)<span class=\"note\">\(line.position.reason)\(reduced), \(line.position.law) · Vorgang \(line.number.text)</span>"
            // The roll is too narrow for three columns.
            return paper == .receipt
                ? ["\(line.service): \(what)", "\(amount.german)"] : ["\(line.service)", what, "\(amount.german)"]
        }
        let sum = isBack ? -total : total
        let amountColumn = Table.Column("Betrag", isNumber: true)
        return Table(
            "Positionen", isCaptionUnseen: true,
            columns: paper == .receipt ? ["Gebühr", amountColumn] : ["Leistung", "Gebühr", amountColumn], rows: rows,
            foot: paper == .receipt ? ["Summe", "\(sum.german)"] : ["Summe", "", "\(sum.german)"]
        ).html
    }

    private func way(_ issued: ReceiptIssued) -> HTML {
        switch issued.way {
        case .cash:
            guard let given = issued.given, given > issued.total else { return "<p>Bar bezahlt.</p>" }
            return "<p>Bar bezahlt. Erhalten: \(given.german), zurück: \((given - issued.total).german)</p>"
        case .card:
            let reference = issued.cardReference.map { ", Terminalbeleg \($0)" }
            return "<p>Mit Karte bezahlt\(reference).</p>"
        case .invoice:
            let iban = (try? IBAN(view.town.payment.iban))?.grouped ?? view.town.payment.iban
            let doubt: HTML? =
                view.town.payment.isUnconfirmed
                ? "<p>Die Kontoverbindung ist noch nicht bestätigt. Fragen Sie vor der Überweisung nach: Telefon \(view.town.phone).</p>"
                : nil
            return """
                <div class="box"><p>Zu zahlen bis <strong>\(issued.due?.german)</strong>: \(issued.total.german)</p>\
                <p>IBAN \(iban)<br>Verwendungszweck: \(issued.receipt.text)</p>\(doubt)</div>
                """
        }
    }

    private func back(_ reversal: ReceiptReversed) -> String {
        switch reversal.way {
        case .cash: "Bar zurückgezahlt: \(reversal.total.german)"
        case .card: "Die Gutschrift von \(reversal.total.german) geht über das Kartenterminal."
        case .invoice: "Der Betrag von \(reversal.total.german) ist nicht mehr zu zahlen."
        }
    }

    private func closing(_ place: String?, _ clerk: ClerkID) -> HTML {
        let placeAndDay = [place, receipt.day.german].compactMap { $0 }.joined(separator: ", ")
        return "<p>\(placeAndDay)<br>Kassiert von: \(view.clerkName(clerk))</p>"
    }
}
