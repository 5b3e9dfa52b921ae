import Casework
import Hummingbird
import Pages
import Town

/// Ending a visit, or handing it to the other clerk.
extension TransferRoutes {
    func addEnding(to router: RouterGroup<KitContext>) {
        router.get("vorsprache/:visit/beenden", use: askEnd)
        router.post("vorsprache/:visit/beenden", use: end)
        router.post("vorsprache/:visit/weitergeben", use: forward)
    }

    @Sendable private func askEnd(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        return try endPage(view, view.visit(in: context), context).response(from: request, context: context)
    }

    private func endPage(
        _ view: DeskView, _ visit: Visit, _ context: KitContext, problems: [Problem] = []
    ) throws -> Page {
        let content = EndVisitPage(
            view: view, visit: visit, clerk: try context.clerk.id, token: context.formToken, once: kit.freshOnce())
        return kit.pages.page(
            "Vorsprache beenden", tab: .visit, view: view, context: context, problems: problems, visit: visit,
            back: ("Vorsprache", KitAddress.visit(visit.id)), side: VisitSide(view, visit).html, main: content.html)
    }

    @Sendable private func end(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let clerk = try context.clerk.id
        let outing = try view.outing(of: visit.id)
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.end(visit.id, at: outing, by: clerk)
                return draft.events
            }
        } catch let refusal as OutingRefusal {
            return try endPage(view, visit, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.today)
    }

    @Sendable private func forward(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let visit = try view.visit(in: context)
        let clerk = try context.clerk.id
        let outing = try view.outing(of: visit.id)
        guard let name = context.form["clerk"], !name.isEmpty, view.town.clerk(ClerkID(name))?.worksAtKit == true else {
            return try endPage(
                view, visit, context, problems: [Problem("Wählen Sie, an wen die Vorsprache geht.", field: "clerk")]
            ).response(from: request, context: context)
        }
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.decide(
                    OutingCommand(by: clerk, .forwardVisit(visit.id, to: ClerkID(name))), in: outing)
                return draft.events
            }
        } catch let refusal as OutingRefusal {
            return try endPage(view, visit, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.today)
    }
}

extension DeskDraft {
    /// Ends a visit and counts it; a visit that has ended already stays as it is.
    mutating func end(_ id: VisitID, at outing: OutingID, by clerk: ClerkID) throws {
        guard try decide(OutingCommand(by: clerk, .endVisit(id)), in: outing) else { return }
        if let counted = try visit(id, in: outing).counted(in: outing) { add(.statistics(counted)) }
    }
}

/// What is unpaid and not given away, by number; ending goes on all the same when the clerk says so.
struct EndVisitPage {
    let view: DeskView
    let visit: Visit
    let clerk: ClerkID
    let token: FormToken
    let once: String

    private var open: [Case] { visit.cases.compactMap { view.state.cases[$0] }.filter { $0.state == .open } }

    var html: HTML {
        if visit.endedAt != nil {
            return """
                \(Notice(.information, "Die Vorsprache ist beendet.").html)\
                \(Button.row([Button("Heute", kind: .primary, to: KitAddress.today, key: .next)]))
                """
        }
        let unpaid = (try? view.bill(of: visit))?.total ?? .zero
        let bill = Button("Rechnung: \(unpaid.german) offen", to: KitAddress.bill(visit.id))
        let transfer = NextStep(view: view, visit: visit, token: token, once: once).transferHTML
        let end = ButtonForm(
            to: KitAddress.endVisit(visit.id), token: token, onceToken: once,
            button: Button(
                submit: open.isEmpty ? "Vorsprache beenden" : "Vorsprache trotzdem beenden",
                kind: open.isEmpty ? .primary : .secondary, key: open.isEmpty ? .next : nil))
        return """
            \(table)<div class="actions">\(transfer)\(unpaid > .zero ? bill.html : nil)\(end.html)</div>\(forwarding)
            """
    }

    private var table: HTML {
        guard !open.isEmpty else {
            if let bill = try? view.bill(of: visit), bill.total > .zero {
                return Notice(.warning, "Nach einer Stornierung sind \(bill.total.german) neu zu kassieren.").html
            }
            let given = visit.cases.compactMap { view.state.cases[$0] }.filter { $0.transfer != nil }.count
            return Notice(
                .good,
                given == 0
                    ? "Nichts ist offen."
                    : "\(GermanText.count(given, "Vorgang ist", "Vorgänge sind")) abgegeben, nichts ist offen."
            ).html
        }
        let rows = open.map { item -> [HTML] in
            [
                "<a href=\"\(href: KitAddress.case_(item.number))\">\(item.number.text)</a>", "\(item.title)",
                "\(item.unpaid > .zero ? "\(item.unpaid.german) offen" : "bezahlt oder gebührenfrei")",
                "nicht abgegeben",
            ]
        }
        let notice = Notice(
            .warning, "\(GermanText.count(open.count, "Vorgang ist", "Vorgänge sind")) noch nicht abgegeben.",
            text: "Geben Sie sie ab oder verwerfen Sie sie. Bleiben sie offen, finden Sie sie unter „Vorgänge“.")
        let table = Table(
            "Offene Vorgänge", isCaptionUnseen: true, columns: ["Nummer", "Leistung", "Gebühr", "Stand"], rows: rows)
        return "\(notice.html)\(table.html)"
    }

    private var forwarding: HTML? {
        let others = view.town.clerks.filter { $0.worksAtKit && $0.id != visit.clerk }
        guard !others.isEmpty else { return nil }
        let select = Input.select(
            InputFrame(id: "clerk", label: "An wen"), name: "clerk",
            options: others.map { Input.Option($0.id.text, $0.name) },
            chosen: others.count == 1 ? others[0].id.text : nil)
        let form = PostForm(
            to: KitAddress.forwardVisit(visit.id), token: token, onceToken: once,
            "\(Part.fields([select]))\(Button.row([Button(submit: "Vorsprache weitergeben", kind: .secondary)]))")
        return Part.more("An den anderen Platz weitergeben", form.html)
    }
}
