import Casework
import Journal
import Pages
import Sync
import Town

extension OfficeDesk {
    /// One kit: how it stands, what it said last, and what may be done with it.
    func kit(
        _ record: KitRecord, _ shelf: KitShelf, told: [ToldSlip], hasHeardOfLock: Bool? = nil,
        problem: KitProblem? = nil
    ) -> Page {
        let hello = record.contact?.hello
        let facts = AnswerList(rows: [
            .init("Stand", state(record, shelf), note: lockNote(record, hasHeardOfLock)),
            .init("Aufgenommen am", text: germanMoment(record.enrolledAt)),
            .init("Letzter Kontakt", text: contact(record)),
            .init("Generation", text: String(record.kit.generation)),
            .init(
                "Nicht übertragen",
                text: hello.map { GermanText.count(Int(clamping: $0.unsent), "Eintrag", "Einträge", none: "nichts") }
                    ?? "–"),
            .init("Programm", text: hello?.program ?? "–"),
            .init("Katalog", catalogue(record)),
            .init("Spiegel", text: hello?.report?.mirror ?? "–"),
            .init("Zertifikat", certificate(record)),
        ])
        return page(
            "Koffer \(record.code)", at: "/koffer",
            problems: problem.map { [Problem($0.text, field: $0.field)] } ?? [], back: ("Koffer", "/koffer"),
            width: .reading,
            """
            <div class="flow">\(secondJournal(record, shelf))\(erasure(record))\(facts.html)\
            \(clerk.isHead ? substitutes(record, shelf, told, problem) : nil)\(clerk.isHead ? orders(record, problem) : nil)\
            \(clerk.isHead ? history(record.code) : nil)</div>
            """)
    }

    /// Whether the kit knows of its lock; until then it works on.
    private func lockNote(_ record: KitRecord, _ hasHeard: Bool?) -> String? {
        guard record.kit.state == .locked else { return nil }
        let last = view.state.orders(about: record.code).first { $0.given.order == .kitLocked }
        let who = last.map { line in
            "seit \(germanMoment(line.at)) Uhr, \(view.town.clerkName(line.given.clerk))\(line.given.reason.map { ": \($0)" } ?? "")"
        }
        let heard =
            hasHeard == true
            ? "Der Koffer weiß davon."
            : "Der Koffer hat noch nicht bestätigt, dass er davon weiß; bis er es erfährt, arbeitet er."
        return [who, heard].compactMap { $0 }.joined(separator: ". ")
    }

    /// Who ordered what of it, the newest first.
    func history(_ about: String) -> HTML? {
        let lines = view.state.orders(about: about)
        guard !lines.isEmpty else { return nil }
        return Part.section(
            "Anordnungen",
            Part.timeline(
                lines.map { line in
                    let reason = line.given.reason.map { ": \($0)" } ?? ""
                    return (
                        germanMoment(line.at),
                        "\(line.given.order.german + reason) – \(view.town.clerkName(line.given.clerk))"
                    )
                }))
    }

    private func secondJournal(_ record: KitRecord, _ shelf: KitShelf) -> HTML? {
        let count = shelf.unsettled[record.kit.number] ?? 0
        guard count > 0 else { return nil }
        return Notice(
            .warning, "Zu diesem Koffer kam ein zweites Journal an.",
            """
            <p>\(GermanText.count(count, "Eintrag wurde", "Einträge wurden")) nicht übernommen und \
            \(count == 1 ? "liegt" : "liegen") unter „Nicht lesbar“ zur Entscheidung. Das geschieht, wenn eine Platte kopiert oder auf einen \
            alten Stand zurückgesetzt wurde, oder wenn nach einem Ersatz der alte Laptop weiterschrieb.</p>\
            <p>Klären Sie, welcher Laptop der richtige ist. Ist einer abhandengekommen, sperren Sie den Koffer.</p>\
            <p><a href="/nicht-lesbar">Zu den Einträgen</a></p>
            """
        ).html
    }

    private func erasure(_ record: KitRecord) -> HTML? {
        guard record.kit.state == .erased else { return nil }
        let mirror = record.contact?.hello.report?.mirror.map { "Sein Spiegel: \($0). " } ?? ""
        guard let at = record.erasedAt else {
            return Notice(
                .busy, "Der Koffer löscht seine Schlüssel, sobald er sich meldet.",
                text:
                    "Bis dahin schützen ihn Losung und Kennwörter; ohne Kontakt sperrt er sich nach der gesetzten Frist."
            ).html
        }
        return Notice(
            .good, "Der Koffer hat am \(germanMoment(at)) Uhr gemeldet, dass seine Schlüssel gelöscht sind.",
            text:
                "Auf ihm lässt sich nichts mehr öffnen. \(mirror)Soll er wieder arbeiten, nehmen Sie ihn mit leerem Ordner neu auf."
        ).html
    }

    private func orders(_ record: KitRecord, _ problem: KitProblem?) -> HTML? {
        switch record.kit.state {
        case .active:
            return Part.section(
                "Sperren", order(record, problem == .reason(record.code) ? problem : nil, from: "koffer"))
        case .locked:
            let reason = Input.text(
                InputFrame(
                    id: "grund-\(record.code)", label: "Grund",
                    mistake: problem == .reason(record.code) ? problem?.text : nil), name: "grund",
                value: form["grund"] ?? "", .init(maxLength: 200))
            let confirmation = Input.text(
                InputFrame(
                    id: "kennung", label: "Kennung des Koffers zur Bestätigung",
                    mistake: problem == .confirmation(record.code) ? problem?.text : nil),
                name: "kennung", .init(maxLength: 8, width: "width-10"))
            let erase = PostForm(
                to: "/koffer/\(record.code)/loeschen", token: token,
                """
                <p>Beim nächsten Kontakt löscht der Koffer alle Schlüssel. Was er noch nicht übertragen hat, kommt dann nicht mehr an. Das lässt \
                sich nicht zurücknehmen.</p>\(reason)\(confirmation)\
                \(Button.row([Button(submit: "Koffer \(record.code) endgültig löschen", kind: .danger)]))
                """
            ).html
            return Part.section("Freigeben", order(record, nil, from: "koffer"))
                + Part.section("Löschen", problem == nil ? Part.more("Koffer löschen …", erase) : erase)
        case .erased: return nil
        }
    }
}
