import Casework
import Journal
import Pages
import Sync
import Town

extension OfficeDesk {
    /// All kits, and after how many days without contact they stop.
    func kits(_ shelf: KitShelf, problem: KitProblem? = nil) -> Page {
        let rows = shelf.kits.map { record -> [HTML] in
            let hello = record.contact?.hello
            let wrong = problem == .reason(record.code) ? problem : nil
            return [
                "<a href=\"\(href: "/koffer/\(record.code)")\">\(record.code)</a>", state(record, shelf),
                "\(contact(record))",
                "\(hello.map { GermanText.number(Int(clamping: $0.unsent)) } ?? "–")", "\(hello?.program ?? "–")",
                catalogue(record), "\(hello?.report?.mirror ?? "–")", certificate(record),
                clerk.isHead ? order(record, wrong, from: "liste") : "",
            ]
        }
        let table = Table(
            "Koffer", isCaptionUnseen: true,
            columns: [
                "Koffer", "Stand", "Letzter Kontakt", .init("Nicht übertragen", isNumber: true), "Programm", "Katalog",
                "Spiegel", "Zertifikat", .init("Sperren und freigeben", isUnseen: true),
            ], rows: rows,
            empty: EmptyState(
                "Noch kein Koffer",
                "Lassen Sie unten einen Code zeigen und geben Sie ihn am Koffer ein. Ohne Netz geht es mit Dateien: „amtskoffer office enrol“."
            ))
        return page(
            "Koffer", at: "/koffer", problems: problem.map { [Problem($0.text, field: $0.field)] } ?? [],
            "<div class=\"flow\">\(table.html)\(enrolment(shelf, problem))\(limit(shelf, problem == .days ? problem : nil))</div>"
        )
    }

    private func limit(_ shelf: KitShelf, _ problem: KitProblem?) -> HTML {
        let words: HTML = """
            <p>Ein Koffer, der \(shelf.lockAfterDays) Tage keinen Kontakt zur Zentrale hatte, sperrt sich von selbst; eine Woche vorher \
            warnt er. Nach dem nächsten Kontakt geht es dort von selbst weiter.</p>
            """
        guard clerk.isHead else { return words }
        let frame = InputFrame(
            id: "tage", label: "Tage ohne Kontakt",
            hint:
                "Von \(KitTerms.possibleDays.lowerBound) bis \(KitTerms.possibleDays.upperBound). Gilt an jedem Koffer ab seinem nächsten Kontakt.",
            mistake: problem?.text)
        let form = PostForm(
            to: "/koffer/frist", token: token,
            """
            \(Input.text(
                frame, name: "tage", value: form["tage"] ?? String(shelf.lockAfterDays),
                Input.Text(inputMode: "numeric", maxLength: 3, width: "width-5")))\
            \(Button.row([Button(submit: "Frist setzen", kind: .secondary)]))
            """
        ).html
        return words + (problem == nil ? Part.more("Frist ändern", form) : form)
    }

    func contact(_ record: KitRecord) -> String {
        record.contact.map { germanMoment($0.at) } ?? "noch nie"
    }

    func germanMoment(_ time: Timestamp) -> String { germanMoment(Moment(milliseconds: time.milliseconds)) }

    func germanMoment(_ moment: Moment) -> String { "\(moment.germanDay?.german ?? "") \(moment.germanClock)" }

    func catalogue(_ record: KitRecord) -> HTML {
        guard let hello = record.contact?.hello else { return "–" }
        return hello.catalogue == town.catalogue.hash
            ? StatusTag(.good, "aktuell").html : StatusTag(.busy, "unterwegs").html
    }

    /// Certificates renew by themselves; one that is nearly over or past says what has to be done.
    func certificate(_ record: KitRecord) -> HTML {
        guard let until = record.contact?.hello.report?.certificateUntil else { return "–" }
        let day = Moment(milliseconds: until.milliseconds).germanDay?.german ?? ""
        let left = (until.milliseconds - now.milliseconds) / 86_400_000
        if left < 0 { return StatusTag(.bad, "abgelaufen am \(day)").html }
        return left < 30 ? StatusTag(.warning, "bis \(day)").html : "bis \(day)"
    }

    func state(_ record: KitRecord, _ shelf: KitShelf) -> HTML {
        let tag: HTML =
            switch record.kit.state {
            case .active where shelf.unsettled[record.kit.number] ?? 0 > 0: StatusTag(.warning, "zweites Journal").html
            case .active where isOverdue(record, shelf): StatusTag(.warning, "hat sich selbst gesperrt").html
            case .active: StatusTag(.good, "in Betrieb").html
            case .locked: StatusTag(.bad, "gesperrt").html
            case .erased where record.erasedAt == nil: StatusTag(.busy, "wird gelöscht, sobald er sich meldet").html
            case .erased: StatusTag(.idle, "gelöscht").html
            }
        return tag
    }

    /// By the office's clock the kit has been away for longer than it may.
    func isOverdue(_ record: KitRecord, _ shelf: KitShelf) -> Bool {
        let last = (record.contact?.at ?? record.enrolledAt).milliseconds
        return now.milliseconds - last >= Int64(shelf.lockAfterDays) * 86_400_000
    }

    /// - Parameter place: the page the form stands on, `liste` or `koffer`.
    func order(_ record: KitRecord, _ problem: KitProblem?, from place: String) -> HTML {
        switch record.kit.state {
        case .active:
            let reason = Input.text(
                InputFrame(id: "grund-\(record.code)", label: "Grund", mistake: problem?.text), name: "grund",
                .init(maxLength: 200))
            let form = PostForm(
                to: "/koffer/\(record.code)/sperren", token: token, values: [("von", place)],
                "\(reason)\(Button.row([Button(submit: "Koffer \(record.code) sperren", kind: .danger)]))")
            return problem == nil ? Part.more("Sperren …", form.html) : form.html
        case .locked:
            return ButtonForm(
                to: "/koffer/\(record.code)/freigeben", token: token,
                button: Button(submit: "Koffer \(record.code) freigeben", kind: .secondary)
            ).html
        case .erased: return ""
        }
    }
}
