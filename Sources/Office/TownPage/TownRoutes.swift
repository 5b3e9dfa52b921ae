import Casework
import Hummingbird
import Pages
import Town

extension OfficePages {
    func addTown(to router: OfficeRoutes) {
        router.get("/stadt") { _, context in
            let desk = try await desk(context)
            try desk.requireHead()
            return desk.townPage()
        }
        router.post("/stadt/neu-lesen") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            try await registry.reloadTown()
            return Response.redirect(to: "/stadt")
        }
    }
}

extension OfficeDesk {
    fileprivate func townPage() -> Page {
        let used = view.town
        let result: HTML
        if used.mistakes.isEmpty {
            result =
                Notice(
                    .good, "Der Ordner der Stadt ist in Ordnung",
                    text: "Geprüft am \(used.checkedAt.germanDay?.german ?? "") um \(used.checkedAt.germanClock) Uhr."
                ).html
        } else {
            let rows = used.mistakes.map { ["\($0.file)", "\($0.line)", "\($0.what)"] as [HTML] }
            result =
                Notice(
                    .warning, "Der Ordner der Stadt hat \(GermanText.count(used.mistakes.count, "Fehler", "Fehler"))",
                    text: "Es gilt weiter der letzte gute Stand. Beheben Sie die Fehler; gelesen wird von selbst neu."
                ).html
                + Table(
                    "Fehler", columns: ["Datei", .init("Zeile", isNumber: true), "Was falsch ist und was erlaubt ist"],
                    rows: rows
                ).html
        }
        let tooLarge: HTML? = used.tooLargeToSend.map {
            Notice(
                .bad, "Der Katalog ist zu groß für die Koffer",
                text: "Er hat \(GermanText.size(bytes: $0)), erlaubt sind 786 KB. Kürzen Sie die Texte der Leistungen."
            ).html
        }
        let facts = AnswerList(rows: [
            .init("Stadt", text: town.name), .init("Behörde", text: town.authority),
            .init("Leistungen", text: "\(town.catalogue.services.count)"),
            .init("Organisationseinheiten", text: "\(town.catalogue.units.count)"),
            .init("Partner", text: "\(town.catalogue.partners.count)"), .init("Orte", text: "\(town.venues.count)"),
            .init("Stand (Prüfsumme)", text: String(town.catalogue.hash.prefix(16))),
        ])
        let again = ButtonForm(
            to: "/stadt/neu-lesen", token: token, button: Button(submit: "Jetzt neu lesen", kind: .secondary)
        ).html
        return page("Stadt", at: "/stadt", "<div class=\"flow\">\(result)\(tooLarge)\(facts.html)\(again)</div>")
    }
}
