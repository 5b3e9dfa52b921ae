import Casework
import Pages
import Town

extension PaperKey {
    /// The sheet that goes with a case to a partner; no service names a paper so.
    static let coverSheet: PaperKey = "begleitblatt"
}

extension CaseFile {
    /// The papers the service prints on what is recorded.
    var papers: [Paper] { service.papers.filter { $0.when.holds(in: review.facts) } }

    /// A service's own paper or the partner's cover sheet; nil where the case has none of this name.
    func document(_ key: PaperKey) -> PrintDocument? {
        if key == .coverSheet { return partner.map { CoverSheet(file: self, partner: $0).document } }
        return papers.first { $0.key == key }.map { ServicePaper(file: self, paper: $0).document }
    }

    /// The head of everything that is printed here.
    var sender: [String] { view.town.sender }

    var foot: String {
        let unit = unit.map { "\($0.title.de), Telefon \($0.phone)" } ?? "Telefon \(view.town.phone)"
        return "Vorgang \(number.text) · Fragen: \(unit)"
    }

    /// `Montag, 7. Dezember 2026, Straach · ehem. Gaststätte Lindenhof`
    var received: String {
        let day = item.transfer?.on ?? item.opening?.day ?? view.today
        return [GermanText.longDate(day), item.opening?.venueTitle].compactMap { $0 }.joined(separator: ", ")
    }
}

extension Town {
    var sender: [String] { [authority, address, "Telefon \(phone)"] }
}

/// What the citizen takes home: number, code, day of receipt, what happens next, what is missing, whom to call. Fits one page.
struct CitizenPaper {
    let file: CaseFile

    var document: PrintDocument {
        PrintDocument(
            title: file.item.transfer == nil ? "Aufnahme Ihres Vorgangs" : "Eingangsbestätigung", sender: file.sender,
            reference: [GermanText.date(file.item.transfer?.on ?? file.view.today), file.number.text], foot: file.foot,
            body: body)
    }

    private var body: HTML {
        "\(numbers)\(AnswerList(rows: facts).html)\(missing)<h2>So geht es weiter</h2><p>\(file.service.next.de)</p>\(paid)\(questions)"
    }

    private var numbers: HTML {
        let code = file.item.transfer.flatMap { CitizenCode(parsing: $0.code)?.printed }
        let right: HTML? = code.map { "<div><p>Code</p><p class=\"big code\">\($0)</p></div>" }
        return """
            <div class="box pair"><div><p>Nummer Ihres Vorgangs</p><p class="big number">\(file.number.text)</p></div>\(right)</div>
            """
    }

    private var facts: [AnswerList.Row] {
        let person = file.item.persons.first { $0.role == .applicant }?.described
        var rows = [
            AnswerList.Row("Leistung", text: file.item.title), AnswerList.Row("Eingegangen", text: file.received),
        ]
        if let person { rows.append(AnswerList.Row("Für", text: person)) }
        if let chip = chip { rows.append(chip) }
        if let follows = file.item.follows { rows.append(AnswerList.Row("Gehört zu", text: follows.text)) }
        if let partner = file.partner { rows.append(AnswerList.Row("Entscheidet", text: partner.title.de)) }
        if let unit = file.unit { rows.append(AnswerList.Row("Zuständig", text: "\(unit.title.de), \(unit.place)")) }
        return rows
    }

    /// What was done at the chip of the card.
    private var chip: AnswerList.Row? {
        guard let rule = file.service.chip, let field = file.service.field(rule.result),
            let answer = file.item.answers[rule.result], let shown = answer.shown
        else { return nil }
        let isSimulated = file.item.chipEnd?.isSimulated ?? file.item.pinServed?.isSimulated ?? false
        return AnswerList.Row(
            field.label.de, text: shown, note: isSimulated ? "simulierter Leser, kein echtes Dokument" : nil)
    }

    private var missing: HTML? {
        let names = file.item.transfer?.missing ?? file.review.missing.map(\.name)
        guard !names.isEmpty else { return nil }
        let follows = file.item.transfer?.followsAt.map {
            "<p>Nachreichen: <strong>\($0)</strong></p><p>Bringen Sie dieses Blatt mit.</p>" as HTML
        }
        return
            "<div class=\"box\"><h2>Das fehlt noch</h2>\(HTML.compactList(names))\(follows)</div>"
    }

