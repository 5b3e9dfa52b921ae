import Casework
import Pages
import Town

/// After the transfer: number and code, what happens next, what the citizen gets in hand, where to go on.
struct TransferredPage {
    let view: DeskView
    let item: Case
    let visit: Visit?

    var html: HTML {
        let standing = CaseStanding(item, in: view)
        let next = visit.map { NextStep(view: view, visit: $0, ready: false).html }
        guard item.state != .cancelled else {
            return "\(Notice(.idle, "Der Vorgang \(item.number.text) ist verworfen.").html)\(next)"
        }
        let code = item.transfer.flatMap { CitizenCode(parsing: $0.code)?.printed }
        let codeLine = code.map { "<p>Code für die Auskunft: <strong class=\"fixed\">\($0)</strong></p>" as HTML }
        let title = item.transfer?.finished == true ? "Abgeschlossen und abgegeben" : "1 Vorgang abgegeben"
        return """
            \(Part.done(title, number: item.number.text, codeLine ?? .empty))\
            <p>Stand: \(standing.tag.html)</p>\(MirrorNotice(view: view).late)\(standing.detail)\(unsettled)\(missing)\(papers)\(whatNext)\(next)
            """
    }

    /// Its receipt was taken back after the transfer.
    private var unsettled: HTML? {
        let amount = view.state.caseReceipts.unsettled(of: item.number).reduce(Money.zero) { $0 + $1.amount }
        guard amount > .zero, let visit else { return nil }
        return Notice(
            .warning, "Zahlung storniert, offen: \(amount.german)",
            "<p><a href=\"\(href: KitAddress.bill(visit.id))\">Neue Rechnung für die Vorsprache</a></p>"
        ).html
    }

    private var missing: HTML? {
        guard let transfer = item.transfer, !transfer.missing.isEmpty else { return nil }
        return Notice(
            .warning, "Unvollständig abgegeben",
            """
            <ul>\(transfer.missing.map { "<li>\($0)</li>" as HTML })</ul>\
            <p>Nachreichen: \(transfer.followsAt)</p>
            """
        ).html
    }

    private var papers: HTML? {
        guard let file = try? CaseFile(item.number, in: view) else { return nil }
        var buttons = [Button("Papier für die Bürgerin, den Bürger", kind: .primary, to: KitAddress.paper(item.number))]
        buttons += file.papers.map { Button($0.title.de, to: KitAddress.paper(item.number, $0.key)) }
        if let partner = file.partner {
            buttons.append(
                Button("Begleitblatt für \(partner.title.de)", to: KitAddress.paper(item.number, PaperKey.coverSheet)))
        }
        buttons.append(Button("Verlauf", kind: .quiet, to: KitAddress.history(item.number)))
        return Part.section("Drucken", Button.row(buttons))
    }

    private var whatNext: HTML? {
        guard let service = try? view.service(of: item) else { return nil }
        return Part.section("So geht es weiter", "<p>\(service.next.de)</p>")
    }
}

/// The cases of a visit that are given away, with their papers.
struct TransferredAllPage {
    let view: DeskView
    let visit: Visit

    var html: HTML {
        let cases = visit.cases.compactMap { view.state.cases[$0] }.filter { $0.transfer != nil }
        let rows = cases.map { item -> [HTML] in
            [
                "<a href=\"\(href: KitAddress.transferred(item.number))\">\(item.number.text)</a>", "\(item.title)",
                CaseStanding(item, in: view).tag.html,
                Button("Papier", kind: .link, to: KitAddress.paper(item.number), unseen: item.title).html,
            ]
        }
        let table = Table(
            GermanText.count(rows.count, "Vorgang abgegeben", "Vorgänge abgegeben"),
            columns: ["Nummer", "Leistung", "Stand", .init("Drucken", isUnseen: true)], rows: rows,
            empty: EmptyState(
                "Noch nichts abgegeben",
                "Prüfen Sie jeden Vorgang mit der Bürgerin oder dem Bürger, dann geben Sie ihn ab."))
        return "\(MirrorNotice(view: view).late)\(table.html)\(NextStep(view: view, visit: visit, ready: false).html)"
    }
}
