import Casework
import Hummingbird
import Pages
import Town

extension OfficePages {
    func addStaff(to router: OfficeRoutes) {
        router.get("/mitarbeiter") { _, context in
            let desk = try await desk(context)
            try desk.requireHead()
            return desk.staffPage(staff.members(desk.town))
        }
        router.post("/mitarbeiter") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            let form = desk.form
            do throws(StaffRefusal) {
                let units = desk.town.catalogue.units.map(\.key).filter { form.all("stellen").contains($0.text) }
                try staff.add(
                    id: form["kennung"]?.trimmed.lowercased() ?? "", name: form["name"] ?? "", units: units,
                    worksAtKit: false, isHead: form["leitung"] == "yes", town: desk.town)
            } catch {
                return desk.staffPage(staff.members(desk.town), problem: error).html.response(
                    status: .unprocessableContent)
            }
            try await registry.note(
                OrderGiven(.clerkAdded, of: form["kennung"]?.trimmed.lowercased() ?? "", by: desk.clerk.id))
            return Response.redirect(to: "/mitarbeiter")
        }
        router.post("/mitarbeiter/:id/:order") { _, context -> Response in
            let desk = try await desk(context)
            try desk.requireHead()
            guard let id = context.parameters.get("id"), !id.isEmpty,
                let member = staff.member(ClerkID(id), desk.town)
            else { throw OfficeRefusal.noSuchClerk }
            switch context.parameters.get("order") {
            case "einmalcode":
                try await registry.note(OrderGiven(.codeGiven, of: member.id.text, by: desk.clerk.id))
                let code = try staff.giveCode(to: member.id, today: desk.view.today)
                sessions.endAll { $0.clerk == member.id }
                if member.worksAtKit { try await registry.send(code) }
                // Shown once, in the answer to this press; it stands nowhere else.
                return desk.codePage(member, code).html.response(status: .ok)
            case "sperren":
                guard member.id != desk.clerk.id else { return Response.redirect(to: "/mitarbeiter") }
                try await registry.note(OrderGiven(.clerkBlocked, of: member.id.text, by: desk.clerk.id))
                try staff.setBlocked(true, member.id)
                sessions.endAll { $0.clerk == member.id }
            case "freigeben":
                try await registry.note(OrderGiven(.clerkReleased, of: member.id.text, by: desk.clerk.id))
                try staff.setBlocked(false, member.id)
            default: throw HTTPError(.notFound)
            }
            return Response.redirect(to: "/mitarbeiter")
        }
    }
}

extension StaffRefusal: PageError {
    var status: HTTPResponse.Status { .unprocessableContent }
    var title: String { "Das hat nicht geklappt" }
    var text: String { message }
}

extension OfficeDesk {
    fileprivate func staffPage(_ members: [StaffMember], problem: StaffRefusal? = nil) -> Page {
        let rows = members.map { member -> [HTML] in
            let units = member.isHead ? "alle (Leitung)" : member.units.map { unitTitle($0) }.joined(separator: ", ")
            let places = [member.worksInOffice ? "Zentrale" : nil, member.worksAtKit ? "Koffer" : nil].compactMap { $0 }
            return [
                "\(member.name)<br><span class=\"soft\">\(member.id.text)</span>", "\(units)",
                "\(places.joined(separator: ", "))", access(member), orders(member),
            ]
        }
        let table = Table(
            "Mitarbeiterinnen und Mitarbeiter", isCaptionUnseen: true,
            columns: [
                "Wer", "Organisationseinheiten", "Arbeitsplatz", "Zugang", .init("Zugang ändern", isUnseen: true),
            ],
            rows: rows)
        let field =
            switch problem {
            case .nameMissing: "name"
            case .unitMissing: "stellen"
            default: "kennung"
            }
        let problems = problem.map { [Problem($0.message, field: field)] } ?? []
        let form = addForm(problem: problem, field: field)
        let add = problem == nil ? Part.more("Jemanden hinzufügen", form) : Part.section("Jemanden hinzufügen", form)
        return page(
            "Mitarbeiter", at: "/mitarbeiter", problems: problems,
            """
            <div class="flow"><p>Wer am Koffer arbeitet, steht im Ordner der Stadt (staff.yaml). Hier kommen Zugänge zur Zentrale hinzu.</p>\
            \(table.html)\(add)\(staffHistory(members))</div>
            """)
    }

