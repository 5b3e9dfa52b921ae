import Casework
import Hummingbird
import Journal
import Pages
import Sync
import Town

extension OfficePages {
    func addEnrolment(to router: OfficeRoutes) {
        router.post("/koffer/aufnahme") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            let wanted = desk.form["kennung"]?.trimmed.uppercased() ?? ""
            guard wanted.isEmpty || KitCode(wanted).map({ $0 != .office }) == true else {
                return desk.kits(try kitShelf(), problem: .kitCode).html.response(status: .unprocessableContent)
            }
            let offer = try EnrolmentOffer.make(
                kit: wanted.isEmpty ? nil : wanted, minutes: EnrolmentBook.standardMinutes, in: registry.folder,
                book: registry.enrolments, town: desk.town, at: registry.clock.now())
            try await registry.note(OrderGiven(.enrolmentOffered, of: offer.kit.text, by: desk.clerk.id))
            // Shown once, in the answer to this press; it stands nowhere else.
            return desk.offer(offer).html.response(status: .ok)
        }
        router.post("/koffer/aufnahme/zurueckziehen") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            try registry.enrolments.withdraw(desk.form["code"] ?? "")
            return Response.redirect(to: "/koffer")
        }
    }
}

extension OfficeDesk {
    fileprivate func offer(_ offer: EnrolmentOffer) -> Page {
        let invitation = offer.invitation
        let picture = QRCode(invitation.text).map { code in
            "<p>\(code.picture(of: "Adresse, Zertifikat und Code der Aufnahme"))</p>" as HTML
        }
        let rows = offer.staff.map { staff -> [HTML] in
            let name = town.clerks.first { $0.id == staff.clerk }?.name ?? staff.clerk.text
            return ["\(name)", "<code>\(staff.code)</code>", "\(staff.until.german)"]
        }
        let staff = Table(
            "Einmalcodes", isCaptionUnseen: true, columns: ["Wer", "Einmalcode", "Gilt bis"], rows: rows,
            empty: EmptyState("Niemand arbeitet an Koffern", "Tragen Sie in staff.yaml ein, wer an Koffern arbeitet."))
        return page(
            "Koffer \(offer.kit.text) aufnehmen", at: "/koffer", back: ("Koffer", "/koffer"), width: .reading,
            """
            <div class="flow">\(Part.done("Am Koffer eingeben", number: invitation.code.text))\
            \(AnswerList(rows: [
                .init("Adresse", text: invitation.address.text), .init("Koffer", text: offer.kit.text),
                .init("Gilt einmal bis", text: "\(germanMoment(offer.until)) Uhr"),
            ]).html)\
            <p>Am neuen Koffer „amtskoffer kit init“ und „amtskoffer kit serve“ aufrufen; seine Seite fragt nach Code und Adresse. Ein Scanner am Koffer liest beides aus \
            dem Bild. Der Code wird nur jetzt gezeigt; wer ihn hat, kann einen Koffer anmelden.</p>\(picture)\
            \(Part.section("Einmalcodes für die erste Anmeldung am Koffer", staff.html))\
            \(Button.row([Button("Fertig", kind: .primary, to: "/koffer")]))</div>
            """)
    }

    /// Below the list of kits: asks for a code, and names those that are out.
    func enrolment(_ shelf: KitShelf, _ problem: KitProblem?) -> HTML? {
        guard clerk.isHead else { return nil }
        let rows = shelf.enrolments.map { pending -> [HTML] in
            let state =
                switch pending.state {
                case .open: StatusTag(.busy, "offen")
                case .used: StatusTag(.good, "benutzt")
                case .burnt: StatusTag(.bad, "nach \(EnrolmentBook.tries) falschen Versuchen ungültig")
                }
            let back = PostForm(
                to: "/koffer/aufnahme/zurueckziehen", token: token,
                """
                <input type="hidden" name="code" value="\(pending.handle)">\
                \(Button(submit: "Code für \(pending.kit) zurückziehen", kind: .secondary).html)
                """)
            return [
                "\(pending.kit)", "\(pending.handle) …", "\(germanMoment(pending.until)) Uhr", state.html,
                pending.state == .open ? back.html : "",
            ]
        }
        let list: HTML? =
            rows.isEmpty
            ? nil
            : Table(
                "Codes zur Aufnahme", isCaptionUnseen: true,
                columns: ["Koffer", "Beginn", "Gilt bis", "Stand", .init("Zurückziehen", isUnseen: true)], rows: rows
            ).html
        let isWrong = problem == .kitCode
        let frame = InputFrame(
            id: "aufnahmekennung", label: "Kennung",
            hint: "Leer: die nächste freie. Die eines vorhandenen Koffers: ein anderer Laptop für ihn.",
            mistake: isWrong ? problem?.text : nil)
        let form = PostForm(
            to: "/koffer/aufnahme", token: token,
            """
            \(Input.text(frame, name: "kennung", value: isWrong ? self.form["kennung"] ?? "" : "", .init(maxLength: 8, width: "width-10")))\
            \(Button.row([Button(submit: "Code zeigen", kind: .secondary)]))
            """
        ).html
        let words: HTML =
            "<p>Ein neuer Koffer meldet sich mit einem Code an, der \(EnrolmentBook.standardMinutes) Minuten und für eine Aufnahme gilt.</p>"
        return Part.section("Koffer aufnehmen", "\(words)\(list)\(isWrong ? form : Part.more("Code zeigen …", form))")
    }
}
