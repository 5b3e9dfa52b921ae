import Casework
import Hummingbird
import Pages
import Town

extension OfficePages {
    func addCaseActions(to router: OfficeRoutes) {
        router.post("/vorgang/:number/:act") { _, context -> Response in
            let desk = try await desk(context)
            let item = try desk.file(context).item
            guard let act = context.parameters.get("act").flatMap(CaseAction.init(rawValue:)) else {
                throw HTTPError(.notFound)
            }
            do {
                try await carryOut(act, on: item, desk)
                return Response.redirect(to: "/vorgang/\(item.number.text)")
            } catch let refusal as CaseRefusal {
                return try await again(act, item, refusal.message, context)
            } catch let mistake as ActionMistake {
                return try await again(act, item, mistake.text, context)
            }
        }
    }

    /// The page once more, with what was typed.
    private func again(_ act: CaseAction, _ item: Case, _ text: String, _ context: OfficeContext) async throws
        -> Response
    {
        try await desk(context).casePage(item.number, once: once(), problem: (act, text), typed: context.form)
            .html.response(status: .unprocessableContent)
    }

    private func carryOut(_ act: CaseAction, on item: Case, _ desk: OfficeDesk) async throws {
        let form = desk.form
        let number = item.number
        let clerk = desk.clerk
        let token = form["once"].flatMap { $0.isEmpty ? nil : $0 }
        if act == .answer {
            try await enterAnswer(form["text"] ?? "", to: number, clerk, token: token)
            return
        }
        let wanted = try desk.act(act, today: desk.view.today)
        try await registry.commit { view in
            // Between page and press the case may have gone to another unit.
            guard let file = view.state.cases[number], clerk.sees(file.item.unit) else {
                throw OfficeRefusal.noSuchCase
            }
            // The same form sent twice: what it did stands already.
            if act.isRepeated(on: file.item, wanted) { return [] }
            let command = CaseCommand(by: clerk.id, seen: nil, token: token, wanted)
            return try file.item.decide(command).map { .ofCase(number, $0) }
        }
    }

    /// The office takes the answer in as a case of its own that names the old one; both change in one transaction.
    private func enterAnswer(_ text: String, to number: CaseNumber, _ clerk: StaffMember, token: String?) async throws {
        guard let text = text.nonBlank else { throw ActionMistake.answerMissing }
        let code = registry.citizenCode()
        try await registry.commit { view in
            guard let old = view.state.cases[number]?.item, clerk.sees(old.unit), let opening = old.opening else {
                throw OfficeRefusal.noSuchCase
            }
            if let token, view.state.cases.values.contains(where: { $0.item.opening?.token == token }) { return [] }
            let new = view.nextCaseNumber
            let opened = CaseOpened(
                number: new, service: opening.service, title: "Antwort: \(opening.title)", leika: opening.leika,
                unit: old.unit ?? opening.unit, partner: opening.partner, catalogue: view.town.town.catalogue.hash,
                clerk: clerk.id, day: view.today, follows: number, question: old.openQuestion?.text,
                retentionMonths: opening.retentionMonths, deadlineDays: opening.deadlineDays, token: token)
            var item = Case(opened: opened, at: view.now)
            var events: [CaseEvent] = [.opened(opened)]
            func act(_ wanted: CaseCommand.Act) throws {
                for event in try item.decide(CaseCommand(by: clerk.id, seen: item.revision, wanted)) {
                    item.apply(event, at: view.now)
                    events.append(event)
                }
            }
            try act(.answer("answer", label: "Antwort", value: .text(text), shown: text, source: .typed))
            try act(.check(readByCitizen: false))
            try act(
                .transfer(
                    .init(
                        on: view.today, code: code, hindrances: [], missing: [], asIncomplete: false, followsAt: nil,
                        finished: true)))
            try act(.receive(at: view.now))
            let received = try old.decide(
                CaseCommand(by: clerk.id, .receiveAnswer(follower: new, day: view.today)))
            return events.map { .ofCase(new, $0) } + received.map { .ofCase(number, $0) }
        }
    }
}

/// What a form lacks before a decision can be asked for.
enum ActionMistake: Error, Hashable {
    case dueUnreadable
    case unitMissing
    case answerMissing

    var text: String {
        switch self {
        case .dueUnreadable: "Geben Sie die Frist mit Tag, Monat und Jahr ein."
        case .unitMissing: "Wählen Sie die Organisationseinheit, an die der Vorgang geht."
        case .answerMissing: "Schreiben Sie die Antwort auf."
        }
    }
}

extension CaseAction {
    /// A second press of the same button: the case is where this act would bring it.
    fileprivate func isRepeated(on item: Case, _ act: CaseCommand.Act) -> Bool {
        switch act {
        case .makeReady(let place): item.state == .readyToCollect && item.collectAt == place
        case .handOut: item.state == .handedOut
        case .withdraw: item.state == .withdrawn
        case .reject: item.state == .rejected
        case .finish: item.state == .done
        default: false
        }
    }
}

extension OfficeDesk {
    fileprivate func act(_ action: CaseAction, today: CalendarDate) throws -> CaseCommand.Act {
        let text = form["text"]?.trimmed ?? ""
        switch action {
        case .take: return .take(fileNumber: text)
        case .askBack:
            guard let due = dueDate else { throw ActionMistake.dueUnreadable }
            let telling = CaseAskedBack.Telling(rawValue: form["weg"] ?? "") ?? .callList
            return .askBack(question: text, due: due, telling: telling, today: today)
        case .tell: return .tell(note: text)
        case .forward:
            guard let unit = town.catalogue.units.first(where: { $0.key.text == form["stelle"] }) else {
                throw ActionMistake.unitMissing
            }
            return .forward(to: unit.key, reason: text)
        case .ready: return .makeReady(place: text)
        case .handOut: return .handOut(to: text)
        case .withdraw: return .withdraw(reason: text)
        case .reject: return .reject(reason: text)
        case .done: return .finish(note: text)
        case .note, .answer: return .note(text)
        }
    }

    private var dueDate: CalendarDate? {
        guard let day = form["frist.day"].flatMap({ Int($0.trimmed) }),
            let month = form["frist.month"].flatMap({ Int($0.trimmed) }),
            let year = form["frist.year"].flatMap({ Int($0.trimmed) })
        else { return nil }
        return CalendarDate(year: year < 100 ? 2000 + year : year, month: month, day: day)
    }
}