    /// Who added, blocked or reset whom.
    private func staffHistory(_ members: [StaffMember]) -> HTML? {
        let kinds: Set<OrderGiven.Order> = [.clerkAdded, .clerkBlocked, .clerkReleased, .codeGiven]
        let lines = view.state.orders.reversed().filter { kinds.contains($0.given.order) }.prefix(100)
        guard !lines.isEmpty else { return nil }
        let names = Dictionary(members.map { ($0.id.text, $0.name) }, uniquingKeysWith: { first, _ in first })
        return Part.more(
            "Wer wann was geändert hat",
            Part.timeline(
                lines.map { line in
                    let about = names[line.given.about] ?? line.given.about
                    let who = names[line.given.clerk.text] ?? line.given.clerk.text
                    return (germanMoment(line.at), "\(about): \(line.given.order.german) – \(who)")
                }))
    }

    private func access(_ member: StaffMember) -> HTML {
        if member.isBlocked { return StatusTag(.bad, "gesperrt").html }
        return switch member.access {
        case .none: StatusTag(.idle, "noch kein Kennwort").html
        case .code(let until): StatusTag(.busy, "Einmalcode bis \(until.german)").html
        case .secret: StatusTag(.good, "Kennwort gesetzt").html
        }
    }

    private func orders(_ member: StaffMember) -> HTML {
        func order(_ path: String, _ text: String, _ kind: Button.Kind) -> HTML {
            ButtonForm(
                to: "/mitarbeiter/\(member.id.text)/\(path)", token: token,
                button: Button(submit: text, kind: kind, unseen: "für \(member.name)")
            ).html
        }
        let code = order("einmalcode", "Einmalcode", .secondary)
        if member.id == clerk.id { return "<div class=\"row\">\(code)</div>" }
        let block = member.isBlocked ? order("freigeben", "Freigeben", .quiet) : order("sperren", "Sperren", .quiet)
        return "<div class=\"row\">\(code)\(block)</div>"
    }

    private func addForm(problem: StaffRefusal?, field: String) -> HTML {
        func frame(_ id: String, _ label: String, hint: String? = nil) -> InputFrame {
            InputFrame(id: id, label: label, hint: hint, mistake: id == field ? problem?.message : nil)
        }
        let units = town.catalogue.units.map { Input.Option($0.key.text, $0.title.de) }
        let fields: [HTML] = [
            Input.text(
                frame("kennung", "Kennung", hint: "Kleine Buchstaben, Ziffern und Bindestrich: mueller-platz"),
                name: "kennung", value: form["kennung"] ?? "", .init(maxLength: 32, width: "width-20")),
            Input.text(frame("name", "Name"), name: "name", value: form["name"] ?? "", .name),
            Input.checkboxes(
                frame("stellen", "Organisationseinheiten"), name: "stellen", options: units, chosen: form.all("stellen")
            ),
            Input.checkbox(
                InputFrame(id: "leitung", label: "Leitung: sieht alle Vorgänge und verwaltet Zugänge"), name: "leitung",
                isChecked: form["leitung"] == "yes"),
        ]
        return PostForm(
            to: "/mitarbeiter", token: token, "\(fields)\(Button.row([Button(submit: "Hinzufügen")]))"
        ).html
    }

    fileprivate func codePage(_ member: StaffMember, _ code: StaffCode) -> Page {
        let kit: HTML? =
            member.worksAtKit
            ? "<p>Derselbe Code gilt an den Koffern, sobald sie das nächste Mal Verbindung hatten; ab dann öffnet das alte Kennwort sie nicht mehr.</p>"
            : nil
        return page(
            "Einmalcode für \(member.name)", at: "/mitarbeiter", back: ("Mitarbeiter", "/mitarbeiter"), width: .reading,
            """
            \(Part.done("Einmalcode", number: code.code))\
            <p>Er wird nur jetzt gezeigt und gilt bis \(code.until.german), für eine Anmeldung. Das bisherige Kennwort gilt nicht mehr.</p>\
            \(kit)\(Button.row([Button(print: "Drucken", kind: .primary, key: .print), Button("Fertig", to: "/mitarbeiter")]))
            """)
    }
}
