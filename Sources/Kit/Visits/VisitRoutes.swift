import Casework
import HTTPTypes
package import Hummingbird
import Identity
import Journal
import Pages

/// Starting a visit, its overview, its persons, adding services.
package struct VisitRoutes: Sendable {
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorsprachen/neu", use: begin)
        router.post("vorsprachen", use: start)
        router.get("vorsprache/:visit", use: overview)
        router.post("vorsprache/:visit/zone", use: readZone)
        router.post("vorsprache/:visit/personen", use: addPerson)
        router.get("vorsprache/:visit/person/:person", use: person)
        router.post("vorsprache/:visit/person/:person", use: savePerson)
        router.post("vorsprache/:visit/person/:person/antwort", use: answerPerson)
        router.post("vorsprache/:visit/person/:person/entfernen", use: removePerson)
        router.get("vorsprache/:visit/leistung", use: services)
        router.post("vorsprache/:visit/leistung", use: addService)
    }

    // MARK: Starting

    /// F2: asks nothing where nothing is to be asked, but a GET changes nothing, so one key presses the button.
    @Sendable private func begin(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let clerk = try context.clerk
        guard let outing = view.outing else { throw DeskFault.noOuting }
        if view.forgottenDay != nil { return .redirect(to: KitAddress.today) }
        let once = kit.freshOnce()
        var forms: [HTML] = []
        if let called = outing.called(by: clerk.id) {
            forms.append(
                ButtonForm(
                    to: KitAddress.visits, token: context.formToken, onceToken: once,
                    values: [("ticket", called.number.text)],
                    button: Button(submit: "Vorsprache \(called.number.text) beginnen", key: .next)
                ).html)
        }
        forms.append(
            ButtonForm(
                to: KitAddress.visits, token: context.formToken, onceToken: once,
                button: Button(
                    submit: "Vorsprache ohne Nummer beginnen", kind: forms.isEmpty ? .primary : .secondary,
                    key: forms.isEmpty ? .next : nil)
            ).html)
        let open = outing.openVisits(of: clerk.id)
        let notice: HTML? =
            open.isEmpty
            ? nil
            : Notice(
                .information, "Bei Ihnen ist noch eine Vorsprache offen.",
                "<p>\(HTML(open.map { Button($0.ticket?.text ?? "Ohne Nummer", kind: .link, to: KitAddress.visit($0.id)).html }, separator: " "))</p>"
            ).html
        let page = kit.pages.page(
            "Neue Vorsprache", tab: .visit, view: view, context: context, back: ("Heute", KitAddress.today),
            main: "\(notice)<div class=\"actions\">\(forms)</div>")
        return page.response(from: request, context: context)
    }

    @Sendable private func start(_ request: Request, _ context: KitContext) async throws -> Response {
        let (clerk, once) = (try context.clerk.id, context.once)
        let ticket = context.form["ticket"].flatMap { $0.isEmpty ? nil : TicketNumber($0) }
        let fresh = VisitID(kit.freshOnce())
        let after: DeskView
        do {
            after = try await kit.desk.commit { view, _ in
                guard let outing = view.outing else { throw DeskFault.noOuting }
                var draft = DeskDraft(view)
                try draft.decide(
                    OutingCommand(by: clerk, token: once, .startVisit(fresh, ticket: ticket)), in: outing.id)
                return draft.events
            }
        } catch let refusal as OutingRefusal {
            return try TodayPage(kit, try await kit.desk.view(), context).page(problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        let made = once.flatMap { after.outing?.tokens[$0] }.map { VisitID($0) } ?? fresh
        return .redirect(to: KitAddress.visit(made))
    }

    // MARK: Overview

    @Sendable private func overview(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        return page(view, visit, context).response(from: request, context: context)
    }

    private func page(
        _ view: DeskView, _ visit: Visit, _ context: KitContext, problems: [Problem] = [], typedZone: String = "",
        zoneMistake: String? = nil
    ) -> Page {
        let content = VisitPage(
            view: view, visit: visit, token: context.formToken, once: kit.freshOnce(), typedZone: typedZone,
            zoneMistake: zoneMistake)
        return kit.pages.page(
            content.title, tab: .visit, view: view, context: context, problems: problems, visit: visit,
            side: VisitSide(view, visit).html, main: content.html)
    }

    // MARK: The zone

    @Sendable private func readZone(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let clerk = try context.clerk.id
        let once = context.once
        let text = (context.form["zone"] ?? "").uppercased()
        guard let outing = view.state.visit(visit.id)?.outing.id,
            let today = CivilDate(year: view.today.year, month: view.today.month, day: view.today.day)
        else { throw DeskFault.noSuchVisit }
        let zone: MachineReadableZone
        do { zone = try MachineReadableZone.read(text, today: today) } catch {
            return page(
                view, visit, context, problems: [Problem(error.message, field: "zone")], typedZone: text,
                zoneMistake: error.message
            ).response(from: request, context: context)
        }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let fresh = PersonID(kit.freshOnce())
        let id = visit.id
        let after = try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            let visit = try draft.visit(id, in: outing)
            let owner = ZoneOwner.find(zone, in: visit, on: view.today)
            if owner == nil {
                let role = ZoneOwner.role(for: zone, in: visit, on: view.today)
                try draft.decide(
                    OutingCommand(by: clerk, token: once, .addPerson(id, fresh, as: role)), in: outing)
            }
            try draft.decide(
                OutingCommand(
                    by: clerk,
                    .readDocument(id, owner?.id ?? fresh, zone: lines, repaired: !zone.repairs.isEmpty)),
                in: outing)
            return draft.events
        }
        let person = after.state.visit(id).flatMap { ZoneOwner.find(zone, in: $0.visit, on: view.today)?.id } ?? fresh
        return .redirect(to: KitAddress.person(person, in: id))
    }

    // MARK: Persons

    @Sendable private func addPerson(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let (clerk, once) = (try context.clerk.id, context.once)
        guard let role = context.form["role"].flatMap(Role.init(rawValue:)) else {
            return page(
                view, visit, context, problems: [Problem("Wählen Sie, als was die Person da ist.", field: "role")]
            ).response(from: request, context: context)
        }
        let fresh = PersonID(kit.freshOnce())
        let id = visit.id
        let outing = try view.outing(of: id)
        let after = try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(OutingCommand(by: clerk, token: once, .addPerson(id, fresh, as: role)), in: outing)
            return draft.events
        }
        let made = once.flatMap { after.state.outings[outing]?.tokens[$0] }.map { PersonID($0) } ?? fresh
        return .redirect(to: KitAddress.person(made, in: id))
    }

    @Sendable private func person(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        return try personPage(view, context).response(from: request, context: context)
    }

    private func personPage(
        _ view: DeskView, _ context: KitContext, typed: [String: String] = [:], mistakes: [FieldKey: String] = [:],
        problems: [Problem] = []
    ) throws -> Page {
        let visit = try view.visit(in: context)
        let person = try visit.person(in: context)
        let outing = view.state.visit(visit.id)?.outing
        let content = PersonPage(
            view: view, visit: visit, person: person, revision: outing?.revision ?? 0, token: context.formToken,
            once: kit.freshOnce(), typed: typed, mistakes: mistakes)
        return kit.pages.page(
            content.title, tab: .visit, view: view, context: context,
            problems: problems
                + mistakes.map { Problem($0.value, field: FieldView.id(of: $0.key)) }
                .sorted { $0.text < $1.text },
            visit: visit, back: ("Vorsprache", KitAddress.visit(visit.id)), side: VisitSide(view, visit).html,
            main: content.html)
    }

    @Sendable private func savePerson(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let person = try visit.person(in: context)
        let (clerk, seen) = (try context.clerk.id, context.seen)
        let saving = PersonSaving(context.form, of: person, on: view.today)
        let outing = try view.outing(of: visit.id)
        var problems: [Problem] = []
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try saving.decide(in: &draft, visit: visit.id, at: outing, by: clerk, seen: seen)
                try draft.settleFees(by: clerk)
                return draft.events
            }
        } catch let error as any Explained { problems.append(Problem(error.message)) }
        guard saving.mistakes.isEmpty, problems.isEmpty else {
            let after = try await kit.desk.view()
            return try personPage(
                after, context, typed: context.form.typed, mistakes: saving.mistakes, problems: problems
            ).response(from: request, context: context)
        }
        return .redirect(to: KitAddress.visit(visit.id))
    }

    @Sendable private func removePerson(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let clerk = try context.clerk.id
        let outing = try view.outing(of: visit.id)
        guard let name = context.parameters.get("person"), !name.isEmpty else { throw OutingRefusal.noSuchPerson }
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.remove(PersonID(name), from: visit.id, at: outing, by: clerk)
                return draft.events
            }
        } catch let refusal as OutingRefusal {
            return try personPage(view, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.visit(visit.id))
    }

    @Sendable private func answerPerson(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let person = try visit.person(in: context)
        let (clerk, seen) = (try context.clerk.id, context.seen)
        let outing = try view.outing(of: visit.id)
        let saving = PersonSaving(context.form, of: person, on: view.today)
        if let mistake = saving.mistakes.first?.value {
            return try AutosaveReply.mistake(mistake, revision: seen ?? 0).response(from: request, context: context)
        }
        do {
            let after = try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try saving.decide(in: &draft, visit: visit.id, at: outing, by: clerk, seen: seen)
                try draft.settleFees(by: clerk)
                return draft.events
            }
            let revision = after.state.outings[outing]?.revision ?? 0
            let parts = try VisitSide(after, after.visit(in: context)).parts
            return try AutosaveReply.saved(time: after.now.germanClockWithSeconds, revision: revision, parts: parts)
                .response(from: request, context: context)
        } catch OutingRefusal.stale(let attribute, _, let yours, let theirs) {
            let revision = try await kit.desk.view().state.outings[outing]?.revision ?? 0
            let field = PersonForm.field(attribute)
            let forms = KitForms.context(on: view.today)
            func shown(_ value: FieldValue?) -> String {
                value.flatMap { field?.show($0, in: .german, context: forms) } ?? "keine Angabe"
            }
            return try AutosaveReply.conflict(yours: shown(yours), theirs: shown(theirs), revision: revision)
                .response(from: request, context: context)
        } catch let refusal as OutingRefusal {
            return try AutosaveReply.mistake(refusal.message, revision: seen ?? 0)
                .response(from: request, context: context)
        }
    }

    // MARK: Services

    @Sendable private func services(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        func asked(_ name: String) -> String? {
            request.uri.queryParameters[Substring(name)].flatMap { $0.isEmpty ? nil : String($0) }
        }
        let choice = ServiceChoice(
            view: view, visit: visit, token: context.formToken, once: kit.freshOnce(),
            person: asked("person").map { PersonID($0) }, waitsFor: asked("waitsFor").map { CaseNumber($0) })
        let typed = asked("q") ?? ""
        if request.headers[HTTPField.Name("X-Part")!] != nil { return choice.list(typed: typed).response(status: .ok) }
        let page = kit.pages.page(
            "Leistung hinzufügen", tab: .visit, view: view, context: context, visit: visit,
            back: ("Vorsprache", KitAddress.visit(visit.id)), side: VisitSide(view, visit).html,
            main: choice.form(typed: typed))
        return page.response(from: request, context: context)
    }

    @Sendable private func addService(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let (clerk, once) = (try context.clerk.id, context.once)
        func named(_ name: String) -> String? { context.form[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let service = named("service") else { throw DeskFault.noSuchService }
        let wish = CaseWish(
            service: ServiceKey(service), person: named("person").map { PersonID($0) },
            waitsFor: named("waitsFor").map { CaseNumber($0) })
        let outing = try view.outing(of: visit.id)
        let before = Set(visit.cases)
        do {
            let after = try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.open(wish, in: visit.id, at: outing, by: clerk, token: once)
                try draft.settleFees(by: clerk)
                return draft.events
            }
            let made = once.flatMap { after.state.outings[outing]?.tokens[$0] }.map { CaseNumber($0) }
            let newest = try after.visit(in: context).cases.last { !before.contains($0) }
            guard let number = made ?? newest else { return .redirect(to: KitAddress.visit(visit.id)) }
            return .redirect(to: KitAddress.case_(number))
        } catch let refusal as OutingRefusal {
            return page(view, visit, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
    }
}
