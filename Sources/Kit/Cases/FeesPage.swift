import Casework
import Hummingbird
import Pages

/// What the case costs and why; a reduction or waiver as a decision with its reason.
struct FeesPage {
    let file: CaseFile
    let token: FormToken
    let once: String
    var typed: [String: String] = [:]
    var mistake: Problem?

    func html(_ frame: CaseFrame) -> HTML { "\(table)\(notes)\(waiver)\(frame.ways)" }

    private var table: HTML {
        let rows = file.quote.positions.map { position -> [HTML] in
            [
                "\(position.title)", "\(position.reason)", "\(position.law)",
                "\(position.amount?.german ?? "wird vom Amt festgesetzt")",
            ]
        }
        return Table(
            "Positionen", isCaptionUnseen: true,
            columns: ["Gebühr", "Grund", "Rechtsgrundlage", .init("Betrag", isNumber: true)], rows: rows,
            foot: rows.isEmpty ? nil : ["Summe", "", "", "\(file.item.charge.german)"],
            empty: EmptyState("Gebührenfrei", "Für diesen Vorgang ist nach den Angaben bisher nichts zu zahlen.")
        ).html
    }

    private var notes: HTML {
        var notes: [HTML] = file.quote.undecided.map {
            Notice(.information, $0, text: "Der Betrag steht fest, sobald alle Angaben dazu da sind.").html
        }
        if let waiver = file.item.waiver {
            let takeBack = ButtonForm(
                to: KitAddress.waiver(file.number), token: token, onceToken: once, values: [("act", "zurueck")],
                button: Button(submit: "Entscheidung zurücknehmen", kind: .quiet))
            notes.append(Notice(.good, file.item.fees.line(of: waiver), takeBack.html).html)
        }
        if file.item.paid > .zero {
            notes.append(Notice(.good, "Bezahlt: \(file.item.paid.german)").html)
        }
        if let back = Overpayment(of: file.item) { notes.append(back.notice) }
        if file.item.unpaid > .zero, let visit = file.visit {
            notes.append(
                Notice(
                    .information, "Noch zu zahlen: \(file.item.unpaid.german)",
                    "<p><a href=\"\(href: KitAddress.bill(visit.id))\">Eine Rechnung für die ganze Vorsprache</a></p>"
                ).html)
        }
        return HTML(notes)
    }

    private var waiver: HTML? {
        let total = file.item.fees.compactMap(\.amount).reduce(Money.zero, +)
        guard let rule = file.service.waiver, file.item.waiver == nil, total > .zero else {
            return nil
        }
        let reason = Input.select(
            InputFrame(id: "reason", label: "Grund der Entscheidung", mistake: text("reason")), name: "reason",
            options: rule.reasons.map { Input.Option($0.key, $0.title.de) }, chosen: typed["reason"])
        let amount: HTML? =
            rule.mayReduce
            ? Input.text(
                InputFrame(
                    id: "amount", label: "Noch zu zahlen", hint: "0,00 erlässt die Gebühr ganz", mistake: text("amount")
                ),
                name: "amount", value: typed["amount"] ?? "0,00", .money, unit: "€") : nil
        let form = PostForm(
            to: KitAddress.waiver(file.number), token: token, onceToken: once, revision: file.item.revision,
            """
            \(Part.fields([reason, amount].compactMap { $0 }))\
            \(Button.row([Button(submit: rule.mayReduce ? "Gebühr ermäßigen oder erlassen" : "Gebühr erlassen", kind: .secondary)]))
            """)
        return Part.section("Ermäßigung", note: "<span class=\"soft\">\(rule.law)</span>", form.html)
    }

    private func text(_ field: String) -> String? { mistake?.field == field ? mistake?.text : nil }
}

extension CaseRoutes {
    func addFees(to router: RouterGroup<KitContext>) {
        router.get("vorgang/:case/gebuehren", use: fees)
        router.post("vorgang/:case/gebuehren/ermaessigung", use: decideWaiver)
    }

    @Sendable private func fees(_ request: Request, _ context: KitContext) async throws -> Response {
        try await feesPage(context).response(from: request, context: context)
    }

    private func feesPage(_ context: KitContext, problem: Problem? = nil) async throws -> Page {
        let file = try await file(context)
        let frame = CaseFrame(kit: kit, file: file, place: .fees, context: context)
        let content = FeesPage(
            file: file, token: context.formToken, once: kit.freshOnce(),
            typed: problem == nil ? [:] : context.form.typed, mistake: problem)
        return frame.page("Gebühren", problems: problem.map { [$0] } ?? [], main: content.html(frame))
    }

    @Sendable private func decideWaiver(_ request: Request, _ context: KitContext) async throws -> Response {
        let file = try await file(context)
        let (clerk, seen, form) = (try context.clerk.id, context.seen, context.form)
        func refuse(_ text: String, _ field: String?) async throws -> Response {
            try await feesPage(context, problem: Problem(text, field: field)).response(from: request, context: context)
        }
        let act: CaseCommand.Act
        if form["act"] == "zurueck" {
            act = .takeBackWaiver
        } else {
            guard let rule = file.service.waiver else { throw HTTPError(.notFound) }
            guard let reason = rule.reasons.first(where: { $0.key == form["reason"] }) else {
                return try await refuse("Wählen Sie den Grund der Entscheidung.", "reason")
            }
            guard let amount = rule.mayReduce ? Money(german: form["amount"] ?? "") : .zero else {
                return try await refuse("Geben Sie einen Betrag in Euro ein, zum Beispiel 12,50.", "amount")
            }
            act = .decideWaiver(.init(reducedTo: amount, reason: reason.title.de, law: rule.law))
        }
        do { try await commit(CaseCommand(by: clerk, seen: seen, act), on: file.number) } catch let refusal
            as CaseRefusal
        {
            return try await refuse(refusal.message, "amount")
        }
        return .redirect(to: KitAddress.fees(file.number))
    }
}
