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
                try registry.ledger.settle(hash, by: desk.clerk.id.text, at: registry.clock.now())
            }
            return Response.redirect(to: "/nicht-lesbar")
        }
    }
}

extension OfficeDesk {
    fileprivate func unreadable(held: [HeldCase], aside: [AsideRecord], kits: [KitRecord]) -> Page {
        let codes = Dictionary(kits.map { ($0.kit.number, $0.code) }, uniquingKeysWith: { $1 })
        func moment(_ time: Timestamp) -> String {
            let moment = Moment(milliseconds: time.milliseconds)
            return "\(moment.germanDay?.german ?? "") \(moment.germanClock)"
        }
        let cases = Table(
            "Abgegebene Vorgänge, die sich nicht öffnen lassen",
            columns: ["Vorgang", "Was los ist und was zu tun ist", "Seit"],
            rows: held.map { one in
                [
                    "\(one.subject)", HTML(one.reasons.map { "\($0)" as HTML }, separator: "<br>"),
                    "\(moment(one.since))",
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
                    "\(one.entry.header.subject.id)", "\(reason)", "\(moment(one.at))", clerk.isHead ? settle : "",
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
            "<div class=\"flow\">\(waiting)\(unknown)\(cases.html)\(entries.html)</div>")
    }
}