    private var paid: HTML? {
        let standing = Set(file.item.standingReceipts)
        var lines = file.item.payments.filter { standing.contains($0.receipt) }.map { payment -> HTML in
            "<p>\(payment.amount.german), Beleg \(payment.receipt.text)</p>"
        }
        lines += file.item.fees.filter { $0.amount == nil }.map {
            "<p>\($0.title): wird vom Amt festgesetzt. Sie bekommen Bescheid.</p>"
        }
        return lines.isEmpty ? nil : "<h2>Bezahlt</h2>\(lines)"
    }

    private var questions: HTML {
        let unit = file.unit
        let hours = unit?.hours.map { "<p>Geöffnet: \($0)</p>" as HTML }
        return """
            <h2>Fragen?</h2><p>Rufen Sie an: \(unit?.title.de ?? file.view.town.authority), \
            Telefon <strong>\(unit?.phone ?? file.view.town.phone)</strong>. Halten Sie Nummer und Code bereit.</p>\(hours)
            """
    }
}

/// A paper of the service: a confirmation, a note, a consent.
struct ServicePaper {
    let file: CaseFile
    let paper: Paper

    var document: PrintDocument {
        let text = paper.text.map { "<p>\($0.de)</p>" as HTML }
        return PrintDocument(
            title: paper.title.de, sender: file.sender,
            reference: [GermanText.date(file.item.transfer?.on ?? file.view.today), file.number.text], foot: file.foot,
            body: """
                \(text)\(AnswerList(rows: rows).html)<p>\(file.received)</p>\
                <div class="pair">\(PrintDocument.signature(label: "Unterschrift, Dienstsiegel"))\
                \(PrintDocument.signature(label: "Erhalten"))</div>
                """)
    }

    /// The answers the paper names, in its order; all where it names none.
    private var rows: [AnswerList.Row] {
        let keys = paper.shows.isEmpty ? file.service.fields.map(\.key) : paper.shows
        return keys.compactMap { key in
            guard let field = file.service.field(key), let value = file.review.facts.answers[key] else { return nil }
            return AnswerList.Row(field.label.de, text: field.show(value, in: .german, context: file.context))
        }
    }
}

/// What goes with the case to a partner: whose it is, all answers, the documents that come with it, what is missing.
struct CoverSheet {
    let file: CaseFile
    let partner: Partner

    var document: PrintDocument {
        PrintDocument(
            title: "Begleitblatt: \(file.item.title)", sender: file.sender,
            reference: [GermanText.date(file.item.transfer?.on ?? file.view.today), file.number.text], foot: file.foot,
            body: "\(head)\(missing)\(HTML(CaseLists(file: file).all.map(\.html)))\(CaseLists(file: file).fees?.html)")
    }

    private var head: HTML {
        var rows = [
            AnswerList.Row("An", text: "\(partner.title.de), \(partner.address)"),
            AnswerList.Row("Aufgenommen", text: file.received),
        ]
        if let unit = file.unit {
            rows.append(AnswerList.Row("Weitergegeben durch", text: "\(unit.title.de), Telefon \(unit.phone)"))
        }
        if let leika = file.service.leika { rows.append(AnswerList.Row("Leistungsschlüssel", text: leika)) }
        if !file.service.law.isEmpty {
            rows.append(AnswerList.Row("Rechtsgrundlage", text: file.service.law.joined(separator: ", ")))
        }
        return AnswerList(rows: rows).html
    }

    private var missing: HTML? {
        let names = file.item.transfer?.missing ?? file.review.missing.map(\.name)
        guard !names.isEmpty else { return nil }
        return "<div class=\"box\"><h2>Es fehlt noch</h2>\(HTML.compactList(names))</div>"
    }
}

extension HTML {
    /// A list that stays short on paper: more than four lines become one paragraph.
    static func compactList(_ names: [String]) -> HTML {
        names.count > 4
            ? "<p>\(names.joined(separator: "; "))</p>" : "<ul>\(names.map { "<li>\($0)</li>" as HTML })</ul>"
    }
}
