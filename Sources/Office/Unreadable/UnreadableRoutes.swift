import Casework
import Foundation
import Hummingbird
import Journal
import Pages
import Sync

extension OfficePages {
    func addUnreadable(to router: OfficeRoutes) {
        router.get("/nicht-lesbar") { _, context in
            try await desk(context).unreadable(
                held: registry.ledger.heldCases(), aside: registry.ledger.unsettled(), kits: registry.ledger.kits())
        }
        router.post("/nicht-lesbar/erledigt") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            if let hash = desk.form["eintrag"].flatMap({ Data(hex: $0) }) {
                let place = try registry.ledger.unsettled().first { $0.entry.hash.bytes == hash }?.entry.position
                if let place {
                    try await registry.note(OrderGiven(.entrySettled, of: "\(place)", by: desk.clerk.id))
                }
                try registry.ledger.settle(hash, by: desk.clerk.id.text, at: registry.clock.now())
            }
            return Response.redirect(to: "/nicht-lesbar")
        }
        router.post("/nicht-lesbar/geklaert") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            let number = desk.form["vorgang"]?.trimmed ?? ""
            let reason = desk.form["grund"]?.trimmed ?? ""
            guard !number.isEmpty else { return Response.redirect(to: "/nicht-lesbar") }
            let held = try registry.ledger.heldCases()
            let isOpen = held.contains { $0.subject == number } || desk.view.state.lost.contains(CaseNumber(number))
            guard isOpen, !desk.view.state.settledCases.contains(CaseNumber(number)) else {
                return Response.redirect(to: "/nicht-lesbar")
            }
            guard !reason.isEmpty else {
                return desk.unreadable(
                    held: held, aside: try registry.ledger.unsettled(), kits: try registry.ledger.kits(),
                    unsaid: number
                ).html.response(status: .unprocessableContent)
            }
            try await registry.note(OrderGiven(.caseSettled, of: number, by: desk.clerk.id, because: reason))
            return Response.redirect(to: "/nicht-lesbar")
        }
    }
}

extension OfficeDesk {
    /// - Parameter unsaid: the case that was to be settled without a reason.
    fileprivate func unreadable(
        held: [HeldCase], aside: [AsideRecord], kits: [KitRecord], unsaid: String? = nil
    ) -> Page {
        let codes = Dictionary(kits.map { ($0.kit.number, $0.code) }, uniquingKeysWith: { $1 })
        let cases = Table(
            "Abgegebene Vorgänge, die sich nicht öffnen lassen",
            columns: ["Vorgang", "Was los ist und was zu tun ist", "Seit", .init("Erledigen", isUnseen: true)],
            rows: held.filter { isOpen($0.subject) }.map { one in
                [
                    "\(one.subject)", HTML(one.reasons.map { "\($0)" as HTML }, separator: "<br>"),
                    "\(germanMoment(one.since))", settleForm(one.subject, unsaid),
                ]
            }
                + view.state.lost.filter { isOpen($0.text) }.map { number in
                    [
                        "\(number.text)",
                        "Der Koffer wurde gelöscht, bevor alles übertragen war; der Rest kommt nicht mehr. Den Vorgang mit der Bürgerin oder dem Bürger neu aufnehmen.",
                        "–", settleForm(number.text, unsaid),
                    ]
                },
            empty: EmptyState("Alles lesbar", "Jeder abgegebene Vorgang, der angekommen ist, ließ sich öffnen."))
        let entries = Table(
            "Zurückgewiesene Einträge",
            columns: [
                "Koffer", "Generation, Eintrag", "Betrifft", "Grund", "Seit", .init("Erledigen", isUnseen: true),
            ],
            rows: aside.map { one in
                let place = one.entry.position
                let settle = ButtonForm(
                    to: "/nicht-lesbar/erledigt", token: token, values: [("eintrag", one.entry.hash.bytes.hex)],
                    button: Button(submit: "Ist geklärt", kind: .quiet, unseen: "Eintrag \(place.sequence)")
                ).html
                let reason =
                    switch one.reason {
                    case .oldGeneration:
                        "Ein Ersatzkoffer führte das Journal schon weiter. Am alten Koffer nachsehen, was fehlt, und neu erfassen."
                    case .forked: "Passt nicht zu dem, was schon hier ist. Den Koffer prüfen und neu aufnehmen."
                    }
                return [
                    "\(codes[place.kit] ?? String(place.kit))",
                    "\(String(place.generation)), \(String(place.sequence))",
                    "\(one.entry.header.subject.id)", "\(reason)", "\(germanMoment(one.at))",
                    clerk.isHead ? settle : "",
                ]
            },
            empty: EmptyState("Nichts zurückgewiesen", "Alle Einträge der Koffer passten zusammen."))
        let waiting: HTML? =
            view.state.waiting == 0
            ? nil
            : Notice(
                .information,
                "\(GermanText.count(view.state.waiting, "abgegebener Vorgang wartet", "abgegebene Vorgänge warten")) auf den Rest",
                text:
                    "Schlüssel oder Anlagen sind noch unterwegs. Sie kommen von selbst, sobald der Koffer Verbindung hat."
            ).html
        let unknown: HTML? =
            view.state.notUnderstood == 0
            ? nil
            : Notice(
                .warning,
                "\(GermanText.count(view.state.notUnderstood, "Eintrag", "Einträge")) einer anderen Programmversion",
                text: "Sie bleiben erhalten. Bringen Sie die Zentrale auf den Stand der Koffer."
            ).html
        return page(
            "Nicht lesbar", at: "/nicht-lesbar",
            problems: unsaid.map { [Problem("Geben Sie an, wie es geklärt ist.", field: "grund-\($0)")] } ?? [],
            "<div class=\"flow\">\(waiting)\(unknown)\(cases.html)\(entries.html)\(settled)</div>")
    }

    private func isOpen(_ number: String) -> Bool { !view.state.settledCases.contains(CaseNumber(number)) }

    /// What became of it is said by a person, and stays in the journal.
    private func settleForm(_ number: String, _ unsaid: String?) -> HTML {
        guard clerk.isHead else { return "" }
        let isUnsaid = unsaid == number
        let reason = Input.text(
            InputFrame(
                id: "grund-\(number)", label: "Wie geklärt",
                mistake: isUnsaid ? "Geben Sie an, wie es geklärt ist." : nil),
            name: "grund", .init(maxLength: 200))
        let form = PostForm(
            to: "/nicht-lesbar/geklaert", token: token, values: [("vorgang", number)],
            "\(reason)\(Button.row([Button(submit: "Ist geklärt", kind: .secondary, unseen: "Vorgang \(number)")]))"
        ).html
        return isUnsaid ? form : Part.more("Ist geklärt …", form)
    }

    private var settled: HTML? {
        let lines = view.state.orders.reversed().filter { [.caseSettled, .entrySettled].contains($0.given.order) }
        guard !lines.isEmpty else { return nil }
        return Part.more(
            "\(GermanText.count(lines.count, "Sache", "Sachen")) geklärt",
            Part.timeline(
                lines.map { line in
                    let reason = line.given.reason.map { ": \($0)" } ?? ""
                    return (
                        germanMoment(line.at),
                        "\(line.given.about) geklärt\(reason) – \(view.town.clerkName(line.given.clerk))"
                    )
                }))
    }
}
