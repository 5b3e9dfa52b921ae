import Casework
package import Hummingbird
import Pages

/// The pages on which a case is filled in.
package struct CaseRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case", use: open)
        router.get("vorgang/:case/angaben/:step", use: details)
        router.post("vorgang/:case/angaben/:step", use: saveDetails)
        router.post("vorgang/:case/antwort", use: answer)
        router.get("vorgang/:case/beteiligte", use: roles)
        router.post("vorgang/:case/beteiligte", use: changeRoles)
        addEvidence(to: router)
        addCaptures(to: router)
        addSignature(to: router)
        addFees(to: router)
    }

    func file(_ context: KitContext) async throws -> CaseFile {
        CaseFile(try await DeskCase(of: context, at: kit.desk))
    }

    /// Decides one command on a case and what follows from it: the fees.
    func commit(_ command: CaseCommand, on number: CaseNumber) async throws {
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(command, on: number)
            try draft.settleFees(by: command.by)
            return draft.events
        }
    }

    @Sendable private func open(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard file.item.state == .open else { return .redirect(to: KitAddress.transferred(file.number)) }
        return .redirect(to: file.address(of: file.firstPlace))
    }

    // MARK: Angaben

    @Sendable private func details(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let step = try step(of: file, context)
        return detailsPage(file, step, context).response(from: request, context: context)
    }

    private func step(of file: CaseFile, _ context: KitContext) throws -> FormStep {
        guard let step = file.service.steps.first(where: { $0.key.text == context.parameters.get("step") }) else {
            throw HTTPError(.notFound)
        }
        return step
    }

    private func detailsPage(
        _ file: CaseFile, _ step: FormStep, _ context: KitContext, typed: [String: String] = [:],
        mistakes: [FieldKey: String] = [:], problems: [Problem] = [], hasNamedMissing: Bool = false
    ) -> Page {
        let content = DetailsPage(
            file: file, step: step, token: context.formToken, once: kit.freshOnce(), typed: typed, mistakes: mistakes,
            hasNamedMissing: hasNamedMissing)
        let frame = CaseFrame(kit: kit, file: file, place: .details(step.key), context: context)
        let atFields = step.fields.compactMap { field in
            mistakes[field.key].map { Problem($0, field: FieldView.id(of: field.key)) }
        }
        return frame.page(step.title.de, problems: atFields + problems, main: content.html(frame))
    }

    /// "Weiter": keeps what is right, names what is not and what is missing, and goes on.
    @Sendable private func saveDetails(_ request: Request, _ context: KitContext) async throws -> Response {
        let before = try await file(context)
        let step = try step(of: before, context)
        let (clerk, seen, form) = (try context.clerk.id, context.seen, context.form)
        let number = before.number
        // Fields that did not show were on the page with what they held before: they are no answers.
        let shown = Set(before.review.steps.first { $0.key == step.key }?.fields.map(\.field.key) ?? [])
        let fields = step.fields.filter { shown.contains($0.key) }
        let read = AnswersRead(fields, typed: { form.typed(for: $0) }, in: before.context)
        var mistakes = read.mistakes
        let refused = try await keep(read, of: number, by: clerk, seen: seen)
        mistakes.merge(refused.fields) { first, _ in first }
        let file = try await file(context)
        if !mistakes.isEmpty || !refused.others.isEmpty {
            return detailsPage(
                file, step, context, typed: form.typed, mistakes: mistakes, problems: refused.others.map { Problem($0) }
            ).response(from: request, context: context)
        }
        let place = CasePlace.details(step.key)
        let missing = file.missing(at: place)
        let nowShown = Set(file.review.steps.first { $0.key == step.key }?.fields.map(\.field.key) ?? [])
        let areNew = missing.contains { if case .field(_, let key) = $0.target { !shown.contains(key) } else { false } }
        if areNew, !nowShown.isSubset(of: shown) { return .redirect(to: file.address(of: place)) }
        if !missing.isEmpty, form["anyway"] == nil {
            let problems = missing.compactMap { missing -> (FieldKey, String)? in
                if case .field(_, let key) = missing.target { (key, missing.message) } else { nil }
            }
            return detailsPage(
                file, step, context, mistakes: Dictionary(problems, uniquingKeysWith: { first, _ in first }),
                hasNamedMissing: true
            ).response(from: request, context: context)
        }
        return .redirect(to: file.address(of: file.next(after: place)))
    }

    /// Keeps each answer; one that somebody else changed meanwhile stands in the way of no other.
    private func keep(
        _ read: AnswersRead, of number: CaseNumber, by clerk: ClerkID, seen: Int?
    ) async throws -> (fields: [FieldKey: String], others: [String]) {
        let current = try DeskCase(number, in: await kit.desk.view())
        var stale: [FieldKey: String] = [:]
        var fresh: [(field: Field, value: FieldValue?)] = []
        for (field, value) in read.values {
            let command = CaseCommand(
                by: clerk, seen: seen,
                .answer(
                    field.key, label: field.label.de, value: value,
                    shown: value.map { field.show($0, in: .german, context: current.context) }, source: .typed))
            do {
                guard try !current.item.decide(command).isEmpty else { continue }
                var draft = DeskDraft(current.view)
                try draft.answerTyped(field, value, of: current, by: clerk, seen: seen)
                fresh.append((field, value))
            } catch let refusal as BookRefusal {
                stale[field.key] = refusal.message
            } catch CaseRefusal.stale(let part, let label, let yours, let theirs) {
                stale[field.key] = CaseRefusal.stale(part, label: label, yours: yours, theirs: theirs).message
            } catch let error as any Explained { return ([:], [error.message]) }
        }
        guard !fresh.isEmpty else { return (stale, []) }
        let answers = fresh
        do {
            try await kit.desk.commit { view, _ in
                let case_ = try DeskCase(number, in: view)
                var draft = DeskDraft(view)
                for (field, value) in answers {
                    try draft.answerTyped(field, value, of: case_, by: clerk, seen: seen)
                }
                try draft.settleFees(by: clerk)
                return draft.events
            }
        } catch let error as any Explained {
            // A full disk, too: the page comes back with everything that was typed.
            return (stale, [error.message])
        }
        return (stale, [])
    }

    /// One field that was left.
    @Sendable private func answer(_ request: Request, _ context: KitContext) async throws -> Response {
        let reply = try await reply(context)
        return try reply.response(from: request, context: context)
    }

    private func reply(_ context: KitContext) async throws -> AutosaveReply {
        let before = try await DeskCase(of: context, at: kit.desk)
        let (clerk, seen, form) = (try context.clerk.id, context.seen, context.form)
        guard let key = form["field"], !key.isEmpty, let field = before.service.field(FieldKey(key)) else {
            return .mistake(
                "Dieses Feld gibt es in der Leistung nicht mehr. Laden Sie die Seite neu.",
                revision: before.item.revision)
        }
        let value: FieldValue?
        switch field.read(form.typed(for: field) ?? [], in: before.context) {
        case .success(let read): value = read
        case .failure(let mistake): return .mistake(mistake.message, revision: before.item.revision)
        }
        let number = before.number
        do {
            let after = try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.answerTyped(field, value, of: DeskCase(number, in: view), by: clerk, seen: seen)
                try draft.settleFees(by: clerk)
                return draft.events
            }
            return try saved(field, CaseFile(number, in: after))
        } catch CaseRefusal.stale(_, _, let yours, let theirs) {
            return .conflict(yours: yours, theirs: theirs, revision: try await file(context).item.revision)
        } catch let refusal as CaseRefusal {
            return .mistake(refusal.message, revision: before.item.revision)
        } catch let refusal as BookRefusal {
            return .mistake(refusal.message, revision: before.item.revision)
        } catch let fault as DeskFault { return .failed(fault.message) }
    }

    private func saved(_ field: Field, _ file: CaseFile) throws -> AutosaveReply {
        let step = file.service.steps.first { $0.fields.contains { $0.key == field.key } }
        let shown = file.review.steps.first { $0.key == step?.key }?.fields.map(\.field.key.text) ?? []
        let place = CasePlace.details(step?.key ?? StepKey("-"))
        var parts = file.visit.map { VisitSide(file.view, $0, at: (file, place)).parts } ?? [:]
        parts[CaseFrame.noteID] = CaseFrame.note(of: file)
        return .saved(
            time: file.view.now.germanClockWithSeconds, revision: file.item.revision, shown: shown, parts: parts)
    }
}
