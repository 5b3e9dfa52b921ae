package import Casework
package import Hummingbird
import Pages
import Town

/// The bill of a visit, its payment, receipts and their reversal.
package struct BillRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("vorsprache/:visit/rechnung", use: bill)
        router.post("vorsprache/:visit/rechnung/bezahlen", use: pay)
        router.get("beleg/:receipt", use: receipt)
        router.post("beleg/:receipt/storno", use: reverse)
    }

    // MARK: The bill

    @Sendable private func bill(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let bill = try view.bill(of: visit)
        // No money is taken before the float is counted.
        if bill.total > .zero, !view.book.isOpen {
            return .redirect(to: KitAddress.openCash(back: KitAddress.bill(visit.id)))
        }
        return page(view, visit, bill, context).response(from: request, context: context)
    }

    private func page(
        _ view: DeskView, _ visit: Visit, _ bill: Bill, _ context: KitContext, mistakes: [String: String] = [:],
        problems: [Problem] = []
    ) -> Page {
        let content = BillPage(
            view: view, visit: visit, bill: bill, token: context.formToken, once: kit.freshOnce(),
            typed: context.form.typed, mistakes: mistakes)
        let fields = ["given", "reference", "payer", "address", "due"]
        let atFields = fields.compactMap { name in mistakes[name].map { Problem($0, field: name) } }
        return kit.pages.page(
            "Rechnung", tab: .visit, view: view, context: context, problems: atFields + problems, visit: visit,
            back: ("Vorsprache", KitAddress.visit(visit.id)), side: VisitSide(view, visit).html, main: content.html)
    }

    @Sendable private func pay(_ request: Request, _ context: KitContext) async throws -> Response {
        let before = try await kit.desk.view()
        let visit = try before.visit(in: context)
        let (clerk, once, form) = (try context.clerk.id, context.once, context.form)
        if let once, let made = before.book.tokens[once] {
            return .redirect(to: KitAddress.receipt(ReceiptNumber(made)))
        }
        let bill = try before.bill(of: visit)
        let reading = PaymentReading(form, on: before.today)
        guard let payment = reading.payment else {
            return page(before, visit, bill, context, mistakes: reading.mistakes)
                .response(from: request, context: context)
        }
        do {
            let after = try await kit.desk.commit { view, _ in
                var bill = try view.bill(of: visit)
                // What the button said is what is taken.
                guard form["total"] == String(bill.total.cents) else { throw BillRefusal.changed }
                bill.payer = reading.payer
                bill.payerAddress = reading.address
                var draft = DeskDraft(view)
                try draft.issue(bill, payment, by: clerk, token: once)
                return draft.events
            }
            let made = once.flatMap { after.book.tokens[$0] } ?? after.book.receipts.last?.receipt.text
            guard let made else { return .redirect(to: KitAddress.bill(visit.id)) }
            await kit.mirror.settle()
            return .redirect(to: KitAddress.receipt(ReceiptNumber(made)))
        } catch let refusal as BookRefusal {
            if refusal == .dayNotOpened { return .redirect(to: KitAddress.openCash(back: KitAddress.bill(visit.id))) }
            let place = reading.place(of: refusal)
            return page(
                before, visit, bill, context, mistakes: place.map { [$0: refusal.message] } ?? [:],
                problems: place == nil ? [Problem(refusal.message)] : []
            ).response(from: request, context: context)
        } catch let refusal as BillRefusal {
            let now = try await kit.desk.view()
            return try page(now, visit, now.bill(of: visit), context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
    }

    // MARK: Receipts

    @Sendable private func receipt(_ request: Request, _ context: KitContext) async throws -> Response {
        let name = context.parameters.get("receipt") ?? ""
        guard name.hasSuffix(".pdf") else {
            return try await receiptPage(name, context).response(from: request, context: context)
        }
        let view = try await kit.desk.view()
        let found = try view.printedReceipt(String(name.dropLast(4)))
        let clerk = try context.clerk.id
        let paper: PrintDocument.Paper = request.uri.queryParameters["papier"] == "80" ? .receipt : .a4
        let document = ReceiptPaper(view: view, receipt: found).document(paper)
        let response = try await kit.printer.response(document, fileName: "Beleg-\(found.number.text).pdf")
        // That a copy exists is kept; a journal that cannot be written to must not keep the citizen from her receipt.
        _ = try? await kit.desk.commit { view, _ in
            var draft = DeskDraft(view)
            try draft.decide(BookCommand(by: clerk, .print(found.number)), on: found.day)
            return draft.events
        }
        return response
    }

    private func receiptPage(
        _ name: String, _ context: KitContext, problems: [Problem] = []
    ) async throws -> Page {
        let view = try await kit.desk.view()
        let found = try view.printedReceipt(name)
        let content = ReceiptPage(
            view: view, receipt: found, token: context.formToken, once: kit.freshOnce(),
            typedReason: context.form["reason"] ?? "")
        let visit = content.visit
        var page = kit.paperPage(
            ReceiptPaper(view: view, receipt: found).document(.a4), tab: visit == nil ? .cash : .visit, view: view,
            context: context, visit: visit, pdf: KitAddress.receiptPDF(found.number),
            more: kit.settings.python == nil
                ? [] : [Button("Für die 80-mm-Rolle", to: KitAddress.receiptRoll(found.number))],
            back: visit.map { ("Vorsprache", KitAddress.visit($0.id)) } ?? ("Kasse", KitAddress.cash),
            above: content.above)
        page.problems = problems
        page.side = visit.map { VisitSide(view, $0).html }
        page.main += content.below ?? .empty
        return page
    }

    @Sendable private func reverse(_ request: Request, _ context: KitContext) async throws -> Response {
        let name = context.parameters.get("receipt") ?? ""
        let found = try await kit.desk.view().printedReceipt(name)
        let (clerk, once, reason) = (try context.clerk.id, context.once, context.form["reason"] ?? "")
        do {
            let after = try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.reverse(found.number, reason: reason, by: clerk, token: once)
                return draft.events
            }
            await kit.mirror.settle()
            let made = once.flatMap { after.book.tokens[$0] } ?? after.receipts.reversal(of: found.number)?.text
            return .redirect(to: KitAddress.receipt(ReceiptNumber(made ?? found.number.text)))
        } catch let refusal as BookRefusal {
            let field = refusal == .reasonMissing ? "reason" : nil
            return try await receiptPage(name, context, problems: [Problem(refusal.message, field: field)])
                .response(from: request, context: context)
        }
    }
}

extension DeskView {
    /// What the visit has open now; also what is to be taken anew because a receipt was reversed after its case was given away.
    package func bill(of visit: Visit) throws(DeskFault) -> Bill {
        guard let found = state.visit(visit.id) else { throw .noSuchVisit }
        var bill = Bill(
            of: found.visit.cases.compactMap { state.cases[$0] },
            place: found.outing.opening?.venueTitle ?? town.authority, outing: found.outing.id, visit: visit.id)
        bill.positions += found.visit.cases.flatMap { state.caseReceipts.unsettled(of: $0) }
        return bill
    }
}
