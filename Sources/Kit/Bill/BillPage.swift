import Casework
import Pages
import Town

/// One bill for everything the visit has open, and the three ways to pay it.
struct BillPage {
    let view: DeskView
    let visit: Visit
    let bill: Bill
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    /// By the name of the input.
    var mistakes: [String: String] = [:]

    var html: HTML { "\(undecided)\(positions)\(notes)\(bill.total > .zero ? paying : after)" }

    private var cases: [Case] { visit.cases.compactMap { view.state.cases[$0] }.filter { $0.state == .open } }

    private var positions: HTML {
        let rows = bill.positions.map { line -> [HTML] in
            let full = line.position.amount.flatMap { $0 == line.amount ? nil : " (von \($0.german))" }
            return [
                "\(line.service)", "\(line.position.title): \(line.position.reason)", "\(line.position.law)",
                "\(line.amount.german)\(full)",
            ]
        }
        return Table(
            "Positionen", isCaptionUnseen: true,
            columns: ["Leistung", "Gebühr", "Rechtsgrundlage", .init("Betrag", isNumber: true)], rows: rows,
            foot: rows.isEmpty ? nil : ["Summe", "", "", "\(bill.total.german)"],
            empty: EmptyState("Nichts zu zahlen", "Für die Vorgänge dieser Vorsprache ist nichts offen.")
        ).html
    }

    private var undecided: HTML {
        HTML(
            cases.compactMap { try? CaseFile($0.number, in: view) }.filter { !$0.quote.undecided.isEmpty }.map { file in
                Notice(
                    .warning, "\(file.item.title): Die Gebühr steht noch nicht fest.",
                    "<p><a href=\"\(href: KitAddress.case_(file.number))\">Fehlende Angaben ergänzen</a></p>"
                ).html
            })
    }

    private var notes: HTML {
        var notes: [HTML] = []
        for item in cases {
            if let waiver = item.waiver { notes.append("<p>\(item.title): \(item.fees.line(of: waiver))</p>") }
            notes += item.fees.filter { $0.amount == nil }.map { "<p>\(item.title), \($0.line)</p>" }
            if item.paid > .zero { notes.append("<p>\(item.title): \(item.paid.german) schon bezahlt</p>") }
            if let back = Overpayment(of: item) { notes.append(back.notice) }
        }
        if visit.cases.contains(where: { !view.state.caseReceipts.unsettled(of: $0).isEmpty }) {
            notes.append(
                Notice(
                    .information, "Neu zu kassieren nach einer Stornierung",
                    text: "Der Vorgang ist abgegeben und bleibt, wie er ist. Die Zentrale sieht den neuen Beleg an ihm."
                ).html)
        }
        return HTML(notes)
    }

    private var after: HTML { NextStep(view: view, visit: visit, token: token, once: once).html }

    // MARK: The ways to pay

    private var paying: HTML { "\(cash)\(card)\(invoice)" }

    private func value(_ name: String) -> String { typed[name] ?? "" }

    private func form(_ way: PaymentWay, _ content: HTML) -> HTML {
        PostForm(
            to: KitAddress.pay(visit.id), token: token, onceToken: once,
            """
            <input type="hidden" name="way" value="\(way.rawValue)"><input type="hidden" name="total" value="\(bill.total.cents)">\
            \(content)
            """
        ).html
    }

    private var cash: HTML {
        let given = Input.text(
            InputFrame(
                id: "given", label: "Erhalten",
                hint: "Leer lassen, wenn es passend ist. Das Rückgeld steht danach groß da.",
                isOptional: true, mistake: mistakes["given"]),
            name: "given", value: value("given"), Input.Text(inputMode: "decimal", width: "width-10", isFirst: true),
            unit: "€")
        return Part.section(
            "Bar",
            form(
                .cash,
                "\(given)\(Button.row([Button(submit: "\(bill.total.german) bar einnehmen", key: .next)]))"))
    }

    private var card: HTML {
        let reference = Input.text(
            InputFrame(
                id: "reference", label: "Belegnummer des Kartenterminals",
                hint: "Steht auf dem Beleg, den das Terminal druckt.",
                mistake: mistakes["reference"]),
            name: "reference", value: value("reference"), Input.Text(maxLength: 30, width: "width-20"))
        let button = Button(submit: "\(bill.total.german) mit Karte bezahlt", kind: .secondary)
        return Part.section("Karte", form(.card, "\(reference)\(Button.row([button]))"))
    }

    private var invoice: HTML {
        let due = view.today.adding(days: view.town.payment.invoiceDays)
        let payer = Input.text(
            InputFrame(id: "payer", label: "Name", mistake: mistakes["payer"]), name: "payer",
            value: typed["payer"] ?? visit.applicant?.name ?? "", Input.Text(maxLength: 120, hasPalette: true))
        let address = Input.multiline(
            InputFrame(id: "address", label: "Anschrift", mistake: mistakes["address"]), name: "address",
            value: typed["address"] ?? visit.applicant?.postalAddress ?? "", maxLength: 300, rows: 3)
        func part(_ name: String, _ number: Int?) -> String { typed["due.\(name)"] ?? number.map(String.init) ?? "" }
        let date = Input.date(
            InputFrame(id: "due", label: "Zu zahlen bis", mistake: mistakes["due"]), name: "due",
            day: part("day", due?.day),
            month: part("month", due?.month), year: part("year", due?.year))
        let button = Button(submit: "\(bill.total.german) in Rechnung stellen", kind: .secondary)
        let content = form(.invoice, "\(Part.fields([payer, address, date]))\(Button.row([button]))")
        // Opened where something in it needs work.
        let isWrong = !Set(mistakes.keys).isDisjoint(with: ["payer", "address", "due"])
        return isWrong
            ? Part.section("Rechnung", content) : Part.more("Rechnung, wenn jetzt nicht gezahlt werden kann", content)
    }
}

extension Visit.Person {
    /// Street and house number, post code and town, a line each; nil where neither is known.
    var postalAddress: String? {
        let street = [values[.street]?.text, values[.houseNumber]?.text].compactMap { $0 }.joined(separator: " ")
        let town = [values[.postCode]?.text, values[.town]?.text].compactMap { $0 }.joined(separator: " ")
        let lines = [street, town].filter { !$0.isEmpty }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}
