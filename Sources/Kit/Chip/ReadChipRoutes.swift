import Casework
package import Hummingbird
import Identity
import IdentityCard
import Pages

/// "Chip lesen" in a visit.
package struct ReadChipRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorsprache/:visit/chip", use: show)
        router.post("vorsprache/:visit/chip", use: read)
    }

    /// With a terminal, German cards can be read too; reading is the least it must be allowed.
    private func content(
        _ visit: Visit, _ view: DeskView, _ context: KitContext, mistakes: [String: String] = [:]
    ) async throws -> ReadChipPage {
        ReadChipPage(
            visit: visit, readiness: await kit.readiness(for: [.read(.familyName)], on: try view.civilToday),
            isSimulated: kit.cards?.isSimulated ?? false, token: context.formToken, once: kit.freshOnce(),
            typed: context.form.typed, mistakes: mistakes)
    }

    private func page(
        _ view: DeskView, _ visit: Visit, _ context: KitContext, problems: [Problem] = [], main: HTML
    ) -> Page {
        kit.pages.page(
            "Chip lesen", tab: .visit, view: view, context: context, problems: problems, visit: visit,
            back: ("Vorsprache", KitAddress.visit(visit.id)), side: VisitSide(view, visit).html, main: main)
    }

    @Sendable private func show(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        return page(view, visit, context, main: try await content(visit, view, context).html)
            .response(from: request, context: context)
    }

    @Sendable private func read(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        if visit.endedAt != nil { throw OutingRefusal.visitEnded }
        var (mistakes, problems): ([String: String], [Problem]) = ([:], [])
        do {
            guard let cards = kit.cards else { throw CardProblem.readerMissing }
            let today = try view.civilToday
            let work = ChipWork(cards: cards, today: today, clerk: try context.clerk.id)
            let reading =
                context.form["document"] == "identityCard"
                ? try await work.readIdentityCard(try ChipInput(context.form).opening())
                : try await work.readPassport(try password(context, visit, today))
            let person = try await keep(reading, in: visit, cards.isSimulated, by: context.clerk.id)
            let after = try await kit.desk.view()
            let shown = try await content(visit, after, context)
            return page(after, try after.visit(in: context), context, main: shown.result(reading, person: person))
                .response(from: request, context: context)
        } catch let mistake as ChipInput.Mistake {
            mistakes[mistake.field] = mistake.message
            problems.append(Problem(mistake.message, field: mistake.field))
        } catch let problem as CardProblem {
            let field: String? =
                switch problem {
                case .passwordWrong(.can, _): "can"
                case .passwordWrong(.zone, _): "zone"
                default: nil
                }
            if let field { mistakes[field] = problem.germanText }
            problems.append(Problem(problem.germanText, field: field))
        } catch let hindrance as ChipHindrance {
            problems.append(Problem(hindrance.message))
        }
        let form = try await content(visit, view, context, mistakes: mistakes)
        return page(view, visit, context, problems: problems, main: form.html)
            .response(from: request, context: context)
    }

    /// The CAN where one was typed, else the zone: typed, or the last one read in the visit.
    private func password(
        _ context: KitContext, _ visit: Visit, _ today: CivilDate
    ) throws(ChipInput.Mistake) -> CardPassword {
        if let can = context.form["can"], !can.allSatisfy(\.isWhitespace) {
            guard let number = CardAccessNumber(can) else {
                throw .init(field: "can", message: "Die CAN hat sechs Ziffern. Lesen Sie sie von der Vorderseite ab.")
            }
            return .can(number)
        }
        let typed = (context.form["zone"] ?? "").uppercased()
        let known = visit.persons.flatMap(\.zones).last?.zone.joined(separator: "\n")
        let text = typed.allSatisfy(\.isWhitespace) ? known ?? "" : typed
        do {
            return .zone(try MachineReadableZone.read(text, today: today))
        } catch { throw .init(field: "zone", message: error.message) }
    }

    /// That a chip was read is in the journal; what a German card said becomes the person's, a zone is taken over by the clerk.
    private func keep(
        _ reading: ChipReading, in visit: Visit, _ isSimulated: Bool, by clerk: ClerkID
    ) async throws -> PersonID? {
        let (id, fresh) = (visit.id, PersonID(kit.freshOnce()))
        let outing = try await kit.desk.view().outing(of: id)
        let after = try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(
                OutingCommand(
                    by: clerk, .readChip(id, reading.document, reading.verdict, isSimulated: isSimulated)),
                in: outing)
            guard !reading.fields.isEmpty else { return draft.events }
            let visit = try draft.visit(id, in: outing)
            let owner = Self.owner(of: reading, in: visit)
            if owner == nil {
                let role: Role = visit.applicant == nil ? .applicant : .companion
                try draft.decide(OutingCommand(by: clerk, .addPerson(id, fresh, as: role)), in: outing)
            }
            for (attribute, value) in reading.fields where owner?.values[attribute] == nil {
                let label = PersonForm.field(attribute)?.label.de ?? attribute.rawValue
                try draft.set(
                    attribute, label: label, to: value, of: owner?.id ?? fresh, in: id, at: outing, source: .card,
                    by: clerk)
            }
            try draft.settleFees(by: clerk)
            return draft.events
        }
        guard !reading.fields.isEmpty else { return nil }
        return after.state.visit(id).flatMap { Self.owner(of: reading, in: $0.visit)?.id }
    }

    /// Somebody of the same name and birth date, or who was only announced; nil for somebody new.
    private static func owner(of reading: ChipReading, in visit: Visit) -> Visit.Person? {
        let values = Dictionary(
            reading.fields.map { ($0.attribute, $0.value) }, uniquingKeysWith: { first, _ in first })
        func name(_ value: FieldValue?) -> String { Transliteration.searchForm(value?.text ?? "") }
        let same = visit.persons.first { person in
            name(person.values[.familyName]) == name(values[.familyName])
                && person.values[.birthDate] == values[.birthDate]
        }
        return same ?? visit.persons.first { $0.zones.isEmpty && $0.values[.familyName] == nil }
    }
}
