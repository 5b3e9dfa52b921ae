/// One line of the cash book by account.
package struct AccountRow: Hashable, Sendable {
    package let day: CalendarDate
    package let receipt: ReceiptNumber
    /// The receipt it takes back.
    package let reverses: ReceiptNumber?
    package let account: AccountKey
    package let way: PaymentWay
    /// Negative for a reversal.
    package let amount: Money
}

extension CashBook {
    /// Every receipt and reversal, split by account, in the order of the book; one row an account and receipt.
    package var accountRows: [AccountRow] {
        entries.flatMap { entry -> [AccountRow] in
            switch entry.what {
            case .receipt(let receipt):
                Self.byAccount(receipt.positions).map {
                    AccountRow(
                        day: receipt.day, receipt: receipt.receipt, reverses: nil, account: $0.account,
                        way: receipt.way, amount: $0.amount)
                }
            case .reversal(let reversal):
                Self.byAccount(reversal.positions ?? issued[reversal.reverses]?.positions ?? []).map {
                    AccountRow(
                        day: reversal.day, receipt: reversal.receipt, reverses: reversal.reverses,
                        account: $0.account, way: reversal.way, amount: -$0.amount)
                }
            case .opening, .count, .closing: []
            }
        }
    }

    private static func byAccount(_ positions: [ReceiptPosition]) -> [AccountShare] {
        let sums = positions.flatMap(\.accounts).reduce(into: [AccountKey: Money]()) {
            $0[$1.account, default: .zero] += $1.amount
        }
        return sums.map { AccountShare(account: $0, amount: $1) }.sorted { $0.account.text < $1.account.text }
    }

    /// The rows as a table for a spreadsheet or the town's accounts.
    ///
    /// - Parameter titles: what the accounts are called.
    package func accountTable(titles: [AccountKey: String]) -> SemicolonTable {
        SemicolonTable(
            head: ["Datum", "Beleg", "Storno zu", "Konto", "Bezeichnung", "Zahlweise", "Betrag in Euro"],
            rows: accountRows.map { row in
                [
                    .text(row.day.german), .text(row.receipt.text), .text(row.reverses?.text ?? ""),
                    .text(row.account.text), .text(titles[row.account] ?? ""), .text(row.way.german),
                    .money(row.amount),
                ]
            })
    }
}

extension PaymentWay {
    package var german: String {
        switch self {
        case .cash: "bar"
        case .card: "Karte"
        case .invoice: "Rechnung"
        }
    }
}
