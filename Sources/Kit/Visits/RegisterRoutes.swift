import Casework
package import Hummingbird
import Identity
import Pages

/// Searching the register extract from a visit, and taking over who was found. Each look is written down before anybody is shown.
package struct RegisterRoutes: Sendable {
    private let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorsprache/:visit/register", use: ask)
        // Posted, because a name is typed, and no address holds one.
        router.post("vorsprache/:visit/register", use: search)
        router.post("vorsprache/:visit/register/uebernehmen", use: take)
    }

    @Sendable private func ask(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        return page(view, try view.visit(in: context), context).response(from: request, context: context)
    }

    private func page(
        _ view: DeskView, _ visit: Visit, _ context: KitContext, typed: String = "",
        found: [(place: Int, person: RegisterPerson)]? = nil, problems: [Problem] = []
    ) -> Page {
        let content = RegisterPage(
            visit: visit, standing: RegisterStanding(view), token: context.formToken, once: kit.freshOnce(),
            today: view.today, typed: typed, found: found)
        return kit.pages.page(
            RegisterPage.title, tab: .visit, view: view, context: context, problems: problems, visit: visit,
            back: ("Vorsprache", KitAddress.visit(visit.id)), side: VisitSide(view, visit).html, main: content.html)
    }

    @Sendable private func search(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let clerk = try context.clerk.id
        let typed = context.form["person"] ?? ""
        guard case .open(let extract) = RegisterStanding(view), visit.endedAt == nil, let today = CivilDate(view.today)
        else {
            return page(view, visit, context).response(from: request, context: context)
        }
        let query = NameQuery(typed, today: today)
        guard !query.isEmpty else {
            let problem = Problem("Tippen Sie einen Namen oder ein Geburtsdatum ein.", field: "person")
            return page(view, visit, context, typed: typed, problems: [problem])
                .response(from: request, context: context)
        }
        let found = extract.search(query)
        let look = RegisterLooked(clerk: clerk, visit: visit.id, extract: extract.name, shown: found.count)
        let after = try await kit.desk.commit { view, _ in [.ofBook(view.today, .registerLooked(look))] }
        return page(after, visit, context, typed: typed, found: found).html.response(status: .ok)
    }

    @Sendable private func take(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let (clerk, once) = (try context.clerk.id, context.once)
        let (id, outing) = (visit.id, try view.outing(of: visit.id))
        guard case .open(let extract) = RegisterStanding(view), extract.name == context.form["extract"],
            let place = context.form["place"].flatMap({ Int($0) }), extract.people.indices.contains(place)
        else {
            let problem = Problem("Diese Angaben gibt es im Auszug nicht mehr. Suchen Sie noch einmal.")
            return page(view, visit, context, problems: [problem]).response(from: request, context: context)
        }
        let found = extract.people[place]
        let fresh = PersonID(kit.freshOnce())
        let after = try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            let visit = try draft.visit(id, in: outing)
            // The same press twice, or somebody who is here already.
            if let once, draft.view.state.outings[outing]?.tokens[once] != nil { return [] }
            let owner = found.owner(in: visit, on: view.today)
            if owner == nil {
                let role = found.role(in: visit, on: view.today)
                try draft.decide(OutingCommand(by: clerk, token: once, .addPerson(id, fresh, as: role)), in: outing)
            }
            let person = owner ?? fresh
            let known = try draft.visit(id, in: outing).person(person)?.values ?? [:]
            for (field, attribute, value) in found.values(on: view.today) where known[attribute] == nil {
                try draft.set(
                    attribute, label: field.label.de, to: value, of: person, in: id, at: outing, source: .register,
                    by: clerk)
            }
            try draft.settleFees(by: clerk)
            let look = RegisterLooked(clerk: clerk, visit: id, extract: extract.name, shown: 1, took: person)
            draft.add(.ofBook(view.today, .registerLooked(look)))
            return draft.events
        }
        let made = once.flatMap { after.state.outings[outing]?.tokens[$0] }.map { PersonID($0) }
        let person = made ?? after.state.visit(id).flatMap { found.owner(in: $0.visit, on: view.today) }
        return .redirect(to: person.map { KitAddress.person($0, in: id) } ?? KitAddress.visit(id))
    }
}

extension RegisterPerson {
    /// The person of the visit who is meant: of the same name and day of birth, or one who was only announced.
    fileprivate func owner(in visit: Visit, on day: CalendarDate) -> PersonID? {
        let values = Dictionary(uniqueKeysWithValues: values(on: day).map { ($0.attribute, $0.value) })
        let same = visit.persons.first { person in
            [.familyName, .givenNames, .birthDate].allSatisfy { person.values[$0] == values[$0] }
        }
        return (same ?? visit.persons.first { $0.zones.isEmpty && $0.values[.familyName] == nil })?.id
    }

    /// What somebody new probably is; the page asks.
    fileprivate func role(in visit: Visit, on day: CalendarDate) -> Role {
        if visit.applicant == nil { return .applicant }
        let age = CalendarDate(birthDate.date)?.age(on: day)
        return age.map { $0 < 18 } ?? false ? .child : .companion
    }
}

extension KitAddress {
    static func register(_ id: VisitID) -> String { visit(id) + "/register" }
    static func takeFromRegister(_ id: VisitID) -> String { register(id) + "/uebernehmen" }
}
