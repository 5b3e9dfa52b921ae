import Casework
import Pages
import Sync
import Town

extension OfficeDesk {
    func register(_ shelf: RegisterShelf, problem: Problem? = nil) -> Page {
        let just = shelf.sent.first { $0.name == shelf.justSent }
        let done = just.map { sent in
            Notice(
                .good,
                "\(GermanText.count(sent.people, "Person ist", "Personen sind", none: "Keine Person ist")) auf dem Weg",
                text:
                    "Versiegelt für \(sent.kits.joined(separator: ", ")). Der Koffer holt den Auszug beim nächsten Kontakt; lassen Sie ihn vor der Abfahrt einmal ans Netz. Löschen Sie jetzt die Datei."
            ).html
        }
        let words: HTML = """
            <p>Mit einem Auszug findet der Koffer auch ohne Netz, wer nur seinen Namen sagt. Er enthält nur die Ortsteile der Tour; Personen \
            mit einer Sperre nach §§ 51, 52 BMG fehlen darin. Nach dem letzten Tag schließt die Suche. Die Datei wird hier nicht aufbewahrt.</p>
            """
        let form = sending(shelf, problem)
        return page(
            "Melderegister", at: "/melderegister", problems: problem.map { [$0] } ?? [],
            """
            <div class="flow">\(done)\(words)\(just.flatMap(unread))\
            \(problem == nil ? Part.more("Auszug verschicken", form) : Part.section("Auszug verschicken", form))\
            \(sentTable(shelf.sent))\(looks(shelf))</div>
            """)
    }

    private func unread(_ sent: SentExtract) -> HTML? {
        guard sent.unreadable > 0 else { return nil }
        let rest = sent.unreadable - sent.places.count
        let places = sent.places.map { "<li>Zeile \($0.line), Spalte \($0.column)" as HTML }
        let more: HTML? = rest > 0 ? "<li>und \(rest) weitere" : nil
        return Notice(
            .warning,
            "\(GermanText.count(sent.unreadable, "Zeile war", "Zeilen waren")) nicht lesbar und \(sent.unreadable == 1 ? "fehlt" : "fehlen") im Auszug",
            text: "Berichtigen Sie sie im Melderegister."
        ).html + "<ul>\(places)\(more)</ul>"
    }

    private func sending(_ shelf: RegisterShelf, _ problem: Problem?) -> HTML {
        func mistake(_ field: String) -> String? { problem?.field == field ? problem?.text : nil }
        let next = RegisterDispatch.nextDay(from: view.today, in: town)
        let typed = ["day", "month", "year"].map { form["tag.\($0)"] }
        let proposed = next.map { ["\($0.day)", "\($0.month)", "\($0.year)"] } ?? ["", "", ""]
        let day = typed.contains { $0 != nil } ? typed.map { $0 ?? "" } : proposed
        let active = shelf.kits.filter { $0.kit.state == .active }
        let kits: HTML? =
            active.isEmpty
            ? Notice(.information, "Noch ist kein Koffer in Betrieb. Melden Sie zuerst einen an.").html
            : Input.checkboxes(
                InputFrame(
                    id: "koffer", label: "Koffer", hint: "Ohne Auswahl geht der Auszug an alle.", isOptional: true,
                    mistake: mistake("koffer")),
                name: "koffer", options: active.map { .init($0.code, $0.code) }, chosen: form.all("koffer"))
        return PostForm(
            to: "/melderegister", token: token, takesFiles: true,
            """
            \(Input.file(
                InputFrame(
                    id: "auszug", label: "Datei aus dem Melderegister",
                    hint: "CSV in UTF-8, mit den Blattnummern des DSMeld als Spalten (0101a, 0301, 0601, Ortsteil, 1801, 1802 …).",
                    mistake: mistake("auszug")),
                name: "auszug", accept: ".csv,text/csv", isScan: false))\
            \(Input.date(
                InputFrame(
                    id: "tag", label: "Tag der Tour", hint: "Bis zum Ende dieses Tages kann gesucht werden.",
                    mistake: mistake("tag")),
                name: "tag", day: day[0], month: day[1], year: day[2]))\(kits)\
            \(Input.checkboxes(
                InputFrame(
                    id: "ortsteile", label: "Ortsteile",
                    hint: "Ohne Auswahl die, in denen der Koffer an diesem Tag öffnet.", isOptional: true,
                    mistake: mistake("ortsteile")),
                name: "ortsteile", options: town.districts.map { .init($0.key.text, $0.name) },
                chosen: form.all("ortsteile")))\
            \(Button.row([Button(submit: "Auszug verschicken", kind: .primary)]))
            """
        ).html
    }

    private func sentTable(_ sent: [SentExtract]) -> HTML {
        Table(
            "Verschickte Auszüge, die neuesten oben",
            columns: [
                "Verschickt", "Gilt bis", "Ortsteile", "Koffer", .init("Personen", isNumber: true),
                .init("Gesperrt", isNumber: true), .init("Andere Ortsteile", isNumber: true),
                .init("Nicht lesbar", isNumber: true), "Von",
            ],
            rows: sent.prefix(100).map { extract in
                [
                    "\(germanMoment(extract.sent))",
                    extract.until < view.today
                        ? "\(extract.until.german) <span class=\"soft\">abgelaufen</span>" : "\(extract.until.german)",
                    "\(extract.districts.joined(separator: ", "))", "\(extract.kits.joined(separator: ", "))",
                    "\(GermanText.number(extract.people))", "\(GermanText.number(extract.locked))",
                    "\(GermanText.number(extract.elsewhere))", "\(GermanText.number(extract.unreadable))",
                    "\(extract.clerk.map(name) ?? "Befehlszeile")",
                ]
            },
            empty: EmptyState(
                "Noch kein Auszug verschickt", "Vor einer Tour schicken Sie hier den Auszug für ihre Ortsteile.")
        ).html
    }

    private func looks(_ shelf: RegisterShelf) -> HTML {
        let limit = 300
        let all = view.state.registerLooks
        let codes = Dictionary(shelf.kits.map { ($0.kit.number, $0.code) }, uniquingKeysWith: { first, _ in first })
        let table = Table(
            "Blicke in den Auszug, die neuesten oben",
            columns: ["Wann", "Koffer", "Wer", "Vorsprache", .init("Gezeigt", isNumber: true), "Übernommen"],
            rows: all.suffix(limit).reversed().map { line in
                [
                    "\(germanMoment(line.at))", "\(codes[line.kit] ?? String(line.kit))", "\(name(line.look.clerk))",
                    "\(visit(line.look.visit))", "\(line.look.shown)", line.look.took == nil ? "nein" : "ja",
                ]
            },
            empty: EmptyState(
                "Noch kein Blick übertragen",
                "Wer am Koffer im Auszug sucht, steht hier, sobald der Koffer überträgt: wann, wer, für welche Vorsprache. Was gesucht und wer gefunden wurde, steht nirgends."
            ))
        let more: HTML? =
            all.count > limit
            ? "<p>Gezeigt sind die letzten \(limit) von \(GermanText.number(all.count)).</p>" : nil
        return table.html + (more ?? .empty)
    }

    private func name(_ clerk: ClerkID) -> String { town.clerk(clerk)?.name ?? clerk.text }

    /// Its number in the queue is the kit's; here it is named so that two looks of one visit can be told apart from those of two.
    private func visit(_ id: VisitID) -> String { String(id.text.suffix(6)) }
}
