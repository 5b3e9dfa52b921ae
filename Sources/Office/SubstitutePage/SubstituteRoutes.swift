import Casework
import Hummingbird
import Journal
import Pages
import Sync

extension OfficePages {
    func addSubstitutes(to router: OfficeRoutes) {
        router.post("/koffer/:code/vertretung") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            let record = try kitRecord(context)
            let name = desk.form["name"]?.trimmed ?? ""
            let days = Int(desk.form["tage"]?.trimmed ?? "") ?? 0
            let problem: KitProblem? =
                !name.contains(where: \.isLetter)
                ? .name : OfficeDesk.substituteDays.contains(days) ? nil : .substituteDays
            guard problem == nil, record.kit.state == .active, let until = desk.view.today.adding(days: days - 1) else {
                return desk.kit(
                    record, try kitShelf(), told: try registry.substitutes.told(record.kit), problem: problem
                )
                .html.response(status: problem == nil ? .conflict : .unprocessableContent)
            }
            let told = try registry.substitutes.tell(
                name, until: until, kit: record.kit, given: registry.slips(at: record), by: desk.clerk.id,
                at: registry.clock.now())
            guard let told else {
                return desk.kit(
                    record, try kitShelf(), told: try registry.substitutes.told(record.kit), problem: .noSlipLeft
                ).html.response(status: .conflict)
            }
            await registry.refillSlips()
            // Shown once, in the answer to this press; it stands nowhere else.
            return desk.slip(told, of: name, until: until, record).html.response(status: .ok)
        }
    }
}

extension OfficeDesk {
    static let substituteDays = 1...14

    fileprivate func slip(
        _ told: (number: Int, code: String), of name: String, until: CalendarDate, _ record: KitRecord
    ) -> Page {
        page(
            "Code für \(name)", at: "/koffer", back: ("Koffer \(record.code)", "/koffer/\(record.code)"),
            width: .reading,
            """
            \(Part.done("Am Telefon vorlesen", number: told.code))\
            \(AnswerList(rows: [
                .init("Nummer", text: String(told.number)), .init("Code", text: told.code), .init("Name", text: name),
                .init("Gilt bis", text: until.german), .init("Koffer", text: record.code),
            ]).html)\
            <p>Am Koffer wählt sie „Vertretung anmelden“ und gibt alles so ein; ein Netz braucht der Koffer dafür nicht, nur die Losung des \
            Tages. Der Code wird nur jetzt gezeigt und gilt für eine Anmeldung.</p>\
            \(Button.row([Button("Fertig", kind: .primary, to: "/koffer/\(record.code)")]))
            """)
    }

    /// On a kit's page: tell a code, and who was told one.
    func substitutes(
        _ record: KitRecord, _ shelf: KitShelf, _ told: [ToldSlip], _ problem: KitProblem?
    ) -> HTML? {
        guard record.kit.state == .active else { return nil }
        let admitted = view.state.substitutes[record.kit.number] ?? []
        let rows = told.map { slip -> [HTML] in
            let isIn = admitted.contains { $0.clerk.text == "vertretung-\(slip.number < 10 ? "0" : "")\(slip.number)" }
            let state =
                isIn
                ? StatusTag(.good, "angemeldet")
                : slip.until < view.today
                    ? StatusTag(.idle, "abgelaufen") : StatusTag(.busy, "noch keine Anmeldung übertragen")
            return [
                "\(String(slip.number))", "\(slip.name)", "\(slip.until.german)", "\(germanMoment(slip.at))",
                state.html,
            ]
        }
        let list: HTML? =
            rows.isEmpty
            ? nil
            : Table(
                "Vertretungen", isCaptionUnseen: true, columns: ["Nummer", "Wer", "Gilt bis", "Genannt am", "Stand"],
                rows: rows
            ).html
        let isWrong = problem == .name || problem == .substituteDays
        let form = PostForm(
            to: "/koffer/\(record.code)/vertretung", token: token,
            """
            \(Input.text(
                InputFrame(id: "name", label: "Vor- und Nachname", mistake: problem == .name ? problem?.text : nil),
                name: "name", value: isWrong ? form["name"] ?? "" : "", .init(maxLength: 80)))\
            \(Input.text(
                InputFrame(
                    id: "vertretungstage", label: "Tage", hint: "Heute zählt mit. Höchstens \(Self.substituteDays.upperBound).",
                    mistake: problem == .substituteDays ? problem?.text : nil),
                name: "tage", value: isWrong ? form["tage"] ?? "" : "1", .init(inputMode: "numeric", maxLength: 2, width: "width-5")))\
            \(Button.row([Button(submit: "Code zeigen", kind: .secondary)]))
            """
        ).html
        let left = shelf.slips[record.kit.number, default: SubstituteSlip.count] - (told.map(\.number).max() ?? 0)
        let words: HTML = """
            <p>Wer sonst nicht an diesem Koffer arbeitet, meldet sich mit einem Code an, den Sie am Telefon vorlesen. \
            \(GermanText.count(left, "Code ist", "Codes sind", none: "Kein Code ist")) noch übrig.</p>
            """
        let asking: HTML? = left == 0 ? nil : isWrong ? form : Part.more("Code für eine Vertretung …", form)
        return Part.section("Vertretung", "\(words)\(list)\(asking)")
    }
}
