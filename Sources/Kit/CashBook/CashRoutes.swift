import Casework
package import Hummingbird
import NIOCore
import Pages
import Town

/// The cash book of a day: opening count, hand-over, closing, export.
package struct CashRoutes: Sendable {
    let kit: KitProgram

    package init(_ kit: KitProgram) { self.kit = kit }

    package func add(to router: RouterGroup<KitContext>) {
        router.get("kasse", use: book)
        router.get("kasse/eroeffnen", use: askOpening)
        router.post("kasse/eroeffnen", use: open)
        router.get("kasse/zaehlen", use: askCount)
        router.post("kasse/zaehlen", use: handOver)
        router.get("kasse/abschliessen", use: askClosing)
        router.post("kasse/abschliessen", use: close)
        router.get("kasse/ausgabe.csv", use: export)
    }

    /// The day of the address or the form; today where none is named.
    private func day(_ request: Request, _ context: KitContext, _ view: DeskView) -> CalendarDate {
        let text = context.form["tag"] ?? request.uri.queryParameters["tag"].map(String.init)
        return text.flatMap { CalendarDate(iso: $0) } ?? view.today
    }

    @Sendable private func book(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let day = day(request, context, view)
        let content = CashPage(view: view, day: day, book: view.book(of: day))
        return kit.pages.page(
            day == view.today ? "Kasse" : "Kasse vom \(day.german)", tab: .cash, view: view, context: context,
            back: day == view.today ? nil : ("Kasse von heute", KitAddress.cash), width: .wide, main: content.html
        ).response(from: request, context: context)
    }

    // MARK: Opening

    @Sendable private func askOpening(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        if view.book.opening != nil { return .redirect(to: KitAddress.cash) }
        let back = request.uri.queryParameters["zurueck"].map(String.init)
        return openingPage(view, context, back: back).response(from: request, context: context)
    }

    private func openingPage(
        _ view: DeskView, _ context: KitContext, back: String?, mistakes: [String: String] = [:],
        problems: [Problem] = []
    ) -> Page {
        let unclosed = view.unclosedDay.map { old in
            Notice(
                .warning, "Die Kasse vom \(old.german) ist noch nicht abgeschlossen.",
                "<p><a href=\"\(href: KitAddress.cash(old))\">Zuerst jene Kasse abschließen</a></p>"
            ).html
        }
        let form = PostForm(
            to: KitAddress.openCash, token: context.formToken, onceToken: kit.freshOnce(),
            """
            <input type="hidden" name="zurueck" value="\(back)">\
            \(CashCountForm(typed: context.form.typed, mistakes: mistakes).html)\
            \(Button.row([Button(submit: "Anfangsbestand festhalten, Kasse öffnen", key: .next)]))
            """)
        return kit.pages.page(
            "Kasse öffnen", tab: .cash, view: view, context: context,
            problems: CashCountForm.problems(mistakes) + problems, back: ("Kasse", KitAddress.cash), width: .wide,
            main: "\(unclosed)<p>Zählen Sie, was im Kasten liegt. Leere Felder zählen als 0.</p>\(form.html)")
    }

    @Sendable private func open(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let (clerk, back) = (try context.clerk.id, context.form["zurueck"])
        let (count, mistakes) = CashCountForm.read(context.form)
        guard let count else {
            return openingPage(view, context, back: back, mistakes: mistakes).response(from: request, context: context)
        }
        do {
            try await kit.desk.commit { view, _ in
                // A double click counts once.
                if view.book.opening?.count == count { return [] }
                var draft = DeskDraft(view)
                try draft.decide(BookCommand(by: clerk, .openDay(view.today, count)), on: view.today)
                return draft.events
            }
        } catch let refusal as BookRefusal {
            return openingPage(view, context, back: back, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: ReturnAddress.read(back, otherwise: KitAddress.cash))
    }

    // MARK: Change of the cashier

    @Sendable private func askCount(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        guard view.book.isOpen else { return .redirect(to: KitAddress.cash) }
        return countPage(view, context).response(from: request, context: context)
    }

    private func countPage(
        _ view: DeskView, _ context: KitContext, mistakes: [String: String] = [:], problems: [Problem] = []
    ) -> Page {
        let others = view.town.clerks.filter { $0.worksAtKit && $0.id != view.book.cashier }
        let to = Input.select(
            InputFrame(id: "to", label: "Wer übernimmt die Kasse?", mistake: mistakes["to"]), name: "to",
            options: others.map { Input.Option($0.id.text, $0.name) },
            chosen: context.form["to"] ?? (others.count == 1 ? others[0].id.text : nil))
        let pin = Input.text(
            InputFrame(
                id: "pin", label: "PIN der Person, die übernimmt",
                hint: "Sie unterzeichnet damit, was gezählt ist. Sie ist an diesem Laptop angemeldet.",
                mistake: mistakes["pin"]),
            name: "pin", .pin)
        let why = explanation(context, mistakes: mistakes)
        let form = PostForm(
            to: KitAddress.countCash, token: context.formToken, onceToken: kit.freshOnce(),
            """
            \(CashCountForm(typed: context.form.typed, mistakes: mistakes).html)\(Part.fields([to, pin, why]))\
            \(Button.row([Button(submit: "Gezählt, Kasse übergeben", key: .next)]))
            """)
        let all =
            CashCountForm.problems(mistakes)
            + ["to", "pin", "explanation"].compactMap { name in
                mistakes[name].map { Problem($0, field: name) }
            }
        return kit.pages.page(
            "Kasse übergeben", tab: .cash, view: view, context: context, problems: all + problems,
            back: ("Kasse", KitAddress.cash), width: .wide,
            main: "<p>Beide zählen zusammen. Was gezählt ist, steht mit beiden Namen im Kassenbuch.</p>\(form.html)")
    }

    private func explanation(_ context: KitContext, mistakes: [String: String], isOptional: Bool = true) -> HTML {
        Input.text(
            InputFrame(
                id: "explanation", label: "Erklärung",
                hint: isOptional ? "Nur wenn gezählt und erwartet sich unterscheiden." : nil,
                isOptional: isOptional && mistakes["explanation"] == nil, mistake: mistakes["explanation"], isWide: true
            ),
            name: "explanation", value: context.form["explanation"] ?? "", Input.Text(maxLength: 300))
    }

    @Sendable private func handOver(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let (clerk, once, form) = (try context.clerk.id, context.once, context.form)
        var (count, mistakes) = CashCountForm.read(form)
        let to = form["to"].flatMap { $0.isEmpty ? nil : ClerkID($0) }
        if to.flatMap(view.town.clerk)?.worksAtKit != true { mistakes["to"] = "Wählen Sie, wer die Kasse übernimmt." }
        guard let count, let to, mistakes.isEmpty else {
            return countPage(view, context, mistakes: mistakes).response(from: request, context: context)
        }
        if view.book.isOpen {
            do throws(AccessRefusal) {
                try await Entrance(kit: kit).confirm(to, pin: form["pin"] ?? "")
            } catch {
                return countPage(view, context, mistakes: [error.place == .pin ? "pin" : "to": error.message])
                    .response(from: request, context: context)
            }
        }
        do {
            try await kit.desk.commit { view, _ in
                var draft = DeskDraft(view)
                try draft.decide(
                    BookCommand(
                        by: clerk, token: once, .handOver(count, to: to, explanation: form["explanation"])),
                    on: view.today)
                return draft.events
            }
        } catch let refusal as BookRefusal {
            if case .explanationMissing = refusal {
                return countPage(view, context, mistakes: ["explanation": refusal.message])
                    .response(from: request, context: context)
            }
            return countPage(view, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.cash)
    }

    // MARK: Closing

    @Sendable private func askClosing(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let day = day(request, context, view)
        guard view.book(of: day).isOpen else { return .redirect(to: KitAddress.cash(day)) }
        return closingCount(view, day, context).response(from: request, context: context)
    }

    /// First the count, without what is expected: then it is a count.
    private func closingCount(
        _ view: DeskView, _ day: CalendarDate, _ context: KitContext, mistakes: [String: String] = [:]
    ) -> Page {
        let form = PostForm(
            to: KitAddress.closeCash, token: context.formToken,
            """
            <input type="hidden" name="tag" value="\(day.iso)">\
            \(CashCountForm(typed: context.form.typed, mistakes: mistakes).html)\
            \(Button.row([Button(submit: "Gezählt, weiter", key: .next)]))
            """)
        return kit.pages.page(
            "Kasse abschließen", tab: .cash, view: view, context: context, problems: CashCountForm.problems(mistakes),
            back: ("Kasse", KitAddress.cash(day)), width: .wide,
            main: "<p>Zählen Sie, was im Kasten liegt. Leere Felder zählen als 0.</p>\(form.html)")
    }

    /// Then counted against expected, and an explanation where they differ.
    private func closingPage(
        _ view: DeskView, _ day: CalendarDate, _ count: CashCount, _ context: KitContext, mistake: String? = nil,
        problems: [Problem] = []
    ) -> Page {
        let expected = view.book(of: day).expectedCash
        let difference = count.total - expected
        let table = Table(
            "Gezählt und erwartet", isCaptionUnseen: true, columns: ["Bestand", .init("Betrag", isNumber: true)],
            rows: [["Gezählt", "\(count.total.german)"], ["Erwartet", "\(expected.german)"]],
            foot: ["Differenz", "\(difference.german)"])
        let verdict =
            difference == .zero
            ? Notice(.good, "Gezählt und erwartet stimmen überein.")
            : Notice(
                .warning, "Es gibt eine Differenz von \(difference.german).",
                text: "Zählen Sie noch einmal oder erklären Sie die Differenz.")
        let why: HTML? =
            difference == .zero
            ? nil : explanation(context, mistakes: mistake.map { ["explanation": $0] } ?? [:], isOptional: false)
        let form = PostForm(
            to: KitAddress.closeCash, token: context.formToken, onceToken: kit.freshOnce(),
            """
            <input type="hidden" name="tag" value="\(day.iso)"><input type="hidden" name="confirmed" value="yes">\
            \(CashCountForm.hidden(count))\(why)\
            \(Button.row(
                [Button(submit: "Kasse mit \(count.total.german) abschließen", key: .next)],
                last: Button("Noch einmal zählen", to: KitAddress.closeCash + "?tag=\(day.iso)")))
            """)
        return kit.pages.page(
            "Kasse abschließen", tab: .cash, view: view, context: context,
            problems: (mistake.map { [Problem($0, field: "explanation")] } ?? []) + problems,
            back: ("Kasse", KitAddress.cash(day)), main: "\(verdict.html)\(table.html)\(form.html)")
    }

    @Sendable private func close(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let day = day(request, context, view)
        let (clerk, form) = (try context.clerk.id, context.form)
        let (count, mistakes) = CashCountForm.read(form)
        guard let count else {
            return closingCount(view, day, context, mistakes: mistakes).response(from: request, context: context)
        }
        guard form["confirmed"] != nil else {
            return closingPage(view, day, count, context).html.response(status: .ok)
        }
        do {
            try await kit.desk.commit { view, _ in
                if view.book(of: day).closing?.count == count { return [] }
                var draft = DeskDraft(view)
                try draft.decide(
                    BookCommand(by: clerk, .closeDay(count, explanation: form["explanation"])), on: day)
                return draft.events
            }
        } catch let refusal as BookRefusal {
            if case .explanationMissing = refusal {
                return closingPage(view, day, count, context, mistake: refusal.message)
                    .response(from: request, context: context)
            }
            return closingPage(view, day, count, context, problems: [Problem(refusal.message)])
                .response(from: request, context: context)
        }
        return .redirect(to: KitAddress.cash(day))
    }

    // MARK: Export

    /// By account, for a spreadsheet or the town's accounts; with the mark by which Excel knows UTF-8.
    @Sendable private func export(_ request: Request, _ context: KitContext) async throws -> Response {
        let view = try await kit.desk.view()
        let day = day(request, context, view)
        let text = "\u{FEFF}" + view.book(of: day).accountTable(titles: view.catalogue.accounts).text
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"Kasse-\(view.state.kit.text)-\(day.iso).csv\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
