import Casework
package import Hummingbird
import Pages

/// Checking a case with the citizen, giving it away, the papers she takes home.
package struct TransferRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/pruefen", use: check)
        router.get("vorgang/:case/lesen", use: reading)
        router.post("vorgang/:case/lesen", use: confirmReading)
        router.post("vorgang/:case/abgeben", use: transfer)
        router.get("vorgang/:case/abgegeben", use: transferred)
        router.get("vorgang/:case/verwerfen", use: askCancel)
        router.post("vorgang/:case/verwerfen", use: cancel)
        router.post("vorsprache/:visit/abgeben", use: transferAll)
        router.get("vorsprache/:visit/abgegeben", use: transferredAll)
        addPapers(to: router)
        addEnding(to: router)
    }

    func file(_ context: KitContext) async throws -> CaseFile {
        CaseFile(try await DeskCase(of: context, at: kit.desk))
    }

    // MARK: Check and reading

    @Sendable private func check(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard file.item.state == .open else { return .redirect(to: KitAddress.transferred(file.number)) }
        return checkPage(file, context).response(from: request, context: context)
    }

    private func checkPage(
        _ file: CaseFile, _ context: KitContext, problems: [Problem] = [], stopMistake: String? = nil
    ) -> Page {
        let content = CheckPage(
            file: file, token: context.formToken, once: kit.freshOnce(), chosenStop: context.form["follows"],
            typedStop: context.form["followsText"] ?? "", stopMistake: stopMistake)
        let frame = CaseFrame(kit: kit, file: file, place: .check, context: context)
        return frame.page("Prüfen", problems: problems, main: content.html(frame))
    }

    @Sendable private func reading(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard file.item.state == .open else { return .redirect(to: KitAddress.transferred(file.number)) }
        return readingPage(file, context).response(from: request, context: context)
    }

    private func readingPage(_ file: CaseFile, _ context: KitContext, problems: [Problem] = []) -> Page {
        let view = ReadingView(
            CaseLists(file: file).spoken, statement: file.review.signature?.statement.de)
        let form = PostForm(
            to: KitAddress.reading(file.number), token: context.formToken, revision: file.item.revision,
            Button.row(
                [Button(submit: "Gelesen, die Angaben stimmen", key: .next)],
                last: Button("Zurück, etwas ändern", to: KitAddress.check(file.number))))
        // Nothing else on the page: the screen is turned to the citizen.
        return Page(
            title: file.item.title, program: "Koffer \(file.view.state.kit.text)", problems: problems, width: .wide,
            behaviour: Page.Behaviour(token: context.formToken, lockAfterSeconds: kit.pages.lockAfterSeconds),
            main: "\(view.html)\(form.html)")
    }

    @Sendable private func confirmReading(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let (clerk, seen, number) = (try context.clerk.id, context.seen, file.number)
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.decide(CaseCommand(by: clerk, seen: seen, .check(readByCitizen: true)), on: number)
                return draft.events
            }
        } catch let refusal as CaseRefusal {
            return try await readingPage(self.file(context), context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(
            to: file.missing(at: .signature).isEmpty ? KitAddress.check(number) : KitAddress.signature(number))
    }

    // MARK: Giving away

    @Sendable private func transfer(_ request: Request, _ context: KitContext) async throws -> Response {
        let before = try await file(context)
        let (clerk, seen, once, form) = (try context.clerk.id, context.seen, context.once, context.form)
        let isIncomplete = form["incomplete"] != nil
        let chosen = form["follows"] ?? ""
        let follows = chosen == CheckPage.otherStop ? form["followsText"] : chosen
        let number = before.number
        do {
            try await kit.desk.commit { view, names in
                var draft = DeskDraft(view)
                try draft.transfer(
                    number,
                    TransferWish(
                        seen: seen, token: once, isIncomplete: isIncomplete, followsAt: follows,
                        code: names.citizenCode()), by: clerk)
                return draft.events
            }
        } catch CaseRefusal.followUpUnknown {
            let words = CaseRefusal.followUpUnknown.message
            return checkPage(before, context, problems: [Problem(words, field: "followsText")], stopMistake: words)
                .response(from: request, context: context)
        } catch let refusal as CaseRefusal {
            return try await checkPage(file(context), context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        await kit.mirror.settle()
        return .redirect(to: KitAddress.transferred(number))
    }

    /// Every complete case of the visit in one commit.
    @Sendable private func transferAll(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let (clerk, once) = (try context.clerk.id, context.once)
        // What the button named is given away, and nothing that became ready since.
        let named = Set(context.form.all("number"))
        try await kit.desk.commit { view, names in
            guard let visit = view.state.visit(visit.id)?.visit else { throw DeskFault.noSuchVisit }
            var draft = DeskDraft(view)
            for file in view.ready(in: visit) where named.contains(file.number.text) {
                try draft.transfer(
                    file.number, TransferWish(token: once, code: names.citizenCode()), by: clerk)
            }
            return draft.events
        }
        await kit.mirror.settle()
        return .redirect(to: KitAddress.transferredAll(visit.id))
    }

    // MARK: Afterwards

    @Sendable private func transferred(_ request: Request, _ context: KitContext) async throws -> Response {
        guard let text = context.parameters.get("case"), !text.isEmpty else { throw HTTPError(.notFound) }
        let view = try await kit.desk.view()
        let item = try view.openCase(CaseNumber(text))
        if item.state == .open { return .redirect(to: KitAddress.check(item.number)) }
        let visit = view.state.visit(of: item.number)?.visit
        let content = TransferredPage(view: view, item: item, visit: visit)
        return kit.pages.page(
            item.title, tab: .cases, view: view, context: context, visit: visit,
            back: visit.map { ("Vorsprache", KitAddress.visit($0.id)) } ?? ("Vorgänge", KitAddress.cases),
            side: visit.map { VisitSide(view, $0).html }, main: content.html
        ).response(from: request, context: context)
    }

    @Sendable private func transferredAll(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let content = TransferredAllPage(view: view, visit: visit)
        return kit.pages.page(
            "Abgegebene Vorgänge", tab: .visit, view: view, context: context, visit: visit,
            back: ("Vorsprache", KitAddress.visit(visit.id)), side: VisitSide(view, visit).html, main: content.html
        ).response(from: request, context: context)
    }

    // MARK: Cancelling

    @Sendable private func askCancel(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard file.item.state == .open else { return .redirect(to: KitAddress.transferred(file.number)) }
        return cancelPage(file, context).response(from: request, context: context)
    }

    private func cancelPage(_ file: CaseFile, _ context: KitContext, mistake: String? = nil) -> Page {
        let content: HTML
        if file.item.paid > .zero {
            let receipts = file.item.standingReceipts.map { receipt -> HTML in
                "<li><a href=\"\(href: KitAddress.receipt(receipt))\">Beleg \(receipt.text)</a></li>"
            }
            content =
                Notice(
                    .warning, "Für diesen Vorgang sind \(file.item.paid.german) bezahlt.",
                    "<p>Stornieren Sie zuerst den Beleg, dann lässt sich der Vorgang verwerfen.</p><ul>\(receipts)</ul>"
                ).html
        } else {
            let reason = Input.text(
                InputFrame(
                    id: "reason", label: "Grund", hint: "Zum Beispiel: kommt mit dem fehlenden Dokument wieder",
                    mistake: mistake, isWide: true),
                name: "reason", value: context.form["reason"] ?? "", Input.Text(maxLength: 200, isFirst: true))
            let buttons = Button.row(
                [Button(submit: "1 Vorgang verwerfen", kind: .danger)],
                last: Button("Zurück", to: KitAddress.check(file.number)))
            content =
                PostForm(
                    to: KitAddress.cancel(file.number), token: context.formToken, onceToken: kit.freshOnce(),
                    """
                    <p>Der Vorgang wird nicht abgegeben. Die Aufnahme bleibt mit dem Grund verschlüsselt im Journal.</p>\
                    \(reason)\(buttons)
                    """
                ).html
        }
        let frame = CaseFrame(kit: kit, file: file, place: .check, context: context)
        return frame.page(
            "Verwerfen", problems: mistake.map { [Problem($0, field: "reason")] } ?? [], main: content)
    }

    @Sendable private func cancel(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        guard file.item.paid <= .zero else {
            return cancelPage(file, context).response(from: request, context: context)
        }
        let (clerk, number, reason) = (try context.clerk.id, file.number, context.form["reason"] ?? "")
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                if try draft.item(number).state == .cancelled { return [] }
                try draft.decide(CaseCommand(by: clerk, .cancel(reason: reason)), on: number)
                return draft.events
            }
        } catch let refusal as CaseRefusal {
            return cancelPage(file, context, mistake: refusal.message).response(from: request, context: context)
        }
        return .redirect(to: file.visit.map { KitAddress.visit($0.id) } ?? KitAddress.cases)
    }
}
