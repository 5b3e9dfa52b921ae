import Casework
import Hummingbird
import Journal
import Pages
import Sync
import Town

extension OfficePages {
    func addKits(to router: OfficeRoutes) {
        router.get("/koffer") { _, context in
            try await desk(context).kits(registry.ledger.kits())
        }
        router.post("/koffer/:code/:order") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            guard let kit = try registry.ledger.kits().first(where: { $0.code == context.parameters.get("code") }),
                let order = context.parameters.get("order"), order == "sperren" || order == "freigeben"
            else { throw OfficeRefusal.noSuchKit }
            let isLocking = order == "sperren"
            guard kit.kit.state != .erased, (kit.kit.state == .locked) != isLocking else {
                return Response.redirect(to: "/koffer")
            }
            let reason = desk.form["grund"]?.trimmed ?? ""
            guard !isLocking || !reason.isEmpty else {
                return desk.kits(try registry.ledger.kits(), reasonMissingFor: kit.code).html.response(
                    status: .unprocessableContent)
            }
            try await registry.setLock(isLocking, of: kit.kit.number, reason: reason)
            return Response.redirect(to: "/koffer")
        }
    }
}

extension OfficeDesk {
    fileprivate func kits(_ kits: [KitRecord], reasonMissingFor wrong: String? = nil) -> Page {
        let rows = kits.map { record -> [HTML] in
            let hello = record.contact?.hello
            let last = record.contact.map { Moment(milliseconds: $0.at.milliseconds) }
            let catalogue: HTML =
                if hello == nil { "–" } else if hello?.catalogue == town.catalogue.hash {
                    StatusTag(.good, "aktuell").html
                } else {
                    StatusTag(.busy, "unterwegs").html
                }
            return [
                "\(record.code)", state(record),
                "\(last.map { "\($0.germanDay?.german ?? "") \($0.germanClock)" } ?? "noch nie")",
                "\(hello.map { GermanText.number(Int(clamping: $0.unsent)) } ?? "–")", "\(hello?.program ?? "–")",
                catalogue,
                clerk.isHead ? order(record, isWrong: record.code == wrong) : "",
            ]
        }
        let table = Table(
            "Koffer", isCaptionUnseen: true,
            columns: [
                "Koffer", "Stand", "Letzter Kontakt", .init("Nicht übertragen", isNumber: true), "Programm", "Katalog",
                .init("Sperren und freigeben", isUnseen: true),
            ], rows: rows,
            empty: EmptyState(
                "Noch kein Koffer",
                "Nehmen Sie einen Koffer mit „amtskoffer office enrol“ auf; die Anfrage kommt vom Koffer."))
        let problems = wrong.map {
            [Problem("Geben Sie den Grund an, aus dem der Koffer gesperrt wird.", field: "grund-\($0)")]
        }
        return page("Koffer", at: "/koffer", problems: problems ?? [], table.html)
    }

    private func state(_ record: KitRecord) -> HTML {
        switch record.kit.state {
        case .active: StatusTag(.good, "in Betrieb").html
        case .locked: StatusTag(.bad, "gesperrt").html
        case .erased: StatusTag(.idle, "gelöscht").html
        }
    }

    private func order(_ record: KitRecord, isWrong: Bool) -> HTML {
        switch record.kit.state {
        case .active:
            let reason = Input.text(
                InputFrame(
                    id: "grund-\(record.code)", label: "Grund",
                    mistake: isWrong ? "Geben Sie den Grund an." : nil), name: "grund", .init(maxLength: 200))
            let form = PostForm(
                to: "/koffer/\(record.code)/sperren", token: token,
                "\(reason)\(Button.row([Button(submit: "Koffer \(record.code) sperren", kind: .danger)]))")
            return isWrong ? form.html : Part.more("Sperren …", form.html)
        case .locked:
            return ButtonForm(
                to: "/koffer/\(record.code)/freigeben", token: token,
                button: Button(submit: "Koffer \(record.code) freigeben", kind: .secondary)
            ).html
        case .erased: return ""
        }
    }
}
