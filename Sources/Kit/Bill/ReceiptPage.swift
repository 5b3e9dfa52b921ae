import Casework
import Pages

/// What stands around a receipt on the screen: the change to give, where to go on, taking it back.
struct ReceiptPage {
    let view: DeskView
    let receipt: PrintedReceipt
    let token: FormToken
    let once: String
    var typedReason = ""

    /// The visit that paid, while it goes on.
    var visit: Visit? {
        receipt.issued?.visit.flatMap { view.state.visit($0)?.visit }.flatMap { $0.endedAt == nil ? $0 : nil }
    }

    var above: HTML {
        "\(change)\(MirrorNotice(view: view).late)\(takenBack)\(again)\(visit.map { NextStep(view: view, visit: $0, token: token, once: once).html })"
    }

    private var change: HTML? {
        guard let issued = receipt.issued, let given = issued.given, receipt.takenBackBy == nil else { return nil }
        guard case .back(let amount, let pieces) = CashChange(of: issued.total, given: given) else { return nil }
        return Part.done(
            "Rückgeld", number: amount.german, "<p>\(Self.described(pieces))</p>")
    }

    /// `1 × 2 €, 1 × 50 ct`
    static func described(_ pieces: [Denomination]) -> String {
        Denomination.allCases.compactMap { piece in
            let count = pieces.count { $0 == piece }
            return count == 0 ? nil : "\(count) × \(piece.german)"
        }.joined(separator: ", ")
    }

    private var takenBack: HTML? {
        receipt.takenBackBy.map {
            Notice(
                .warning, "Dieser Beleg ist storniert.",
                "<p><a href=\"\(href: KitAddress.receipt($0))\">Stornobeleg \($0.text)</a></p>"
            ).html
        }
    }

    /// The way to the new bill, where the receipt was taken back and its visit has something to pay.
    private var again: HTML? {
        let original: ReceiptIssued? =
            switch receipt.what {
            case .issued(let issued): receipt.takenBackBy == nil ? nil : issued
            case .reversed(_, let of): of
            }
        guard let found = original?.visit.flatMap({ view.state.visit($0)?.visit }),
            let bill = try? view.bill(of: found), bill.total > .zero
        else { return nil }
        return Button.row([Button("Neue Rechnung: \(bill.total.german)", to: KitAddress.bill(found.id))])
    }

    var below: HTML? {
        guard let issued = receipt.issued, receipt.takenBackBy == nil else { return nil }
        guard view.book.isOpen else {
            return "<p class=\"soft screen-only\">Stornieren geht, solange eine Kasse geöffnet ist.</p>"
        }
        let given = issued.positions.map(\.number).filter { view.state.cases[$0]?.state != .open }
        let note: HTML? =
            given.isEmpty
            ? nil
            : Notice(
                .information, "Abgegebene Vorgänge gehören der Zentrale.",
                text:
                    "Sie sieht die Stornierung am Vorgang. Die Gebühr steht danach wieder auf der Rechnung dieser Vorsprache."
            ).html
        let reason = Input.text(
            InputFrame(id: "reason", label: "Grund der Stornierung", isWide: true), name: "reason", value: typedReason,
            Input.Text(maxLength: 200))
        let form = PostForm(
            to: KitAddress.reverse(receipt.number), token: token, onceToken: once,
            "\(note)\(reason)\(Button.row([Button(submit: "Beleg \(receipt.number.text) über \(issued.total.german) stornieren", kind: .danger)]))"
        )
        return "<div class=\"screen-only\">\(Part.more("Beleg stornieren", form.html))</div>"
    }
}
