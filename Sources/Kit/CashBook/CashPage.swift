import Casework
import Pages

/// The cash book of a day: how it stands, what happened, what can be done.
struct CashPage {
    let view: DeskView
    let day: CalendarDate
    let book: CashBook

    var html: HTML {
        guard book.opening != nil else { return "\(unclosed)\(empty)" }
        return "\(unclosed)\(state)\(figures)\(actions)\(entries)\(accounts)\(otherDays)"
    }

    private var unclosed: HTML? {
        guard let old = view.unclosedDay, old != day else { return nil }
        return Notice(
            .warning, "Die Kasse vom \(old.german) ist noch nicht abgeschlossen.",
            "<p><a href=\"\(href: KitAddress.cash(old))\">Kasse vom \(old.german) öffnen und abschließen</a></p>"
        ).html
    }

    private var empty: HTML {
        let state = EmptyState(
            "Die Kasse ist noch nicht geöffnet", "Zählen Sie den Anfangsbestand. Erst dann wird Geld angenommen.",
            buttons: day == view.today
                ? [Button("Anfangsbestand zählen", kind: .primary, to: KitAddress.openCash, key: .next)] : [])
        return "\(state.html)\(otherDays)"
    }

    private var state: HTML {
        if let closing = book.closing {
            let difference =
                closing.difference == .zero
                ? "ohne Differenz" : "Differenz \(closing.difference.german): \(closing.explanation ?? "")"
            return Notice(
                .good, "Abgeschlossen von \(view.clerkName(closing.clerk))",
                text:
                    "Gezählt \(closing.count.total.german), erwartet \(closing.expected.german), \(difference). Hier wird nichts mehr geändert."
            ).html
        }
        let cashier = book.cashier.map(view.clerkName)
        return "<p>\(StatusTag(.good, "geöffnet").html) Die Kasse führt: \(cashier ?? "–")</p>"
    }

    private var figures: HTML {
        Part.figures([
            (book.expectedCash.german, "Bargeld im Kasten"), (book.takings(by: .cash).german, "bar eingenommen"),
            (book.takings(by: .card).german, "mit Karte"), (book.takings(by: .invoice).german, "in Rechnung gestellt"),
        ])
    }

    private var actions: HTML {
        var buttons: [Button] = []
        if book.isOpen {
            buttons.append(Button("Kasse übergeben", to: KitAddress.countCash))
            buttons.append(Button("Kasse abschließen", kind: .primary, to: KitAddress.closeCash + "?tag=\(day.iso)"))
            if day != view.today { buttons.removeFirst() }
        }
        buttons.append(Button("Nach Konten ausgeben (CSV)", to: KitAddress.cashExport(day)))
        buttons.append(Button(print: "Drucken"))
        return Button.row(buttons)
    }

    private var entries: HTML {
        let rows = book.entries.map { entry -> [HTML] in
            let (what, way, amount) = line(entry)
            return [
                "\(entry.at.germanClock)", what, "\(way)", "\(amount?.german)",
                "\(entry.cash == .zero ? nil : entry.cash.german)",
            ]
        }
        return Table(
            "Buchungen vom \(day.german)",
            columns: [
                "Zeit", "Was", "Zahlweise", .init("Betrag", isNumber: true), .init("Bargeld", isNumber: true),
            ], rows: rows, foot: ["Bargeld", "", "", "", "\(book.expectedCash.german)"]
        ).html
    }

    private func line(_ entry: CashBook.Entry) -> (what: HTML, way: String, amount: Money?) {
        switch entry.what {
        case .opening(let opened): return ("Anfangsbestand, gezählt von \(view.clerkName(opened.clerk))", "", nil)
        case .receipt(let receipt):
            let services = Set(receipt.positions.map(\.service)).sorted().joined(separator: ", ")
            let back: HTML? =
                book.reversal(of: receipt.receipt) == nil ? nil : " <span class=\"soft\">(storniert)</span>"
            return (
                "<a href=\"\(href: KitAddress.receipt(receipt.receipt))\">\(receipt.receipt.text)</a> \(services)\(back)",
                receipt.way.german, receipt.total
            )
        case .reversal(let reversal):
            return (
                "<a href=\"\(href: KitAddress.receipt(reversal.receipt))\">\(reversal.receipt.text)</a> Storno zu \(reversal.reverses.text): \(reversal.reason)",
                reversal.way.german, -reversal.total
            )
        case .count(let count):
            let reason = count.explanation.map { ", \($0)" }
            let signed = count.signed.map { ", unterzeichnet von \(GermanText.list($0.map(view.clerkName)))" }
            return (
                "Übergabe von \(view.clerkName(count.from)) an \(view.clerkName(count.to)), gezählt \(count.count.total.german)\(reason)\(signed)",
                "", nil
            )
        case .closing(let closing):
            return ("Abschluss, gezählt \(closing.count.total.german) von \(view.clerkName(closing.clerk))", "", nil)
        }
    }

    private var accounts: HTML? {
        let sums = book.takingsByAccount.sorted { $0.key.text < $1.key.text }
        guard !sums.isEmpty else { return nil }
        return Table(
            "Einnahmen nach Konten", columns: ["Konto", "Bezeichnung", .init("Betrag", isNumber: true)],
            rows: sums.map { ["\($0.key.text)", "\(view.catalogue.accounts[$0.key])", "\($0.value.german)"] },
            foot: ["Summe", "", "\(book.takings.german)"]
        ).html
    }

    private var otherDays: HTML? {
        let days = view.state.books.filter { $0.key != day && $0.value.opening != nil }.keys.sorted(by: >)
        guard !days.isEmpty else { return nil }
        let links = days.prefix(14).map { "<li><a href=\"\(href: KitAddress.cash($0))\">\($0.german)</a></li>" as HTML }
        return "<div class=\"screen-only\">\(Part.more("Andere Tage", "<ul>\(links)</ul>"))</div>"
    }
}
