import Casework
package import Hummingbird
import Identity
import IdentityCard
import Pages
import Town

/// The chip of the applicant's card: changing it, settling an interruption, leaving it for another stop; and a case's history.
package struct ChipRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/chip", use: show)
        router.post("vorgang/:case/chip", use: serve)
        router.post("vorgang/:case/chip/abschluss", use: settle)
        router.post("vorgang/:case/chip/folgt", use: postpone)
        router.post("vorgang/:case/chip/entsperren", use: unblock)
        router.get("vorgang/:case/verlauf", use: history)
    }

    /// The case of the address with what its service does at a chip; nil where it does nothing there.
    private func chipCase(_ context: KitContext) async throws -> (file: CaseFile, rule: ChipRule?) {
        let file = CaseFile(try await DeskCase(of: context, at: kit.desk))
        return (file, file.isListed ? file.service.chip : nil)
    }

    private func page(
        _ file: CaseFile, _ rule: ChipRule, _ context: KitContext, problems: [Problem] = [],
        mistakes: [String: String] = [:]
    ) async throws -> Page {
        let rights = rule.act == .address ? ChangeTerminal.addressRights : ChangeTerminal.pinRights
        let content = ChipPage(
            file: file, rule: rule, readiness: await kit.readiness(for: rights, on: try file.view.civilToday),
            pad: await kit.cards?.padOffer() ?? .nothing,
            checksHolder: try await checksHolder(file), isSimulated: kit.cards?.isSimulated ?? false,
            token: context.formToken, once: kit.freshOnce(),
            typedCAN: context.form["can"] ?? "", mistakes: mistakes)
        let frame = CaseFrame(kit: kit, file: file, place: .chip, context: context)
        let atFields = mistakes.sorted { $0.key < $1.key }.map { Problem($0.value, field: $0.key) }
        return frame.page("Chip", problems: atFields + problems, main: content.html(frame))
    }

    /// Whether the chip will be asked whose it is: for that the certificates must allow it, and the case must say who.
    private func checksHolder(_ file: CaseFile) async throws -> Bool {
        guard ChipWork.Holder(of: file) != nil else { return false }
        return await kit.readiness(for: ChipWork.holderRights, on: try file.view.civilToday) == .ready
    }

    @Sendable private func show(_ request: Request, _ context: KitContext) async throws -> Response {
        let (file, rule) = try await chipCase(context)
        guard let rule else { return .redirect(to: KitAddress.case_(file.number)) }
        return try await page(file, rule, context).response(from: request, context: context)
    }

    // MARK: Changing

    @Sendable private func serve(_ request: Request, _ context: KitContext) async throws -> Response {
        let (file, rule) = try await chipCase(context)
        guard let rule else { return .redirect(to: KitAddress.case_(file.number)) }
        return try await doing(request, context, file, rule) { work, input in
            switch rule.act {
            case .address: try await change(file, rule, work, input, by: context.clerk.id)
            case .newPIN: try await setPIN(file, rule, work, input, by: context.clerk.id)
            }
        }
    }

    private func change(
        _ file: CaseFile, _ rule: ChipRule, _ work: ChipWork, _ input: ChipInput, by clerk: ClerkID
    ) async throws {
        if file.item.openChipChange != nil { throw CaseRefusal.chipUnsettled }
        guard let after = ChipNotice.address(of: file) else { throw ChipHindrance.addressMissing }
        let opening = try input.opening()
        let (number, isSimulated) = (file.number, work.cards.isSimulated)
        try await endingWhereTooLong(number, rule, holding: after, isSimulated, by: clerk) {
            let isWritten = try await work.change(to: after, opening: opening, holder: ChipWork.Holder(of: file)) {
                change in
                try await note(.beginChipChange(change.encoded.hex, isSimulated: isSimulated), of: number, by: clerk)
            }
            try await end(isWritten ? .written : .same, of: number, rule, holding: after, isSimulated, by: clerk)
        }
    }

    /// An address the card has no room for is taken back at once, and with it the change: it could never be finished.
    private func endingWhereTooLong(
        _ number: CaseNumber, _ rule: ChipRule, holding address: ChipResidence, _ isSimulated: Bool,
        by clerk: ClerkID, _ body: () async throws -> Void
    ) async throws {
        do {
            try await body()
        } catch let problem as CardProblem {
            // Nothing happens where the card said so before anything was begun.
            if case .dataTooLong = problem {
                try await end(.undone, of: number, rule, holding: address, isSimulated, by: clerk)
            }
            throw problem
        }
    }

    private func setPIN(
        _ file: CaseFile, _ rule: ChipRule, _ work: ChipWork, _ input: ChipInput, by clerk: ClerkID
    ) async throws {
        let new = try input.newPIN()
        let opening = try input.opening()
        let (number, isSimulated) = (file.number, work.cards.isSimulated)
        do {
            try await work.setPIN(new, opening: opening, holder: ChipWork.Holder(of: file)) {
                try await note(.beginPIN(isSimulated: isSimulated), of: number, by: clerk)
            }
        } catch let problem as CardProblem {
            let isBegun = try await kit.desk.view().openCase(number).openPIN != nil
            // Nobody waits any longer, and the card may still be at it.
            if isBegun, problem == .readerSilent { throw CardProblem.pinUnsettled }
            if isBegun, problem != .pinUnsettled, file.item.openPIN == nil {
                try await note(.servePIN(.unchanged, isSimulated: isSimulated), of: number, by: clerk)
            }
            throw problem
        }
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(CaseCommand(by: clerk, .servePIN(.set, isSimulated: isSimulated)), on: number)
            try draft.answerChip(rule, rule.done, of: CaseFile(number, in: view), by: clerk)
            return draft.events
        }
    }

    @Sendable private func unblock(_ request: Request, _ context: KitContext) async throws -> Response {
        let (file, rule) = try await chipCase(context)
        guard let rule, rule.act == .newPIN else { return .redirect(to: KitAddress.case_(file.number)) }
        return try await doing(request, context, file, rule) { work, input in
            try await work.unblock(try input.puk())
            try await note(
                .servePIN(.unblocked, isSimulated: work.cards.isSimulated), of: file.number, by: context.clerk.id)
        }
    }

    // MARK: An interruption

    @Sendable private func settle(_ request: Request, _ context: KitContext) async throws -> Response {
        let (file, rule) = try await chipCase(context)
        guard let rule, rule.act == .address else { return .redirect(to: KitAddress.case_(file.number)) }
        guard let begun = file.item.openChipChange else { return .redirect(to: KitAddress.chip(file.number)) }
        let finishing = context.form["end"] != "undo"
        return try await doing(request, context, file, rule) { work, input in
            guard let change = [UInt8](hex: begun.change).flatMap({ ChipChange(encoded: $0) }) else {
                throw ChipHindrance.noteUnreadable
            }
            let (opening, clerk) = (try input.opening(), try context.clerk.id)
            try await endingWhereTooLong(
                file.number, rule, holding: change.after, work.cards.isSimulated, by: clerk
            ) {
                let settlement = try await work.settle(
                    change, opening: opening, holder: ChipWork.Holder(of: file), finishing: finishing)
                try await end(
                    settlement.outcome(finishing: finishing), of: file.number, rule, holding: change.after,
                    work.cards.isSimulated, by: clerk)
            }
        }
    }

    /// Not today: an open point that goes with the case. An interrupted change then says that nobody knows.
    @Sendable private func postpone(_ request: Request, _ context: KitContext) async throws -> Response {
        let (file, rule) = try await chipCase(context)
        guard let rule else { return .redirect(to: KitAddress.case_(file.number)) }
        let (number, clerk) = (file.number, try context.clerk.id)
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                let file = try CaseFile(number, in: view)
                if let begun = file.item.openChipChange {
                    try draft.decide(
                        CaseCommand(by: clerk, .endChipChange(.unknown, isSimulated: begun.isSimulated)), on: number)
                }
                try draft.answerChip(rule, rule.later, of: file, by: clerk)
                return draft.events
            }
        } catch let refusal as CaseRefusal {
            return try await page(file, rule, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        let after = CaseFile(try await DeskCase(of: context, at: kit.desk))
        return .redirect(to: after.address(of: after.next(after: .chip)))
    }

    // MARK: Shared

    /// Runs something at the card; what goes wrong comes back as the page with its reason.
    private func doing(
        _ request: Request, _ context: KitContext, _ file: CaseFile, _ rule: ChipRule,
        _ body: (ChipWork, ChipInput) async throws -> Void
    ) async throws -> Response {
        guard file.item.state == .open else { throw CaseRefusal.transferred(on: file.item.transfer?.on) }
        var mistakes: [String: String] = [:]
        var problems: [Problem] = []
        do {
            guard let cards = kit.cards else { throw CardProblem.readerMissing }
            try await body(
                ChipWork(cards: cards, today: try file.view.civilToday, clerk: try context.clerk.id),
                ChipInput(context.form, pad: await cards.padOffer()))
            return .redirect(to: KitAddress.chip(file.number))
        } catch let mistake as ChipInput.Mistake {
            mistakes[mistake.field] = mistake.message
        } catch let problem as CardProblem {
            if case .passwordWrong(let kind, _) = problem, [.can, .pin, .puk].contains(kind) {
                mistakes[kind == .can ? "can" : kind == .pin ? "pin" : "puk"] = problem.germanText
            } else {
                problems.append(Problem(problem.germanText))
            }
        } catch let hindrance as ChipHindrance {
            problems.append(Problem(hindrance.message))
        } catch let error as any Explained {
            problems.append(Problem(error.message))
        }
        // The state after it: an interruption is in the journal by now.
        let after = CaseFile(try await DeskCase(of: context, at: kit.desk))
        return try await page(after, rule, context, problems: problems, mistakes: mistakes)
            .response(from: request, context: context)
    }

    private func note(_ act: CaseCommand.Act, of number: CaseNumber, by clerk: ClerkID) async throws {
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(CaseCommand(by: clerk, act), on: number)
            return draft.events
        }
    }

    /// - Parameter address: what the chip holds now; while it was written the case may have got another one.
    private func end(
        _ outcome: ChipChangeEnded.Outcome, of number: CaseNumber, _ rule: ChipRule, holding address: ChipResidence,
        _ isSimulated: Bool, by clerk: ClerkID
    ) async throws {
        try await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(CaseCommand(by: clerk, .endChipChange(outcome, isSimulated: isSimulated)), on: number)
            let file = try CaseFile(number, in: view)
            if outcome.isDone, ChipNotice.address(of: file) == address {
                try draft.answerChip(rule, rule.done, of: file, by: clerk)
            }
            return draft.events
        }
    }

    // MARK: History

    @Sendable private func history(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        guard let name = context.parameters.get("case"), !name.isEmpty else { throw HTTPError(.notFound) }
        let item = try view.openCase(CaseNumber(name))
        let lines = item.history.reversed().map { line -> (time: String, text: HTML) in
            let clerk = line.clerk.map { " · \(view.clerkName($0))" } ?? ""
            let day = line.at.germanDay?.german ?? ""
            return ("\(day) \(line.at.germanClock)", "<div>\(line.german)<span class=\"soft\">\(clerk)</span></div>")
        }
        let visit = view.state.visit(of: item.number)?.visit
        return kit.pages.page(
            "Verlauf: \(item.title)", tab: .cases, view: view, context: context, visit: visit,
            back: ("Vorgang", KitAddress.case_(item.number)),
            main: "<p>Vorgang \(item.number.text)</p>\(Part.timeline(lines))"
        ).response(from: request, context: context)
    }
}

extension DeskDraft {
    /// How it went at the chip is an answer of the form.
    mutating func answerChip(_ rule: ChipRule, _ choice: String, of file: CaseFile, by clerk: ClerkID) throws {
        guard let field = file.service.field(rule.result) else { return }
        let value = FieldValue.choice(choice)
        try decide(
            CaseCommand(
                by: clerk,
                .answer(
                    field.key, label: field.label.de, value: value,
                    shown: field.show(value, in: .german, context: file.context), source: .card)),
            on: file.number)
    }
}

extension DeskView {
    var civilToday: CivilDate {
        get throws {
            guard let day = CivilDate(year: today.year, month: today.month, day: today.day) else {
                throw DeskFault.noOuting
            }
            return day
        }
    }
}

extension KitProgram {
    /// What can be done at a chip now; the state bar says the same of the reader.
    func readiness(for rights: [TerminalRight], on today: CivilDate) async -> CardDesk.Readiness {
        guard let cards else { return .withoutReader(.readerMissing) }
        let readiness = await cards.readiness(for: rights, on: today)
        let isReady = if case .withoutReader = readiness { false } else { true }
        desk.devices.show(.cardReader(isReady: isReady))
        return readiness
    }
}
